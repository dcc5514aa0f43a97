import Foundation
import Testing

/// Bad input to the builders: a message that names what is wrong, its exit code, and nothing written.
@Suite struct BuilderRefusalTests {
  struct Case: Sendable, CustomStringConvertible {
    let words: [String]
    let status: Int32
    let says: String

    init(_ status: Int32, _ says: String, _ words: String...) {
      (self.words, self.status, self.says) = (words, status, says)
    }

    var description: String { words.joined(separator: " ") }
  }

  private func check(_ bad: Case) throws {
    let scratch = try Scratch()
    try scratch.write("disordered.cif", Self.disordered)
    let run = try CommandRun(bad.words + ["-o", "out.vasp"], in: scratch.folder)
    #expect(run.status == bad.status, "\(run.errors)")
    #expect(run.errors.contains(bad.says), "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(try scratch.names == ["disordered.cif"])
  }

  @Test(arguments: [
    Case(3, "singular", "supercell", "NaCl_halite", "1,1,0;1,1,0;0,0,1"),
    Case(3, "left-handed", "supercell", "NaCl_halite", "0,1,0;1,0,0;0,0,1"),
    Case(64, "must be 1 or more, not 0", "supercell", "NaCl_halite", "0x1x1"),
    Case(64, "column 5", "supercell", "NaCl_halite", "2x2xq"),
    Case(64, "within ±10000", "supercell", "NaCl_halite", "99999x1x1"),
    Case(64, "at most 200000000", "supercell", "NaCl_halite", "9999x9999x9999"),
    Case(64, "1…200000000", "supercell", "NaCl_halite", "--target", "0"),
    Case(64, "above 0", "supercell", "NaCl_halite", "--min-image", "-5"),
    Case(64, "above 0", "supercell", "NaCl_halite", "--min-image", "nan"),
    Case(64, "say how", "supercell", "NaCl_halite"),
    Case(64, "a whole number", "supercell", "NaCl_halite", "--tagret", "5"),
    Case(3, "no cell to repeat", "supercell", "H2O", "2x2x2"),
    Case(2, "no such file", "supercell", "NoSuchCrystal", "2x2x2"),
  ]) func supercells(bad: Case) throws { try check(bad) }

