import Testing

@testable import QuenchTrajectories
