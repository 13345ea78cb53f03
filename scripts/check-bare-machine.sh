#!/usr/bin/env bash
# Installs a node on a bare machine by the commands of the guides, as they stand there. Not part of the test command:
# it needs a mirror of Debian, and root.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

case ${1:-} in
-h | --help)
	cat <<'END'
Usage: scripts/check-bare-machine.sh [BINARY]

Makes a Debian 12 with systemd and nothing else (debootstrap, some 240 MB), boots it (systemd-nspawn), and runs in it
the commands of docs/guide/validator.md and docs/guide/provider.md, "As a service" and "Register", one after the other
as they stand there. Waits until a block is final and the doctor finds nothing to mend, has the provider registered by a
client outside, asks a question and checks the answer. Prints each command, and the log of the service if it fails.

Needs root, debootstrap, systemd-container and Node.js; free ports 9944, 9615, 30333 and 8088; a mirror. The binary is
built by `cargo build --release`, the base model fetched by scripts/setup.sh. The machine shares this one's network.

  BINARY                       the node (default: the one built here)
  OPENLEDGER_DEBIAN_MIRROR     the mirror (default: http://deb.debian.org/debian)
  OPENLEDGER_BASE_MODEL        the base model's file
END
	exit 0
	;;
esac

binary=${1:-$CARGO_TARGET_DIR/release/openledger-node}
model=${OPENLEDGER_BASE_MODEL:-$OPENLEDGER_HOME/models/SmolLM2-135M-Instruct.Q4_1.gguf}
mirror=${OPENLEDGER_DEBIAN_MIRROR:-http://deb.debian.org/debian}
guides=$OPENLEDGER_ROOT/docs/guide
[ "$(id -u)" = 0 ] || die 'needs root, to boot a machine'
for tool in debootstrap systemd-nspawn nsenter python3 node; do
	command -v "$tool" >/dev/null ||
		die "$tool is missing: apt-get install debootstrap systemd-container python3 nodejs"
done
[ -x "$binary" ] || die "there is no $binary: build the node first"
[ -e "$model" ] || die "there is no $model: run scripts/setup.sh"

work=$(mktemp -d)
machine=$work/machine
nspawn=
leader=
finish() {
	[ -z "$nspawn" ] || { kill "$nspawn" && wait "$nspawn"; } 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

say 'making a Debian 12 with systemd and nothing else'
run_child debootstrap --variant=minbase --include=systemd-sysv,dbus bookworm "$machine" "$mirror" \
	>"$work/debootstrap" 2>&1 || die "debootstrap failed: $(tail -n 3 "$work/debootstrap")"
cp "$binary" "$machine/root/openledger-node"
cp "$OPENLEDGER_ROOT/scripts/systemd/openledger-node.service" "$machine/root/"
cp "$model" "$machine/root/MODEL.gguf"

say 'booting it'
systemd-nspawn --quiet --directory="$machine" --register=no --keep-unit --boot --machine=openledger-bare \
	--resolv-conf=bind-host </dev/null >"$work/console" 2>&1 &
nspawn=$!

# Runs a command on the machine, as root in root's home.
inside() {
	nsenter --target "$leader" --all -- /bin/bash -c "cd /root; $1"
}

# Waits until a command succeeds: WHAT SECONDS COMMAND…
wait_for() {
	local what=$1 end=$((SECONDS + $2))
	shift 2
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || {
			inside 'journalctl -u openledger-node -n 30' >&2 || true
			die "$what did not come"
		}
		kill -0 "$nspawn" 2>/dev/null || die "the machine ended: $(tail -n 5 "$work/console")"
		sleep 0.5
	done
}

# Sets `leader` to the first process of the machine, once it is up.
is_up() {
	leader=$(pgrep --parent "$nspawn" | head -n 1)
	[ -n "$leader" ] && inside 'systemctl is-system-running | grep -qE "running|degraded"'
}
wait_for 'the end of booting' 60 is_up

# Runs the commands of a section of a guide: GUIDE HEADING
run_section() {
	say "$1, \"$2\""
	python3 - "$guides/$1" "$2" >"$machine/root/commands.sh" <<'END'
import re, sys, textwrap
path, heading = sys.argv[1:]
text = open(path).read()
found = re.search(r"^(#+) " + re.escape(heading) + r"$", text, re.M)
assert found, f"{path} has no section {heading}"
rest = text[found.end():]
end = re.search(r"^#{1,%d} " % len(found[1]), rest, re.M)
section = rest[: end.start()] if end else rest
blocks = re.findall(r"^( *)```sh\n(.*?)^ *```$", section, re.M | re.S)
assert blocks, f"{path}, {heading} has no commands"
print("".join(textwrap.dedent(block) for _, block in blocks), end="")
END
	inside 'bash -euxo pipefail commands.sh' 2>&1 | tee "$work/said" ||
		die "a command of $1 failed: $(tail -n 5 "$work/said")"
}

# Asks the node: METHOD PARAMETERS
rpc() {
	inside "curl --silent --fail --header 'content-type: application/json' http://127.0.0.1:9944 \
		--data '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}'"
}
final_block() {
	local hash
	hash=$(rpc chain_getFinalizedHead '[]' | grep -oE '0x[0-9a-f]{64}')
	rpc chain_getHeader "[\"$hash\"]" | grep -qE '"number":"0x[1-9a-f]'
}
doctor() {
	inside "runuser -u openledger -- openledger-node doctor $1 --base-path /var/lib/openledger \
		--chain /etc/openledger/chain.json --node-key-file /var/lib/openledger/node-key" >"$work/doctor" &&
		! grep -qE '^(warning|fault)' "$work/doctor"
}
has_worker() {
	rpc openledger_workerAccount '[]' | grep -q '"result":"5'
}

run_section validator.md 'As a service'
wait_for 'a final block' 180 final_block
wait_for 'a doctor without complaints' 60 doctor --validator
cat "$work/doctor"

run_section provider.md 'As a service'
wait_for 'the worker key' 180 has_worker
run_section provider.md '3. Register'
say 'registering it, and asking a question'
(
	cd "$OPENLEDGER_ROOT/js/e2e"
	node ../node_modules/typescript/bin/tsc --build
	OPENLEDGER_BASE_MODEL=$model node dist/src/bare-machine.js ws://127.0.0.1:9944 http://127.0.0.1:8088
) || {
	inside 'journalctl -u openledger-node -n 60' >&2
	die 'no answer was served'
}
wait_for 'a doctor without complaints' 60 doctor \
	'--validator --provider --base-model /var/lib/openledger/models/MODEL.gguf'
cat "$work/doctor"
inside 'systemctl stop openledger-node; systemctl show openledger-node -p Result' | grep -q 'Result=success' ||
	die 'the service did not stop well'
say 'a bare machine came to a final block and to a served answer by the guides alone'
