#!/usr/bin/env bash
# Measures LoRA training on this machine beside PyTorch and PEFT, in turns. scripts/setup.sh installs Rust and the base
# model.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'TEXT'
Usage: scripts/bench-peers.sh [--synthetic BATCHxLENGTH] [--steps N] [--rounds N] [--threads N] [--program FILE]

Trains a rank 8 adapter of SmolLM2-135M on random tokens, with PyTorch and PEFT (f32, and autocast to
bf16) and with our engine (lora, qlora, exact8), in turns, each in its own process. Prints tokens per second
of each turn, medians, peak memory and ratios. Close other programs first: they share the cores.

  --synthetic BATCHxLENGTH  tokens per step (default 1x512)
  --steps N                 steps per turn (default 8)
  --rounds N                turns of each program, at least 3 (default 3)
  --threads N               threads of each program (default 2)
  --program FILE            an openledger-node to measure; by default the same code without the node is
                            built and measured, which takes a minute instead of half an hour
  --help                    show this text

PyTorch is installed once (about 6 GB) in $OPENLEDGER_HOME/peers-venv, or taken from the virtual
environment that OPENLEDGER_PEERS_VENV names. OPENLEDGER_MODEL names another base model.
TEXT
}

shape=1x512 steps=8 rounds=3 threads=2 program=
while [ $# -gt 0 ]; do
	case "$1" in
		--help) usage; exit 0 ;;
		--synthetic | --steps | --rounds | --threads | --program) [ $# -ge 2 ] || die "$1 needs a value" ;;
		*) usage >&2; exit 2 ;;
	esac
	case "$1" in
		--synthetic) shape=$2 ;;
		--steps) steps=$2 ;;
		--rounds) rounds=$2 ;;
		--threads) threads=$2 ;;
		--program) program=$2 ;;
	esac
	shift 2
done
[[ $shape =~ ^[1-9][0-9]{0,3}x[1-9][0-9]{0,3}$ ]] || die "$shape is no shape: write BATCHxLENGTH, such as 1x512"
for number in "$steps" "$rounds" "$threads"; do
	[[ $number =~ ^[1-9][0-9]{0,3}$ ]] || die "$number is not a number between 1 and 9999"
done
[ "$rounds" -ge 3 ] || die "fewer than 3 rounds show nothing: speeds drift"

model=${OPENLEDGER_MODEL:-$OPENLEDGER_HOME/models/SmolLM2-135M-Instruct.Q4_1.gguf}
[ -e "$model" ] || die "the base model is missing at $model: run scripts/setup.sh"

if [ -z "$program" ]; then
	(cd "$OPENLEDGER_ROOT" && run_child cargo build --release --locked --quiet -p openledger-cli)
	program=$CARGO_TARGET_DIR/release/openledger
fi
[ -x "$program" ] || die "$program is not a program"

peers=$OPENLEDGER_ROOT/scripts/peers
peers_venv OPENLEDGER_PEERS_VENV peers-venv "$peers/requirements.txt" "PyTorch and PEFT, about 6 GB,"

lscpu | sed -n 's/^Model name: */processor  /p; s/^CPU(s): */cores      /p'
"$venv/bin/python" - <<'END'
from importlib.metadata import version

print("versions  ", ", ".join(f"{name} {version(name)}" for name in ("torch", "transformers", "peft")))
END
run_child "$venv/bin/python" "$peers/turns.py" --python "$venv/bin/python" --ours "$program" --base "$model" \
	--synthetic "$shape" --steps "$steps" --rounds "$rounds" --threads "$threads"
