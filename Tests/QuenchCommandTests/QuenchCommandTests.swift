import Quench
import Testing
