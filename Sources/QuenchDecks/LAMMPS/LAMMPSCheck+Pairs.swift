import QuenchFormats
import QuenchModel

/// Pair styles: their types, the pairs they reach, their long-range part.
extension LAMMPSCheck {
  /// The style that counts, nil where it is made of others or of variables.
  private var pairStyle: String? {
    guard let words = script.all("pair_style").last?.words, words.count > 1,
      !words[1].hasPrefix("hybrid"), !words[1].contains("$")
    else { return nil }
    return words[1]
  }

  /// Types of one word of `pair_coeff`: `2`, `*`, `1*3`; nil where it is no such thing.
  private func types(_ word: String, of count: Int) -> (first: Int, last: Int)? {
    let ends = word.split(separator: "*", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count < 3, word == "*" || ends.contains(where: { $0 != nil }) else { return nil }
    return (ends[0] ?? 1, ends[ends.count - 1] ?? count)
  }

  /// Types that the data file does not have, pairs in the wrong order, and pairs that nothing reaches.
  func pairs(_ count: Int) -> [Finding] {
    guard count > 0, count <= 1000 else { return [] }
    let commands = script.all("pair_coeff").filter { $0.words.count > 2 }
    guard !commands.contains(where: { $0.words[1...2].contains { $0.contains("$") } }) else {
      return []
    }
    var findings: [Finding] = []
    var reached: Set<[Int]> = []
    for command in commands {
      guard let a = types(command.words[1], of: count), let b = types(command.words[2], of: count)
      else { continue }
      if let far = [a.first, a.last, b.first, b.last].first(where: { $0 > count || $0 < 1 }) {
        findings.append(
          finding(
            .error, "TYPE-NUMBER",
            "pair_coeff names type \(far), and \(data?.file ?? "the data file") has \(count)",
            command))
      } else if a.first == a.last, b.first == b.last, a.first > b.first {
        findings.append(
          finding(
            .error, "PAIR-ORDER",
            "pair_coeff \(a.first) \(b.first): the smaller number goes first", command))
        reached.insert([b.first, a.first])
      } else if a.first <= a.last, b.first <= b.last {
        for i in a.first...a.last {
          for j in b.first...b.last where i <= j { reached.insert([i, j]) }
        }
      }
    }
    guard let last = commands.last, findings.isEmpty else { return findings }
    return unreached(reached, count, last)
  }

  private func unreached(
    _ reached: Set<[Int]>, _ count: Int, _ last: LAMMPSCommand
  ) -> [Finding] {
    let touched = Set(reached.flatMap { $0 })
    if let type = (1...count).first(where: { !touched.contains($0) }) {
      return [finding(.error, "TYPE-NUMBER", "no pair_coeff reaches type \(type)", last)]
    }
    guard let style = pairStyle else { return [] }
    let isMixed = !LAMMPSNames.unmixed.contains { style.hasPrefix($0) }
    for i in 1...count {
      for j in i...count where !reached.contains([i, j]) && (i == j || !isMixed) {
        return [
          finding(
            .error, "PAIR-MISSING",
            "no pair_coeff \(i) \(j)"
              + (i == j
                ? ": LAMMPS stops"
                : ", and \(style) makes none of \(i) \(i) and \(j) \(j): LAMMPS stops"),
            last)
        ]
      }
    }
    return []
  }

  /// What an Ewald sum or a mesh adds has to be left out by the pair style.
  var longRange: [Finding] {
    guard let command = script.all("pair_style").last, command.words.count > 1 else { return [] }
    let mesh = script.all("kspace_style").last { $0.words.count > 1 }
    let isLong = command.words.dropFirst().contains { word in
      ["coul/long", "coul/msm", "tip4p/long", "lj/long", "buck/long"].contains(where: word.contains)
    }
    if isLong, mesh.map({ $0.words[1] == "none" }) ?? true {
      // `lj/long/coul/long cut off` does without.
      guard !command.words.contains("off") else { return [] }
      return [
        finding(
          .error, "KSPACE", "pair_style \(command.words[1]) wants kspace_style, and there is none",
          command)
      ]
    }
    guard let mesh, mesh.words[1] != "none", pairStyle != nil, !isLong,
      !["long", "msm", "reaxff", "reax", "zbl"].contains(where: command.words[1].contains)
    else { return boundary(mesh) }
    return [
      finding(
        .error, "KSPACE",
        "kspace_style \(mesh.words[1]) beside pair_style \(command.words[1]), which leaves no long-range "
          + "part to it", mesh)
    ]
  }

  private func boundary(_ mesh: LAMMPSCommand?) -> [Finding] {
    guard let mesh, let boundary = script.all("boundary").last, boundary.words.count > 3,
      boundary.words[1...3].contains(where: { $0 != "p" }),
      !script.all("kspace_modify").contains(where: { $0.words.contains("slab") })
    else { return [] }
    return [
      finding(
        .error, "KSPACE",
        "kspace_style \(mesh.words[1]) in a box with boundary "
          + "\(boundary.words[1...3].joined(separator: " ")): periodic, or kspace_modify slab", mesh
      )
    ]
  }
}
