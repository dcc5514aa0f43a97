import Testing

@testable import QuenchFigures
