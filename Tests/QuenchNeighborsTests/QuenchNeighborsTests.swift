import Testing

@testable import QuenchNeighbors
