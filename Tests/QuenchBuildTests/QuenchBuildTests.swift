import Testing

@testable import QuenchBuild
