# Sourced by the other scripts: makes sure that what Quench builds on is there.

debian_packages=(
  ca-certificates git pkg-config libc6-dev libstdc++-12-dev
  libhdf5-dev libsymspg-dev zlib1g-dev libzstd-dev liblzma-dev libbz2-dev libssl-dev
  libsqlite3-dev libexpat1-dev libqhull-dev
  gnuplot-nox)

# Ends with a clear message unless Swift and the Debian packages are there; installs the latter as root.
ensure_prerequisites() {
  if ! command -v swift >/dev/null; then
    echo "Swift 6.2 or newer is needed: https://www.swift.org/install/linux" >&2
    exit 69
  fi
  local missing=()
  for package in "${debian_packages[@]}" "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null; then
    echo "Debian or Ubuntu is needed, or these libraries by other means: ${missing[*]}" >&2
    exit 69
  fi
  local install=(apt-get install -y -q --no-install-recommends "${missing[@]}")
  if [ "$(id -u)" -ne 0 ]; then
    echo "these packages are missing; install them and run this again:" >&2
    echo "  sudo apt-get update && sudo ${install[*]}" >&2
    exit 69
  fi
  echo "installing ${missing[*]}"
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive "${install[@]}" >/dev/null
}
