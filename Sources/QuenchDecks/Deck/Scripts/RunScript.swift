/// The shell script that runs a bundle on one machine, from where it stopped.
struct RunScript {
  private let bundle: DeckBundle

  init(_ bundle: DeckBundle) { self.bundle = bundle }

  var text: String { head + bundle.runs.map(function).joined() + tail }

  /// What runs must have reached, by their names.
  private var conditions: [String: String] {
    var conditions: [String: String] = [:]
    for run in DeckManifest.members(of: bundle).flatMap(\.runs) { conditions[run.name] = run.until }
    return conditions
  }

  private var head: String {
    """
    #!/bin/sh
    # \(DeckPath.comment(bundle.provenance))
    # Runs this deck from its first stage to its last. Run again, it passes over what is done;
    # \(Self.interruption(bundle.runs.map(\.run)))
    #
    #   ./run.sh                          all runs
    #   ./run.sh NAME...                  these runs: \(DeckPath.comment(bundle.runs.first?.name ?? ""))
    #   ./run.sh --list                   names of the runs
    #   RANKS=8 THREADS=2 ./run.sh        MPI ranks and OpenMP threads
    #   MPIRUN='srun' ./run.sh            how MPI programs are started (mpirun -np RANKS)
    set -eu
    CDPATH='' cd -- "$(dirname -- "$0")"
    RANKS=${RANKS:-\(bundle.plan.parallel.ranks)}
    THREADS=${THREADS:-\(bundle.plan.parallel.threads)}
    OMP_NUM_THREADS=$THREADS
    export RANKS THREADS OMP_NUM_THREADS

    fail() {
      said=1
      echo "run.sh: $*" >&2
      exit 1
    }

    # STATUS NAME OUTPUT, at the end of each run: none fails without a line.
    ended() {
      [ "$1" -eq 0 ] || [ -n "${said:-}" ] || echo "run.sh: $2 failed (status $1); see $3" >&2
    }

    # An MPI program: as MPIRUN says, with mpirun where there are several ranks, else by itself.
    launch() {
      if [ -n "${MPIRUN:-}" ]; then
        # shellcheck disable=SC2086 # several words on purpose
        $MPIRUN "$@"
      elif [ "$RANKS" -gt 1 ]; then
        mpirun -np "$RANKS" "$@"
      else
        "$@"
      fi
    }

    # What a stage must have reached before the next may start: NAME CONDITION.
    require() {
      if command -v "${QUENCH:-quench}" >/dev/null 2>&1; then
        "${QUENCH:-quench}" check . --run "$1" --until "$2" ||
          fail "$1 is not $2; make the stage longer or hotter, and run again"
      else
        echo "run.sh: nobody checks that $1 is $2: quench is not on the PATH" >&2
      fi
    }


    """
  }

  /// One run in a subshell, so that directories and failures stay its own.
  private func function(
    member: DeckBundle.Member, run: EngineRun, name: String, directory: String
  ) -> String {
    let number = (bundle.runs.firstIndex { $0.name == name } ?? 0) + 1
    let mark = DeckPath.quoted(run.result ?? DeckManifest.doneMark)
    let log = run.output.map { "\(directory)/\($0)" } ?? "what it printed"
    var lines = [
      "this=\(DeckPath.quoted(name)) log=\(DeckPath.quoted(log))",
      "trap 'ended $? \"$this\" \"$log\"' EXIT",
      "cd -- \(DeckPath.quoted(directory))",
      "if [ -e \(mark) ]; then",
      "  echo \(DeckPath.quoted("\(name): done before"))",
      "  exit 0",
      "fi",
      "echo \(DeckPath.quoted("\(name): started"))",
    ]
    if let continuation = run.continuation {
      lines += [
        "if \(continuation.attempt); then",
        "  echo \(DeckPath.quoted("\(name): goes on where it was interrupted"))",
        "  " + command(run, continuation.command, redirection: ">>"), "else",
      ]
      lines += (run.preparation + [command(run, run.command)]).map { "  " + $0 } + ["fi"]
    } else {
      lines += run.preparation + [command(run, run.command)]
    }
    lines += run.completion
    if let result = run.result {
      let missing = "\(name): ended without \(result); see \(run.output ?? "its output")"
      lines.append("[ -e \(mark) ] || fail \(DeckPath.quoted(missing))")
    } else {
      lines.append(": > \(mark)")
    }
    let check = conditions[name].map {
      "\n  require \(DeckPath.quoted(name)) \(DeckPath.quoted($0))"
    }
    return """
      run_\(number)() {
        (
      \(lines.map { "    " + $0 }.joined(separator: "\n"))
        )\(check ?? "")
      }


      """
  }

  /// What becomes of a stage that was interrupted.
  private static func interruption(_ runs: [EngineRun]) -> String {
    let dynamics = runs.filter { $0.timestep > 0 }
    let others = runs.filter { $0.timestep == 0 && $0.continuation == nil }
    guard !dynamics.isEmpty, dynamics.allSatisfy({ $0.continuation != nil }) else {
      return dynamics.contains { $0.continuation != nil }
        ? "some interrupted runs go on from their last restart file, the others begin anew."
        : "a run that was interrupted begins anew."
    }
    return "interrupted dynamics goes on from its last restart file"
      + (others.isEmpty ? "." : ", what is no dynamics begins anew.")
  }

  private func command(
    _ run: EngineRun, _ words: [String], redirection: String = ">"
  ) -> String {
    var text = words.map(Self.word).joined(separator: " ")
    if run.usesMPI { text = "launch " + text }
    if let input = run.input { text += " < " + DeckPath.quoted(input) }
    if let output = run.output { text += " \(redirection) " + DeckPath.quoted(output) }
    return text
  }

  /// A word of a command: `{ranks}` and `{threads}` are the script's variables.
  static func word(_ word: String) -> String {
    var (text, rest) = ("", word[...])
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      let before = rest[..<open]
      switch name {
      case "ranks": text += (before.isEmpty ? "" : DeckPath.quoted(String(before))) + "\"$RANKS\""
      case "threads":
        text += (before.isEmpty ? "" : DeckPath.quoted(String(before))) + "\"$THREADS\""
      default: text += DeckPath.quoted(String(rest[...close]))
      }
      rest = rest[rest.index(after: close)...]
    }
    return rest.isEmpty && !text.isEmpty ? text : text + DeckPath.quoted(String(rest))
  }

  private var tail: String {
    let names = bundle.runs.map { DeckPath.quoted($0.name) }
    let cases = names.enumerated().map { index, name in "    \(name)) run_\(index + 1) ;;" }
    let all = names.indices.map { "  run_\($0 + 1)" }
    return """
      one() {
        case $1 in
      \(cases.joined(separator: "\n"))
          *) fail "no run is called $1; ./run.sh --list names them" ;;
        esac
      }

      if [ "${1:-}" = --list ]; then
        printf '%s\\n' \(names.joined(separator: " "))
      elif [ $# -gt 0 ]; then
        for name in "$@"; do one "$name"; done
      else
      \(all.isEmpty ? "  :" : all.joined(separator: "\n"))
      fi

      """
  }
}
