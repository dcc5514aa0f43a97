import Testing

@testable import QuenchUnits