  @Test func aMatrixMayBeginWithAMinus() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "supercell", "NaCl_halite", "-1,1,0;-1,-1,0;0,0,1", "-o", "turned.vasp", "--json")
    #expect(try run.status == 0 && run.json["matrix"] as? String == "-1,1,0;-1,-1,0;0,0,1")
  }

  @Test(arguments: [
    Case(64, "vac_O (a vacancy on O), or V_on_O", "defect", "V2O3_corundum", "V_O"),
    Case(3, "the crystal has no Xx", "defect", "V2O3_corundum", "vac_Xx"),
    Case(64, "names no defect", "defect", "V2O3_corundum", "hole"),
    Case(64, "count must be 1 or more", "defect", "V2O3_corundum", "vac_O", "--count", "-3"),
    Case(3, "18 were possible", "defect", "V2O3_corundum", "vac_O*99"),
    Case(3, "no empty sphere", "defect", "V2O3_corundum", "int_Li", "--min-void", "4"),
    Case(3, "no distinct site 9", "defect", "V2O3_corundum", "vac_O@9"),
    Case(64, "not 0", "defect", "V2O3_corundum", "vac_O", "--supercell", "0x1x1"),
    Case(
      3, "there is no configuration 7", "defect", "V2O3_corundum", "vac_O", "--configuration", "7"),
  ]) func defects(bad: Case) throws { try check(bad) }

  @Test(arguments: [
    Case(3, "nothing to order", "order", "V2O3_corundum"),
    Case(
      3, "the nearest possible here: Li 12, Ti 20", "order", "disordered.cif", "--supercell",
      "2x2x2"),
    Case(
      3, "no composition near the asked one is neutral", "order", "disordered.cif", "--supercell",
      "2x2x2", "--charge-balanced", "--oxidation", "Li:1,Ti:4,O:-2"),
    Case(64, "number of exchanges", "order", "disordered.cif", "--nearest", "--steps", "-5"),
    Case(64, "number of shells", "order", "disordered.cif", "--nearest", "--shells", "0"),
    Case(64, "Ti", "order", "disordered.cif", "--nearest", "--oxidation", "Li:1,O:-2"),
  ]) func orders(bad: Case) throws { try check(bad) }

  @Test(arguments: [
    Case(3, "out of reach", "pack", "V48O72", "--density", "40"),
    Case(3, "best reached", "pack", "60:H2O", "--cell", "9", "--rounds", "2"),
    Case(3, "does not fit a cell", "pack", "1:TFSI", "--cell", "5"),
    Case(64, "density must be between", "pack", "4:H2O", "--density", "-1"),
    Case(64, "density must be between", "pack", "4:H2O", "--density", "nan"),
    Case(64, "'0' is none", "pack", "4:H2O", "--cell", "0"),
    Case(64, "nothing to pack", "pack", "0:H2O", "--cell", "20"),
    Case(2, "no such file", "pack", "4:Unobtainium", "--cell", "20"),
    Case(64, "'Xx' is no element", "pack", "V2O3", "--density", "4", "--distances", "V-Xx=2"),
    Case(
      64, "between molecules must be", "pack", "4:H2O", "--cell", "20", "--between-molecules", "-2"),
    Case(3, "empty or not finite", "pack", "4:H2O", "--cell", "20", "--region", "z 9 5"),
    Case(64, "expected z LOW HIGH", "pack", "4:H2O", "--cell", "20", "--region", "cone 1 2 3"),
    Case(64, "at most 20000000", "pack", "99999999999:H2O", "--density", "1"),
  ]) func packings(bad: Case) throws { try check(bad) }

  @Test(arguments: [
    Case(64, "above 0 and below 1", "heterophase", "V2O3_corundum", "--fraction", "1"),
    Case(64, "above 0 and below 1", "heterophase", "V2O3_corundum", "--fraction", "-0.5"),
    Case(3, "17 can melt", "heterophase", "V2O3_corundum", "--layers", "500"),
    Case(64, "no element or label 'Xx'", "heterophase", "V2O3_corundum", "--melt", "Xx"),
    Case(3, "nothing is left to melt", "heterophase", "V2O3_corundum", "--melt", "z 100 200"),
    Case(
      64, "strain of the melt", "heterophase", "V2O3_corundum", "--fraction", "0.5", "--strain",
      "500"),
    Case(
      64, "means two things", "heterophase", "V2O3_corundum", "--fraction", "0.5", "--melt-defects",
      "V_O"),
  ]) func heterophases(bad: Case) throws { try check(bad) }

  @Test(arguments: [
    Case(
      3, "59.66 × 59.55 Å, not 50.00 × 50.00 Å", "electrode", "40:DME", "--electrode", "Li_bcc",
      "--hkl",
      "110", "--layers", "3", "--electrode-atoms", "1224", "--size", "50x50", "--density", "1"),
    Case(
      64, "--capacitance", "electrode", "40:DME", "--electrode", "Li_bcc", "--hkl", "110",
      "--layers",
      "3", "--repeat", "5x4", "--density", "1", "--delta-v", "0.2"),
    Case(
      3, "net charge", "electrode", "4:Li+", "40:DME", "--electrode", "Li_bcc", "--hkl", "110",
      "--layers", "3", "--repeat", "6x5", "--density", "0.9"),
    Case(
      64, "charged layer must be", "electrode", "40:DME", "--electrode", "Li_bcc", "--hkl", "110",
      "--layers", "3", "--repeat", "6x5", "--density", "0.9", "--total-charge", "1",
      "--charged-layer", "4"),
    Case(
      64, "all three indices are zero", "electrode", "40:DME", "--electrode", "Li_bcc", "--hkl",
      "000", "--layers",
      "3",
      "--repeat", "6x5", "--density", "0.9"),
    Case(
      3, "no whole number of surface cells", "electrode", "40:DME", "--electrode", "Li_bcc",
      "--hkl",
      "110", "--layers", "3", "--electrode-atoms", "100", "--density", "0.9"),
    Case(
      3, "do not fit", "electrode", "40:DME", "--electrode", "Li_bcc", "--hkl", "110", "--layers",
      "3",
      "--repeat", "6x5", "--density", "0.9", "--height", "20"),
  ]) func electrodes(bad: Case) throws { try check(bad) }

  /// Li and Ti on 32 sites of a 2 × 2 × 2 cell: 11.84 and 20.16.
  private static let disordered = """
    data_x
    _cell_length_a 4.2
    _cell_length_b 4.2
    _cell_length_c 4.2
    _cell_angle_alpha 90
    _cell_angle_beta 90
    _cell_angle_gamma 90
    loop_
    _space_group_symop_operation_xyz
    'x,y,z'
    'x,y+1/2,z+1/2'
    'x+1/2,y,z+1/2'
    'x+1/2,y+1/2,z'
    loop_
    _atom_site_label
    _atom_site_type_symbol
    _atom_site_fract_x
    _atom_site_fract_y
    _atom_site_fract_z
    _atom_site_occupancy
    Li1 Li 0 0 0 0.37
    Ti1 Ti 0 0 0 0.63
    O1 O 0.5 0.5 0.5 1

    """
}
