import Testing

@testable import QuenchAnalysis
