public import QuenchModel

/// A structure that was built, and what a person should know of it.
public struct Built: Sendable {
  public var structure: Structure
  public var report: BuildReport

  public init(_ structure: Structure, _ report: BuildReport) {
    self.structure = structure
    self.report = report
  }
}

/// The report card of a built structure: facts with units, what was assumed, what to beware of.
///
/// What follows from the structure alone (formula, cell, density, contacts) is not kept here but
/// computed from it by `StructureFacts`; a builder adds what only it knows.
public struct BuildReport: Hashable, Sendable {
  /// One named value.
  public struct Fact: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
      case text(String)
      case integer(Int)
      /// Unit as printed (`Å`, `%`, empty for none) and decimals for people; JSON has all digits.
      case number(Double, unit: String, decimals: Int)
      case list([String])
      case table(columns: [String], rows: [[String]])
    }

    /// For people, lower case: `mean strain`.
    public let label: String
    /// For scripts, with the unit where there is one: `mean_strain_percent`.
    public let key: String
    public let value: Value

    public init(_ label: String, key: String, _ value: Value) {
      (self.label, self.key, self.value) = (label, key, value)
    }
  }

  public var facts: [Fact]
  /// Sentences: what was chosen where the request was silent.
  public var assumptions: [String]
  public var warnings: [Warning]
  /// The seed that makes the structure again, where chance had a part.
  public var seed: UInt64?
  /// The formula unit that numbers are given per, e.g. `V2O3` for a defective V2O3.
  public var host: Composition?

  public init(
    facts: [Fact] = [], assumptions: [String] = [], warnings: [Warning] = [],
    seed: UInt64? = nil, host: Composition? = nil
  ) {
    self.facts = facts
    self.assumptions = assumptions
    self.warnings = warnings
    self.seed = seed
    self.host = host
  }

  public mutating func add(_ label: String, key: String, _ value: Fact.Value) {
    facts.append(Fact(label, key: key, value))
  }

  public mutating func assume(_ sentence: String) { assumptions.append(sentence) }

  public mutating func warn(_ code: String, _ message: String) {
    warnings.append(Warning(code, message))
  }
}
