#!/usr/bin/env bash
# A long search by the adversary, and the proof that it finds what it is there for.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
	cat <<'TEXT'
Usage: scripts/check-adversary.sh [--sequences N] [--patches]

Plays random coalitions against honest parties (runtime/tests/adversary) for many sequences. Then undoes, one
after the other in a copy of the tree, the mends in runtime/tests/adversary/undone, and checks that the same
search finds each of them: one that finds nothing would prove nothing. Takes about an hour on one core.

  --sequences N  length of the long search, 100,000 if it is left out
  --patches      only checks that every patch still applies to this tree; takes a second
  --help         this text

The copy and its build files stay in $OPENLEDGER_HOME/undone, apart from those of this tree: Cargo would take the one
for the other.
TEXT
}

sequences=100000 only_patches=false
while [ $# -gt 0 ]; do
	case "$1" in
		--sequences) sequences=${2:?--sequences needs a number}; shift ;;
		--patches) only_patches=true ;;
		--help) usage; exit 0 ;;
		*) usage >&2; exit 2 ;;
	esac
	shift
done

# shellcheck source=scripts/env.sh
source scripts/env.sh
patches=("$OPENLEDGER_ROOT"/runtime/tests/adversary/undone/*.patch)

for patch in "${patches[@]}"; do
	git apply --check "$patch" || die "$(basename "$patch") does not apply any more: undo the mend again, and write it"
done
say "${#patches[@]} patches apply"
if $only_patches; then exit 0; fi

export SKIP_WASM_BUILD=1
say "a search of $sequences sequences"
OPENLEDGER_ADVERSARY=$sequences cargo test --release --locked --workspace --test adversary --quiet

copy=$OPENLEDGER_HOME/undone/tree
log=$OPENLEDGER_HOME/undone/found.log
mkdir -p "$OPENLEDGER_HOME/undone"
for patch in "${patches[@]}"; do
	name=$(basename "$patch" .patch)
	rm -rf "$copy"
	mkdir -p "$copy"
	git ls-files -z | xargs -0 cp --parents --target-directory "$copy"
	git -C "$copy" init --quiet
	git -C "$copy" apply "$patch"
	say "building without the mend of $name"
	search=(cargo test --release --locked --workspace --test adversary --quiet)
	export CARGO_TARGET_DIR=$OPENLEDGER_HOME/undone/target
	(cd "$copy" && "${search[@]}" --no-run)
	if (cd "$copy" && OPENLEDGER_ADVERSARY=10000 "${search[@]}") >"$log" 2>&1; then
		die "the search does not find that $name is undone"
	fi
	# A failure for another reason is none of the search's.
	grep --quiet 'breaks what must hold' "$log" || { cat "$log" >&2; die "the search without $name did not run"; }
	say "without the mend of $name: $(grep --max-count=1 --after-context=1 'panicked at' "$log" | tail -1)"
done
