import CHDF5
import QuenchModel

extension StoreFile {
  /// How the numbers under `species` are to be understood in a file of another program.
  func foreignSpecies(_ symbols: [String]?) throws(StoreError) -> StoredSpecies {
    let array = arrays[.species]
    let atoms = arrays[.position]?.atoms ?? 0
    let numbers = try array.map { (array) throws(StoreError) in try firstNumbers(array) } ?? []
    let creator = try reader.find("h5md/creator", in: file)
    var name: String?
    if let creator { name = try reader.text(attribute: "name", of: creator) }
    let stored = StoredSpecies(
      foreign: array, atoms: atoms, symbols: symbols, creator: name?.lowercased(),
      enumeration: try enumeration(), numbers: numbers)
    if !stored.areAtomicNumbers, stored.names.isEmpty {
      warnings.append(
        Warning(
          "W-H5MD-SPECIES",
          array == nil
            ? "the file does not say which atoms it holds"
            : "the file numbers its species without naming them; name them with --species"))
    }
    guard !stored.isPerFrame, array != nil else { return stored }
    let base = stored.categorical(numbers)
    return StoredSpecies(
      base: base, isPerFrame: false, areAtomicNumbers: stored.areAtomicNumbers,
      names: stored.names)
  }

  private func firstNumbers(_ array: FrameArray) throws(StoreError) -> [Int32] {
    guard array.frames > 0 || !array.isPerFrame else { return [] }
    var loaded = LoadedArray()
    _ = try array.load(0, atoms: array.atoms, into: &loaded)
    do {
      return try array.plan.decodeIntegers(loaded, count: array.atoms)
    } catch {
      throw reader.corrupt(error.what)
    }
  }

  /// Names of an enumeration type, by number.
  private func enumeration() throws(StoreError) -> [Int32: String] {
    guard let array = arrays[.species] else { return [:] }
    let id = array.handle.id
    let here = reader.context("look at the species")
    let type = try Handle(closedBy: H5Tclose, here) { H5Dget_type(id) }
    let typeID = type.id
    guard H5Tget_class(typeID) == H5T_ENUM else { return [:] }
    let base = try Handle(closedBy: H5Tclose, here) { H5Tget_super(typeID) }
    let size = H5Tget_size(base.id)
    let count = try check(here) { H5Tget_nmembers(typeID) }
    guard size <= 8, count <= 1000 else { return [:] }
    var names: [Int32: String] = [:]
    for member in 0..<UInt32(max(0, count)) {
      var value = [UInt8](repeating: 0, count: 8)
      try check(here) { H5Tget_member_value(typeID, member, &value) }
      guard let name = H5Tget_member_name(typeID, member) else { continue }
      names[Int32(value[0]) | Int32(value[1]) << 8] = String(cString: name)
      H5free_memory(name)
    }
    return names
  }
}
