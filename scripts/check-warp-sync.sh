#!/usr/bin/env bash
# Shows that a new node joins a long chain within a minute by warp sync. Builds the node, unless OPENLEDGER_NODE names
# one.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

for argument in "$@"; do
	case $argument in
	-h | --help)
		cat <<'END'
Usage: scripts/check-warp-sync.sh [--blocks N] [--slot MS] [--epoch SLOTS]

Makes a chain of one validator with fast slots that takes new session keys and pays somebody at every epoch. When
N blocks are final, two nodes join it by full sync and then a third by --sync warp. Checks that it used a warp
proof and a downloaded state, that it did not execute the past, and that every balance is the chain's; measures the
time from its start until its best and finalised blocks are the chain's. Exits with 1 if that is a minute or more.

  --blocks N     blocks of the chain (default 20000)
  --slot MS      length of a slot in milliseconds (default 50)
  --epoch SLOTS  slots in an epoch (default 400)
  --help         show this text
END
		exit 0
		;;
	esac
done

cd "$OPENLEDGER_ROOT"
if [ -z "${OPENLEDGER_NODE:-}" ]; then
	./scripts/setup.sh
	say 'building the node'
	run_child cargo build --release --workspace --locked
fi
cd js/e2e
run_child node ../node_modules/typescript/bin/tsc --build
# The driver takes this process's place: signals reach it directly, and it stops the nodes before it ends.
exec node dist/src/warp-sync.js "$@"
