#!/usr/bin/env bash
# Formatting, lints, unit, property, runtime and end-to-end tests. Installs what is missing, builds what is stale.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
	cat <<'TEXT'
Usage: scripts/test.sh [--quick]

Checks everything that is checked: shell scripts, container files, formatting, clippy with warnings denied,
unit, property and runtime tests, the written definitions, the kernels under emulation of other
processors, one job on every path of this machine, and end-to-end tests against the real node.

  --quick   leaves out the end-to-end tests
  --help    this text
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

./scripts/setup.sh
# shellcheck source=scripts/env.sh
source scripts/env.sh

step() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }

step "shell scripts"
shellcheck scripts/*.sh .ci/run

step "container files"
if [ -x "$OPENLEDGER_HOME/tools/hadolint" ]; then
	"$OPENLEDGER_HOME/tools/hadolint" docker/Dockerfile
else
	echo "docker/Dockerfile is NOT checked: there is no hadolint for $(uname -m)"
fi
(cd js && npx dclint --config ../docker/dclint.json --max-warnings 0 ../docker/compose.yml)

step "formatting"
cargo fmt --all --check

step "build"
cargo build --release --workspace --locked

step "unit, property and runtime tests"
cargo test --release --workspace --locked --quiet

step "definitions, by programs that share no code with the project"
python3 docs/reference/root.py
python3 docs/reference/arithmetic.py

step "kernels on other processors"
./scripts/test-aarch64.sh

step "one job on every path of this machine"
./scripts/check-reproducible.sh --quick

step "lints"
# Lints need no wasm; clippy runs build scripts of its own, so this does not touch what was built above.
SKIP_WASM_BUILD=1 cargo clippy --release --workspace --all-targets --locked --quiet -- -D warnings

step "the client in TypeScript"
(cd js && npm run --silent check && npm test --silent --workspace sdk)

if ! $quick; then
	step "end-to-end tests"
	(cd js && npm test --silent --workspace e2e)
fi

step "done"
