#!/usr/bin/env bash
# Goes from a clone to a tuned model that pays its contributors: sets the machine up, builds the node, and runs the main
# job on a development chain. The first run compiles for about half an hour on two cores. Later runs take a few minutes.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

for argument in "$@"; do
	case $argument in
	-h | --help)
		cat <<'END'
Usage: scripts/quickstart.sh [--keep] [--epochs N] [--minutes N]

Builds OpenLedger and runs the main job on a development chain: three people contribute questions with the call, command
or page that helps, a curator accepts them, a provider fine-tunes SmolLM2-135M on them, and the tuned model is listed,
asked 144 questions that it never saw, paid for, and its earnings are claimed.

  --keep      leave the node running at the end and print the address of its studio; Ctrl-C stops it
  --epochs N  passes over the records (default 3)
  --minutes N length of an epoch of the chain (default 1). Results and answers can be challenged for one epoch, and a
              provider that claims a job has six to train: give a slow machine more
  --help      show this text
END
		exit 0
		;;
	esac
done

"$OPENLEDGER_ROOT/scripts/setup.sh"
cd "$OPENLEDGER_ROOT"
say 'building the studio and the node'
# The studio first: the node takes its files in.
(cd js && run_child npm run --silent build --workspace studio)
run_child cargo build --release --workspace --locked
cd js/e2e
run_child node ../node_modules/typescript/bin/tsc --build
# The driver takes this process's place: signals reach it directly, and it stops the node before it ends.
exec node dist/src/quickstart.js "$@"
