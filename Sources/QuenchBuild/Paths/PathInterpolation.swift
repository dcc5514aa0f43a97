public import QuenchModel
import QuenchNeighbors

/// Structures between two ends, along nearest-image paths: the first guess of a nudged elastic band.
public struct PathInterpolation: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Every atom on a straight line.
    case linear
    /// Distances between atoms change as evenly as they can: the image-dependent pair potential of
    /// Smidstrup, Pedersen, Stokbro & Jónsson, J. Chem. Phys. 140 (2014) 214106,
    /// doi 10.1063/1.4878664, relaxed as a band.
    case idpp
  }

  /// Between the ends, 1…99.
  public var images: Int
  public var method: Method
  /// Pairs nearer than this on the straight path have a say, Å; their weight falls with 1/d⁴.
  public var cutoff: Double
  /// The largest force left in the band, 1/Å³, of the pair potential.
  public var tolerance: Double
  /// Steps of the band after which it is taken as it is, with a warning.
  public var mostSteps: Int

  public init(
    images: Int = 5, method: Method = .idpp, cutoff: Double = 6, tolerance: Double = 1e-3,
    mostSteps: Int = 2000
  ) throws(PathError) {
    (self.images, self.method, self.cutoff) = (images, method, cutoff)
    (self.tolerance, self.mostSteps) = (tolerance, mostSteps)
    guard (1...99).contains(images) else {
      throw .outOfRange(parameter: "images", value: "\(images)", allowed: "1…99")
    }
    guard cutoff > 0, cutoff <= 20 else {
      throw .outOfRange(parameter: "the cutoff", value: "\(cutoff) Å", allowed: "above 0, to 20 Å")
    }
    guard tolerance > 0, tolerance <= 1, (1...100_000).contains(mostSteps) else {
      throw .outOfRange(
        parameter: "the tolerance", value: "\(tolerance)", allowed: "above 0, to 1")
    }
  }

  /// All structures from the start to the end, both included, and a report.
  ///
  /// Atoms leave the cell rather than jump through it; the last structure is the end with its atoms as
  /// near to the start as can be. Throws `PathError`.
  public func path(from start: Structure, to end: Structure) throws(PathError) -> InterpolatedPath {
    let ends = try PathEnds(start, end)
    var path = ends.straight(images: images)
    var report = BuildReport()
    ends.describe(into: &report)
    if method == .idpp {
      do throws(NeighborError) {
        let potential = try PairDistancePotential(ends, path, cutoff: cutoff)
        var band = BandRelaxation(ends, path, potential)
        let outcome = band.relax(tolerance: tolerance, mostSteps: mostSteps)
        path = band.path
        report.add("band steps", key: "band_steps", .integer(outcome.steps))
        if outcome.force > tolerance {
          report.warn(
            "W-PATH-UNCONVERGED",
            "the band of pair distances still has a force of \(outcome.force) after "
              + "\(outcome.steps) steps; the path is usable, and no longer straight")
        }
      } catch { throw .neighbors(error) }
    }
    let structures = ends.structures(path)
    try Self.contacts(structures, into: &report)
    return InterpolatedPath(structures: structures, report: report)
  }

  /// The nearest approach of two atoms on the way.
  private static func contacts(
    _ structures: [Structure], into report: inout BuildReport
  ) throws(PathError) {
    var nearest: (distance: Double, name: String, image: Int)?
    do throws(NeighborError) {
      for (image, structure) in structures.enumerated() {
        for pair in try structure.nearestPairs(within: 4) {
          guard let distance = pair.distance, distance < nearest?.distance ?? .infinity else {
            continue
          }
          nearest = (distance, pair.name, image)
          guard let least = pair.leastPlausible, distance < least else { continue }
          report.warn(
            "W-PATH-CONTACT",
            "image \(image): \(pair.name) come as near as \((distance * 1000).rounded() / 1000) Å")
        }
      }
    } catch { throw .neighbors(error) }
    guard let nearest else { return }
    report.add(
      "nearest", key: "nearest",
      .text(
        "\(nearest.name) \((nearest.distance * 1000).rounded() / 1000) Å in image \(nearest.image)")
    )
  }
}

/// Structures from one end to the other, and what a person should know of them.
public struct InterpolatedPath: Sendable {
  /// Both ends included.
  public var structures: [Structure]
  public var report: BuildReport
}
