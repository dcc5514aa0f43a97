import QuenchModel

extension LayerSequence {
  /// How many bonds each cut breaks, per smallest surface cell.
  func crossings(of bonds: [CrystalBonds.Bond]) -> [Int] {
    var counts = [Int](repeating: 0, count: layers.count)
    for bond in bonds {
      let cells = bond.image &- cellsOfAtom[bond.j] &+ cellsOfAtom[bond.i]
      let periods = (cell.indices &* cells).wrappedSum()
      let ends = [layerOfAtom[bond.i], layerOfAtom[bond.j] + periods * layers.count].sorted()
      for cut in stride(from: ends[0] + 1, through: ends[1], by: 1) {
        counts[cut - floorDivide(cut, layers.count) * layers.count] += 1
      }
    }
    return counts
  }

  /// Atoms of each species in some layers.
  func amounts(from layer: Int, count: Int) -> [Double] {
    var amounts = [Double](repeating: 0, count: cell.crystal.species.categories.count)
    for number in layer..<(layer + count) {
      for place in self.layer(number).atoms {
        amounts[Int(cell.crystal.species.codes[place.atom])] +=
          cell.crystal.occupancies?[place.atom] ?? 1
      }
    }
    return amounts
  }

  /// Whether layers hold the species in the crystal's ratios.
  func isStoichiometric(from layer: Int, count: Int) -> Bool {
    guard count > 0 else { return false }
    let (part, whole) = (amounts(from: layer, count: count), amounts(from: 0, count: layers.count))
    let ratios = zip(part, whole).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
    guard let least = ratios.min(), let most = ratios.max() else { return false }
    return most - least < 1e-6 * max(most, 1)
  }

  /// `Li2O`, `TiO`: the reduced formula, the most electropositive first.
  func formula(ofLayer number: Int) -> String {
    let places = layers[number]
    let part = cell.crystal.selecting(places.map(\.atom))
    let composition = part.composition
    let units = Double(composition.units)
    let ordered = composition.parts.sorted {
      let (one, other) = (
        OxidationTable.electropositivity($0.name), OxidationTable.electropositivity($1.name)
      )
      return (other, $0.name) < (one, $1.name)
    }
    return ordered.map { part in
      let amount = part.amount / units
      return part.name + (abs(amount - 1) < 1e-6 ? "" : shown(amount, 3))
    }.joined()
  }
}
