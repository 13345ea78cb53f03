#!/usr/bin/env bash
# Lints the kernels for 64-bit ARM, since no lint of another machine sees that code, and runs their tests under qemu's
# user emulation, test vectors with exact bits among them, and the vectors once more on an emulated x86 processor
# without fma instructions. Installs what is missing: the Rust target aarch64-unknown-linux-gnu, and Debian's packages
# of a cross linker and of qemu.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

TARGET=aarch64-unknown-linux-gnu
LIBRARIES=/usr/aarch64-linux-gnu

packages() {
	local missing=() as_root=()
	command -v aarch64-linux-gnu-gcc >/dev/null || missing+=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross)
	command -v qemu-aarch64 >/dev/null || missing+=(qemu-user)
	[ ${#missing[@]} -gt 0 ] || return 0
	command -v apt-get >/dev/null || die "install what your system calls these Debian packages: ${missing[*]}"
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	say "installing ${missing[*]}"
	"${as_root[@]}" apt-get update -q
	"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
}

rust_target() {
	command -v rustup >/dev/null || die "Rust is missing: install rustup from https://rustup.rs, then run this again"
	RUSTUP_TOOLCHAIN=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$OPENLEDGER_ROOT/rust-toolchain.toml")
	export RUSTUP_TOOLCHAIN
	rustup target list --installed | grep -x "$TARGET" >/dev/null || rustup target add "$TARGET"
}

[ $# -eq 0 ] || die "takes no arguments: see the head of this file"
packages
rust_target
cd "$OPENLEDGER_ROOT"

say "lints of the kernels for $TARGET"
run_child cargo clippy --release --locked --quiet -p openledger-kernels --all-targets --target "$TARGET" -- -D warnings

# An emulated core takes some forty times as long for a shape.
export PROPTEST_CASES=8
say "kernels for $TARGET under qemu"
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="qemu-aarch64 -L $LIBRARIES"
run_child cargo test --release --locked --quiet -p openledger-kernels --target "$TARGET"

if [ "$(uname -m)" = x86_64 ]; then
	say "test vectors on an x86 processor without fma"
	export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER="qemu-x86_64 -cpu Nehalem"
	run_child cargo test --release --locked --quiet -p openledger-kernels --test vectors
fi
