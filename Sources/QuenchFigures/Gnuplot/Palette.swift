/// Colours that people with any colour vision can tell apart (Okabe & Ito, 2008).
enum Palette {
  static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]
  static let band = "#EDEDED"
  static let faint = "#9A9A9A"
  static let text = "#222222"

  /// The palette begins anew after its last colour.
  static func color(_ index: Int) -> String {
    colors[((index % colors.count) + colors.count) % colors.count]
  }
}
