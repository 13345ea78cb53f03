#!/usr/bin/env bash
# Measures span search on this machine beside infini-gram, in turns. scripts/setup.sh installs Rust and the base model.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'TEXT'
Usage: scripts/bench-spans.sh [--rounds N]

Searches a corpus of ten million tokens for the spans of answers of 458 tokens, with our index and
with infini-gram from PyPI, in memory and in turns, and checks that both find the same. Prints
milliseconds per answer for each round, medians and ratios. Close other programs first.

  --rounds N  turns of each program, at least 3 (default 5)
  --help      show this text

infini-gram is installed once in $OPENLEDGER_HOME/spans-venv, or taken from the virtual environment
that OPENLEDGER_SPANS_VENV names. It needs Python 3.11 or later on x86-64.

OPENLEDGER_DATANETS and OPENLEDGER_MODEL name another corpus and another base model. Without them the
corpus is synthetic, and the first line of the output says so.
TEXT
}

rounds=5
while [ $# -gt 0 ]; do
	case "$1" in
		--help) usage; exit 0 ;;
		--rounds) [ $# -ge 2 ] || die "$1 needs a value"; rounds=$2; shift 2 ;;
		*) usage >&2; exit 2 ;;
	esac
done
[[ $rounds =~ ^[1-9][0-9]{0,2}$ ]] || die "$rounds is not a number between 1 and 999"
[ "$rounds" -ge 3 ] || die "fewer than 3 rounds show nothing: speeds drift"

peers=$OPENLEDGER_ROOT/scripts/peers
peers_venv OPENLEDGER_SPANS_VENV spans-venv "$peers/requirements-spans.txt" "infini-gram"

bench=(cargo bench --locked --quiet -p openledger-attribution --bench spans)
cd "$OPENLEDGER_ROOT"
run_child "${bench[@]}" --no-run
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lscpu | sed -n 's/^Model name: */processor  /p; s/^CPU(s): */cores      /p'
# -P: the folder of the program holds one by the name of the package.
run_child "$venv/bin/python" -P "$peers/infini_gram.py" --folder "$work" --rounds "$rounds" -- "${bench[@]}"
