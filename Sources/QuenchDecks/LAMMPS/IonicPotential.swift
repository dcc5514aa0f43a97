import QuenchModel

/// A pair potential with point charges, in eV, Å and e, as published.
struct IonicPotential: Sendable {
  /// As in a protocol: `bks`.
  let name: String
  let title: String
  /// Where the parameters were published.
  let citation: String
  /// What was added to the published form, and why.
  let remark: String?
  /// e, by element symbol.
  let charges: [String: Double]
  /// Elements only listed here interact by charges alone.
  let pairs: [Pair]
  /// Å: where the short-range part ends, shifted to zero there.
  let shortRangeCutoff: Double
  /// Å: where Coulomb forces go over to the mesh.
  let coulombCutoff: Double

  struct Pair: Sendable {
    let a: String
    let b: String
    let form: Form
    /// A steep core against collapse at short distance.
    let core: Core?

    init(_ a: String, _ b: String, _ form: Form, core: Core? = nil) {
      (self.a, self.b, self.form, self.core) = (a, b, form, core)
    }
  }

  enum Form: Sendable {
    /// A exp(−r/ρ) − C/r⁶; eV, Å, eV Å⁶.
    case buckingham(a: Double, rho: Double, c: Double)
    /// D[(1 − exp(−a(r − r₀)))² − 1] + C/r¹²; eV, Å⁻¹, Å, eV Å¹².
    case morse(depth: Double, steepness: Double, r0: Double, c: Double)
  }

  /// 4ε[(σ/r)³⁰ − (σ/r)⁶]; eV, Å.
  struct Core: Sendable {
    let epsilon: Double
    let sigma: Double

    /// Å: beyond it |E| < 1e-5 eV for the cores built in, and its powers would take half of all time.
    static let cutoff = 5.0
  }

  var elements: [String] { charges.keys.sorted() }

  /// The pair of these elements, either way round.
  func pair(_ a: String, _ b: String) -> Pair? {
    pairs.first { ($0.a, $0.b) == (a, b) || ($0.a, $0.b) == (b, a) }
  }

  /// In the order of the help.
  static let all = [bks, matsuiAkaogi, pedone]

  static func named(_ name: String) -> IonicPotential? { all.first { $0.name == name } }
}

extension IonicPotential {
  static let bks = IonicPotential(
    name: "bks", title: "BKS silica",
    citation: "van Beest, Kramer and van Santen, Phys. Rev. Lett. 64 (1990) 1955, "
      + "doi 10.1103/PhysRevLett.64.1955",
    remark: "with the 30-6 core of Guissani and Guillot, J. Chem. Phys. 104 (1996) 7633, "
      + "doi 10.1063/1.471473: without it atoms fall into each other above about 4000 K",
    charges: ["Si": 2.4, "O": -1.2],
    pairs: [
      Pair(
        "Si", "O", .buckingham(a: 18003.7572, rho: 1 / 4.87318, c: 133.5381),
        core: Core(epsilon: 0.003_095_0, sigma: 1.313_635)),
      Pair(
        "O", "O", .buckingham(a: 1388.773, rho: 1 / 2.76, c: 175),
        core: Core(epsilon: 0.001_051_1, sigma: 1.779_239)),
    ],
    shortRangeCutoff: 8, coulombCutoff: 10)

  static let matsuiAkaogi = IonicPotential(
    name: "matsui-akaogi", title: "Matsui-Akaogi TiO2",
    citation: "Matsui and Akaogi, Mol. Simul. 6 (1991) 239, doi 10.1080/08927029108022432",
    remark: nil,
    charges: ["Ti": 2.196, "O": -1.098],
    pairs: [
      Pair("Ti", "Ti", .buckingham(a: 31120.1, rho: 0.154, c: 5.25)),
      Pair("Ti", "O", .buckingham(a: 16957.53, rho: 0.194, c: 12.59)),
      Pair("O", "O", .buckingham(a: 11782.76, rho: 0.234, c: 30.22)),
    ],
    shortRangeCutoff: 8, coulombCutoff: 10)

  static let pedone = IonicPotential(
    name: "pedone", title: "Pedone oxides (PMMCS)",
    citation: "Pedone, Malavasi, Menziani, Cormack and Segre, J. Phys. Chem. B 110 (2006) 11780, "
      + "doi 10.1021/jp0611018",
    remark: "every element interacts with oxygen; cations with each other by charge alone",
    charges: Dictionary(uniqueKeysWithValues: pedoneRows.map { ($0.element, $0.charge) }),
    pairs: pedoneRows.map { Pair($0.element, "O", $0.form) },
    shortRangeCutoff: 7, coulombCutoff: 10)

  private struct PedoneRow {
    let element: String
    let charge: Double
    let form: Form

    init(
      _ element: String, _ charge: Double, _ depth: Double, _ steepness: Double, _ r0: Double,
      _ c: Double
    ) {
      self.element = element
      self.charge = charge
      form = .morse(depth: depth, steepness: steepness, r0: r0, c: c)
    }
  }

  private static let pedoneRows = [
    PedoneRow("Li", 0.6, 0.001114, 3.429506, 2.68136, 1),
    PedoneRow("Na", 0.6, 0.023363, 1.763867, 3.006315, 5),
    PedoneRow("Ti", 2.4, 0.024235, 2.254703, 2.708943, 1),
    PedoneRow("Si", 2.4, 0.340554, 2.0067, 2.1, 1),
    PedoneRow("Al", 1.8, 0.361581, 1.900442, 2.164818, 0.9),
    PedoneRow("Zn", 1.2, 0.001221, 3.150679, 2.85185, 1),
    PedoneRow("Sn", 2.4, 0.0794, 2.15677, 2.633076, 3),
    PedoneRow("Co", 1.2, 0.012958, 2.361272, 2.756282, 3),
    PedoneRow("P", 3, 0.831326, 2.585833, 1.80079, 1),
    PedoneRow("O", -1.2, 0.042395, 1.379316, 3.618701, 22),
  ]
}
