import CHDF5
import QuenchModel

/// How the integers of a file become species.
struct StoredSpecies: Sendable {
  /// Species of the first frame, or of all frames where the file has them once.
  let base: Categorical<Species>
  let isPerFrame: Bool
  /// Numbers without a table stand for elements.
  let areAtomicNumbers: Bool
  /// Species by number, where they are not elements.
  let names: [Int32: Species]

  func species(_ number: Int32) -> Species {
    if let known = names[number] { return known }
    if areAtomicNumbers, let element = Element(atomicNumber: Int(number)) {
      return Species(element)
    }
    return Species(label: areAtomicNumbers ? "X" : "type\(number)", element: nil)
  }

  /// One species per number, in the order of `base` first.
  func categorical(_ numbers: [Int32]) -> Categorical<Species> {
    var result = Categorical(categories: base.categories, codes: [])
    var codes: [Int32: Int32] = [:]
    // Atoms of a kind stand together more often than not, and small numbers are the rule.
    var small = [Int32](repeating: -1, count: 256)
    let all = numbers.map { number in
      let place = Int(truncatingIfNeeded: number)
      if place >= 0, place < 256, small[place] >= 0 { return small[place] }
      if let code = codes[number] { return code }
      let code = result.code(adding: species(number))
      codes[number] = code
      if place >= 0, place < 256 { small[place] = code }
      return code
    }
    result.setCodes(all)
    return result
  }

  /// Kinds are places in the table of `base`; −1 falls back to the atomic number.
  func categorical(kinds: [Int32], numbers: [Int32]) -> Categorical<Species> {
    var result = Categorical(categories: base.categories, codes: [])
    let known = Int32(base.categories.count)
    let all = kinds.indices.map { atom in
      let kind = kinds[atom]
      return kind >= 0 && kind < known ? kind : result.code(adding: species(numbers[atom]))
    }
    result.setCodes(all)
    return result
  }
}

extension StoredSpecies {
  /// Of our own files: the table of atoms says which species a number stands for.
  init(ours table: Categorical<Species>) {
    base = table
    isPerFrame = true
    areAtomicNumbers = true
    var names: [Int32: Species] = [:]
    for species in table.categories {
      let number = Int32(species.element?.atomicNumber ?? 0)
      if names[number] == nil { names[number] = species }
    }
    self.names = names
  }

  /// Of other programs: `symbols` names the numbers in ascending order; else enumeration names; else
  /// atomic numbers where the file's creator is known to write these.
  init(
    foreign array: FrameArray?, atoms: Int, symbols: [String]?, creator: String?,
    enumeration: [Int32: String], numbers: [Int32]
  ) {
    isPerFrame = array?.isPerFrame ?? false
    areAtomicNumbers =
      symbols == nil && enumeration.isEmpty && ["znh5md", "ase"].contains(creator ?? "")
    var names = enumeration.mapValues { Species(label: $0) }
    if let symbols {
      for (number, symbol) in zip(Set(numbers.filter { $0 >= 0 }).sorted(), symbols) {
        names[number] = Species(label: symbol)
      }
    }
    self.names = names
    guard array != nil else {
      let species = symbols?.count == 1 ? Species(label: symbols?.first ?? "X") : nil
      var unknown = Categorical<Species>()
      unknown.append(species ?? Species(label: "X", element: nil), count: atoms)
      base = unknown
      return
    }
    base = Categorical()
  }
}
