import CHDF5
import QuenchModel

extension AtomTable {
  /// What `write` left; the structure has no positions and the species of the first frame.
  static func read(
    from file: borrowing Handle, _ reader: ObjectReader
  ) throws(StoreError) -> Structure? {
    guard let group = try reader.find("parameters/quench/atoms", in: file) else { return nil }
    var table = TableReader(reader)
    let kinds = try table.integers("kind", group) ?? []
    let species = try speciesTable(group, reader, &table)
    var structure = Structure(
      species: try categorical(species, kinds, reader),
      positions: Coordinates(repeating: .zero, count: kinds.count))
    table.count = kinds.count
    structure.title = try table.texts("title", group)?.first ?? ""
    if let raw = try reader.numbers(attribute: "periodicity", of: group)?.first {
      structure.periodicity = Periodicity(rawValue: UInt8(exactly: raw) ?? 0)
    }
    structure.masses = try table.numbers("mass", group)
    structure.charges = try table.numbers("charge", group)
    structure.occupancies = try table.numbers("occupancy", group)
    structure.identifiers = try table.integers("identifier", group)?.map { Int($0) }
    structure.fixedAxes = try table.integers("fixed_axes", group)?.map {
      FixedAxes(rawValue: UInt8(truncatingIfNeeded: $0) & 7)
    }
    structure.residues = try residues(group, reader, &table)
    structure.verbatim = try verbatim(group, &table)
    return structure
  }

  private static func speciesTable(
    _ group: borrowing Handle, _ reader: ObjectReader, _ table: inout TableReader
  ) throws(StoreError) -> [Species] {
    let labels = try table.texts("species_labels", group) ?? []
    let numbers = try table.integers("species_numbers", group) ?? []
    guard labels.count == numbers.count else { throw reader.corrupt("the species table is torn") }
    return zip(labels, numbers).map { label, number in
      Species(label: label, element: Element(atomicNumber: Int(number)))
    }
  }

  private static func categorical<Value>(
    _ categories: [Value], _ codes: [Int64], _ reader: ObjectReader
  ) throws(StoreError) -> Categorical<Value> {
    guard Set(categories).count == categories.count,
      codes.allSatisfy({ $0 >= 0 && $0 < Int64(categories.count) })
    else { throw reader.corrupt("a table of atoms names what it does not hold") }
    return Categorical(categories: categories, codes: codes.map { Int32($0) })
  }

  private static func residues(
    _ group: borrowing Handle, _ reader: ObjectReader, _ table: inout TableReader
  ) throws(StoreError) -> Residues? {
    guard let numbers = try table.integers("residue_number", group),
      let names = try table.texts("residue_names", group),
      let nameCodes = try table.integers("residue", group),
      let atomNames = try table.texts("atom_names", group),
      let atomCodes = try table.integers("atom_name", group)
    else { return nil }
    return Residues(
      numbers: numbers.map { Int32(truncatingIfNeeded: $0) },
      names: try categorical(names, nameCodes, reader),
      atomNames: try categorical(atomNames, atomCodes, reader))
  }

  private static func verbatim(
    _ group: borrowing Handle, _ table: inout TableReader
  ) throws(StoreError) -> [String: String] {
    var blocks: [String: String] = [:]
    for (number, name) in (try table.texts("verbatim/names", group) ?? []).enumerated() {
      blocks[name] = try table.texts("verbatim/\(number)", group)?.first
    }
    return blocks
  }
}

/// Reads the columns of a table; all of them have one row per atom once `count` is set.
private struct TableReader {
  let reader: ObjectReader
  var count: Int?

  init(_ reader: ObjectReader) { self.reader = reader }

  func texts(_ name: String, _ group: borrowing Handle) throws(StoreError) -> [String]? {
    guard let found = try reader.find(name, in: group) else { return nil }
    return try reader.texts(found, name)
  }

  func integers(_ name: String, _ group: borrowing Handle) throws(StoreError) -> [Int64]? {
    guard let found = try reader.find(name, in: group) else { return nil }
    return try checked(reader.integers(found, name), name)
  }

  func numbers(_ name: String, _ group: borrowing Handle) throws(StoreError) -> [Double]? {
    guard let found = try reader.find(name, in: group) else { return nil }
    return try checked(reader.numbers(found, name), name)
  }

  private func checked<Value>(_ values: [Value], _ name: String) throws(StoreError) -> [Value] {
    guard count == nil || values.count == count else {
      throw reader.corrupt("\(name) does not have one row per atom")
    }
    return values
  }
}
