#!/usr/bin/env bash
# Attribution beside other methods, on a task whose records have classes. See docs/design/attribution.md.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/env.sh
source scripts/env.sh

usage() {
	cat <<'TEXT'
Usage: scripts/bench-attribution.sh TRAIN.jsonl [FOLDER] [-- ARGUMENTS]

Splits the sentence task's training records for development, makes two hardened variants, and runs
openledger-attribution-eval on each: trains, indexes, and prints AUC and recall of every method.
Adapters stay in FOLDER, by default a new temporary one, so that a later run does not train again.
ARGUMENTS go to it, for example --fast, which leaves out what needs gradients.
TEXT
}

case "${1:-}" in
	"") usage >&2; exit 2 ;;
	--help) usage; exit 0 ;;
esac
records=$1
shift
folder=""
if [ $# -ge 1 ] && [ "$1" != -- ]; then
	folder=$1
	shift
fi
[ "${1:-}" != -- ] || shift
[ -e "$records" ] || die "$records does not exist: name a JSONL file with \"prompt\", \"completion\" and \"class\""
run_child cargo build --release --locked --quiet -p openledger-attribution-eval
program=$CARGO_TARGET_DIR/release/openledger-attribution-eval
folder=${folder:-$(mktemp -d)}
mkdir -p "$folder"
python3 scripts/peers/sentence_variants.py "$records" "$folder"
for variant in plain para bare; do
	say "$variant"
	"$program" --train "$folder/${variant}_train.jsonl" \
		--test "$folder/${variant}_query.jsonl" --out "$folder/$variant" "$@"
done
