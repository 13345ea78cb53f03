#!/usr/bin/env bash
# Measures answers on this machine beside llama.cpp, in turns. scripts/setup.sh installs Rust and the base model.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'TEXT'
Usage: scripts/bench-decode.sh [--rounds N] [--threads N] [--processor-time]

Reads a prompt of 400 tokens and writes 128, greedy, with our engine and with llama.cpp on the same
GGUF file, in turns. Prints tokens per second of each turn, and ratios. Close other programs first:
they share the cores.

  --rounds N         turns of each program, at least 3 (default 5)
  --threads N        threads of each program (default 2)
  --processor-time   compare the processor's time on one thread, which a busy machine disturbs less
  --help             show this text

llama-cpp-python is installed once in $OPENLEDGER_HOME/decode-venv, where a compiler is needed if PyPI
has no wheel for this machine, or taken from the virtual environment that OPENLEDGER_DECODE_VENV names.
OPENLEDGER_MODEL names another base model.
TEXT
}

rounds=5 threads=2 clock=()
while [ $# -gt 0 ]; do
	case "$1" in
		--help) usage; exit 0 ;;
		--processor-time) clock=(--processor-time); threads=1; shift ;;
		--rounds | --threads)
			[ $# -ge 2 ] || die "$1 needs a value"
			if [ "$1" = --rounds ]; then rounds=$2; else threads=$2; fi
			shift 2
			;;
		*) usage >&2; exit 2 ;;
	esac
done
for number in "$rounds" "$threads"; do
	[[ $number =~ ^[1-9][0-9]{0,2}$ ]] || die "$number is not a number between 1 and 999"
done
[ "$rounds" -ge 3 ] || die "fewer than 3 rounds show nothing: speeds drift"

model=${OPENLEDGER_MODEL:-$OPENLEDGER_HOME/models/SmolLM2-135M-Instruct.Q4_1.gguf}
[ -e "$model" ] || die "the base model is missing at $model: run scripts/setup.sh"

peers=$OPENLEDGER_ROOT/scripts/peers
peers_venv OPENLEDGER_DECODE_VENV decode-venv "$peers/requirements-decode.txt" "llama.cpp"

bench=(cargo bench --locked --quiet -p openledger-infer --bench decode)
cd "$OPENLEDGER_ROOT"
run_child "${bench[@]}" --no-run
lscpu | sed -n 's/^Model name: */processor  /p; s/^CPU(s): */cores      /p'
run_child "$venv/bin/python" "$peers/decode.py" --base "$model" --rounds "$rounds" --threads "$threads" \
	"${clock[@]}" -- "${bench[@]}"
