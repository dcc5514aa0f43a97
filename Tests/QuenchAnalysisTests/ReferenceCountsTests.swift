import QuenchModel
import QuenchNeighbors
import Testing

@testable import QuenchAnalysis

/// Exact integer histograms made with another program in double precision over all periodic images.
@Suite struct ReferenceCountsTests {
  struct Reference: Sendable, CustomTestStringConvertible {
    let name: String
    let species: [String]
    var testDescription: String { name }
  }

  /// Columns of a counts file by their title.
  private func columns(_ name: String) throws -> [String: [UInt64]] {
    let text = String(decoding: try fixture(name), as: UTF8.self)
    let lines = text.split(separator: "\n")
    let titles = lines[1].split(separator: ",").map(String.init)
    var columns: [String: [UInt64]] = [:]
    for line in lines.dropFirst(2) {
      for (title, field) in zip(titles, line.split(separator: ",")).dropFirst(3) {
        columns[title, default: []].append(try #require(UInt64(field)))
      }
    }
    return columns
  }

  @Test(arguments: [
    Reference(name: "sio2_every10", species: ["Si", "O"]),
    Reference(name: "tio2_hetero_every4", species: ["Ti", "O"]),
  ])
  func countsEqualTheReferenceBinByBin(reference: Reference) throws {
    let frames = try packedFrames(reference.name + ".packed", species: reference.species)
    let expected = try columns(reference.name + "_counts.csv")
    let (a, b) = (reference.species[0], reference.species[1])
    let bins = try #require(expected["\(a)-\(b)"]).count
    var rdf = try RadialDistribution(
      species: reference.species, binWidth: 0.02, cutoff: 0.02 * Double(bins))
    for (index, frame) in frames.enumerated() { try rdf.add(frame, frame: index) }
    let table = try rdf.result()
    #expect(rdf.bins.count == bins)
    for (p, q) in [(a, a), (a, b), (b, b)] {
      let curve = try #require(table.curve(p, q))
      let own = expected["\(p)-\(q):self"] ?? [UInt64](repeating: 0, count: bins)
      let pairs = try #require(expected["\(p)-\(q)"])
      let equal = curve.selfCount == own && curve.count == zip(pairs, own).map { $0 + $1 }
      #expect(equal, "\(p)-\(q)")
      #expect(pairs.reduce(0, +) > 100_000)
    }
    #expect(table.uniqueFraction[0] == 1)
  }
}
