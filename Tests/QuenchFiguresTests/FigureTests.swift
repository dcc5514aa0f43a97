import Foundation
import Testing

@testable import QuenchFigures

@Suite struct FigureTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "quench-figures-\(UInt64.random(in: 0...UInt64.max))")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func pair(_ name: String) -> PairCurve {
    let r = (0..<100).map { (Double($0) + 0.5) * 0.1 }
    return PairCurve(
      name: name, r: r, g: r.map { $0 < 1.5 ? 0 : 1 + 3 * exp(-($0 - 1.6) * ($0 - 1.6) / 0.05) },
      gError: r.map { _ in 0.05 }, n: r.map { 0.1 * $0 * $0 })
  }

  private func text(_ figure: Figure) -> String {
    GnuplotScript.text(of: figure, terminal: .svg, dataName: "f.dat", pictureName: "f.svg")
  }

  private var hasGnuplot: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot")
    }
  }

  /// gnuplot takes a tic's label for a format: `%s` in it is an error.
  @Test func aPercentSignInTheNameOfABarIsNoFormat() throws {
    var panel = Panel(x: Axis("", range: 0...2, isWhole: true), y: Axis("E"))
    panel.bars = [Bars(FigureText("50%s"), x: [1], height: [-1], width: 0.7, color: 0)]
    panel.legend = nil
    let figure = Figure(panels: [panel])
    #expect(text(figure).contains("50%%s"))
    guard hasGnuplot else { return }
    let path = folder.appending(path: "bars.svg").path
    _ = try figure.write(to: path, replacing: false)
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("50%s"))
  }

  /// `-0.16` has five characters, `40` two.
  @Test func numbersBesideAnAxisAreForeseen() {
    func longest(_ y: [Double]) -> Int {
      Panel(x: Axis("x"), y: Axis("y"), curves: [Curve(x: y, y: y)]).longestNumber(height: 150)
    }
    #expect(longest([-0.17, 0]) == 5)
    #expect(longest([0, 40]) == 2)
    #expect(longest([0.4, 2]) == 3)
    #expect(longest([]) == 3)
    #expect(longest([.nan, .infinity]) == 3)
  }

  @Test func threePairsShareAPanelAndMoreHaveTheirOwn() {
    #expect(
      Figure.radialDistribution([pair("Si–O"), pair("O–O"), pair("Si–Si")]).panels.count == 2)
    #expect(Figure.radialDistribution((0..<5).map { pair("\($0)") }).panels.count == 5)
    let uneven = PairCurve(name: "V–O", r: [1, 2, 3], g: [0, 40, 1])
    #expect(Figure.radialDistribution([uneven, pair("O–O")]).panels.count == 3)
    #expect(
      Figure.radialDistribution([uneven, pair("O–O")], arrangement: .overlaid).panels.count == 2)
  }

  @Test func theStretchBeyondTheImageRadiusIsGrey() {
    let figure = Figure.radialDistribution([pair("Si–O")], imageRadius: 7)
    #expect(figure.panels[0].bands.map(\.from) == [7])
    #expect(abs(figure.panels[0].bands[0].to - 10) < 1e-12)
    #expect(figure.remarks.count == 1)
    #expect(Figure.radialDistribution([pair("Si–O")], imageRadius: 20).panels[0].bands.isEmpty)
  }

  @Test(arguments: [
    ("it's", "'it''s'"), ("''x", "'{}''''x'"), ("Ti_pv", "'Ti\\_pv'"), ("a^{b}", "'a\\^\\{b\\}'"),
    ("`rm x`", "'`rm\u{A0}x`'"), ("x\n'; system('id')", "'x?'';\u{A0}system(''id'')'"),
    ("\\", "'\\\\'"), ("~&@", "'\\~\\&\\@'"),
  ])
  func textIsInert(text: String, expected: String) {
    #expect(FigureText(text).gnuplot == expected)
  }

  @Test func symbolsAreSetInItalics() {
    #expect((FigureText.italic("r") + " (Å)").gnuplot == "'{/:Italic r}\u{A0}(Å)'")
    #expect((FigureText("cm") + .raised("-1") + .lowered("x")).gnuplot == "'cm^{-1}_{x}'")
  }

  @Test func picturesAreDrawnFromHostileNamesWithoutRunningThem() throws {
    guard hasGnuplot else { return }
    let witness = folder.appending(path: "witness").path
    let hostile = [
      "`touch \(witness)`", "'; system('touch \(witness)'); '", "\\", "{", "a_b^c&d@e~f{g}",
      "$(touch \(witness))", "<b>&amp;", "%n%s", "\u{1B}[2J",
    ]
    for ending in ["svg", "png", "pdf"] {
      var figure = Figure.radialDistribution(hostile.map(pair), imageRadius: 6)
      figure.remarks = hostile
      figure.panels[0].markers = [Marker(x: 2, label: FigureText(hostile[1]))]
      let name = "| touch 'x' < ~ `touch y`.\(ending)"
      let written = try figure.write(to: folder.appending(path: name).path, replacing: true)
      #expect(written.count == 3)
      for path in written {
        #expect((try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0) > 500)
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 5)
    #expect(!FileManager.default.fileExists(atPath: witness))
  }

  @Test func theScriptLeftBehindDrawsThePictureAgain() throws {
    guard hasGnuplot else { return }
    let path = folder.appending(path: "again.svg").path
    let written = try Figure.radialDistribution([pair("Si–O")]).write(to: path)
    let first = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gnuplot", "--default-settings", "again.gp"]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
    #expect(
      written.map { URL(filePath: $0).lastPathComponent } == ["again.svg", "again.gp", "again.dat"])
    #expect(String(decoding: first, as: UTF8.self).contains("<svg"))
  }

  @Test func nothingIsReplacedUnlessAsked() throws {
    let path = folder.appending(path: "old.gp").path
    let figure = Figure.radialDistribution([pair("Si–O")])
    try figure.write(to: path)
    #expect(throws: FigureError.exists(path)) { try figure.write(to: path) }
    try figure.write(to: path, replacing: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["old.dat", "old.gp"])
  }

  @Test func badFiguresAndNamesAreRefusedAndLeaveNothing() throws {
    let good = Figure.radialDistribution([pair("Si–O")])
    #expect(throws: FigureError.unknownEnding("x.jpg")) { try good.write(to: "x.jpg") }
    #expect(throws: FigureError.unknownEnding(".svg")) { try good.write(to: ".svg") }
    #expect(throws: FigureError.badName("")) { try good.write(to: "") }
    #expect(throws: FigureError.badName("a\nb.svg")) { try good.write(to: "a\nb.svg") }
    var bad = good
    bad.panels[0].curves[0].y.removeLast()
    let empty = Figure.radialDistribution([PairCurve(name: "x", r: [], g: [])])
    let unknown = Figure.radialDistribution([PairCurve(name: "x", r: [1, 2], g: [.nan, .nan])])
    for figure in [bad, empty, unknown, Figure(panels: [])] {
      #expect(throws: FigureError.self) {
        try figure.write(to: folder.appending(path: "bad.svg").path)
      }
    }
    let nowhere = folder.appending(path: "missing/x.svg").path
    let error = #expect(throws: FigureError.self) { try good.write(to: nowhere) }
    guard case .system? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func coordinationPanelsNameTheirMean() {
    let figure = Figure.coordination([
      CoordinationHistogram(
        name: "Si–O", shares: [0, 0, 0, 0.002, 0.997, 0.001], mean: 3.9991, meanError: 0.0007)
    ])
    #expect(figure.panels[0].title?.plain == "Si–O  3.9991 ± 0.0007")
    #expect(figure.panels[0].x.range == 1.4...6.6)
    let none = Figure.coordination([CoordinationHistogram(name: "x", shares: [], mean: .nan)])
    #expect(throws: FigureError.self) { try none.check() }
  }
}
