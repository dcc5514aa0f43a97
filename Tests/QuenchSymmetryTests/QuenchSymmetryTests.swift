import Testing

@testable import QuenchSymmetry
