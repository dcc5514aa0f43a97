// Generated from Structures/ by Scripts/embed-structures; do not edit.

// swift-format-ignore-file

extension BuiltIn {
  /// By name, in ASCII order.
  static let files: [BuiltIn] = [
    BuiltIn(name: "Al2O3_corundum", kind: .cif, formula: "Al2O3", text: #"""
# source: xrayutilities 1.8.0 materials/predefined_materials.py entry Al2O3 (167:H); cf. Newnham & de Haan 1962
# confidence: cited
data_Al2O3_corundum
_chemical_formula_sum 'Al2 O3'
_cell_formula_units_Z 6
_cell_length_a 4.7602
_cell_length_b 4.7602
_cell_length_c 12.9933
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 254.9767
_space_group_name_H-M_alt 'R -3 c'
_space_group_IT_number 167
_space_group_name_Hall '-R 3 2"c'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x-y,z'
'-x+y,-x,z'
'y,x,-z+1/2'
'x-y,-y,-z+1/2'
'-x,-x+y,-z+1/2'
'-x,-y,-z'
'y,-x+y,-z'
'x-y,x,-z'
'-y,-x,z+1/2'
'-x+y,y,z+1/2'
'x,x-y,z+1/2'
'x+2/3,y+1/3,z+1/3'
'-y+2/3,x-y+1/3,z+1/3'
'-x+y+2/3,-x+1/3,z+1/3'
'y+2/3,x+1/3,-z+5/6'
'x-y+2/3,-y+1/3,-z+5/6'
'-x+2/3,-x+y+1/3,-z+5/6'
'-x+2/3,-y+1/3,-z+1/3'
'y+2/3,-x+y+1/3,-z+1/3'
'x-y+2/3,x+1/3,-z+1/3'
'-y+2/3,-x+1/3,z+5/6'
'-x+y+2/3,y+1/3,z+5/6'
'x+2/3,x-y+1/3,z+5/6'
'x+1/3,y+2/3,z+2/3'
'-y+1/3,x-y+2/3,z+2/3'
'-x+y+1/3,-x+2/3,z+2/3'
'y+1/3,x+2/3,-z+1/6'
'x-y+1/3,-y+2/3,-z+1/6'
'-x+1/3,-x+y+2/3,-z+1/6'
'-x+1/3,-y+2/3,-z+2/3'
'y+1/3,-x+y+2/3,-z+2/3'
'x-y+1/3,x+2/3,-z+2/3'
'-y+1/3,-x+2/3,z+1/6'
'-x+y+1/3,y+2/3,z+1/6'
'x+1/3,x-y+2/3,z+1/6'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Al1 Al 0.000000 0.000000 0.352160 1
O1 O 0.306240 0.000000 0.250000 1

"""#),
    BuiltIn(name: "CO2", kind: .xyz, formula: "CO2", text: #"""
3
CO2 charge=0 uhf=0 SMILES=O=C=O method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-10.308452264441
O     -1.14195399     0.16476196    -0.00000000
C     -0.00000790     0.10363630     0.00000000
O      1.14196289     0.04200774     0.00000000

"""#),
    BuiltIn(name: "C_graphene_20A", kind: .cif, formula: "C", text: #"""
# source: single layer of C_graphite, 20 A vacuum
# confidence: cited
data_C_graphene_20A
_chemical_formula_sum 'C1'
_cell_formula_units_Z 2
_cell_length_a 2.456
_cell_length_b 2.456
_cell_length_c 20
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 104.4762
_space_group_name_H-M_alt 'P 6/m m m'
_space_group_IT_number 191
_space_group_name_Hall '-P 6 2'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'x-y,x,z'
'-y,x-y,z'
'-x,-y,z'
'-x+y,-x,z'
'y,-x+y,z'
'-y,-x,-z'
'-x,-x+y,-z'
'-x+y,y,-z'
'y,x,-z'
'x,x-y,-z'
'x-y,-y,-z'
'-x,-y,-z'
'-x+y,-x,-z'
'y,-x+y,-z'
'x,y,-z'
'x-y,x,-z'
'-y,x-y,-z'
'y,x,z'
'x,x-y,z'
'x-y,-y,z'
'-y,-x,z'
'-x,-x+y,z'
'-x+y,y,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
C1 C 0.333333 0.666667 0.500000 1

"""#),
    BuiltIn(name: "C_graphite", kind: .cif, formula: "C", text: #"""
# source: cell: COD 9008569 = AMCSD 0011247; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a); ideal 2b+2c sites (that file is in P6_3mc with z=0, the same atoms)
# confidence: cited
data_C_graphite
_chemical_formula_sum 'C1'
_cell_formula_units_Z 4
_cell_length_a 2.456
_cell_length_b 2.456
_cell_length_c 6.696
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 34.9786
_space_group_name_H-M_alt 'P 63/m m c'
_space_group_IT_number 194
_space_group_name_Hall '-P 6c 2c'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'x-y,x,z+1/2'
'-y,x-y,z'
'-x,-y,z+1/2'
'-x+y,-x,z'
'y,-x+y,z+1/2'
'-y,-x,-z+1/2'
'-x,-x+y,-z'
'-x+y,y,-z+1/2'
'y,x,-z'
'x,x-y,-z+1/2'
'x-y,-y,-z'
'-x,-y,-z'
'-x+y,-x,-z+1/2'
'y,-x+y,-z'
'x,y,-z+1/2'
'x-y,x,-z'
'-y,x-y,-z+1/2'
'y,x,z+1/2'
'x,x-y,z'
'x-y,-y,z+1/2'
'-y,-x,z'
'-x,-x+y,z+1/2'
'-x+y,y,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
C1 C 0.000000 0.000000 0.250000 1
C2 C 0.333333 0.666667 0.250000 1

"""#),
    BuiltIn(name: "DEGDME_diglyme", kind: .xyz, formula: "C6H14O3", text: #"""
23
DEGDME_diglyme charge=0 uhf=0 SMILES=COCCOCCOC method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-32.154683972502
C     -4.34023457     0.16039776    -0.21990071
O     -3.36093315     0.93079416     0.43397945
C     -2.05454023     0.77866451    -0.06491381
C     -1.38831858    -0.54132897     0.36800347
O     -0.10688810    -0.72587246    -0.18444809
C      0.90330775     0.09119911     0.36551752
C      2.24928289    -0.44147470    -0.11562785
O      3.26547721     0.39013287     0.38993551
C      4.54908276    -0.00903949    -0.01858090
H     -5.29878887     0.49542333     0.17211286
H     -4.22707547    -0.91036270    -0.02050057
H     -4.31268150     0.32460090    -1.30372350
H     -2.04536060     0.83930899    -1.16325512
H     -1.49574007     1.62547686     0.34154564
H     -1.97255582    -1.38930374     0.00164532
H     -1.35187494    -0.58199957     1.46636541
H      0.86887346     0.06439998     1.46337491
H      0.79947751     1.13505202     0.04229062
H      2.26224524    -0.44906297    -1.21565077
H      2.38281576    -1.47656371     0.23270376
H      4.64439775     0.01534107    -1.11121583
H      5.24886396     0.69697115     0.42334467
H      4.78116759    -1.02275740     0.33081800

"""#),
    BuiltIn(name: "DME_gauche", kind: .xyz, formula: "C4H10O2", text: #"""
16
DME_gauche charge=0 uhf=0 SMILES=COCCOC method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-21.769518911203
C      2.68297584     0.73222108     0.00973720
O      1.41464073     0.33790434     0.46094793
C      0.74111188    -0.49633743    -0.45029939
C     -0.67435056    -0.74409824     0.05710051
O     -1.50862425     0.29922140    -0.38499735
C     -2.80384664     0.22960299     0.14871666
H      3.33554034    -0.13567135    -0.15401742
H      3.10769762     1.36344284     0.78739982
H      2.61473331     1.30076115    -0.92633622
H      1.27822296    -1.45314545    -0.55184602
H      0.68222769    -0.01941825    -1.43902629
H     -1.04708819    -1.70949697    -0.32126240
H     -0.65282948    -0.78172896     1.15558008
H     -3.30193873    -0.70712874    -0.13446850
H     -2.78903761     0.30114599     1.24349605
H     -3.35595592     1.07206959    -0.26233065

"""#),
    BuiltIn(name: "DME_trans", kind: .xyz, formula: "C4H10O2", text: #"""
16
DME_trans charge=0 uhf=0 SMILES=COCCOC method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-21.771286294645
C      2.63852573     0.81577914     0.03150914
O      1.34102688     0.42607973     0.40244962
C      0.79009817    -0.53431812    -0.46635551
C     -0.60746563    -0.88822539     0.02787447
O     -1.14980945    -1.86332497    -0.83012046
C     -2.44538423    -2.25744048    -0.45717988
H      3.32773881    -0.03794488     0.03620892
H      2.96393512     1.54964922     0.76606646
H      2.64854466     1.26828728    -0.96778601
H      1.41013430    -1.44297005    -0.48731718
H      0.72745155    -0.14232528    -1.49247981
H     -0.54475685    -1.26702409     1.05894080
H     -1.23355852     0.01642878     0.03603024
H     -2.45587143    -2.68836078     0.55177900
H     -3.14270422    -1.41049703    -0.48339515
H     -2.76013688    -3.01000707    -1.17735466

"""#),
    BuiltIn(name: "DOL", kind: .xyz, formula: "C3H6O2", text: #"""
11
DOL charge=0 uhf=0 SMILES=C1COCO1 method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-17.604791375409
C     -0.40045053     1.00213133     0.04677332
C     -0.96729846    -0.42762246     0.21751499
O      0.17949059    -1.23683109     0.38909697
C      1.23778382    -0.51070668    -0.16311690
O      1.00038088     0.83298325     0.13713848
H     -0.70894576     1.68563542     0.83887004
H     -0.67490091     1.42256140    -0.92898287
H     -1.52813827    -0.73925038    -0.67279857
H     -1.59474746    -0.54046361     1.10250426
H      2.17668615    -0.82727509     0.29498373
H      1.28013896    -0.66116310    -1.26198345

"""#),
    BuiltIn(name: "EC", kind: .xyz, formula: "C3H4O3", text: #"""
10
EC charge=0 uhf=0 SMILES=O=C1OCCO1 method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-20.686419983983
O      2.68288441    -0.12161093     0.02904537
C      1.50018927    -0.06793496     0.01672855
O      0.68832195    -1.13756558     0.08330879
C     -0.66787375    -0.74011176     0.04273478
C     -0.59720390     0.79737539    -0.05672666
O      0.78996344     1.07084352    -0.06624769
H     -1.16366383    -1.08407072     0.95421708
H     -1.14403074    -1.20031030    -0.82705805
H     -1.03902381     1.18410928    -0.97868172
H     -1.04956305     1.29927604     0.80267856

"""#),
    BuiltIn(name: "EMC", kind: .xyz, formula: "C4H8O3", text: #"""
15
EMC charge=0 uhf=0 SMILES=CCOC(=O)OC method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-24.867830547239
C     -2.77658136    -0.39163731     0.08650057
C     -1.51167167     0.33322190     0.50502082
O     -0.39378577    -0.37204975    -0.04489067
C      0.79894617     0.16602938     0.18659677
O      1.00459484     1.17505762     0.80041104
O      1.73360226    -0.60612089    -0.37197351
C      3.07461587    -0.15834016    -0.22100840
H     -2.75470182    -1.41593478     0.44720610
H     -3.64191411     0.11574792     0.50231493
H     -2.85717793    -0.40708535    -0.99680653
H     -1.49895333     1.36435929     0.13479896
H     -1.41016018     0.36226140     1.59570711
H      3.70378021    -1.00281370    -0.48974784
H      3.26876347     0.68614585    -0.88551651
H      3.26064335     0.15115758     0.80893917

"""#),
    BuiltIn(name: "FEC", kind: .xyz, formula: "C3H3FO3", text: #"""
10
FEC charge=0 uhf=0 SMILES=O=C1OCC(F)O1 method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-24.912052897370
O      2.64808036    -0.23224844     0.42704628
C      1.49545815    -0.11225367     0.21373894
O      0.84096847     1.05066522     0.09290404
C     -0.52367720     0.82997562    -0.19058263
C     -0.66372800    -0.70089448    -0.07867406
F     -1.34991470    -1.02431656     1.06056904
O      0.63517403    -1.15702584     0.01877771
H     -1.14153763     1.33764277     0.55422745
H     -0.75302722     1.20148570    -1.19231254
H     -1.18779528    -1.19302831    -0.90569524

"""#),
    BuiltIn(name: "FSI", kind: .xyz, formula: "F2NO4S2", text: #"""
9
FSI charge=-1 uhf=0 SMILES=FS(=O)(=O)[N-]S(=O)(=O)F method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-35.507598979008
F      1.78812418    -0.25545506    -1.24190911
S      1.26272684     0.18274417     0.27652525
O      2.42081225    -0.07314007     1.07226758
O      0.84775910     1.53754147     0.11193229
N      0.08946022    -0.80255109     0.53636925
S     -1.19504179    -0.10463608    -0.07202203
O     -1.15207717     0.20091041    -1.45852463
O     -1.88603861     0.77274286     0.81046728
F     -2.17572301    -1.45815661    -0.03510487

"""#),
    BuiltIn(name: "H2", kind: .xyz, formula: "H2", text: #"""
2
H2 charge=0 uhf=0 SMILES=[H][H] method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-0.982686171744
H      0.38838933    -0.00000000     0.00000000
H     -0.38838933     0.00000000     0.00000000

"""#),
    BuiltIn(name: "H2O", kind: .xyz, formula: "H2O", text: #"""
3
H2O charge=0 uhf=0 SMILES=O method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-5.070544445773
O     -0.00177294     0.37940680     0.00000000
H     -0.77126569    -0.19331599     0.00000000
H      0.77303863    -0.18608981     0.00000000

"""#),
    BuiltIn(name: "Li2CO3_zabuyelite", kind: .cif, formula: "Li2CO3", text: #"""
# source: COD 9008283 = AMCSD 0010813; Effenberger & Zemann, Z. Kristallogr. 150 (1979) 133-138 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_Li2CO3_zabuyelite
_chemical_formula_sum 'Li2 C1 O3'
_cell_formula_units_Z 4
_cell_length_a 8.3593
_cell_length_b 4.9725
_cell_length_c 6.1975
_cell_angle_alpha 90
_cell_angle_beta 114.83
_cell_angle_gamma 90
_cell_volume 233.7952
_space_group_name_H-M_alt 'C 1 2/c 1'
_space_group_IT_number 15
_space_group_name_Hall '-C 2yc'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x,y,-z+1/2'
'-x,-y,-z'
'x,-y,z+1/2'
'x+1/2,y+1/2,z'
'-x+1/2,y+1/2,-z+1/2'
'-x+1/2,-y+1/2,-z'
'x+1/2,-y+1/2,z+1/2'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.196500 0.448400 0.834400 1
C1 C 0.000000 0.065700 0.250000 1
O1 O 0.000000 0.321300 0.250000 1
O2 O 0.145900 -0.063500 0.312700 1

"""#),
    BuiltIn(name: "Li2O", kind: .cif, formula: "Li2O", text: #"""
# source: COD 9009059 = AMCSD 0011738; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_Li2O
_chemical_formula_sum 'Li2 O1'
_cell_formula_units_Z 4
_cell_length_a 4.619
_cell_length_b 4.619
_cell_length_c 4.619
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 98.5471
_space_group_name_H-M_alt 'F m -3 m'
_space_group_IT_number 225
_space_group_name_Hall '-F 4 2 3'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x,z'
'-x,-y,z'
'y,-x,z'
'x,-y,-z'
'-y,-x,-z'
'-x,y,-z'
'y,x,-z'
'z,x,y'
'z,-y,x'
'z,-x,-y'
'z,y,-x'
'-z,x,-y'
'-z,-y,-x'
'-z,-x,y'
'-z,y,x'
'-x,z,y'
'y,z,x'
'x,z,-y'
'-y,z,-x'
'-x,-z,-y'
'y,-z,-x'
'x,-z,y'
'-y,-z,x'
'-x,-y,-z'
'y,-x,-z'
'x,y,-z'
'-y,x,-z'
'-x,y,z'
'y,x,z'
'x,-y,z'
'-y,-x,z'
'-z,-x,-y'
'-z,y,-x'
'-z,x,y'
'-z,-y,x'
'z,-x,y'
'z,y,x'
'z,x,-y'
'z,-y,-x'
'x,-z,-y'
'-y,-z,-x'
'-x,-z,y'
'y,-z,x'
'x,z,y'
'-y,z,x'
'-x,z,-y'
'y,z,-x'
'x,y+1/2,z+1/2'
'-y,x+1/2,z+1/2'
'-x,-y+1/2,z+1/2'
'y,-x+1/2,z+1/2'
'x,-y+1/2,-z+1/2'
'-y,-x+1/2,-z+1/2'
'-x,y+1/2,-z+1/2'
'y,x+1/2,-z+1/2'
'z,x+1/2,y+1/2'
'z,-y+1/2,x+1/2'
'z,-x+1/2,-y+1/2'
'z,y+1/2,-x+1/2'
'-z,x+1/2,-y+1/2'
'-z,-y+1/2,-x+1/2'
'-z,-x+1/2,y+1/2'
'-z,y+1/2,x+1/2'
'-x,z+1/2,y+1/2'
'y,z+1/2,x+1/2'
'x,z+1/2,-y+1/2'
'-y,z+1/2,-x+1/2'
'-x,-z+1/2,-y+1/2'
'y,-z+1/2,-x+1/2'
'x,-z+1/2,y+1/2'
'-y,-z+1/2,x+1/2'
'-x,-y+1/2,-z+1/2'
'y,-x+1/2,-z+1/2'
'x,y+1/2,-z+1/2'
'-y,x+1/2,-z+1/2'
'-x,y+1/2,z+1/2'
'y,x+1/2,z+1/2'
'x,-y+1/2,z+1/2'
'-y,-x+1/2,z+1/2'
'-z,-x+1/2,-y+1/2'
'-z,y+1/2,-x+1/2'
'-z,x+1/2,y+1/2'
'-z,-y+1/2,x+1/2'
'z,-x+1/2,y+1/2'
'z,y+1/2,x+1/2'
'z,x+1/2,-y+1/2'
'z,-y+1/2,-x+1/2'
'x,-z+1/2,-y+1/2'
'-y,-z+1/2,-x+1/2'
'-x,-z+1/2,y+1/2'
'y,-z+1/2,x+1/2'
'x,z+1/2,y+1/2'
'-y,z+1/2,x+1/2'
'-x,z+1/2,-y+1/2'
'y,z+1/2,-x+1/2'
'x+1/2,y,z+1/2'
'-y+1/2,x,z+1/2'
'-x+1/2,-y,z+1/2'
'y+1/2,-x,z+1/2'
'x+1/2,-y,-z+1/2'
'-y+1/2,-x,-z+1/2'
'-x+1/2,y,-z+1/2'
'y+1/2,x,-z+1/2'
'z+1/2,x,y+1/2'
'z+1/2,-y,x+1/2'
'z+1/2,-x,-y+1/2'
'z+1/2,y,-x+1/2'
'-z+1/2,x,-y+1/2'
'-z+1/2,-y,-x+1/2'
'-z+1/2,-x,y+1/2'
'-z+1/2,y,x+1/2'
'-x+1/2,z,y+1/2'
'y+1/2,z,x+1/2'
'x+1/2,z,-y+1/2'
'-y+1/2,z,-x+1/2'
'-x+1/2,-z,-y+1/2'
'y+1/2,-z,-x+1/2'
'x+1/2,-z,y+1/2'
'-y+1/2,-z,x+1/2'
'-x+1/2,-y,-z+1/2'
'y+1/2,-x,-z+1/2'
'x+1/2,y,-z+1/2'
'-y+1/2,x,-z+1/2'
'-x+1/2,y,z+1/2'
'y+1/2,x,z+1/2'
'x+1/2,-y,z+1/2'
'-y+1/2,-x,z+1/2'
'-z+1/2,-x,-y+1/2'
'-z+1/2,y,-x+1/2'
'-z+1/2,x,y+1/2'
'-z+1/2,-y,x+1/2'
'z+1/2,-x,y+1/2'
'z+1/2,y,x+1/2'
'z+1/2,x,-y+1/2'
'z+1/2,-y,-x+1/2'
'x+1/2,-z,-y+1/2'
'-y+1/2,-z,-x+1/2'
'-x+1/2,-z,y+1/2'
'y+1/2,-z,x+1/2'
'x+1/2,z,y+1/2'
'-y+1/2,z,x+1/2'
'-x+1/2,z,-y+1/2'
'y+1/2,z,-x+1/2'
'x+1/2,y+1/2,z'
'-y+1/2,x+1/2,z'
'-x+1/2,-y+1/2,z'
'y+1/2,-x+1/2,z'
'x+1/2,-y+1/2,-z'
'-y+1/2,-x+1/2,-z'
'-x+1/2,y+1/2,-z'
'y+1/2,x+1/2,-z'
'z+1/2,x+1/2,y'
'z+1/2,-y+1/2,x'
'z+1/2,-x+1/2,-y'
'z+1/2,y+1/2,-x'
'-z+1/2,x+1/2,-y'
'-z+1/2,-y+1/2,-x'
'-z+1/2,-x+1/2,y'
'-z+1/2,y+1/2,x'
'-x+1/2,z+1/2,y'
'y+1/2,z+1/2,x'
'x+1/2,z+1/2,-y'
'-y+1/2,z+1/2,-x'
'-x+1/2,-z+1/2,-y'
'y+1/2,-z+1/2,-x'
'x+1/2,-z+1/2,y'
'-y+1/2,-z+1/2,x'
'-x+1/2,-y+1/2,-z'
'y+1/2,-x+1/2,-z'
'x+1/2,y+1/2,-z'
'-y+1/2,x+1/2,-z'
'-x+1/2,y+1/2,z'
'y+1/2,x+1/2,z'
'x+1/2,-y+1/2,z'
'-y+1/2,-x+1/2,z'
'-z+1/2,-x+1/2,-y'
'-z+1/2,y+1/2,-x'
'-z+1/2,x+1/2,y'
'-z+1/2,-y+1/2,x'
'z+1/2,-x+1/2,y'
'z+1/2,y+1/2,x'
'z+1/2,x+1/2,-y'
'z+1/2,-y+1/2,-x'
'x+1/2,-z+1/2,-y'
'-y+1/2,-z+1/2,-x'
'-x+1/2,-z+1/2,y'
'y+1/2,-z+1/2,x'
'x+1/2,z+1/2,y'
'-y+1/2,z+1/2,x'
'-x+1/2,z+1/2,-y'
'y+1/2,z+1/2,-x'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.250000 0.250000 0.250000 1
O1 O 0.000000 0.000000 0.000000 1

"""#),
    BuiltIn(name: "Li2SiO3", kind: .cif, formula: "Li2SiO3", text: #"""
# source: Hesse, Acta Cryst. B33 (1977) 901 (ICSD 853, public listing gives density 2.53, reproduced here); numbers recalled, cross-checked against Materials Project PBE (matbench_dielectric row 793) and Maksimov et al. 1968 cell 9.38/5.40/4.68
# confidence: recalled, cross-checked with DFT
data_Li2SiO3
_chemical_formula_sum 'Li2 Si1 O3'
_cell_formula_units_Z 4
_cell_length_a 9.392
_cell_length_b 5.397
_cell_length_c 4.66
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 236.2090
_space_group_name_H-M_alt 'C m c 21'
_space_group_IT_number 36
_space_group_name_Hall 'C 2c -2'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x,-y,z+1/2'
'-x,y,z'
'x,-y,z+1/2'
'x+1/2,y+1/2,z'
'-x+1/2,-y+1/2,z+1/2'
'-x+1/2,y+1/2,z'
'x+1/2,-y+1/2,z+1/2'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.174400 0.344600 0.000000 1
Si1 Si 0.000000 0.170300 0.494100 1
O1 O 0.144600 0.307700 0.411500 1
O2 O 0.000000 0.113500 0.849900 1

"""#),
    BuiltIn(name: "Li4SiO4_P1_MP", kind: .cif, formula: "Li8Si2O8", text: #"""
# source: Materials Project PBE-relaxed ordered Li4SiO4 (matbench_dielectric row 1708, shipped in crystal-toolkit 2026.7.20); the experimental P2_1/m cells are Vollenkle 1968 (5.14/6.10/5.30, beta 90.3, Z=2, partial Li) and Tranqui et al., Acta Cryst. B35 (1979) 2479 (ICSD 8222, ordered Z=14)
# confidence: DFT
# note: no experimental Li4SiO4 coordinates could be verified
data_Li4SiO4_P1_MP
_chemical_formula_sum 'Li8 Si2 O8'
_cell_length_a 5.232400
_cell_length_b 5.389000
_cell_length_c 6.143100
_cell_angle_alpha 88.553900
_cell_angle_beta 89.855400
_cell_angle_gamma 89.659900
_space_group_name_H-M_alt 'P 1'
_space_group_IT_number 1
loop_
_space_group_symop_operation_xyz
'x,y,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.830850 0.198790 0.990400 1
Li2 Li 0.800370 0.175880 0.535730 1
Li3 Li 0.816940 0.655800 0.761180 1
Li4 Li 0.387190 0.846520 0.554260 1
Li5 Li 0.406600 0.294970 0.229090 1
Li6 Li 0.192640 0.802460 0.972440 1
Li7 Li 0.083700 0.526670 0.424890 1
Li8 Li 0.062290 0.998480 0.276770 1
Si9 Si 0.670680 0.686940 0.246330 1
Si10 Si 0.322470 0.319780 0.753190 1
O11 O 0.809980 0.832830 0.042050 1
O12 O 0.766830 0.828450 0.468870 1
O13 O 0.766370 0.391800 0.264750 1
O14 O 0.634480 0.336210 0.761280 1
O15 O 0.352570 0.692430 0.248530 1
O16 O 0.197120 0.601260 0.725640 1
O17 O 0.228400 0.181030 0.522290 1
O18 O 0.216330 0.172590 0.974810 1

"""#),
    BuiltIn(name: "LiCoO2_layered", kind: .cif, formula: "LiCoO2", text: #"""
# source: Akimoto, Gotoh & Oosawa, J. Solid State Chem. 141 (1998) 298; recalled; compare Dans_Diffraction 3.4.0 Structures/LiCoO2.cif (a=2.824, c=13.888, z=0.2459 with the same sites)
# confidence: recalled
data_LiCoO2_layered
_chemical_formula_sum 'Li1 Co1 O2'
_cell_formula_units_Z 3
_cell_length_a 2.8161
_cell_length_b 2.8161
_cell_length_c 14.0536
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 96.5193
_space_group_name_H-M_alt 'R -3 m'
_space_group_IT_number 166
_space_group_name_Hall '-R 3 2"'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x-y,z'
'-x+y,-x,z'
'y,x,-z'
'x-y,-y,-z'
'-x,-x+y,-z'
'-x,-y,-z'
'y,-x+y,-z'
'x-y,x,-z'
'-y,-x,z'
'-x+y,y,z'
'x,x-y,z'
'x+2/3,y+1/3,z+1/3'
'-y+2/3,x-y+1/3,z+1/3'
'-x+y+2/3,-x+1/3,z+1/3'
'y+2/3,x+1/3,-z+1/3'
'x-y+2/3,-y+1/3,-z+1/3'
'-x+2/3,-x+y+1/3,-z+1/3'
'-x+2/3,-y+1/3,-z+1/3'
'y+2/3,-x+y+1/3,-z+1/3'
'x-y+2/3,x+1/3,-z+1/3'
'-y+2/3,-x+1/3,z+1/3'
'-x+y+2/3,y+1/3,z+1/3'
'x+2/3,x-y+1/3,z+1/3'
'x+1/3,y+2/3,z+2/3'
'-y+1/3,x-y+2/3,z+2/3'
'-x+y+1/3,-x+2/3,z+2/3'
'y+1/3,x+2/3,-z+2/3'
'x-y+1/3,-y+2/3,-z+2/3'
'-x+1/3,-x+y+2/3,-z+2/3'
'-x+1/3,-y+2/3,-z+2/3'
'y+1/3,-x+y+2/3,-z+2/3'
'x-y+1/3,x+2/3,-z+2/3'
'-y+1/3,-x+2/3,z+2/3'
'-x+y+1/3,y+2/3,z+2/3'
'x+1/3,x-y+2/3,z+2/3'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.000000 0.000000 0.000000 1
Co1 Co 0.000000 0.000000 0.500000 1
O1 O 0.000000 0.000000 0.239600 1

"""#),
    BuiltIn(name: "LiFePO4_olivine", kind: .cif, formula: "LiFePO4", text: #"""
# source: Streltsov et al., Acta Cryst. B49 (1993) 147; numbers recalled, cross-checked against Materials Project GGA+U (pymatgen wheel pymatgen/util/structures/LiFePO4.json)
# confidence: recalled, cross-checked with DFT
data_LiFePO4_olivine
_chemical_formula_sum 'Li1 Fe1 P1 O4'
_cell_formula_units_Z 4
_cell_length_a 10.332
_cell_length_b 6.01
_cell_length_c 4.692
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 291.3512
_space_group_name_H-M_alt 'P n m a'
_space_group_IT_number 62
_space_group_name_Hall '-P 2ac 2n'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x+1/2,-y,z+1/2'
'x+1/2,-y+1/2,-z+1/2'
'-x,y+1/2,-z'
'-x,-y,-z'
'x+1/2,y,-z+1/2'
'-x+1/2,y+1/2,z+1/2'
'x,-y+1/2,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.000000 0.000000 0.000000 1
Fe1 Fe 0.282220 0.250000 0.974720 1
P1 P 0.094850 0.250000 0.418200 1
O1 O 0.096760 0.250000 0.742790 1
O2 O 0.457100 0.250000 0.206060 1
O3 O 0.165580 0.046460 0.284780 1

"""#),
    BuiltIn(name: "LiOH", kind: .cif, formula: "LiHO", text: #"""
# source: cell: Mair, Acta Cryst. A34 (1978) 543 (ICSD 27543; public listing gives density 1.46, reproduced here; cell lengths recalled); z from Materials Project PBE structure (matbench_dielectric row 1924: z_O=0.19302, z_H=0.41297)
# confidence: cell recalled, coordinates DFT
# note: O-H length comes out 0.953 A in the experimental cell
data_LiOH
_chemical_formula_sum 'Li1 H1 O1'
_cell_formula_units_Z 2
_cell_length_a 3.549
_cell_length_b 3.549
_cell_length_c 4.334
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 54.5885
_space_group_name_H-M_alt 'P 4/n m m'
_space_group_IT_number 129
_space_group_name_Hall 'P 4ab 2ab -1ab'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y+1/2,x+1/2,z'
'-x,-y,z'
'y+1/2,-x+1/2,z'
'x+1/2,-y+1/2,-z'
'-y,-x,-z'
'-x+1/2,y+1/2,-z'
'y,x,-z'
'-x+1/2,-y+1/2,-z'
'y,-x,-z'
'x+1/2,y+1/2,-z'
'-y,x,-z'
'-x,y,z'
'y+1/2,x+1/2,z'
'x,-y,z'
'-y+1/2,-x+1/2,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.000000 0.000000 0.000000 1
O1 O 0.000000 0.500000 0.193000 1
H1 H 0.000000 0.500000 0.413000 1

"""#),
    BuiltIn(name: "Li_bcc", kind: .cif, formula: "Li", text: #"""
# source: COD 9008542 = AMCSD 0011220; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_Li_bcc
_chemical_formula_sum 'Li1'
_cell_formula_units_Z 2
_cell_length_a 3.5093
_cell_length_b 3.5093
_cell_length_c 3.5093
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 43.2177
_space_group_name_H-M_alt 'I m -3 m'
_space_group_IT_number 229
_space_group_name_Hall '-I 4 2 3'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x,z'
'-x,-y,z'
'y,-x,z'
'x,-y,-z'
'-y,-x,-z'
'-x,y,-z'
'y,x,-z'
'z,x,y'
'z,-y,x'
'z,-x,-y'
'z,y,-x'
'-z,x,-y'
'-z,-y,-x'
'-z,-x,y'
'-z,y,x'
'-x,z,y'
'y,z,x'
'x,z,-y'
'-y,z,-x'
'-x,-z,-y'
'y,-z,-x'
'x,-z,y'
'-y,-z,x'
'-x,-y,-z'
'y,-x,-z'
'x,y,-z'
'-y,x,-z'
'-x,y,z'
'y,x,z'
'x,-y,z'
'-y,-x,z'
'-z,-x,-y'
'-z,y,-x'
'-z,x,y'
'-z,-y,x'
'z,-x,y'
'z,y,x'
'z,x,-y'
'z,-y,-x'
'x,-z,-y'
'-y,-z,-x'
'-x,-z,y'
'y,-z,x'
'x,z,y'
'-y,z,x'
'-x,z,-y'
'y,z,-x'
'x+1/2,y+1/2,z+1/2'
'-y+1/2,x+1/2,z+1/2'
'-x+1/2,-y+1/2,z+1/2'
'y+1/2,-x+1/2,z+1/2'
'x+1/2,-y+1/2,-z+1/2'
'-y+1/2,-x+1/2,-z+1/2'
'-x+1/2,y+1/2,-z+1/2'
'y+1/2,x+1/2,-z+1/2'
'z+1/2,x+1/2,y+1/2'
'z+1/2,-y+1/2,x+1/2'
'z+1/2,-x+1/2,-y+1/2'
'z+1/2,y+1/2,-x+1/2'
'-z+1/2,x+1/2,-y+1/2'
'-z+1/2,-y+1/2,-x+1/2'
'-z+1/2,-x+1/2,y+1/2'
'-z+1/2,y+1/2,x+1/2'
'-x+1/2,z+1/2,y+1/2'
'y+1/2,z+1/2,x+1/2'
'x+1/2,z+1/2,-y+1/2'
'-y+1/2,z+1/2,-x+1/2'
'-x+1/2,-z+1/2,-y+1/2'
'y+1/2,-z+1/2,-x+1/2'
'x+1/2,-z+1/2,y+1/2'
'-y+1/2,-z+1/2,x+1/2'
'-x+1/2,-y+1/2,-z+1/2'
'y+1/2,-x+1/2,-z+1/2'
'x+1/2,y+1/2,-z+1/2'
'-y+1/2,x+1/2,-z+1/2'
'-x+1/2,y+1/2,z+1/2'
'y+1/2,x+1/2,z+1/2'
'x+1/2,-y+1/2,z+1/2'
'-y+1/2,-x+1/2,z+1/2'
'-z+1/2,-x+1/2,-y+1/2'
'-z+1/2,y+1/2,-x+1/2'
'-z+1/2,x+1/2,y+1/2'
'-z+1/2,-y+1/2,x+1/2'
'z+1/2,-x+1/2,y+1/2'
'z+1/2,y+1/2,x+1/2'
'z+1/2,x+1/2,-y+1/2'
'z+1/2,-y+1/2,-x+1/2'
'x+1/2,-z+1/2,-y+1/2'
'-y+1/2,-z+1/2,-x+1/2'
'-x+1/2,-z+1/2,y+1/2'
'y+1/2,-z+1/2,x+1/2'
'x+1/2,z+1/2,y+1/2'
'-y+1/2,z+1/2,x+1/2'
'-x+1/2,z+1/2,-y+1/2'
'y+1/2,z+1/2,-x+1/2'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.000000 0.000000 0.000000 1

"""#),
    BuiltIn(name: "MoO3_alpha_Pbnm", kind: .cif, formula: "MoO3", text: #"""
# source: COD 9009670 = AMCSD 0012870; Sitepu, O'Connor & Li, J. Appl. Cryst. 38 (2005) 158-167 doi 10.1107/S0021889804031231 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_MoO3_alpha_Pbnm
_chemical_formula_sum 'Mo1 O3'
_cell_formula_units_Z 4
_cell_length_a 3.9621
_cell_length_b 13.855
_cell_length_c 3.6986
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 203.0343
_space_group_name_H-M_alt 'P b n m'
_space_group_IT_number 62
_space_group_name_Hall '-P 2c 2ab'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x,-y,z+1/2'
'x+1/2,-y+1/2,-z'
'-x+1/2,y+1/2,-z+1/2'
'-x,-y,-z'
'x,y,-z+1/2'
'-x+1/2,y+1/2,z'
'x+1/2,-y+1/2,z+1/2'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Mo1 Mo 0.075000 0.102000 0.250000 1
O1 O 0.526000 0.426000 0.250000 1
O2 O 0.566000 0.086000 0.250000 1
O3 O 0.010000 0.224000 0.250000 1

"""#),
    BuiltIn(name: "NO3", kind: .xyz, formula: "NO3", text: #"""
4
NO3 charge=-1 uhf=0 SMILES=[O-][N+](=O)[O-] method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-15.259315416600
O      1.09406885    -0.57037426    -0.05590456
N     -0.00000417     0.00000737     0.00004988
O     -0.05370963     1.23391801     0.00234659
O     -1.04035504    -0.66355113     0.05350709

"""#),
    BuiltIn(name: "Na3V2PO43_gamma", kind: .cif, formula: "Na3V2P3O12", text: #"""
# source: cell: Chotard et al., Chem. Mater. 27 (2015) 5982 abstract (gamma, R-3c); V,P,O coordinates transferred from isostructural Na3Cr2(PO4)3, COD 1008846 (Lucazeau et al., Solid State Ionics 18/19 (1986) 959); z(O2) and the Na2 x and occupancies are recalled NASICON values
# confidence: partly recalled
# note: partial Na occupancies chosen to give Na3
data_Na3V2PO43_gamma
_chemical_formula_sum 'Na3 V2 P3 O12'
_cell_formula_units_Z 6
_cell_length_a 8.73382
_cell_length_b 8.73382
_cell_length_c 21.9144
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 1447.6657
_space_group_name_H-M_alt 'R -3 c'
_space_group_IT_number 167
_space_group_name_Hall '-R 3 2"c'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x-y,z'
'-x+y,-x,z'
'y,x,-z+1/2'
'x-y,-y,-z+1/2'
'-x,-x+y,-z+1/2'
'-x,-y,-z'
'y,-x+y,-z'
'x-y,x,-z'
'-y,-x,z+1/2'
'-x+y,y,z+1/2'
'x,x-y,z+1/2'
'x+2/3,y+1/3,z+1/3'
'-y+2/3,x-y+1/3,z+1/3'
'-x+y+2/3,-x+1/3,z+1/3'
'y+2/3,x+1/3,-z+5/6'
'x-y+2/3,-y+1/3,-z+5/6'
'-x+2/3,-x+y+1/3,-z+5/6'
'-x+2/3,-y+1/3,-z+1/3'
'y+2/3,-x+y+1/3,-z+1/3'
'x-y+2/3,x+1/3,-z+1/3'
'-y+2/3,-x+1/3,z+5/6'
'-x+y+2/3,y+1/3,z+5/6'
'x+2/3,x-y+1/3,z+5/6'
'x+1/3,y+2/3,z+2/3'
'-y+1/3,x-y+2/3,z+2/3'
'-x+y+1/3,-x+2/3,z+2/3'
'y+1/3,x+2/3,-z+1/6'
'x-y+1/3,-y+2/3,-z+1/6'
'-x+1/3,-x+y+2/3,-z+1/6'
'-x+1/3,-y+2/3,-z+2/3'
'y+1/3,-x+y+2/3,-z+2/3'
'x-y+1/3,x+2/3,-z+2/3'
'-y+1/3,-x+2/3,z+1/6'
'-x+y+1/3,y+2/3,z+1/6'
'x+1/3,x-y+2/3,z+1/6'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Na1 Na 0.000000 0.000000 0.000000 0.8
Na2 Na 0.639100 0.000000 0.250000 0.733333
V1 V 0.000000 0.000000 0.146500 1
P1 P 0.291100 0.000000 0.250000 1
O1 O 0.174600 -0.030600 0.193400 1
O2 O 0.192500 0.167500 0.090500 1

"""#),
    BuiltIn(name: "NaCl_halite", kind: .cif, formula: "NaCl", text: #"""
# source: COD 9008678 = AMCSD 0011356; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_NaCl_halite
_chemical_formula_sum 'Na1 Cl1'
_cell_formula_units_Z 4
_cell_length_a 5.64056
_cell_length_b 5.64056
_cell_length_c 5.64056
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 179.4596
_space_group_name_H-M_alt 'F m -3 m'
_space_group_IT_number 225
_space_group_name_Hall '-F 4 2 3'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x,z'
'-x,-y,z'
'y,-x,z'
'x,-y,-z'
'-y,-x,-z'
'-x,y,-z'
'y,x,-z'
'z,x,y'
'z,-y,x'
'z,-x,-y'
'z,y,-x'
'-z,x,-y'
'-z,-y,-x'
'-z,-x,y'
'-z,y,x'
'-x,z,y'
'y,z,x'
'x,z,-y'
'-y,z,-x'
'-x,-z,-y'
'y,-z,-x'
'x,-z,y'
'-y,-z,x'
'-x,-y,-z'
'y,-x,-z'
'x,y,-z'
'-y,x,-z'
'-x,y,z'
'y,x,z'
'x,-y,z'
'-y,-x,z'
'-z,-x,-y'
'-z,y,-x'
'-z,x,y'
'-z,-y,x'
'z,-x,y'
'z,y,x'
'z,x,-y'
'z,-y,-x'
'x,-z,-y'
'-y,-z,-x'
'-x,-z,y'
'y,-z,x'
'x,z,y'
'-y,z,x'
'-x,z,-y'
'y,z,-x'
'x,y+1/2,z+1/2'
'-y,x+1/2,z+1/2'
'-x,-y+1/2,z+1/2'
'y,-x+1/2,z+1/2'
'x,-y+1/2,-z+1/2'
'-y,-x+1/2,-z+1/2'
'-x,y+1/2,-z+1/2'
'y,x+1/2,-z+1/2'
'z,x+1/2,y+1/2'
'z,-y+1/2,x+1/2'
'z,-x+1/2,-y+1/2'
'z,y+1/2,-x+1/2'
'-z,x+1/2,-y+1/2'
'-z,-y+1/2,-x+1/2'
'-z,-x+1/2,y+1/2'
'-z,y+1/2,x+1/2'
'-x,z+1/2,y+1/2'
'y,z+1/2,x+1/2'
'x,z+1/2,-y+1/2'
'-y,z+1/2,-x+1/2'
'-x,-z+1/2,-y+1/2'
'y,-z+1/2,-x+1/2'
'x,-z+1/2,y+1/2'
'-y,-z+1/2,x+1/2'
'-x,-y+1/2,-z+1/2'
'y,-x+1/2,-z+1/2'
'x,y+1/2,-z+1/2'
'-y,x+1/2,-z+1/2'
'-x,y+1/2,z+1/2'
'y,x+1/2,z+1/2'
'x,-y+1/2,z+1/2'
'-y,-x+1/2,z+1/2'
'-z,-x+1/2,-y+1/2'
'-z,y+1/2,-x+1/2'
'-z,x+1/2,y+1/2'
'-z,-y+1/2,x+1/2'
'z,-x+1/2,y+1/2'
'z,y+1/2,x+1/2'
'z,x+1/2,-y+1/2'
'z,-y+1/2,-x+1/2'
'x,-z+1/2,-y+1/2'
'-y,-z+1/2,-x+1/2'
'-x,-z+1/2,y+1/2'
'y,-z+1/2,x+1/2'
'x,z+1/2,y+1/2'
'-y,z+1/2,x+1/2'
'-x,z+1/2,-y+1/2'
'y,z+1/2,-x+1/2'
'x+1/2,y,z+1/2'
'-y+1/2,x,z+1/2'
'-x+1/2,-y,z+1/2'
'y+1/2,-x,z+1/2'
'x+1/2,-y,-z+1/2'
'-y+1/2,-x,-z+1/2'
'-x+1/2,y,-z+1/2'
'y+1/2,x,-z+1/2'
'z+1/2,x,y+1/2'
'z+1/2,-y,x+1/2'
'z+1/2,-x,-y+1/2'
'z+1/2,y,-x+1/2'
'-z+1/2,x,-y+1/2'
'-z+1/2,-y,-x+1/2'
'-z+1/2,-x,y+1/2'
'-z+1/2,y,x+1/2'
'-x+1/2,z,y+1/2'
'y+1/2,z,x+1/2'
'x+1/2,z,-y+1/2'
'-y+1/2,z,-x+1/2'
'-x+1/2,-z,-y+1/2'
'y+1/2,-z,-x+1/2'
'x+1/2,-z,y+1/2'
'-y+1/2,-z,x+1/2'
'-x+1/2,-y,-z+1/2'
'y+1/2,-x,-z+1/2'
'x+1/2,y,-z+1/2'
'-y+1/2,x,-z+1/2'
'-x+1/2,y,z+1/2'
'y+1/2,x,z+1/2'
'x+1/2,-y,z+1/2'
'-y+1/2,-x,z+1/2'
'-z+1/2,-x,-y+1/2'
'-z+1/2,y,-x+1/2'
'-z+1/2,x,y+1/2'
'-z+1/2,-y,x+1/2'
'z+1/2,-x,y+1/2'
'z+1/2,y,x+1/2'
'z+1/2,x,-y+1/2'
'z+1/2,-y,-x+1/2'
'x+1/2,-z,-y+1/2'
'-y+1/2,-z,-x+1/2'
'-x+1/2,-z,y+1/2'
'y+1/2,-z,x+1/2'
'x+1/2,z,y+1/2'
'-y+1/2,z,x+1/2'
'-x+1/2,z,-y+1/2'
'y+1/2,z,-x+1/2'
'x+1/2,y+1/2,z'
'-y+1/2,x+1/2,z'
'-x+1/2,-y+1/2,z'
'y+1/2,-x+1/2,z'
'x+1/2,-y+1/2,-z'
'-y+1/2,-x+1/2,-z'
'-x+1/2,y+1/2,-z'
'y+1/2,x+1/2,-z'
'z+1/2,x+1/2,y'
'z+1/2,-y+1/2,x'
'z+1/2,-x+1/2,-y'
'z+1/2,y+1/2,-x'
'-z+1/2,x+1/2,-y'
'-z+1/2,-y+1/2,-x'
'-z+1/2,-x+1/2,y'
'-z+1/2,y+1/2,x'
'-x+1/2,z+1/2,y'
'y+1/2,z+1/2,x'
'x+1/2,z+1/2,-y'
'-y+1/2,z+1/2,-x'
'-x+1/2,-z+1/2,-y'
'y+1/2,-z+1/2,-x'
'x+1/2,-z+1/2,y'
'-y+1/2,-z+1/2,x'
'-x+1/2,-y+1/2,-z'
'y+1/2,-x+1/2,-z'
'x+1/2,y+1/2,-z'
'-y+1/2,x+1/2,-z'
'-x+1/2,y+1/2,z'
'y+1/2,x+1/2,z'
'x+1/2,-y+1/2,z'
'-y+1/2,-x+1/2,z'
'-z+1/2,-x+1/2,-y'
'-z+1/2,y+1/2,-x'
'-z+1/2,x+1/2,y'
'-z+1/2,-y+1/2,x'
'z+1/2,-x+1/2,y'
'z+1/2,y+1/2,x'
'z+1/2,x+1/2,-y'
'z+1/2,-y+1/2,-x'
'x+1/2,-z+1/2,-y'
'-y+1/2,-z+1/2,-x'
'-x+1/2,-z+1/2,y'
'y+1/2,-z+1/2,x'
'x+1/2,z+1/2,y'
'-y+1/2,z+1/2,x'
'-x+1/2,z+1/2,-y'
'y+1/2,z+1/2,-x'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Na1 Na 0.000000 0.000000 0.000000 1
Cl1 Cl 0.500000 0.500000 0.500000 1

"""#),
    BuiltIn(name: "NaTiO2_alpha_layered", kind: .cif, formula: "NaTiO2", text: #"""
# source: alpha-NaFeO2 type; cell recalled from Clarke, Fowkes, Harrison, Ibberson & Rosseinsky, Chem. Mater. 10 (1998) 372; z_O is a typical value, not a refined one
# confidence: recalled
# note: use as a test structure only
data_NaTiO2_alpha_layered
_chemical_formula_sum 'Na1 Ti1 O2'
_cell_formula_units_Z 3
_cell_length_a 3.054
_cell_length_b 3.054
_cell_length_c 16.241
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 131.1842
_space_group_name_H-M_alt 'R -3 m'
_space_group_IT_number 166
_space_group_name_Hall '-R 3 2"'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x-y,z'
'-x+y,-x,z'
'y,x,-z'
'x-y,-y,-z'
'-x,-x+y,-z'
'-x,-y,-z'
'y,-x+y,-z'
'x-y,x,-z'
'-y,-x,z'
'-x+y,y,z'
'x,x-y,z'
'x+2/3,y+1/3,z+1/3'
'-y+2/3,x-y+1/3,z+1/3'
'-x+y+2/3,-x+1/3,z+1/3'
'y+2/3,x+1/3,-z+1/3'
'x-y+2/3,-y+1/3,-z+1/3'
'-x+2/3,-x+y+1/3,-z+1/3'
'-x+2/3,-y+1/3,-z+1/3'
'y+2/3,-x+y+1/3,-z+1/3'
'x-y+2/3,x+1/3,-z+1/3'
'-y+2/3,-x+1/3,z+1/3'
'-x+y+2/3,y+1/3,z+1/3'
'x+2/3,x-y+1/3,z+1/3'
'x+1/3,y+2/3,z+2/3'
'-y+1/3,x-y+2/3,z+2/3'
'-x+y+1/3,-x+2/3,z+2/3'
'y+1/3,x+2/3,-z+2/3'
'x-y+1/3,-y+2/3,-z+2/3'
'-x+1/3,-x+y+2/3,-z+2/3'
'-x+1/3,-y+2/3,-z+2/3'
'y+1/3,-x+y+2/3,-z+2/3'
'x-y+1/3,x+2/3,-z+2/3'
'-y+1/3,-x+2/3,z+2/3'
'-x+y+1/3,y+2/3,z+2/3'
'x+1/3,x-y+2/3,z+2/3'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Na1 Na 0.000000 0.000000 0.000000 1
Ti1 Ti 0.000000 0.000000 0.500000 1
O1 O 0.000000 0.000000 0.235000 1

"""#),
    BuiltIn(name: "NaTiO2_rocksalt_disordered", kind: .cif, formula: "NaTiO2", text: #"""
# source: Nat. Commun. 2025, doi 10.1038/s41467-025-57310-x: Fm-3m, a=4.20464 A, Na/Ti disordered on 4a
# confidence: cited
# note: mixed occupancy 0.5/0.5; Z counted in NaTiO2 units
data_NaTiO2_rocksalt_disordered
_chemical_formula_sum 'Na1 Ti1 O2'
_cell_formula_units_Z 2
_cell_length_a 4.20464
_cell_length_b 4.20464
_cell_length_c 4.20464
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 74.3338
_space_group_name_H-M_alt 'F m -3 m'
_space_group_IT_number 225
_space_group_name_Hall '-F 4 2 3'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x,z'
'-x,-y,z'
'y,-x,z'
'x,-y,-z'
'-y,-x,-z'
'-x,y,-z'
'y,x,-z'
'z,x,y'
'z,-y,x'
'z,-x,-y'
'z,y,-x'
'-z,x,-y'
'-z,-y,-x'
'-z,-x,y'
'-z,y,x'
'-x,z,y'
'y,z,x'
'x,z,-y'
'-y,z,-x'
'-x,-z,-y'
'y,-z,-x'
'x,-z,y'
'-y,-z,x'
'-x,-y,-z'
'y,-x,-z'
'x,y,-z'
'-y,x,-z'
'-x,y,z'
'y,x,z'
'x,-y,z'
'-y,-x,z'
'-z,-x,-y'
'-z,y,-x'
'-z,x,y'
'-z,-y,x'
'z,-x,y'
'z,y,x'
'z,x,-y'
'z,-y,-x'
'x,-z,-y'
'-y,-z,-x'
'-x,-z,y'
'y,-z,x'
'x,z,y'
'-y,z,x'
'-x,z,-y'
'y,z,-x'
'x,y+1/2,z+1/2'
'-y,x+1/2,z+1/2'
'-x,-y+1/2,z+1/2'
'y,-x+1/2,z+1/2'
'x,-y+1/2,-z+1/2'
'-y,-x+1/2,-z+1/2'
'-x,y+1/2,-z+1/2'
'y,x+1/2,-z+1/2'
'z,x+1/2,y+1/2'
'z,-y+1/2,x+1/2'
'z,-x+1/2,-y+1/2'
'z,y+1/2,-x+1/2'
'-z,x+1/2,-y+1/2'
'-z,-y+1/2,-x+1/2'
'-z,-x+1/2,y+1/2'
'-z,y+1/2,x+1/2'
'-x,z+1/2,y+1/2'
'y,z+1/2,x+1/2'
'x,z+1/2,-y+1/2'
'-y,z+1/2,-x+1/2'
'-x,-z+1/2,-y+1/2'
'y,-z+1/2,-x+1/2'
'x,-z+1/2,y+1/2'
'-y,-z+1/2,x+1/2'
'-x,-y+1/2,-z+1/2'
'y,-x+1/2,-z+1/2'
'x,y+1/2,-z+1/2'
'-y,x+1/2,-z+1/2'
'-x,y+1/2,z+1/2'
'y,x+1/2,z+1/2'
'x,-y+1/2,z+1/2'
'-y,-x+1/2,z+1/2'
'-z,-x+1/2,-y+1/2'
'-z,y+1/2,-x+1/2'
'-z,x+1/2,y+1/2'
'-z,-y+1/2,x+1/2'
'z,-x+1/2,y+1/2'
'z,y+1/2,x+1/2'
'z,x+1/2,-y+1/2'
'z,-y+1/2,-x+1/2'
'x,-z+1/2,-y+1/2'
'-y,-z+1/2,-x+1/2'
'-x,-z+1/2,y+1/2'
'y,-z+1/2,x+1/2'
'x,z+1/2,y+1/2'
'-y,z+1/2,x+1/2'
'-x,z+1/2,-y+1/2'
'y,z+1/2,-x+1/2'
'x+1/2,y,z+1/2'
'-y+1/2,x,z+1/2'
'-x+1/2,-y,z+1/2'
'y+1/2,-x,z+1/2'
'x+1/2,-y,-z+1/2'
'-y+1/2,-x,-z+1/2'
'-x+1/2,y,-z+1/2'
'y+1/2,x,-z+1/2'
'z+1/2,x,y+1/2'
'z+1/2,-y,x+1/2'
'z+1/2,-x,-y+1/2'
'z+1/2,y,-x+1/2'
'-z+1/2,x,-y+1/2'
'-z+1/2,-y,-x+1/2'
'-z+1/2,-x,y+1/2'
'-z+1/2,y,x+1/2'
'-x+1/2,z,y+1/2'
'y+1/2,z,x+1/2'
'x+1/2,z,-y+1/2'
'-y+1/2,z,-x+1/2'
'-x+1/2,-z,-y+1/2'
'y+1/2,-z,-x+1/2'
'x+1/2,-z,y+1/2'
'-y+1/2,-z,x+1/2'
'-x+1/2,-y,-z+1/2'
'y+1/2,-x,-z+1/2'
'x+1/2,y,-z+1/2'
'-y+1/2,x,-z+1/2'
'-x+1/2,y,z+1/2'
'y+1/2,x,z+1/2'
'x+1/2,-y,z+1/2'
'-y+1/2,-x,z+1/2'
'-z+1/2,-x,-y+1/2'
'-z+1/2,y,-x+1/2'
'-z+1/2,x,y+1/2'
'-z+1/2,-y,x+1/2'
'z+1/2,-x,y+1/2'
'z+1/2,y,x+1/2'
'z+1/2,x,-y+1/2'
'z+1/2,-y,-x+1/2'
'x+1/2,-z,-y+1/2'
'-y+1/2,-z,-x+1/2'
'-x+1/2,-z,y+1/2'
'y+1/2,-z,x+1/2'
'x+1/2,z,y+1/2'
'-y+1/2,z,x+1/2'
'-x+1/2,z,-y+1/2'
'y+1/2,z,-x+1/2'
'x+1/2,y+1/2,z'
'-y+1/2,x+1/2,z'
'-x+1/2,-y+1/2,z'
'y+1/2,-x+1/2,z'
'x+1/2,-y+1/2,-z'
'-y+1/2,-x+1/2,-z'
'-x+1/2,y+1/2,-z'
'y+1/2,x+1/2,-z'
'z+1/2,x+1/2,y'
'z+1/2,-y+1/2,x'
'z+1/2,-x+1/2,-y'
'z+1/2,y+1/2,-x'
'-z+1/2,x+1/2,-y'
'-z+1/2,-y+1/2,-x'
'-z+1/2,-x+1/2,y'
'-z+1/2,y+1/2,x'
'-x+1/2,z+1/2,y'
'y+1/2,z+1/2,x'
'x+1/2,z+1/2,-y'
'-y+1/2,z+1/2,-x'
'-x+1/2,-z+1/2,-y'
'y+1/2,-z+1/2,-x'
'x+1/2,-z+1/2,y'
'-y+1/2,-z+1/2,x'
'-x+1/2,-y+1/2,-z'
'y+1/2,-x+1/2,-z'
'x+1/2,y+1/2,-z'
'-y+1/2,x+1/2,-z'
'-x+1/2,y+1/2,z'
'y+1/2,x+1/2,z'
'x+1/2,-y+1/2,z'
'-y+1/2,-x+1/2,z'
'-z+1/2,-x+1/2,-y'
'-z+1/2,y+1/2,-x'
'-z+1/2,x+1/2,y'
'-z+1/2,-y+1/2,x'
'z+1/2,-x+1/2,y'
'z+1/2,y+1/2,x'
'z+1/2,x+1/2,-y'
'z+1/2,-y+1/2,-x'
'x+1/2,-z+1/2,-y'
'-y+1/2,-z+1/2,-x'
'-x+1/2,-z+1/2,y'
'y+1/2,-z+1/2,x'
'x+1/2,z+1/2,y'
'-y+1/2,z+1/2,x'
'-x+1/2,z+1/2,-y'
'y+1/2,z+1/2,-x'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Na1 Na 0.000000 0.000000 0.000000 0.5
Ti1 Ti 0.000000 0.000000 0.000000 0.5
O1 O 0.500000 0.500000 0.500000 1

"""#),
    BuiltIn(name: "Na_bcc", kind: .cif, formula: "Na", text: #"""
# source: COD 9008545 = AMCSD 0011223; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_Na_bcc
_chemical_formula_sum 'Na1'
_cell_formula_units_Z 2
_cell_length_a 4.2906
_cell_length_b 4.2906
_cell_length_c 4.2906
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 78.9867
_space_group_name_H-M_alt 'I m -3 m'
_space_group_IT_number 229
_space_group_name_Hall '-I 4 2 3'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x,z'
'-x,-y,z'
'y,-x,z'
'x,-y,-z'
'-y,-x,-z'
'-x,y,-z'
'y,x,-z'
'z,x,y'
'z,-y,x'
'z,-x,-y'
'z,y,-x'
'-z,x,-y'
'-z,-y,-x'
'-z,-x,y'
'-z,y,x'
'-x,z,y'
'y,z,x'
'x,z,-y'
'-y,z,-x'
'-x,-z,-y'
'y,-z,-x'
'x,-z,y'
'-y,-z,x'
'-x,-y,-z'
'y,-x,-z'
'x,y,-z'
'-y,x,-z'
'-x,y,z'
'y,x,z'
'x,-y,z'
'-y,-x,z'
'-z,-x,-y'
'-z,y,-x'
'-z,x,y'
'-z,-y,x'
'z,-x,y'
'z,y,x'
'z,x,-y'
'z,-y,-x'
'x,-z,-y'
'-y,-z,-x'
'-x,-z,y'
'y,-z,x'
'x,z,y'
'-y,z,x'
'-x,z,-y'
'y,z,-x'
'x+1/2,y+1/2,z+1/2'
'-y+1/2,x+1/2,z+1/2'
'-x+1/2,-y+1/2,z+1/2'
'y+1/2,-x+1/2,z+1/2'
'x+1/2,-y+1/2,-z+1/2'
'-y+1/2,-x+1/2,-z+1/2'
'-x+1/2,y+1/2,-z+1/2'
'y+1/2,x+1/2,-z+1/2'
'z+1/2,x+1/2,y+1/2'
'z+1/2,-y+1/2,x+1/2'
'z+1/2,-x+1/2,-y+1/2'
'z+1/2,y+1/2,-x+1/2'
'-z+1/2,x+1/2,-y+1/2'
'-z+1/2,-y+1/2,-x+1/2'
'-z+1/2,-x+1/2,y+1/2'
'-z+1/2,y+1/2,x+1/2'
'-x+1/2,z+1/2,y+1/2'
'y+1/2,z+1/2,x+1/2'
'x+1/2,z+1/2,-y+1/2'
'-y+1/2,z+1/2,-x+1/2'
'-x+1/2,-z+1/2,-y+1/2'
'y+1/2,-z+1/2,-x+1/2'
'x+1/2,-z+1/2,y+1/2'
'-y+1/2,-z+1/2,x+1/2'
'-x+1/2,-y+1/2,-z+1/2'
'y+1/2,-x+1/2,-z+1/2'
'x+1/2,y+1/2,-z+1/2'
'-y+1/2,x+1/2,-z+1/2'
'-x+1/2,y+1/2,z+1/2'
'y+1/2,x+1/2,z+1/2'
'x+1/2,-y+1/2,z+1/2'
'-y+1/2,-x+1/2,z+1/2'
'-z+1/2,-x+1/2,-y+1/2'
'-z+1/2,y+1/2,-x+1/2'
'-z+1/2,x+1/2,y+1/2'
'-z+1/2,-y+1/2,x+1/2'
'z+1/2,-x+1/2,y+1/2'
'z+1/2,y+1/2,x+1/2'
'z+1/2,x+1/2,-y+1/2'
'z+1/2,-y+1/2,-x+1/2'
'x+1/2,-z+1/2,-y+1/2'
'-y+1/2,-z+1/2,-x+1/2'
'-x+1/2,-z+1/2,y+1/2'
'y+1/2,-z+1/2,x+1/2'
'x+1/2,z+1/2,y+1/2'
'-y+1/2,z+1/2,x+1/2'
'-x+1/2,z+1/2,-y+1/2'
'y+1/2,z+1/2,-x+1/2'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Na1 Na 0.000000 0.000000 0.000000 1

"""#),
    BuiltIn(name: "O2", kind: .xyz, formula: "O2", text: #"""
2
O2 charge=0 uhf=2 SMILES=[O][O] method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-7.904118278469
O      0.60481577     0.00000000    -0.00000000
O     -0.60481577     0.00000000     0.00000000

"""#),
    BuiltIn(name: "PF6", kind: .xyz, formula: "F6P", text: #"""
7
PF6 charge=-1 uhf=0 SMILES=F[P-](F)(F)(F)(F)F method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-31.462689474768
F      0.13263391    -1.62098877     0.08212404
P     -0.00014704     0.00028614     0.00003461
F      1.54171546     0.10026606    -0.51606635
F     -1.54198972    -0.10198930     0.51572982
F      0.50899782     0.12037631     1.54263099
F     -0.13379294     1.62116202    -0.08144046
F     -0.50741848    -0.11911246    -1.54301065

"""#),
    BuiltIn(name: "SiO2_alpha_cristobalite", kind: .cif, formula: "SiO2", text: #"""
# source: COD 9001578 = AMCSD 0001629; Downs & Palmer, Am. Mineral. 79 (1994) 9-14 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_SiO2_alpha_cristobalite
_chemical_formula_sum 'Si1 O2'
_cell_formula_units_Z 4
_cell_length_a 4.9717
_cell_length_b 4.9717
_cell_length_c 6.9223
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 171.1040
_space_group_name_H-M_alt 'P 41 21 2'
_space_group_IT_number 92
_space_group_name_Hall 'P 4abw 2nw'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y+1/2,x+1/2,z+1/4'
'-x,-y,z+1/2'
'y+1/2,-x+1/2,z+3/4'
'x+1/2,-y+1/2,-z+3/4'
'-y,-x,-z+1/2'
'-x+1/2,y+1/2,-z+1/4'
'y,x,-z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Si1 Si 0.300280 0.300280 0.000000 1
O1 O 0.239200 0.104400 0.178700 1

"""#),
    BuiltIn(name: "SiO2_alpha_quartz", kind: .cif, formula: "SiO2", text: #"""
# source: COD 5000035; Will, Bellotto, Parrish & Hart, J. Appl. Cryst. 21 (1988) 182-191 doi 10.1107/S0021889887011567 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
# note: Si z is 2/3 exactly
data_SiO2_alpha_quartz
_chemical_formula_sum 'Si1 O2'
_cell_formula_units_Z 3
_cell_length_a 4.91239
_cell_length_b 4.91239
_cell_length_c 5.40385
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 112.9327
_space_group_name_H-M_alt 'P 32 2 1'
_space_group_IT_number 154
_space_group_name_Hall 'P 32 2"'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x-y,z+2/3'
'-x+y,-x,z+1/3'
'y,x,-z'
'x-y,-y,-z+1/3'
'-x,-x+y,-z+2/3'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Si1 Si 0.470100 0.000000 0.666700 1
O1 O 0.413900 0.267400 0.785600 1

"""#),
    BuiltIn(name: "Si_diamond", kind: .cif, formula: "Si", text: #"""
# source: COD 9008566 = AMCSD 0011244; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_Si_diamond
_chemical_formula_sum 'Si1'
_cell_formula_units_Z 8
_cell_length_a 5.4307
_cell_length_b 5.4307
_cell_length_c 5.4307
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 160.1649
_space_group_name_H-M_alt 'F d -3 m'
_space_group_IT_number 227
_space_group_name_Hall 'F 4d 2 3 -1d'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y+1/4,x+1/4,z+1/4'
'-x,-y+1/2,z+1/2'
'y+3/4,-x+1/4,z+3/4'
'x,-y,-z'
'-y+1/4,-x+3/4,-z+3/4'
'-x,y+1/2,-z+1/2'
'y+3/4,x+3/4,-z+1/4'
'z,x,y'
'z+1/4,-y+1/4,x+1/4'
'z+1/2,-x,-y+1/2'
'z+3/4,y+3/4,-x+1/4'
'-z,x,-y'
'-z+3/4,-y+1/4,-x+3/4'
'-z+1/2,-x,y+1/2'
'-z+1/4,y+3/4,x+3/4'
'-x+1/4,z+1/4,y+1/4'
'y,z+1/2,x+1/2'
'x+1/4,z+3/4,-y+3/4'
'-y+1/2,z,-x+1/2'
'-x+1/4,-z+1/4,-y+1/4'
'y,-z,-x'
'x+1/4,-z+3/4,y+3/4'
'-y+1/2,-z+1/2,x'
'-x+1/4,-y+1/4,-z+1/4'
'y,-x,-z'
'x+1/4,y+3/4,-z+3/4'
'-y+1/2,x,-z+1/2'
'-x+1/4,y+1/4,z+1/4'
'y,x+1/2,z+1/2'
'x+1/4,-y+3/4,z+3/4'
'-y+1/2,-x+1/2,z'
'-z+1/4,-x+1/4,-y+1/4'
'-z,y,-x'
'-z+3/4,x+1/4,y+3/4'
'-z+1/2,-y+1/2,x'
'z+1/4,-x+1/4,y+1/4'
'z+1/2,y,x+1/2'
'z+3/4,x+1/4,-y+3/4'
'z,-y+1/2,-x+1/2'
'x,-z,-y'
'-y+1/4,-z+3/4,-x+3/4'
'-x,-z+1/2,y+1/2'
'y+3/4,-z+1/4,x+3/4'
'x,z,y'
'-y+1/4,z+1/4,x+1/4'
'-x,z+1/2,-y+1/2'
'y+3/4,z+3/4,-x+1/4'
'x,y+1/2,z+1/2'
'-y+1/4,x+3/4,z+3/4'
'-x,-y,z'
'y+3/4,-x+3/4,z+1/4'
'x,-y+1/2,-z+1/2'
'-y+1/4,-x+1/4,-z+1/4'
'-x,y,-z'
'y+3/4,x+1/4,-z+3/4'
'z,x+1/2,y+1/2'
'z+1/4,-y+3/4,x+3/4'
'z+1/2,-x+1/2,-y'
'z+3/4,y+1/4,-x+3/4'
'-z,x+1/2,-y+1/2'
'-z+3/4,-y+3/4,-x+1/4'
'-z+1/2,-x+1/2,y'
'-z+1/4,y+1/4,x+1/4'
'-x+1/4,z+3/4,y+3/4'
'y,z,x'
'x+1/4,z+1/4,-y+1/4'
'-y+1/2,z+1/2,-x'
'-x+1/4,-z+3/4,-y+3/4'
'y,-z+1/2,-x+1/2'
'x+1/4,-z+1/4,y+1/4'
'-y+1/2,-z,x+1/2'
'-x+1/4,-y+3/4,-z+3/4'
'y,-x+1/2,-z+1/2'
'x+1/4,y+1/4,-z+1/4'
'-y+1/2,x+1/2,-z'
'-x+1/4,y+3/4,z+3/4'
'y,x,z'
'x+1/4,-y+1/4,z+1/4'
'-y+1/2,-x,z+1/2'
'-z+1/4,-x+3/4,-y+3/4'
'-z,y+1/2,-x+1/2'
'-z+3/4,x+3/4,y+1/4'
'-z+1/2,-y,x+1/2'
'z+1/4,-x+3/4,y+3/4'
'z+1/2,y+1/2,x'
'z+3/4,x+3/4,-y+1/4'
'z,-y,-x'
'x,-z+1/2,-y+1/2'
'-y+1/4,-z+1/4,-x+1/4'
'-x,-z,y'
'y+3/4,-z+3/4,x+1/4'
'x,z+1/2,y+1/2'
'-y+1/4,z+3/4,x+3/4'
'-x,z,-y'
'y+3/4,z+1/4,-x+3/4'
'x+1/2,y,z+1/2'
'-y+3/4,x+1/4,z+3/4'
'-x+1/2,-y+1/2,z'
'y+1/4,-x+1/4,z+1/4'
'x+1/2,-y,-z+1/2'
'-y+3/4,-x+3/4,-z+1/4'
'-x+1/2,y+1/2,-z'
'y+1/4,x+3/4,-z+3/4'
'z+1/2,x,y+1/2'
'z+3/4,-y+1/4,x+3/4'
'z,-x,-y'
'z+1/4,y+3/4,-x+3/4'
'-z+1/2,x,-y+1/2'
'-z+1/4,-y+1/4,-x+1/4'
'-z,-x,y'
'-z+3/4,y+3/4,x+1/4'
'-x+3/4,z+1/4,y+3/4'
'y+1/2,z+1/2,x'
'x+3/4,z+3/4,-y+1/4'
'-y,z,-x'
'-x+3/4,-z+1/4,-y+3/4'
'y+1/2,-z,-x+1/2'
'x+3/4,-z+3/4,y+1/4'
'-y,-z+1/2,x+1/2'
'-x+3/4,-y+1/4,-z+3/4'
'y+1/2,-x,-z+1/2'
'x+3/4,y+3/4,-z+1/4'
'-y,x,-z'
'-x+3/4,y+1/4,z+3/4'
'y+1/2,x+1/2,z'
'x+3/4,-y+3/4,z+1/4'
'-y,-x+1/2,z+1/2'
'-z+3/4,-x+1/4,-y+3/4'
'-z+1/2,y,-x+1/2'
'-z+1/4,x+1/4,y+1/4'
'-z,-y+1/2,x+1/2'
'z+3/4,-x+1/4,y+3/4'
'z,y,x'
'z+1/4,x+1/4,-y+1/4'
'z+1/2,-y+1/2,-x'
'x+1/2,-z,-y+1/2'
'-y+3/4,-z+3/4,-x+1/4'
'-x+1/2,-z+1/2,y'
'y+1/4,-z+1/4,x+1/4'
'x+1/2,z,y+1/2'
'-y+3/4,z+1/4,x+3/4'
'-x+1/2,z+1/2,-y'
'y+1/4,z+3/4,-x+3/4'
'x+1/2,y+1/2,z'
'-y+3/4,x+3/4,z+1/4'
'-x+1/2,-y,z+1/2'
'y+1/4,-x+3/4,z+3/4'
'x+1/2,-y+1/2,-z'
'-y+3/4,-x+1/4,-z+3/4'
'-x+1/2,y,-z+1/2'
'y+1/4,x+1/4,-z+1/4'
'z+1/2,x+1/2,y'
'z+3/4,-y+3/4,x+1/4'
'z,-x+1/2,-y+1/2'
'z+1/4,y+1/4,-x+1/4'
'-z+1/2,x+1/2,-y'
'-z+1/4,-y+3/4,-x+3/4'
'-z,-x+1/2,y+1/2'
'-z+3/4,y+1/4,x+3/4'
'-x+3/4,z+3/4,y+1/4'
'y+1/2,z,x+1/2'
'x+3/4,z+1/4,-y+3/4'
'-y,z+1/2,-x+1/2'
'-x+3/4,-z+3/4,-y+1/4'
'y+1/2,-z+1/2,-x'
'x+3/4,-z+1/4,y+3/4'
'-y,-z,x'
'-x+3/4,-y+3/4,-z+1/4'
'y+1/2,-x+1/2,-z'
'x+3/4,y+1/4,-z+3/4'
'-y,x+1/2,-z+1/2'
'-x+3/4,y+3/4,z+1/4'
'y+1/2,x,z+1/2'
'x+3/4,-y+1/4,z+3/4'
'-y,-x,z'
'-z+3/4,-x+3/4,-y+1/4'
'-z+1/2,y+1/2,-x'
'-z+1/4,x+3/4,y+3/4'
'-z,-y,x'
'z+3/4,-x+3/4,y+1/4'
'z,y+1/2,x+1/2'
'z+1/4,x+3/4,-y+3/4'
'z+1/2,-y,-x+1/2'
'x+1/2,-z+1/2,-y'
'-y+3/4,-z+1/4,-x+3/4'
'-x+1/2,-z,y+1/2'
'y+1/4,-z+3/4,x+3/4'
'x+1/2,z+1/2,y'
'-y+3/4,z+3/4,x+1/4'
'-x+1/2,z,-y+1/2'
'y+1/4,z+1/4,-x+1/4'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Si1 Si 0.000000 0.000000 0.000000 1

"""#),
    BuiltIn(name: "SnO2_cassiterite", kind: .cif, formula: "SnO2", text: #"""
# source: COD 9009082 = AMCSD 0011761; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_SnO2_cassiterite
_chemical_formula_sum 'Sn1 O2'
_cell_formula_units_Z 2
_cell_length_a 4.73727
_cell_length_b 4.73727
_cell_length_c 3.18638
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 71.5079
_space_group_name_H-M_alt 'P 42/m n m'
_space_group_IT_number 136
_space_group_name_Hall '-P 4n 2n'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y+1/2,x+1/2,z+1/2'
'-x,-y,z'
'y+1/2,-x+1/2,z+1/2'
'x+1/2,-y+1/2,-z+1/2'
'-y,-x,-z'
'-x+1/2,y+1/2,-z+1/2'
'y,x,-z'
'-x,-y,-z'
'y+1/2,-x+1/2,-z+1/2'
'x,y,-z'
'-y+1/2,x+1/2,-z+1/2'
'-x+1/2,y+1/2,z+1/2'
'y,x,z'
'x+1/2,-y+1/2,z+1/2'
'-y,-x,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Sn1 Sn 0.000000 0.000000 0.000000 1
O1 O 0.307000 0.307000 0.000000 1

"""#),
    BuiltIn(name: "TFSI_cis_like", kind: .xyz, formula: "C2F6NO4S2", text: #"""
15
TFSI_cis_like charge=-1 C-S...S-C=75.9 deg method="RDKit ETKDG, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-58.62865811
F     -2.91140979     1.42259606     0.15497180
C     -2.25262458     0.62228692    -0.69015158
F     -3.18469647    -0.01999239    -1.41356684
F     -1.58564149     1.41017025    -1.53691802
S     -1.11711434    -0.58584502     0.22792109
O     -0.47377347    -1.33360485    -0.80775505
O     -2.02315754    -1.27620204     1.09304064
N     -0.19170519     0.49619512     0.91325152
S      1.25749911    -0.04102473     1.21032545
O      1.31387062    -1.39722327     1.66440422
O      2.02667744     0.92532113     1.93620098
C      2.10018827    -0.06911063    -0.50090205
F      1.42843322     0.64791608    -1.40576927
F      2.29021995    -1.29092149    -0.99091208
F      3.32323626     0.48943685    -0.41634982

"""#),
    BuiltIn(name: "TFSI_trans", kind: .xyz, formula: "C2F6NO4S2", text: #"""
15
TFSI_trans charge=-1 C-S...S-C=165.9 deg method="RDKit ETKDG, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-58.62791536
F     -2.96424810     0.38526102     1.49337031
C     -2.50013556     0.03431358     0.28604873
F     -3.45861158     0.34874345    -0.59932880
F     -2.39215726    -1.29410610     0.28598304
S     -0.89448998     0.97295363    -0.08428338
O     -0.54021873     0.62116704    -1.42296081
O     -1.28739600     2.32994340     0.15252388
N      0.06606770     0.45832301     1.05147561
S      0.91556782    -0.83199397     0.75065962
O      0.38155996    -1.72985153    -0.22402993
O      1.42029162    -1.40772004     1.96140163
C      2.48946800    -0.10916209    -0.02239793
F      3.32596622    -1.08024819    -0.41971020
F      3.15169008     0.61750648     0.88845657
F      2.28664483     0.68487134    -1.07358634

"""#),
    BuiltIn(name: "TTE", kind: .xyz, formula: "C5H4F8O", text: #"""
18
TTE charge=0 uhf=0 SMILES=FC(F)C(F)(F)COC(F)(F)C(F)F method="RDKit ETKDG start, GFN2-xTB opt tight (xtb 6.5.1)" E_GFN2/Eh=-54.669902569224
F      3.24539887     1.07385961    -0.37947223
C      3.02492081    -0.15422253     0.12344006
F      3.17641343    -1.02673037    -0.88905199
C      1.58116664    -0.24167853     0.67848206
F      1.40732158    -1.47706298     1.19780250
F      1.47881907     0.61879592     1.71494881
C      0.53967856     0.05884544    -0.39712648
O     -0.74564437    -0.02490651     0.21803087
C     -1.78524510     0.19319337    -0.58389507
F     -1.82521890    -0.67722190    -1.63384565
F     -1.73104731     1.41577328    -1.18719597
C     -3.12202834     0.09023252     0.18877349
F     -3.24442227    -1.12955677     0.73012390
F     -3.14266504     0.98773866     1.18371491
H      3.77125699    -0.36757900     0.90264399
H      0.63064041    -0.68439599    -1.19798140
H      0.71125715     1.06869708    -0.78773463
H     -3.97060116     0.27621871    -0.48832217

"""#),
    BuiltIn(name: "TiO2_B_MP", kind: .cif, formula: "TiO2", text: #"""
# source: Materials Project PBE-relaxed (pymatgen 2026 wheel pymatgen/util/structures/TiO2.json; same as matbench_dielectric row 2346)
# confidence: DFT
# note: DFT (PBE) cell, ~1% larger than experiment
data_TiO2_B_MP
_chemical_formula_sum 'Ti1 O2'
_cell_formula_units_Z 8
_cell_length_a 12.3072
_cell_length_b 3.7669
_cell_length_c 6.6162
_cell_angle_alpha 90
_cell_angle_beta 106.945
_cell_angle_gamma 90
_cell_volume 293.4103
_space_group_name_H-M_alt 'C 1 2/m 1'
_space_group_IT_number 12
_space_group_name_Hall '-C 2y'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x,y,-z'
'-x,-y,-z'
'x,-y,z'
'x+1/2,y+1/2,z'
'-x+1/2,y+1/2,-z'
'-x+1/2,-y+1/2,-z'
'x+1/2,-y+1/2,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Ti1 Ti 0.195290 0.000000 0.283760 1
Ti2 Ti 0.400070 0.500000 0.289600 1
O1 O 0.441650 0.500000 0.630020 1
O2 O 0.361930 0.000000 0.293400 1
O3 O 0.367190 0.500000 0.995290 1
O4 O 0.263490 0.000000 0.652500 1

"""#),
    BuiltIn(name: "TiO2_anatase", kind: .cif, formula: "TiO2", text: #"""
# source: COD 9009086 = AMCSD 0011765; Wyckoff, Crystal Structures 1 (1963) 239-444 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_TiO2_anatase
_chemical_formula_sum 'Ti1 O2'
_cell_formula_units_Z 4
_cell_length_a 3.785
_cell_length_b 3.785
_cell_length_c 9.514
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 136.2997
_space_group_name_H-M_alt 'I 41/a m d'
_space_group_IT_number 141
_space_group_name_Hall 'I 4bw 2bw -1bw'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x+1/2,z+1/4'
'-x+1/2,-y+1/2,z+1/2'
'y+1/2,-x,z+3/4'
'x,-y+1/2,-z+1/4'
'-y,-x,-z'
'-x+1/2,y,-z+3/4'
'y+1/2,x+1/2,-z+1/2'
'-x,-y+1/2,-z+1/4'
'y,-x,-z'
'x+1/2,y,-z+3/4'
'-y+1/2,x+1/2,-z+1/2'
'-x,y,z'
'y,x+1/2,z+1/4'
'x+1/2,-y+1/2,z+1/2'
'-y+1/2,-x,z+3/4'
'x+1/2,y+1/2,z+1/2'
'-y+1/2,x,z+3/4'
'-x,-y,z'
'y,-x+1/2,z+1/4'
'x+1/2,-y,-z+3/4'
'-y+1/2,-x+1/2,-z+1/2'
'-x,y+1/2,-z+1/4'
'y,x,-z'
'-x+1/2,-y,-z+3/4'
'y+1/2,-x+1/2,-z+1/2'
'x,y+1/2,-z+1/4'
'-y,x,-z'
'-x+1/2,y+1/2,z+1/2'
'y+1/2,x,z+3/4'
'x,-y,z'
'-y,-x+1/2,z+1/4'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Ti1 Ti 0.000000 0.000000 0.000000 1
O1 O 0.000000 0.000000 0.206600 1

"""#),
    BuiltIn(name: "TiO2_rutile", kind: .cif, formula: "TiO2", text: #"""
# source: COD 9009083 = AMCSD 0011762; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_TiO2_rutile
_chemical_formula_sum 'Ti1 O2'
_cell_formula_units_Z 2
_cell_length_a 4.59373
_cell_length_b 4.59373
_cell_length_c 2.95812
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 62.4233
_space_group_name_H-M_alt 'P 42/m n m'
_space_group_IT_number 136
_space_group_name_Hall '-P 4n 2n'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y+1/2,x+1/2,z+1/2'
'-x,-y,z'
'y+1/2,-x+1/2,z+1/2'
'x+1/2,-y+1/2,-z+1/2'
'-y,-x,-z'
'-x+1/2,y+1/2,-z+1/2'
'y,x,-z'
'-x,-y,-z'
'y+1/2,-x+1/2,-z+1/2'
'x,y,-z'
'-y+1/2,x+1/2,-z+1/2'
'-x+1/2,y+1/2,z+1/2'
'y,x,z'
'x+1/2,-y+1/2,z+1/2'
'-y,-x,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Ti1 Ti 0.000000 0.000000 0.000000 1
O1 O 0.305300 0.305300 0.000000 1

"""#),
    BuiltIn(name: "V2O3_corundum", kind: .cif, formula: "V2O3", text: #"""
# source: COD 9008083 = AMCSD 0010595; Newnham & de Haan, Z. Kristallogr. 117 (1962) 235-237 (github.com/OpenChemistry/crystals@7adea78a oxides/V2O3-Karelianite.cif)
# confidence: cited
data_V2O3_corundum
_chemical_formula_sum 'V2 O3'
_cell_formula_units_Z 6
_cell_length_a 4.952
_cell_length_b 4.952
_cell_length_c 14.002
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 297.3596
_space_group_name_H-M_alt 'R -3 c'
_space_group_IT_number 167
_space_group_name_Hall '-R 3 2"c'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-y,x-y,z'
'-x+y,-x,z'
'y,x,-z+1/2'
'x-y,-y,-z+1/2'
'-x,-x+y,-z+1/2'
'-x,-y,-z'
'y,-x+y,-z'
'x-y,x,-z'
'-y,-x,z+1/2'
'-x+y,y,z+1/2'
'x,x-y,z+1/2'
'x+2/3,y+1/3,z+1/3'
'-y+2/3,x-y+1/3,z+1/3'
'-x+y+2/3,-x+1/3,z+1/3'
'y+2/3,x+1/3,-z+5/6'
'x-y+2/3,-y+1/3,-z+5/6'
'-x+2/3,-x+y+1/3,-z+5/6'
'-x+2/3,-y+1/3,-z+1/3'
'y+2/3,-x+y+1/3,-z+1/3'
'x-y+2/3,x+1/3,-z+1/3'
'-y+2/3,-x+1/3,z+5/6'
'-x+y+2/3,y+1/3,z+5/6'
'x+2/3,x-y+1/3,z+5/6'
'x+1/3,y+2/3,z+2/3'
'-y+1/3,x-y+2/3,z+2/3'
'-x+y+1/3,-x+2/3,z+2/3'
'y+1/3,x+2/3,-z+1/6'
'x-y+1/3,-y+2/3,-z+1/6'
'-x+1/3,-x+y+2/3,-z+1/6'
'-x+1/3,-y+2/3,-z+2/3'
'y+1/3,-x+y+2/3,-z+2/3'
'x-y+1/3,x+2/3,-z+2/3'
'-y+1/3,-x+2/3,z+1/6'
'-x+y+1/3,y+2/3,z+1/6'
'x+1/3,x-y+2/3,z+1/6'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
V1 V 0.000000 0.000000 0.346300 1
O1 O 0.315000 0.000000 0.250000 1

"""#),
    BuiltIn(name: "V2O5_Pmmn", kind: .cif, formula: "V2O5", text: #"""
# source: COD 9012221 = AMCSD 0013891; Shklover et al., J. Solid State Chem. 123 (1996) 317 doi 10.1006/jssc.1996.0186 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_V2O5_Pmmn
_chemical_formula_sum 'V2 O5'
_cell_formula_units_Z 2
_cell_length_a 11.544
_cell_length_b 3.571
_cell_length_c 4.383
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_cell_volume 180.6831
_space_group_name_H-M_alt 'P m m n'
_space_group_IT_number 59
_space_group_name_Hall '-P 2ab 2a'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x+1/2,-y+1/2,z'
'x+1/2,-y,-z'
'-x,y+1/2,-z'
'-x,-y,-z'
'x+1/2,y+1/2,-z'
'-x+1/2,y,z'
'x,-y+1/2,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
V1 V 0.601230 0.250000 0.108600 1
O1 O 0.430900 0.250000 -0.002800 1
O2 O 0.604500 0.250000 0.469700 1
O3 O 0.750000 0.250000 0.000800 1

"""#),
    BuiltIn(name: "VO2_B", kind: .cif, formula: "VO2", text: #"""
# source: cell: PDF 81-2392 / Oka, Yao, Yamamoto & Ueda, J. Solid State Chem. 105 (1993) 271 (C2/m, a=12.093, b=3.7021, c=6.433 A, beta=106.97 deg; recalled); coordinates: isostructural TiO2(B) (Materials Project PBE) relaxed on bond-valence sums (R0=1.784, b=0.37) with a tether
# confidence: cell recalled, coordinates modelled
# note: coordinates are a model, not a refinement; BVS V=4.02/4.01 O=2.01/2.00/2.01/2.02
data_VO2_B
_chemical_formula_sum 'V1 O2'
_cell_formula_units_Z 8
_cell_length_a 12.093
_cell_length_b 3.7021
_cell_length_c 6.433
_cell_angle_alpha 90
_cell_angle_beta 106.97
_cell_angle_gamma 90
_cell_volume 275.4619
_space_group_name_H-M_alt 'C 1 2/m 1'
_space_group_IT_number 12
_space_group_name_Hall '-C 2y'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x,y,-z'
'-x,-y,-z'
'x,-y,z'
'x+1/2,y+1/2,z'
'-x+1/2,y+1/2,-z'
'-x+1/2,-y+1/2,-z'
'x+1/2,-y+1/2,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
V1 V 0.197230 0.000000 0.282850 1
V2 V 0.399990 0.500000 0.292390 1
O1 O 0.439800 0.500000 0.632710 1
O2 O 0.365910 0.000000 0.292140 1
O3 O 0.368790 0.500000 0.998710 1
O4 O 0.266520 0.000000 0.648530 1

"""#),
    BuiltIn(name: "VO2_B_primitive_V4O8", kind: .cif, formula: "V4O8", text: #"""
# source: primitive cell of VO2_B
# confidence: as VO2_B
# note: V4O8
data_VO2_B_primitive_V4O8
_chemical_formula_sum 'V4 O8'
_cell_length_a 3.702100
_cell_length_b 6.323492
_cell_length_c 6.433000
_cell_angle_alpha 106.205659
_cell_angle_beta 90.000000
_cell_angle_gamma 107.021224
_space_group_name_H-M_alt 'P 1'
_space_group_IT_number 1
loop_
_space_group_symop_operation_xyz
'x,y,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
V1 V 0.802770 0.605540 0.717150 1
V2 V 0.197230 0.394460 0.282850 1
V3 V 0.100010 0.200020 0.707610 1
V4 V 0.899990 0.799980 0.292390 1
O5 O 0.060200 0.120400 0.367290 1
O6 O 0.939800 0.879600 0.632710 1
O7 O 0.634090 0.268180 0.707860 1
O8 O 0.365910 0.731820 0.292140 1
O9 O 0.131210 0.262420 0.001290 1
O10 O 0.868790 0.737580 0.998710 1
O11 O 0.733480 0.466960 0.351470 1
O12 O 0.266520 0.533040 0.648530 1

"""#),
    BuiltIn(name: "VO2_M1", kind: .cif, formula: "VO2", text: #"""
# source: COD 9009089 = AMCSD 0011768; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_VO2_M1
_chemical_formula_sum 'V1 O2'
_cell_formula_units_Z 4
_cell_length_a 5.743
_cell_length_b 4.517
_cell_length_c 5.375
_cell_angle_alpha 90
_cell_angle_beta 122.6
_cell_angle_gamma 90
_cell_volume 117.4662
_space_group_name_H-M_alt 'P 1 21/c 1'
_space_group_IT_number 14
_space_group_name_Hall '-P 2ybc'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'-x,y+1/2,-z+1/2'
'-x,-y,-z'
'x,-y+1/2,z+1/2'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
V1 V 0.242000 0.975000 0.025000 1
O1 O 0.100000 0.210000 0.200000 1
O2 O 0.390000 0.690000 0.290000 1

"""#),
    BuiltIn(name: "Zn_hcp", kind: .cif, formula: "Zn", text: #"""
# source: COD 9008522 = AMCSD 0011200; Wyckoff 1963 (github.com/OpenChemistry/crystals@7adea78a)
# confidence: cited
data_Zn_hcp
_chemical_formula_sum 'Zn1'
_cell_formula_units_Z 2
_cell_length_a 2.6648
_cell_length_b 2.6648
_cell_length_c 4.9467
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_cell_volume 30.4211
_space_group_name_H-M_alt 'P 63/m m c'
_space_group_IT_number 194
_space_group_name_Hall '-P 6c 2c'
loop_
_space_group_symop_operation_xyz
'x,y,z'
'x-y,x,z+1/2'
'-y,x-y,z'
'-x,-y,z+1/2'
'-x+y,-x,z'
'y,-x+y,z+1/2'
'-y,-x,-z+1/2'
'-x,-x+y,-z'
'-x+y,y,-z+1/2'
'y,x,-z'
'x,x-y,-z+1/2'
'x-y,-y,-z'
'-x,-y,-z'
'-x+y,-x,-z+1/2'
'y,-x+y,-z'
'x,y,-z+1/2'
'x-y,x,-z'
'-y,x-y,-z+1/2'
'y,x,z+1/2'
'x,x-y,z'
'x-y,-y,z+1/2'
'-y,-x,z'
'-x,-x+y,z+1/2'
'-x+y,y,z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Zn1 Zn 0.333333 0.666667 0.250000 1

"""#),
  ]
}
