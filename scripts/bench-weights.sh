#!/usr/bin/env bash
# Measures the weight of the pallets' calls and writes runtime/src/weights/. Run it on reference hardware, with nothing
# else on the machine. It builds the node once more with the feature runtime-benchmarks, in its own target directory.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'END'
Usage: scripts/bench-weights.sh [--steps N] [--repeat N] [PALLET ...]

Builds the node with the feature runtime-benchmarks and measures the weights of the named pallets. Without
names it measures all pallets, and also what an empty block, an empty extrinsic, and a read and a write of
a database with 200,000 accounts cost.

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

out=runtime/src/weights
mkdir -p "$out"

# Without names, also what every extrinsic and every access costs.
if [ ${#pallets[@]} -eq 0 ]; then
	say 'measuring a block and an extrinsic'
	run_child "$node" benchmark overhead --chain dev --wasm-execution compiled --weight-path "$out"
	# The files name the machine and where it keeps its builds: nobody else's business.
	sed -i -e "s|$node|openledger-node|" -e 's/HOSTNAME: [^,]*, //' "$out"/block_weights.rs "$out"/extrinsic_weights.rs
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	say 'measuring the database'
	# A chain with so many accounts that a read goes some way down the trie, and as many writes as a full block makes.
	"$node" export-chain-spec --chain dev >"$work/plain.json"
	python3 scripts/many-accounts.py "$work/plain.json" 200000 >"$work/many.json"
	run_child "$node" benchmark storage --chain "$work/many.json" --base-path "$work/db" --database paritydb \
		--state-version 1 --warmups 1 --batch-size 5000 \
		--template-path scripts/database-weights.hbs --weight-path "$out"
	pallets=(
		frame_system frame_system_extensions pallet_attribution pallet_balances pallet_conviction_voting
		pallet_datanets pallet_disputes pallet_model_factory pallet_models pallet_multisig pallet_parameters
		pallet_preimage pallet_proxy pallet_referenda pallet_safe_mode pallet_scheduler pallet_sudo pallet_timestamp
		pallet_transaction_payment pallet_treasury pallet_tx_pause pallet_utility pallet_validators
	)
fi
for pallet in "${pallets[@]}"; do
	say "measuring $pallet"
	run_child "$node" benchmark pallet --chain dev --pallet "$pallet" --extrinsic '*' \
		--steps "$steps" --repeat "$repeat" --min-duration 1 --wasm-execution compiled \
		--template scripts/weights.hbs --output "$out/$pallet.rs"
done
say "done: read the changes of $out before you commit them"
say "a bound by hand stays where it is above what was measured"
