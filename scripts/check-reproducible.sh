#!/usr/bin/env bash
# Shows that a fine-tuning job gives the same bits on every path of this machine. scripts/setup.sh fetches the base
# model.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'TEXT'
Usage: scripts/check-reproducible.sh [--quick]

Runs the same fine-tuning jobs on every path of this machine, each in a process of its own, and compares
all bits that come out: adapter root, trace root (over the state after every step), and the tokens of a
greedy answer of the tuned model. Prints a table; exits with 1 if anything differs.

SmolLM2-135M, LoRA of rank 8 on all seven linears, 20 steps, answers of 128 tokens. Two jobs:
  1x512   by lora, by qlora and by exact8, each with every instruction set of this machine (OPENLEDGER_ISA), with
          1, 2 and 3 threads, and killed with SIGKILL at a random moment and resumed with another
          instruction set and one thread
  4x512   by lora, with micro-batches of 1 and of 4 sequences
All rows of a job must be equal; exact8 is an arithmetic of its own, and its rows are compared with each other.

  --quick   3 steps of 64 tokens and answers of 16, for the test suite
  --help    show this text

OPENLEDGER_MODEL names another base model than the one that scripts/setup.sh fetches.
TEXT
}

arguments=()
for argument in "$@"; do
	case "$argument" in
		--quick) arguments+=(--quick) ;;
		--help) usage; exit 0 ;;
		*) usage >&2; exit 2 ;;
	esac
done

cd "$OPENLEDGER_ROOT"
model=${OPENLEDGER_MODEL:-$OPENLEDGER_HOME/models/SmolLM2-135M-Instruct.Q4_1.gguf}
[ -e "$model" ] || die "the base model is missing at $model: run scripts/setup.sh"
# As part of the workspace: alone it would have other features, and compile its dependencies once more.
run_child cargo build --release --locked --quiet --workspace --example identical
run_child "$CARGO_TARGET_DIR/release/examples/identical" --base "$model" "${arguments[@]}"
