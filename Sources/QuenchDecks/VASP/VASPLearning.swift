/// What VASP's machine-learned force field does in each stage, and which files it hands on (VASP wiki:
/// ML_MODE, ML_AB, ML_FF).
struct VASPLearning {
  typealias Mode = Stage.MachineLearning

  /// Nil where the stage is plain density-functional theory.
  let mode: Mode?
  /// Directory of the last stage that left training data; nil without one.
  let data: String?
  /// Directory of the last stage that had or made a force field.
  let field: String?

  init(_ stage: Stage, _ settings: VASPSettings, after previous: VASPStage?) {
    mode = Self.mode(stage, settings)
    guard let previous else {
      (data, field) = (nil, nil)
      return
    }
    let before = previous.learning
    let isLearning = before.mode == .train || before.mode == .refit
    data = isLearning ? previous.directory : before.data
    field = before.mode != nil ? previous.directory : before.field
  }

  static func mode(_ stage: Stage, _ settings: VASPSettings) -> Mode? {
    if let own = stage.machineLearning { return own == .none ? nil : own }
    guard let mode = settings.machineLearning.flatMap(Mode.init(rawValue:)) else { return nil }
    guard case .dynamics = stage.task else {
      // Training watches dynamics; the rest is computed as asked.
      return mode == .train ? nil : mode
    }
    return mode
  }

  /// Shell lines: training data and force field from the last stage that has them, however far back.
  var commands: [String] {
    switch mode {
    case .train?: data.map(copyData) ?? []
    case .refit?: data.map(copyData) ?? ["[ -s ML_AB ] || cp ../ML_AB ML_AB"]
    case .run?:
      field.map { directory in
        let from = "../" + directory
        return [
          "if [ -s '\(from)/ML_FFN' ]; then cp '\(from)/ML_FFN' ML_FF; "
            + "else cp '\(from)/ML_FF' ML_FF; fi"
        ]
      } ?? ["[ -s ML_FF ] || cp ../ML_FF ML_FF"]
    default: []
    }
  }

  private func copyData(_ directory: String) -> [String] {
    let from = "../" + directory
    return [
      "if [ -s '\(from)/ML_ABN' ]; then cp '\(from)/ML_ABN' ML_AB; "
        + "else cp '\(from)/ML_AB' ML_AB; fi"
    ]
  }
}

extension Stage {
  /// Refitting moves no atom: it is no dynamics, whatever the stage was called.
  func refitted(_ settings: VASPSettings) -> Stage {
    guard VASPLearning.mode(self, settings) == .refit else { return self }
    return Stage(name: name, task: .singlePoint, line: line, machineLearning: .refit)
  }
}
