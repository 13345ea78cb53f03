#!/usr/bin/env bash
# Measures attribution by training again: how much worse queries do without the records that a method names, and
# whether scores add up to losses, beside dattri. See docs/research/attribution.md. scripts/setup.sh installs Rust and
# the base model.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

usage() {
	cat <<'TEXT'
Usage: scripts/bench-counterfactual.sh TRAIN.jsonl [--folder DIR] [--queries N] [--subsets M] [--no-peer]

Splits the sentence task's training records for development, takes 60 short ones of its ten classes without
a word of the task, and trains a model for every method and query without the tenth of the records
that the method ranks highest, for ten random tenths, and for M random halves. Prints how the queries'
losses rise, and how the sums of scores rank the losses, of our methods and of dattri's from PyPI on
the same gradients and models.

  --folder DIR  folder for all files; a run that was stopped goes on there (default: a new temporary folder)
  --queries N   how many of the twenty queries to remove records for (default 20)
  --subsets M   number of random halves (default 50)
  --no-peer     leave dattri out
  --help        show this text

dattri and PyTorch are installed once in $OPENLEDGER_HOME/lds-venv, about 6 GB, or taken from the
virtual environment that OPENLEDGER_LDS_VENV names. OPENLEDGER_MODEL names another base model.
TEXT
}

records="" folder="" queries=20 subsets=50 peer=yes
while [ $# -gt 0 ]; do
	case "$1" in
		--help) usage; exit 0 ;;
		--folder | --queries | --subsets)
			[ $# -ge 2 ] || die "$1 needs a value"
			case "$1" in
				--folder) folder=$2 ;;
				--queries) queries=$2 ;;
				--subsets) subsets=$2 ;;
			esac
			shift 2
			;;
		--no-peer) peer=""; shift ;;
		-*) usage >&2; exit 2 ;;
		*) [ -z "$records" ] || die "one file of records, not also $1"; records=$1; shift ;;
	esac
done
[ -n "$records" ] || { usage >&2; exit 2; }
[ -e "$records" ] || die "$records does not exist: name a JSONL file with \"prompt\", \"completion\" and \"class\""
for number in "$queries" "$subsets"; do
	[[ $number =~ ^[1-9][0-9]{0,3}$ ]] || die "$number is not a number between 1 and 9999"
done

peers=$OPENLEDGER_ROOT/scripts/peers
[ -z "$peer" ] || peers_venv OPENLEDGER_LDS_VENV lds-venv "$peers/requirements-lds.txt" \
	"dattri and PyTorch, about 6 GB,"
folder=${folder:-$(mktemp -d)}
mkdir -p "$folder"
python3 "$peers/sentence_variants.py" "$records" "$folder"
python3 "$peers/sentence_small.py" "$folder"
# Enough steps for a class to be missed, at a rate that keeps the order of the records from mattering more than
# which records they are.
cat >"$folder/spec.json" <<'JSON'
{"method": "lora", "rank": 8, "alpha": 16, "targets": ["q", "v"], "learning_rate": "0.003", "warmup_steps": 2,
"epochs": 3, "batch": 10, "max_length": 256, "weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}
JSON

(cd "$OPENLEDGER_ROOT" && run_child cargo build --release --locked --quiet -p openledger-attribution-eval)
program=$CARGO_TARGET_DIR/release/openledger-attribution-eval
model=()
[ -z "${OPENLEDGER_MODEL:-}" ] || model=(--base "$OPENLEDGER_MODEL")
say "everything stays in $folder"
run_child "$program" --train "$folder/small_train.jsonl" --test "$folder/small_query.jsonl" \
	--spec "$folder/spec.json" --out "$folder/out" --removals "$queries" --subsets "$subsets" \
	--dump "$folder/dump" "${model[@]}"
[ -n "$peer" ] || exit 0
echo
# -P: the folder of the program holds one by the name of the package.
run_child "$venv/bin/python" -P "$peers/dattri_lds.py" "$folder/dump"
