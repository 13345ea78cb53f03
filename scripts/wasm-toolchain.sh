#!/usr/bin/env bash
# Builds a toolchain named openledger-wasm for the runtime, on machines where rustup cannot download the target
# wasm32v1-none. It needs Debian's packages rustc-web, cargo-web and rust-web-src: their sources become `core` and
# `alloc` for wasm (half a minute), and a sysroot folder makes rustup see compiler and libraries as one toolchain.
#
#   scripts/wasm-toolchain.sh            build and link it, unless that is done
#   scripts/wasm-toolchain.sh --remove   unlink and delete it
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

NAME=openledger-wasm
TARGET=wasm32v1-none
SYSROOT=$OPENLEDGER_HOME/wasm-toolchain

case ${1:-} in
'') ;;
--remove)
	rustup toolchain uninstall "$NAME" >/dev/null 2>&1 || true
	rm -rf "$SYSROOT"
	exit 0
	;;
*) die "unknown argument $1: see the head of this file" ;;
esac

if [ -e "$SYSROOT/in-use" ] && rustup toolchain list | grep "^$NAME" >/dev/null; then
	exit 0
fi

missing=()
for package in rustc-web cargo-web rust-web-src; do
	[ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = 'install ok installed' ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
	command -v apt-get >/dev/null || die "needs the Debian packages ${missing[*]}"
	say "installing ${missing[*]}"
	as_root=()
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

rustc=/usr/bin/rustc
host=$("$rustc" -vV | sed -n 's/^host: //p')
channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$OPENLEDGER_ROOT/rust-toolchain.toml")
linker=$(RUSTUP_TOOLCHAIN=$channel rustup run "$channel" rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld
[ -x "$linker" ] || die "rustup's toolchain $channel has no rust-lld at $linker"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say "building core and alloc for $TARGET with $("$rustc" --version)"
mkdir -p "$work/empty/src"
echo '#![no_std]' >"$work/empty/src/lib.rs"
cat >"$work/empty/Cargo.toml" <<'END'
[package]
name = "empty"
version = "0.0.0"
edition = "2021"

[workspace]

[profile.release]
panic = "abort"
END
# Unstable flags on a stable compiler, and bitcode for the LTO link of the runtime.
(
	cd "$work/empty"
	env -u RUSTUP_TOOLCHAIN RUSTC="$rustc" RUSTC_BOOTSTRAP=1 RUSTFLAGS='-C embed-bitcode=yes' \
		CARGO_TARGET_DIR="$work/target" \
		/usr/bin/cargo build --quiet --release -Zbuild-std=core,alloc --target "$TARGET"
)

stage=$work/sysroot
mkdir -p "$stage/bin" "$stage/lib/rustlib/$TARGET/lib" "$stage/lib/rustlib/$host/bin"
ln -s /usr/bin/cargo "$stage/bin/cargo"
ln -s "/usr/lib/rustlib/$host/lib" "$stage/lib/rustlib/$host/lib"
ln -s "$linker" "$stage/lib/rustlib/$host/bin/rust-lld"
cp "$work/target/$TARGET/release/deps/"lib{core,alloc,compiler_builtins}-*.rlib "$stage/lib/rustlib/$TARGET/lib/"
cat >"$stage/bin/rustc" <<END
#!/bin/sh
exec $rustc --sysroot '$SYSROOT' "\$@"
END
chmod +x "$stage/bin/rustc"

mkdir -p "$OPENLEDGER_HOME"
rm -rf "$SYSROOT"
mv "$stage" "$SYSROOT"
rustup toolchain link "$NAME" "$SYSROOT"

say "checking it with a small crate"
mkdir -p "$work/check/src"
cat >"$work/check/src/lib.rs" <<'END'
#![no_std]
extern crate alloc;
struct Bump;
unsafe impl core::alloc::GlobalAlloc for Bump {
	unsafe fn alloc(&self, _: core::alloc::Layout) -> *mut u8 {
		core::ptr::null_mut()
	}
	unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
}
#[global_allocator]
static ALLOCATOR: Bump = Bump;
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
	loop {}
}
#[no_mangle]
pub extern "C" fn sum(n: u32) -> u32 {
	(0..n).collect::<alloc::vec::Vec<u32>>().into_iter().fold(0, u32::wrapping_add)
}
END
sed 's/"empty"/"check"/; s/panic = "abort"/panic = "abort"\nlto = true/' "$work/empty/Cargo.toml" \
	>"$work/check/Cargo.toml"
printf '\n[lib]\ncrate-type = ["cdylib"]\n' >>"$work/check/Cargo.toml"
(
	cd "$work/check"
	env -u RUSTUP_TOOLCHAIN -u RUSTC CARGO_TARGET_DIR="$work/target" \
		rustup run "$NAME" cargo build --quiet --release --target "$TARGET"
)
[ "$(head -c 4 "$work/target/$TARGET/release/check.wasm" | od -An -tx1)" = ' 00 61 73 6d' ] ||
	die "the toolchain made no wasm module"
touch "$SYSROOT/in-use"
say "linked as $NAME; scripts/env.sh uses it from now on"
