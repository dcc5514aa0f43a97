import Testing

@testable import QuenchModel
