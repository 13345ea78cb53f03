# shellcheck shell=bash
# The environment of every build, test and run. Sourced by the other scripts; source it yourself before calling cargo:
#   . scripts/env.sh && cargo test -p openledger-primitives

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

# Says one line on standard error, with the name of the script.
say() {
	printf '%s: %s\n' "$(basename "$0")" "$*" >&2
}

# Says why and ends the script.
die() {
	say "$@"
	exit 1
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
