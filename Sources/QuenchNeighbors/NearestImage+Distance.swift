public import QuenchModel

extension NearestImage {
  /// From one place to the nearest image of another, Å, in any cell and however far apart.
  ///
  /// In a Minkowski-reduced basis the nearest lattice point to a vector whose coordinates lie within
  /// ±½ has coefficients −1, 0 and 1.
  public func displacement(from: Vector3, to: Vector3) -> Vector3 {
    let middle = reducedRemainder(of: to - from)
    var best = middle
    for shift in nearestShifts {
      let candidate = middle + shift
      if PairRule.square(candidate) < PairRule.square(best) { best = candidate }
    }
    return best
  }

  /// Of the nearest image, Å.
  public func distance(from: Vector3, to: Vector3) -> Double {
    displacement(from: from, to: to).length
  }
}
