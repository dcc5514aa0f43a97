import Testing

@testable import QuenchFormats
