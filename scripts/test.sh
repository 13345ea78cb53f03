#!/usr/bin/env bash
# Formatting, lints, unit, property, runtime and end-to-end tests. Installs what is missing, builds what is stale.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
	cat <<'TEXT'
Usage: scripts/test.sh [--quick]

Checks everything that is checked: the source tree (cargo xtask tidy), shell scripts, container files,
formatting, spelling, dependencies, unit, property and runtime tests, the written definitions, the command
line's reference, the kernels under emulation of other processors, one job on every path of this machine,
clippy and rustdoc with warnings denied, and end-to-end tests against the real node.

  --quick   leaves out the end-to-end tests
  --help    this text

Writes the seconds of each step to $OPENLEDGER_HOME/test-times.tsv, and fails at the end if one took longer
than its budget in xtask/times.tsv: cargo xtask times prints them. OPENLEDGER_TIME_FACTOR=2 doubles the
budgets, for a machine half as quick.
TEXT
}

quick=false
for argument in "$@"; do
	case "$argument" in
		--quick) quick=true ;;
		--help) usage; exit 0 ;;
		*) usage >&2; exit 2 ;;
	esac
done

# shellcheck source=scripts/env.sh
source scripts/env.sh
mkdir -p "$OPENLEDGER_HOME"
times=$OPENLEDGER_HOME/test-times.tsv
if [ -x "$CARGO_TARGET_DIR/release/openledger-node" ]; then start=warm; else start=cold; fi
printf '# %s\n' "$start" >"$times.new"

# Ends the step before, noting its seconds, and begins the next; with an empty name it begins none.
step() {
	[ -z "$step_name" ] || printf '%s\t%s%s\n' "$step_name" $((SECONDS - step_start)) "$step_mark" >>"$times.new"
	step_name=$1 step_start=$SECONDS
	[ -z "$1" ] || printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"
}
step_name='' step_start=0 step_mark=''

# Runs a program that setup.sh fetched, or says that there is none for this machine.
tool() {
	if [ -x "$OPENLEDGER_HOME/tools/$1" ]; then
		"$OPENLEDGER_HOME/tools/$1" "${@:2}"
	else
		echo "NOT CHECKED: there is no $1 for $(uname -m)"
	fi
}

# Checks licences, bans and sources always, and advisories where their database can be fetched.
dependencies() {
	tool cargo-deny --locked --log-level error check --hide-inclusion-graph bans licenses sources
	if timeout 60 "$OPENLEDGER_HOME/tools/cargo-deny" --locked fetch db >"$times.log" 2>&1; then
		tool cargo-deny --locked --log-level error check --hide-inclusion-graph advisories
	else
		sed 's/^/    /' "$times.log"
		echo 'NOT CHECKED: advisories, since their database cannot be fetched from here'
	fi
	rm -f "$times.log"
	tool cargo-shear --locked
}

step "machine"
./scripts/setup.sh
# setup.sh may have found that the wasm toolchain of this machine is another.
# shellcheck source=scripts/env.sh
source scripts/env.sh

step "source tree"
cargo xtask tidy

step "shell scripts and containers"
shellcheck scripts/*.sh .ci/run
./scripts/check-adversary.sh --patches
tool hadolint docker/Dockerfile
(cd js && npx dclint --config ../docker/dclint.json --max-warnings 0 ../docker/compose.yml)

step "formatting"
cargo fmt --all --check

step "spelling"
tool typos

step "dependencies"
dependencies

# Before the node, which takes its files in.
step "studio"
(cd js && npm run --silent build --workspace studio)

step "build"
cargo build --release --workspace --locked

step "unit, property and runtime tests"
cargo test --release --workspace --locked --quiet

step "command line's reference"
cargo xtask docs cli --check

step "definitions"
# By programs that share no code with the project.
python3 docs/reference/root.py
python3 docs/reference/arithmetic.py

step "reproducibility"
./scripts/check-reproducible.sh --quick

# What computes for minutes and waits for nothing. Lints and documentation need no wasm; they share what they compile,
# and run build scripts of their own, so that they do not touch what was built above.
computing() {
	step "lints"
	SKIP_WASM_BUILD=1 cargo clippy --release --workspace --all-targets --locked --quiet -- -D warnings
	step "documentation"
	SKIP_WASM_BUILD=1 RUSTDOCFLAGS='-D warnings' \
		cargo doc --release --workspace --no-deps --document-private-items --locked --quiet
	step "kernels on other processors"
	./scripts/test-aarch64.sh
	step ""
}

step "the client and the studio in TypeScript"
(cd js && npm run --silent check && npm test --silent --workspace sdk --workspace studio)

if $quick; then
	computing
else
	step "end-to-end tests"
	# They wait more than they work: what computes has what they leave, and what it says is shown at the end.
	(
		renice -n 19 -p "$BASHPID" >/dev/null
		step_name='' step_mark=$'\tbeside the end-to-end tests'
		computing
	) >"$times.beside" 2>&1 &
	beside=$!
	trap 'pkill -P "$beside" || true; kill "$beside" 2>/dev/null || true' EXIT
	(cd js && npm test --silent --workspace e2e)
	failed=0
	wait "$beside" || failed=$?
	trap - EXIT
	cat "$times.beside" && rm "$times.beside"
	[ "$failed" -eq 0 ] || exit "$failed"
fi

step ""
mv "$times.new" "$times"
printf '\n== time\n'
cargo xtask times
cargo xtask times --check
