/// How far a kernel's single-precision distance can be from the exact rule's.
///
/// Let u = 2⁻²⁴. *Absolute*: a coordinate of an atom is off by half a grain, of an image by one
/// grain (its shift is rounded too), so each component of a difference is off by at most 1.5 grains,
/// plus the rounding of the turned frame, and the distance by √3 times that. *Relative*: an integer
/// difference becomes a float within u; its square within 3u; the sum of squares, fused or not, within
/// 5u + O(u²); replacing the low k bits of r² changes it by at most (2ᵏ − 1) 2u; so r is within
/// (2.5 + 2ᵏ − 1) u. The square root, the rounded factor and the product add u each:
/// t = r / width is within (4.5 + 2ᵏ) u t. A quarter is added for second-order terms and the rounding
/// of the bound itself.
struct SinglePrecisionBound {
  /// In bins: a pair nearer to an edge is decided by the exact rule.
  let doubt: Float
  /// Square of the distance beyond which a pair is out of range for certain, grains².
  let limit: Float
  let binsPerGrain: Float

  init(plan: GridPlan, bins: RadialBins, codeBits: Int) {
    let grainsPerBin = bins.width * plan.grainsPerAngstrom
    let absolute = Double(3).squareRoot() * (1.5 + plan.roundingGrains) / grainsPerBin
    let relative = Double(bins.count) * (4.5 + Double(1 << codeBits)) * 0x1p-24
    let bound = 1.25 * (absolute + relative)
    let farthest = bins.cutoff * plan.grainsPerAngstrom + bound * grainsPerBin
    doubt = Float(bound).nextUp
    limit = Float(farthest * farthest * (1 + 8 * 0x1p-24)).nextUp
    binsPerGrain = Float(1 / grainsPerBin)
  }
}
