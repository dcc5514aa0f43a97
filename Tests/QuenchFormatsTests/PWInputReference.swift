import QuenchModel

/// The cell that pw.x 6.7 prints at its start ("crystal axes") for a lattice by number.
struct PWInputReference: Sendable {
  let system: String
  /// In units of the lattice parameter, to six decimals.
  let rows: [Vector3]

  init(_ system: String, _ rows: [Vector3]) { (self.system, self.rows) = (system, rows) }

  /// All lattices of INPUT_PW with celldm(1) = 10 bohr.
  static let cells = [
    PWInputReference(
      "ibrav = 1, celldm(1) = 10",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.0, 1.0, 0.0), Vector3(0.0, 0.0, 1.0)]),
    PWInputReference(
      "ibrav = 2, celldm(1) = 10",
      [Vector3(-0.5, 0.0, 0.5), Vector3(0.0, 0.5, 0.5), Vector3(-0.5, 0.5, 0.0)]),
    PWInputReference(
      "ibrav = 3, celldm(1) = 10",
      [Vector3(0.5, 0.5, 0.5), Vector3(-0.5, 0.5, 0.5), Vector3(-0.5, -0.5, 0.5)]),
    PWInputReference(
      "ibrav = -3, celldm(1) = 10",
      [Vector3(-0.5, 0.5, 0.5), Vector3(0.5, -0.5, 0.5), Vector3(0.5, 0.5, -0.5)]),
    PWInputReference(
      "ibrav = 4, celldm(1) = 10, celldm(3) = 1.7",
      [Vector3(1.0, 0.0, 0.0), Vector3(-0.5, 0.866025, 0.0), Vector3(0.0, 0.0, 1.7)]),
    PWInputReference(
      "ibrav = 5, celldm(1) = 10, celldm(4) = 0.1",
      [
        Vector3(0.67082, -0.387298, 0.632456), Vector3(0.0, 0.774597, 0.632456),
        Vector3(-0.67082, -0.387298, 0.632456),
      ]),
    PWInputReference(
      "ibrav = -5, celldm(1) = 10, celldm(4) = 0.1",
      [
        Vector3(-0.267307, 0.681376, 0.681376), Vector3(0.681376, -0.267307, 0.681376),
        Vector3(0.681376, 0.681376, -0.267307),
      ]),
    PWInputReference(
      "ibrav = 6, celldm(1) = 10, celldm(3) = 1.7",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.0, 1.0, 0.0), Vector3(0.0, 0.0, 1.7)]),
    PWInputReference(
      "ibrav = 7, celldm(1) = 10, celldm(3) = 1.7",
      [Vector3(0.5, -0.5, 0.85), Vector3(0.5, 0.5, 0.85), Vector3(-0.5, -0.5, 0.85)]),
    PWInputReference(
      "ibrav = 8, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.0, 1.2, 0.0), Vector3(0.0, 0.0, 1.7)]),
    PWInputReference(
      "ibrav = 9, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7",
      [Vector3(0.5, 0.6, 0.0), Vector3(-0.5, 0.6, 0.0), Vector3(0.0, 0.0, 1.7)]),
    PWInputReference(
      "ibrav = -9, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7",
      [Vector3(0.5, -0.6, 0.0), Vector3(0.5, 0.6, 0.0), Vector3(0.0, 0.0, 1.7)]),
    PWInputReference(
      "ibrav = 91, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.0, 0.6, -0.85), Vector3(0.0, 0.6, 0.85)]),
    PWInputReference(
      "ibrav = 10, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7",
      [Vector3(0.5, 0.0, 0.85), Vector3(0.5, 0.6, 0.0), Vector3(0.0, 0.6, 0.85)]),
    PWInputReference(
      "ibrav = 11, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7",
      [Vector3(0.5, 0.6, 0.85), Vector3(-0.5, 0.6, 0.85), Vector3(-0.5, -0.6, 0.85)]),
    PWInputReference(
      "ibrav = 12, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7, celldm(4) = 0.1",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.12, 1.193985, 0.0), Vector3(0.0, 0.0, 1.7)]),
    PWInputReference(
      "ibrav = -12, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7, celldm(5) = -0.2",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.0, 1.2, 0.0), Vector3(-0.34, 0.0, 1.665653)]),
    PWInputReference(
      "ibrav = 13, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7, celldm(4) = 0.1",
      [Vector3(0.5, 0.0, -0.85), Vector3(0.12, 1.193985, 0.0), Vector3(0.5, 0.0, 0.85)]),
    PWInputReference(
      "ibrav = -13, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7, celldm(5) = -0.2",
      [Vector3(0.5, 0.6, 0.0), Vector3(-0.5, 0.6, 0.0), Vector3(-0.34, 0.0, 1.665653)]),
    PWInputReference(
      "ibrav = 14, celldm(1) = 10, celldm(2) = 1.2, celldm(3) = 1.7, celldm(4) = 0.1, celldm(5) = -0.2, celldm(6) = 0.3",
      [Vector3(1.0, 0.0, 0.0), Vector3(0.36, 1.144727, 0.0), Vector3(-0.34, 0.285133, 1.641066)]),
  ]
}
