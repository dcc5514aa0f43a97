/// How interrupted dynamics of CP2K goes on: from its own restart file, with the steps that are left.
enum CP2KContinuation {
  static let name = "continue.sh"

  static let file = DeckFile(name, text, isExecutable: true)

  private static let text = #"""
    #!/bin/sh
    # continue.sh PROJECT, in the directory of a run of dynamics: makes an interrupted run ready to go on
    # with continue.inp. Where there is no restart file, removes what it left, and fails.
    set -eu
    project=$1
    whole=
    for file in "$project-1.restart" "$project-1.restart.bak-1"; do
      if [ -s "$file" ] && tail -n 1 "$file" | grep -q 'END FORCE_EVAL'; then
        whole=$file
        break
      fi
    done
    step=$(awk '$1 == "STEP_START_VAL" { print $2 + 0; exit }' "${whole:-/dev/null}")
    if [ -z "$step" ]; then
      rm -f "$project"-*1.xyz "$project"-1.ener "$project"-1.cell "$project"-1.stress
      exit 1
    fi
    cp "$whole" continue.restart

    # Frames and lines beyond the restart file are made again. The restart file itself is not: CP2K
    # begins with the step behind it.
    for file in "$project"-*1.xyz; do
      [ -s "$file" ] || continue
      awk -v step="$step" '
        NF == 1 && /^ *[0-9]+ *$/ {
          count = $0
          if ((getline) <= 0) exit
          number = $0
          if (!sub(/^.*i = */, "", number) || number + 0 > step) exit
          print count
        }
        { print }' "$file" > "$file.cut"
      mv "$file.cut" "$file"
    done
    for file in "$project"-1.ener "$project"-1.cell "$project"-1.stress; do
      [ -s "$file" ] || continue
      awk -v step="$step" '/^ *#/ || $1 + 0 <= step' "$file" > "$file.cut"
      mv "$file.cut" "$file"
    done

    # The same input with the steps that are left; counters, velocities, thermostat and random numbers
    # come from the restart file.
    awk -v step="$step" '
      /^&EXT_RESTART/ { skip = 1 }
      !skip && $1 == "STEPS" { sub(/STEPS.*/, "STEPS " ($2 > step ? $2 - step : 0)) }
      !skip { print }
      /^&END EXT_RESTART/ { skip = 0 }
      END { print "&EXT_RESTART\n  RESTART_FILE_NAME continue.restart\n&END EXT_RESTART" }
    ' cp2k.inp > continue.inp
    """# + "\n"
}
