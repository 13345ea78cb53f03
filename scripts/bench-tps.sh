#!/usr/bin/env bash
# Measures how many transactions a second three validators on this machine include and finalise.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'END'
Usage: scripts/bench-tps.sh [--mix] [--alone] [--runtime WASM] [--seconds N] [--rate N] [--slot MS] [--in-flight N]

Starts three validators, with as many funded senders as there will be transactions, and submits at an even rate to one
node after another while fewer than the allowed number wait. Reports transactions included and finalised per second,
how full blocks were, what the pool refused, and the processor time of each node. Run nothing else on the machine.

  --mix          seven transfers of ten, a Datanet, a contribution, a delegation (default: transfers only)
  --alone        one validator instead of three
  --runtime WASM the runtime that the chain begins with, in place of this tree's, to compare the two in turns:
                 js/e2e/fixtures/runtime-1.wasm is that of version 1
  --seconds N    length of the measurement (default 120)
  --rate N       transactions a second to submit (default 1200)
  --slot MS      slot duration (default 6000, as on a production chain)
  --in-flight N  largest number of transactions that wait at a time (default 5000)
  --help         show this text
END
}

for argument in "$@"; do
	case $argument in
	-h | --help) usage && exit 0 ;;
	esac
done

"$OPENLEDGER_ROOT/scripts/setup.sh"
cd "$OPENLEDGER_ROOT"
run_child cargo build --release --workspace --locked
cd js/e2e
npx tsc --build
run_child node --max-old-space-size=8192 dist/src/tps.js "$@"
