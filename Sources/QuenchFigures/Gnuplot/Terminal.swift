/// The kinds of picture and how gnuplot is asked for each.
enum Terminal: String, CaseIterable {
  case svg, pdf, png

  /// One size in points for all; the picture's own unit differs.
  func command(width: Double, height: Double) -> String {
    // Helvetica or what the system has for it; 8 points is what journals ask for.
    let font = "font 'Helvetica,8'"
    switch self {
    case .pdf:
      let (w, h) = (Numerals.fixed(width / 72, 4), Numerals.fixed(height / 72, 4))
      return
        "set terminal pdfcairo enhanced color rounded size \(w)in,\(h)in \(font) fontscale 0.75"
        + " linewidth 1.45 pointscale 0.8"
    case .png:
      // 300 dots per inch.
      let scale = 300.0 / 72
      let (w, h) = (Numerals.fixed(width * scale, 0), Numerals.fixed(height * scale, 0))
      let factor = Numerals.fixed(scale * 0.75, 4)
      return "set terminal pngcairo enhanced rounded size \(w),\(h) \(font) fontscale \(factor)"
        + " linewidth \(factor) pointscale \(factor)"
    case .svg:
      // CSS pixels are 1/96 inch.
      let scale = 96.0 / 72
      let (w, h) = (Numerals.fixed(width * scale, 0), Numerals.fixed(height * scale, 0))
      return
        "set terminal svg enhanced rounded size \(w),\(h) font 'Helvetica, Arial, sans-serif,8'"
        + " fontscale 1.3333 linewidth 1 background '#FFFFFF'"
    }
  }
}
