/// Results of an analysis as a store keeps them: named arrays, tables and remarks.
public struct StoredAnalysis: Hashable, Sendable {
  /// As it stands below `/parameters/quench/analysis`, e.g. `rdf`; no slashes.
  public var name: String
  public var arrays: [String: StoredArray]
  /// Settings and remarks: cutoff, frames used, command line.
  public var attributes: [String: StoredAttribute]

  public init(
    name: String, arrays: [String: StoredArray] = [:],
    attributes: [String: StoredAttribute] = [:]
  ) {
    self.name = name
    self.arrays = arrays
    self.attributes = attributes
  }
}

/// An array of any rank, last index running fastest.
public struct StoredArray: Hashable, Sendable {
  public enum Values: Hashable, Sendable {
    /// Histogram counts.
    case counts([UInt64])
    case integers([Int64])
    case numbers([Double])
    case texts([String])
  }

  public var values: Values
  /// Sizes of the axes; their product is the number of values.
  public var shape: [Int]
  /// Unit as H5MD spells it, e.g. `Angstrom`.
  public var unit: String?
  /// Names of the columns, where the array is a table.
  public var columns: [String]

  public init(_ values: Values, shape: [Int], unit: String? = nil, columns: [String] = []) {
    self.values = values
    self.shape = shape
    self.unit = unit
    self.columns = columns
  }

  /// Histogram counts, e.g. block × pair × bin.
  public static func counts(_ values: [UInt64], shape: [Int]) -> StoredArray {
    StoredArray(.counts(values), shape: shape)
  }

  public static func numbers(_ values: [Double], unit: String? = nil) -> StoredArray {
    StoredArray(.numbers(values), shape: [values.count], unit: unit)
  }

  public static func texts(_ values: [String]) -> StoredArray {
    StoredArray(.texts(values), shape: [values.count])
  }

  /// Rows of equal length under named columns.
  public static func table(columns: [String], rows: [[Double]]) -> StoredArray {
    StoredArray(
      .numbers(rows.flatMap { $0 }), shape: [rows.count, columns.count], columns: columns)
  }

  var count: Int {
    switch values {
    case .counts(let values): values.count
    case .integers(let values): values.count
    case .numbers(let values): values.count
    case .texts(let values): values.count
    }
  }
}

/// A remark on an analysis.
public enum StoredAttribute: Hashable, Sendable {
  case text(String)
  case texts([String])
  case number(Double)
  case integer(Int64)
}

/// One integer per atom and frame, e.g. coordination numbers.
public struct StoredSeries: Hashable, Sendable {
  /// As it stands below `/observables`; no slashes.
  public var name: String
  /// Atoms per frame: all frames have as many.
  public var atoms: Int
  /// Frames × atoms.
  public var values: [Int32]
  public var attributes: [String: StoredAttribute]

  public init(
    name: String, atoms: Int, values: [Int32], attributes: [String: StoredAttribute] = [:]
  ) {
    self.name = name
    self.atoms = atoms
    self.values = values
    self.attributes = attributes
  }
}
