import QuenchModel

/// Where things of a scene come to lie on the paper.
struct PictureProjection {
  private let frame: PictureFrame
  private let centre: Vector3
  /// Å from the centre to the viewer; infinite without perspective.
  private let distance: Double
  /// Pixels per Å at the centre.
  private let scale: Double
  private var corner = SIMD2<Double>.zero
  let width: Double
  let height: Double
  /// Depths of the nearest and the farthest thing, Å.
  let nearest: Double
  let farthest: Double

  static let margin = 14.0

  init(_ scene: PictureScene, of picture: StructurePicture) {
    frame = picture.view.frame(scene.structure.lattice)
    var points = scene.balls.map { ($0.place, picture.radius(of: $0.atom)) }
    points += scene.bonds.map { (scene.balls[$0.ball].place + $0.vector / 2, 0.1) }
    if picture.showsCell { points += scene.edges.flatMap { [($0.from, 0), ($0.to, 0)] } }
    let frame = frame
    let turned = points.map { (frame.turned($0.0), $0.1) }
    var (low, high) = (Vector3(repeating: .infinity), Vector3(repeating: -.infinity))
    for (place, radius) in turned {
      low = pointwiseMin(low, place - radius)
      high = pointwiseMax(high, place + radius)
    }
    centre = (low + high) / 2
    let depth = (high - low).length
    distance = picture.isPerspective ? 3.5 * depth : .infinity
    (nearest, farthest) = (high.z - centre.z, low.z - centre.z)
    var (left, right) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    for (place, radius) in turned {
      let factor = Self.factor(place.z - centre.z, distance)
      let spot = SIMD2(place.x - centre.x, centre.y - place.y) * factor
      left = pointwiseMin(left, spot - radius * factor)
      right = pointwiseMax(right, spot + radius * factor)
    }
    let extent = right - left
    scale = picture.size / max(extent.max(), 1e-3)
    width = extent.x * scale + 2 * Self.margin
    height = extent.y * scale + 2 * Self.margin
    corner = left
  }

  private static func factor(_ depth: Double, _ distance: Double) -> Double {
    distance.isFinite ? distance / max(distance - depth, 0.1 * distance) : 1
  }

  /// Pixels from the upper left, the depth toward the viewer (Å), and pixels per Å there.
  func spot(_ place: Vector3) -> (x: Double, y: Double, depth: Double, scale: Double) {
    let turned = frame.turned(place) - centre
    let factor = Self.factor(turned.z, distance)
    return (
      (turned.x * factor - corner.x) * scale + Self.margin,
      (-turned.y * factor - corner.y) * scale + Self.margin, turned.z, factor * scale
    )
  }

  /// Which way a vector points on the paper, in parts of its length; y downward.
  func direction(_ vector: Vector3) -> SIMD2<Double> {
    let turned = frame.turned(vector / vector.length)
    return SIMD2(turned.x, -turned.y)
  }

  /// Pixels per Å in the middle of the scene.
  var scaleAtCentre: Double { scale }

  /// 0 for the nearest thing to 1 for the farthest.
  func farness(_ depth: Double) -> Double {
    nearest - farthest > 1e-9 ? min(max((nearest - depth) / (nearest - farthest), 0), 1) : 0
  }
}
