#!/usr/bin/env bash
# Checks the systemd unit: that systemd takes it, and that it allows every system call of a node that starts, makes
# blocks and stops.
#   scripts/check-unit.sh [BINARY]
# Needs systemd-analyze and strace, which Debian ships as `systemd` and `strace`; nothing of systemd has to run.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

binary=${1:-$CARGO_TARGET_DIR/release/openledger-node}
unit=$OPENLEDGER_ROOT/scripts/systemd/openledger-node.service
for tool in systemd-analyze strace; do
	command -v "$tool" >/dev/null || die "$tool is missing: apt-get install systemd strace"
done
[ -x "$binary" ] || die "there is no $binary: build the node first"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The binary need not be installed for the check: its path is replaced.
sed "s#/usr/local/bin/openledger-node#$binary#" "$unit" >"$work/openledger-node.service"
systemd-analyze verify --recursive-errors=no "$work/openledger-node.service" 2>"$work/verify" ||
	die "systemd refuses the unit: $(cat "$work/verify")"
[ ! -s "$work/verify" ] || die "systemd complains of the unit: $(cat "$work/verify")"

# Prints the system calls of a group, with those of the groups in it.
calls_of() {
	local line
	systemd-analyze syscall-filter "$1" | while read -r line; do
		case $line in
		"$1" | '#'* | '') ;;
		@*) calls_of "$line" ;;
		*) echo "$line" ;;
		esac
	done
}
# `@default` is always allowed. In this order: what is taken away stays away.
{ calls_of @system-service && calls_of @default; } | sort -u >"$work/allowed-all"
calls_of @privileged | sort -u >"$work/privileged"
comm -23 "$work/allowed-all" "$work/privileged" >"$work/allowed"

"$binary" key generate-node-key --keep --file "$work/node-key" 2>/dev/null
mode=$(stat -c %a "$work/node-key")
[ "$mode" = 600 ] || die "the node key has mode $mode"
before=$(sha256sum "$work/node-key")
"$binary" key generate-node-key --keep --file "$work/node-key" 2>/dev/null
[ "$before" = "$(sha256sum "$work/node-key")" ] || die "a second start changed the node key"

say "tracing a node"
strace -f -qq -o "$work/trace" "$binary" --dev --base-path "$work/data" --node-key-file "$work/node-key" \
	--rpc-methods safe --rpc-port 0 --port 0 --no-prometheus --no-mdns 2>"$work/log" &
tracer=$!
for _ in $(seq 240); do
	if grep -q 'Imported #2 ' "$work/log"; then break; fi
	kill -0 "$tracer" 2>/dev/null || die "the node ended: $(tail -n 3 "$work/log")"
	sleep 0.5
done
grep -q 'Imported #2 ' "$work/log" || die "the node made no blocks: $(tail -n 3 "$work/log")"
pkill -TERM -P "$tracer"
wait "$tracer" || die "the node did not end well: $(tail -n 3 "$work/log")"
if grep -q 'Essential task' "$work/log"; then die "a signal ends the node with an error: $(tail -n 3 "$work/log")"; fi

sed -n 's/^[0-9]* *\([a-z_0-9]*\)(.*/\1/p' "$work/trace" | sort -u >"$work/called"
comm -23 "$work/called" "$work/allowed" >"$work/refused"
[ ! -s "$work/refused" ] || die "the unit refuses what the node calls: $(tr '\n' ' ' <"$work/refused")"
say "$(wc -l <"$work/called") system calls, all allowed by the unit"
