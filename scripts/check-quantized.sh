#!/usr/bin/env bash
# Compares logits with llama.cpp's on a real model in every type of weights. scripts/setup.sh installs both.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'TEXT'
Usage: scripts/check-quantized.sh [--types LIST] [--tokens N]

Has llama.cpp write the model in every type of weights that the engine reads, runs each with our engine
on ten prompts, and compares the logits with those of llama.cpp on the same tensors dequantised: with
quantised weights it quantises activations too. Prints a table, and fails at a difference of 0.001
(0.05 for Gemma, whose GELU llama.cpp takes from a table of F16).
It writes files of twice the model in F32 beside the temporary files, and removes them.

  --types LIST    types separated by commas, of F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K,
                  Q3_K_S, Q3_K_M, Q3_K_L, Q4_K_S, Q4_K_M, Q5_K_S, Q5_K_M, Q6_K, IQ4_NL (default all);
                  own takes the file as it is
  --tokens N      greedy tokens to compare (default 8)
  --help          show this text

llama-cpp-python is installed once in $OPENLEDGER_HOME/decode-venv, where a compiler is needed if PyPI
has no wheel for this machine, or taken from the virtual environment that OPENLEDGER_DECODE_VENV names.
OPENLEDGER_MODEL names another base model.
TEXT
}

types=() tokens=8
while [ $# -gt 0 ]; do
	case "$1" in
		--help) usage; exit 0 ;;
		--types | --tokens)
			[ $# -ge 2 ] || die "$1 needs a value"
			if [ "$1" = --types ]; then types=(--types "$2"); else tokens=$2; fi
			shift 2
			;;
		*) usage >&2; exit 2 ;;
	esac
done
[[ $tokens =~ ^[1-9][0-9]{0,2}$ ]] || die "$tokens is not a number between 1 and 999"

model=${OPENLEDGER_MODEL:-$OPENLEDGER_HOME/models/SmolLM2-135M-Instruct.Q4_1.gguf}
[ -e "$model" ] || die "the base model is missing at $model: run scripts/setup.sh"

peers=$OPENLEDGER_ROOT/scripts/peers
peers_venv OPENLEDGER_DECODE_VENV decode-venv "$peers/requirements-decode.txt" "llama.cpp"

cd "$OPENLEDGER_ROOT"
run_child cargo build --release --locked --quiet -p openledger-infer --example logits
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lscpu | sed -n 's/^Model name: */processor  /p'
run_child "$venv/bin/python" "$peers/quantized.py" --base "$model" --work "$work" --tokens "$tokens" "${types[@]}" -- \
	"$CARGO_TARGET_DIR/release/examples/logits"
