import Testing

@testable import QuenchModel

@Suite struct CategoricalTests {
  private let values = Categorical(["O", "Ti", "Ti", "O", "H"])

  @Test func orderIsThatOfFirstAppearance() {
    #expect(values.categories == ["O", "Ti", "H"])
    #expect(values.codes == [0, 1, 1, 0, 2])
    #expect(values.counts == [2, 2, 1])
    #expect(Array(values) == ["O", "Ti", "Ti", "O", "H"])
  }

  @Test func runsFollowAtomOrder() {
    #expect(values.runs.map(\.category) == [0, 1, 0, 2])
    #expect(values.runs.map(\.count) == [1, 2, 1, 1])
  }

  @Test func groupingKeepsOrderWithinASpeciesAndCanBeUndone() {
    let grouping = values.grouping()
    #expect(grouping.sources == [0, 3, 1, 2, 4])
    let grouped = grouping.applied(to: Array(values))
    #expect(grouped == ["O", "O", "Ti", "Ti", "H"])
    #expect(grouping.inverse.applied(to: grouped) == Array(values))
    #expect(grouping.followed(by: grouping.inverse).isIdentity)
  }

  @Test func selectionKeepsCategoriesWithoutAtoms() {
    let selected = values.selecting([1, 2])
    #expect(selected.categories == values.categories)
    #expect(selected.counts == [0, 2, 0])
  }

  @Test func mappedValuesThatBecomeEqualShareACategory() {
    let mapped = values.mapValues { $0 == "H" ? "O" : $0 }
    #expect(mapped.categories == ["O", "Ti"])
    #expect(mapped.codes == [0, 1, 1, 0, 0])
  }

  @Test func aPermutationHoldsEachPlaceOnce() {
    #expect(Permutation(sources: [0, 0, 1]) == nil)
    #expect(Permutation(sources: [0, 3, 1]) == nil)
    #expect(Permutation(sources: [2, 0, 1])?.applied(to: ["a", "b", "c"]) == ["c", "a", "b"])
  }
}
