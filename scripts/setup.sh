#!/bin/sh
# Installs the Debian packages that building (and testing) needs and that are missing. Safe to run again.
#
#     scripts/setup.sh [build|test]      default: test, which includes build
#     scripts/setup.sh typeset           for notices as PDF and the tests that measure them: LibreOffice and typefaces, some 800 MB
#     scripts/setup.sh browser           for the tests of the web page; they also need: npm install playwright-core
set -eu

build_packages="g++ cmake ninja-build pkg-config ca-certificates
  liblua5.4-dev libseccomp-dev libpoco-dev libxlsxwriter-dev libfmt-dev libexpected-dev libcli11-dev nlohmann-json3-dev libsimdjson-dev
  libminizip-dev zlib1g-dev libexpat1-dev libpugixml-dev libkainjow-mustache-dev libicu-dev libssl-dev"
# texlive-lang-chinese is there for FandolFang, FandolKai and FandolHei, the only 仿宋, 楷体 and 黑体 in Debian that have every character of GB 2312.
typeset_packages="libreoffice-writer-nogui poppler-utils fontconfig fonts-noto-cjk fonts-noto-cjk-extra texlive-lang-chinese"
browser_packages="chromium nodejs npm"
test_packages="catch2 librapidcheck-dev libbenchmark-dev libboost-dev lua-check python3 python3-openpyxl unzip openssl"

fail() {
  echo "setup: $*" >&2
  exit 1
}

case "${1:-test}" in
  build) wanted="$build_packages" ;;
  test) wanted="$build_packages $test_packages" ;;
  typeset) wanted="$typeset_packages" ;;
  browser) wanted="$browser_packages" ;;
  *) fail "unknown set '$1'; say build, test, typeset or browser" ;;
esac

for tool in dpkg-query apt-get; do
  command -v "$tool" >/dev/null || fail "no $tool: not a Debian system; install these packages by hand: $wanted"
done

missing=""
for package in $wanted; do
  case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" in
    installed*) ;;
    *) missing="$missing $package" ;;
  esac
done
if [ -z "$missing" ]; then
  echo "setup: all packages are there"
  exit 0
fi
echo "setup: missing:$missing"

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || fail "not root and no sudo; as root run: apt-get install$missing"
  as_root="sudo"
fi

# Nothing may wait for an answer: input is /dev/null and debconf is told so. (sudo asks for a password on the terminal.)
apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y "$@" </dev/null
}

apt update || fail "the package lists could not be fetched; is the network up, is /etc/apt/sources.list right?"

# Ask first, so that a package that can't be had is named before anything is changed.
unavailable=""
for package in $missing; do
  LC_ALL=C apt-cache policy "$package" | grep -q 'Candidate: [^(]' || unavailable="$unavailable $package"
done
[ -z "$unavailable" ] || fail "apt has no candidate for:$unavailable (Debian 12 with its main section is needed)"

# shellcheck disable=SC2086  # a list of words
apt install --no-install-recommends $missing || fail "apt-get could not install:$missing"
echo "setup: done"
