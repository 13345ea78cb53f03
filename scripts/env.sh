# shellcheck shell=bash
# The environment of every build, test and run. Sourced by the other scripts; source it yourself before calling cargo:
#   . scripts/env.sh && cargo test --release --locked -p openledger-node -p openledger-primitives

OPENLEDGER_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What outlives a clone: build files, the base model.
export OPENLEDGER_HOME=${OPENLEDGER_HOME:-$HOME/.cache/openledger}
# Outside the clone, so that a fresh one compiles only the workspace's own crates.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$OPENLEDGER_HOME/target}
# The system's OpenSSL: building the bundled one takes minutes.
export OPENSSL_NO_VENDOR=1
# The fallback for machines that cannot download the wasm target: see wasm-toolchain.sh. RUSTUP_TOOLCHAIN keeps rustup
# from trying to fetch the target that rust-toolchain.toml names.
if [ -e "$OPENLEDGER_HOME/wasm-toolchain/in-use" ]; then
	export WASM_BUILD_TOOLCHAIN=openledger-wasm
	RUSTUP_TOOLCHAIN=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$OPENLEDGER_ROOT/rust-toolchain.toml")
	export RUSTUP_TOOLCHAIN
fi

# Prints one line on standard error, with the name of the script.
say() {
	printf '%s: %s\n' "$(basename "$0")" "$*" >&2
}

# Prints the reason and ends the script.
die() {
	say "$@"
	exit 1
}

# Sets `venv` to the folder of a virtual environment with what a file of requirements names: the environment that the
# variable names, or else one of our own, made once.
#   peers_venv VARIABLE NAME REQUIREMENTS WHAT
peers_venv() {
	local variable=$1 name=$2 requirements=$3 what=$4
	if [ -n "${!variable:-}" ]; then
		venv=${!variable}
		[ -x "$venv/bin/python" ] || die "$variable names $venv, which is no virtual environment"
		return
	fi
	venv=$OPENLEDGER_HOME/$name
	# Written last, so that an interrupted installation is taken up again.
	if ! cmp -s "$requirements" "$venv/installed.txt"; then
		say "installing $what in $venv"
		python3 -m venv "$venv"
		run_child "$venv/bin/pip" install --quiet --requirement "$requirements"
		cp "$requirements" "$venv/installed.txt"
	fi
}

# Runs a long command such that a signal to the script ends the command too.
run_child() {
	"$@" &
	local child=$!
	trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 130' INT TERM HUP
	local status=0
	wait "$child" || status=$?
	trap - INT TERM HUP
	return "$status"
}
