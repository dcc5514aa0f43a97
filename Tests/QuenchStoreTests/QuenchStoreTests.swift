import Testing

@testable import QuenchStore
