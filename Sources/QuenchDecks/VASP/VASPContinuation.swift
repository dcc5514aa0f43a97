import QuenchModel

/// How an interrupted run of VASP goes on: CONTCAR, which VASP writes at every step, becomes POSCAR with its
/// velocities, the outputs are kept in numbered parts, and INCAR asks for what is left.
///
/// Source: VASP wiki, CONTCAR, NSW, TEBEG (a ramp is linear in the steps of one run), XDATCAR.
enum VASPContinuation {
  static let name = "continue.sh"

  static var file: DeckFile { DeckFile(name, text, isExecutable: true) }

  static func command(_ task: String, _ deck: VASPRenderer, from directory: String) -> String {
    EngineRun.script(name, from: directory, [task, "\(deck.groups.structure.count)"])
  }

  private static var text: String {
    let handover =
      "awk -v atoms=\"$2\" -v velocities=1 -v lattice=1 -v tail=1 '"
      + VASPHandover.program + "' CONTCAR > POSCAR.next || again\n"
    return head + handover + tail
  }

  private static let head = #"""
    #!/bin/sh
    # In the directory of a run.
    #   continue.sh prepare ATOMS  makes an interrupted run ready to go on: CONTCAR becomes POSCAR, outputs
    #                              become OUTCAR.1, OSZICAR.1, XDATCAR.1 and so on, INCAR asks for the
    #                              steps that are left (INCAR.whole is the one of the deck). Fails where
    #                              no step was done
    #   continue.sh finish ATOMS   joins XDATCAR and OSZICAR of a run that has gone on, steps counted on
    set -eu

    # Ionic steps of an OSZICAR.
    steps() {
      [ -s "$1" ] || { echo 0; return; }
      awk '/ F= / && $1 + 0 > n { n = $1 + 0 } END { print n + 0 }' "$1"
    }

    part=1
    before=0
    while [ -e "OSZICAR.$part" ]; do
      before=$((before + $(steps "OSZICAR.$part")))
      part=$((part + 1))
    done

    if [ "$1" = finish ]; then
      [ "$part" -gt 1 ] || exit 0
      mv OSZICAR "OSZICAR.$part"
      if [ -e XDATCAR ]; then mv XDATCAR "XDATCAR.$part"; fi
      breathes=$(awk '$1 == "ISIF" { print ($3 > 2) + 0; exit }' INCAR.whole)
      : > XDATCAR.joined
      : > OSZICAR.joined
      before=0
      number=1
      while [ "$number" -le "$part" ]; do
        count=$(steps "OSZICAR.$number")
        awk -v before="$before" '
          / F= / && $1 + 0 > 0 { sub(/^ *[0-9]+/, sprintf("%7d", $1 + before)) }
          { print }' "OSZICAR.$number" >> OSZICAR.joined
        frames=XDATCAR.$number
        [ -e "$frames" ] || frames=/dev/null
        # The header of the cell stands before every frame where the cell breathes, else once.
        awk -v before="$before" -v last="$count" -v atoms="$2" -v breathes="${breathes:-0}" \
          -v first="$((number == 1))" '
          /^ *Direct configuration/ {
            number = $0
            sub(/.*= */, "", number)
            if (number + 0 > last) exit
            body = sprintf("Direct configuration=%6d\n", number + before)
            row = 0
            inside = 1
            next
          }
          !inside { head = head $0 "\n"; next }
          {
            body = body $0 "\n"
            if (++row < atoms) next
            if (breathes || first) printf "%s", head
            printf "%s", body
            head = ""
            inside = 0
          }' "$frames" >> XDATCAR.joined
        before=$((before + count))
        number=$((number + 1))
      done
      mv OSZICAR.joined OSZICAR
      mv XDATCAR.joined XDATCAR
      exit 0
    fi

    # Nothing to go on from: the first part begins anew, a later one from its own POSCAR.
    again() {
      [ "$part" -eq 1 ] || exit 0
      rm -f XDATCAR
      exit 1
    }
    now=$(steps OSZICAR)
    if [ "$now" -eq 0 ] || [ ! -s CONTCAR ]; then again; fi

    """#

  private static let tail = #"""

    [ -e INCAR.whole ] || cp INCAR INCAR.whole
    [ -e POSCAR.whole ] || cp POSCAR POSCAR.whole
    for file in OUTCAR XDATCAR REPORT vasprun.xml; do
      if [ -e "$file" ]; then mv "$file" "$file.$part"; fi
    done
    mv POSCAR.next POSCAR
    mv OSZICAR "OSZICAR.$part"
    if [ -s ML_ABN ]; then cp ML_ABN ML_AB; fi
    awk -v done="$((before + now))" -v part="$part" '
      NR == FNR { value[$1] = $3; next }
      function left() { return value["NSW"] > done ? value["NSW"] - done : 1 }
      $1 == "NSW" { print "NSW = " left() "  ! of " $3 ": the parts before did " done; next }
      $1 == "TEBEG" && value["NSW"] > 0 && "TEEND" in value {
        share = done < value["NSW"] ? done / value["NSW"] : 1
        reached = $3 + (value["TEEND"] - $3) * share
        printf "TEBEG = %.10g  ! K, where the ramp from %s K was interrupted\n", reached, $3
        next
      }
      $1 == "RANDOM_SEED" {
        printf "RANDOM_SEED = %d 0 0  ! another in each part, or it would draw the same\n", \
          ($3 + 7919 * part) % 900000000
        next
      }
      { print }' INCAR.whole INCAR.whole > INCAR.next
    mv INCAR.next INCAR
    """# + "\n"
}
