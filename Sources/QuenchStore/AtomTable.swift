import CHDF5
import QuenchModel

/// What is true of the atoms in all frames: `/parameters/quench/atoms`.
struct AtomTable {
  let structure: Structure

  func write(
    into group: borrowing Handle, _ objects: ObjectWriter
  ) throws(StoreError) {
    let count = structure.count
    try objects.text("title", in: group, structure.title)
    try objects.attribute(
      "periodicity", on: group, .int32, [Int32(structure.periodicity.rawValue)], isScalar: true)
    let categories = structure.species.categories
    try objects.text("species_labels", in: group, categories.map(\.label))
    try objects.array(
      "species_numbers", in: group, .int32,
      categories.map { Int32($0.element?.atomicNumber ?? 0) }, shape: [categories.count])
    try objects.array("kind", in: group, .int32, structure.species.codes, shape: [count])
    try numbers("mass", structure.masses, "u", group, objects)
    try numbers("charge", structure.charges, "e", group, objects)
    try numbers("occupancy", structure.occupancies, nil, group, objects)
    if let identifiers = structure.identifiers {
      try objects.array(
        "identifier", in: group, .int64, identifiers.map { Int64($0) }, shape: [count])
    }
    if let fixed = structure.fixedAxes {
      try objects.array(
        "fixed_axes", in: group, .int32, fixed.map { Int32($0.rawValue) }, shape: [count])
    }
    if let residues = structure.residues { try write(residues, group, objects) }
    try writeVerbatim(group, objects)
  }

  private func numbers(
    _ name: String, _ values: [Double]?, _ unit: String?, _ group: borrowing Handle,
    _ objects: ObjectWriter
  ) throws(StoreError) {
    guard let values else { return }
    try objects.array(name, in: group, .float64, values, shape: [values.count])
  }

  private func write(
    _ residues: Residues, _ group: borrowing Handle, _ objects: ObjectWriter
  ) throws(StoreError) {
    let count = residues.numbers.count
    try objects.array("residue_number", in: group, .int32, residues.numbers, shape: [count])
    try objects.text("residue_names", in: group, residues.names.categories)
    try objects.array("residue", in: group, .int32, residues.names.codes, shape: [count])
    try objects.text("atom_names", in: group, residues.atomNames.categories)
    try objects.array("atom_name", in: group, .int32, residues.atomNames.codes, shape: [count])
  }

  private func writeVerbatim(
    _ group: borrowing Handle, _ objects: ObjectWriter
  ) throws(StoreError) {
    guard !structure.verbatim.isEmpty else { return }
    let entries = structure.verbatim.sorted { $0.key < $1.key }
    let verbatim = try objects.group("verbatim", in: group)
    try objects.text("names", in: verbatim, entries.map(\.key))
    for (number, entry) in entries.enumerated() {
      try objects.text("\(number)", in: verbatim, entry.value)
    }
  }
}
