/// How interrupted dynamics of LAMMPS goes on: from the newest of its restart files that is whole.
///
/// Restart files end with the words they begin with (`LammpS RestartT`), and LAMMPS of 2021 keeps no time in
/// them: what a run that goes on prints counts from the restart file, and is put right at the end.
enum LAMMPSContinuation {
  static let name = "continue.sh"

  static let file = DeckFile(name, text, isExecutable: true)

  private static let text = #"""
    #!/bin/sh
    # In the directory of a run of dynamics.
    #   continue.sh                       makes an interrupted run ready to go on with continue.in; where
    #                                     there is no restart file, removes its frames, and fails
    #   continue.sh finish STEP TIMESTEP  of a run that has gone on: times since STEP, ps
    set -eu
    frames=trajectory.lammpstrj

    if [ "${1:-}" = finish ]; then
      if [ -e continue.restart ] && [ -s "$frames" ]; then
        awk -v first="$2" -v timestep="$3" '
          /^ITEM: TIME$/ { if ((getline) <= 0) exit; timed = 1; next }
          /^ITEM: TIMESTEP$/ {
            if ((getline) <= 0) exit
            if (timed) printf "ITEM: TIME\n%.12g\n", ($1 - first) * timestep
            print "ITEM: TIMESTEP"
          }
          { print }' "$frames" > "$frames.timed"
        mv "$frames.timed" "$frames"
      fi
      rm -f run.restart.* continue.restart
      exit 0
    fi

    step=
    for file in run.restart.*; do
      [ -s "$file" ] || continue
      tail -c 32 -- "$file" | tr -d '\0' | grep -q 'LammpS RestartT' || continue
      number=${file##*.}
      if [ "$number" -gt "${step:--1}" ]; then step=$number; fi
    done
    if [ -z "$step" ]; then
      rm -f "$frames"
      exit 1
    fi
    cp "run.restart.$step" continue.restart
    # The frame of the restart file itself is written again.
    if [ -s "$frames" ]; then
      awk -v step="$step" '
        /^ITEM: (UNITS|TIME)$/ {
          held = held $0 "\n"
          if ((getline) > 0) held = held $0 "\n"
          next
        }
        /^ITEM: TIMESTEP$/ {
          if ((getline) <= 0 || $1 + 0 >= step) exit
          printf "%sITEM: TIMESTEP\n", held
          held = ""
        }
        { print }' "$frames" > "$frames.cut"
      mv "$frames.cut" "$frames"
    fi
    """# + "\n"
}
