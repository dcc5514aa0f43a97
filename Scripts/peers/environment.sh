# Sourced by the checks against other programs.

# peers_python 'MODULES TO IMPORT' PACKAGE...: prints an interpreter that has them.
# QUENCH_PEERS_PYTHON names one; else a virtual environment below .build is made and filled from PyPI.
peers_python() {
  local modules=$1 environment=.build/peers
  if [ -n "${QUENCH_PEERS_PYTHON:-}" ]; then
    echo "$QUENCH_PEERS_PYTHON"
    return
  fi
  [ -x "$environment/bin/python" ] || python3 -m venv "$environment" >&2
  "$environment/bin/python" -c "import $modules" 2> /dev/null ||
    "$environment/bin/python" -m pip install --quiet "${@:2}" >&2
  echo "$environment/bin/python"
}

# The program to check: QUENCH names one; else the release build, made where it is missing.
quench_program() {
  if [ -n "${QUENCH:-}" ]; then
    echo "$QUENCH"
    return
  fi
  local program
  program=$(swift build -c release --show-bin-path)/quench
  [ -x "$program" ] || swift build -c release --product quench >&2
  echo "$program"
}
