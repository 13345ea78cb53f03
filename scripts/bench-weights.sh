#!/usr/bin/env bash
# Measures the weight of the pallets' calls and writes runtime/src/weights/. Run it on reference hardware, with nothing else
# on the machine. It builds the node once more with the feature runtime-benchmarks, in a target directory of its own.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'END'
Usage: scripts/bench-weights.sh [--steps N] [--repeat N] [PALLET ...]

Builds the node with the feature runtime-benchmarks and measures the weights of the named pallets, by default of the
project's own.

  --steps N   values of each component (default 20)
  --repeat N  runs of each value (default 10)
  --help      show this text
END
}

steps=20 repeat=10 pallets=()
while [ $# -gt 0 ]; do
	case $1 in
	--steps | --repeat)
		[ $# -ge 2 ] || die "$1 wants a number"
		declare "${1#--}=$2"
		shift
		;;
	-h | --help) usage && exit 0 ;;
	-*) usage >&2 && exit 2 ;;
	*) pallets+=("$1") ;;
	esac
	shift
done

"$OPENLEDGER_ROOT/scripts/setup.sh"
cd "$OPENLEDGER_ROOT"
export CARGO_TARGET_DIR=$OPENLEDGER_HOME/target-benchmarks
# A wasm runtime that only `benchmark storage` uses, and that does not build outside polkadot-sdk's own workspace.
export SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1
say 'building the node with its benchmarks'
run_child cargo build --release --locked --package openledger-node --features runtime-benchmarks
node=$CARGO_TARGET_DIR/release/openledger-node

# Those of polkadot-sdk come with weights of their own.
[ ${#pallets[@]} -gt 0 ] ||
	pallets=(pallet_attribution pallet_datanets pallet_model_factory pallet_models pallet_validators)
mkdir -p runtime/src/weights
for pallet in "${pallets[@]}"; do
	say "measuring $pallet"
	run_child "$node" benchmark pallet --chain dev --pallet "$pallet" --extrinsic '*' \
		--steps "$steps" --repeat "$repeat" --min-duration 1 --wasm-execution compiled \
		--template scripts/weights.hbs --output "runtime/src/weights/$pallet.rs"
done
say 'done: read the changes of runtime/src/weights before you commit them'
