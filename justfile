# The index of commands: `just` lists them, and needs https://just.systems. Each is one line that works without it.

set shell := ["bash", "-euo", "pipefail", "-c"]

# List the commands.
default:
	@just --list

# Make the machine ready: system packages, Rust, Node.js packages, base model, tools.
setup:
	./scripts/setup.sh

# Build everything and run the main job, from records to paid contributors.
quickstart *arguments:
	./scripts/quickstart.sh {{arguments}}

# Everything that every change must pass.
test *arguments:
	./scripts/test.sh {{arguments}}

# Check the source tree: layers, circles, widths, links, voice.
tidy *arguments:
	cargo xtask tidy {{arguments}}

# Print where the time of the last test run went.
times:
	cargo xtask times

# Build the node and everything else.
build:
	. scripts/env.sh && cargo build --release --workspace --locked

# Test one crate: just crate openledger-kernels. The node beside it keeps the features that the workspace is built with.
crate name:
	. scripts/env.sh && cargo test --release --locked -p openledger-node -p {{name}}

# Format.
format:
	cargo fmt --all

# Clippy, warnings denied.
lint:
	. scripts/env.sh && SKIP_WASM_BUILD=1 cargo clippy --release --workspace --all-targets --locked -- -D warnings

# A development chain that is gone when it ends.
dev:
	. scripts/env.sh && "$CARGO_TARGET_DIR/release/openledger-node" --dev --tmp

# Write the command line's reference from --help.
reference:
	. scripts/env.sh && cargo xtask docs cli

# One job on every path of this machine, all bits compared.
reproducible *arguments:
	./scripts/check-reproducible.sh {{arguments}}

# The kernels for 64-bit ARM under emulation.
aarch64:
	./scripts/test-aarch64.sh

# Measure the weights of pallets and write them; on reference hardware only.
weights *pallets:
	./scripts/bench-weights.sh {{pallets}}

# Measure training beside PyTorch.
bench-peers *arguments:
	./scripts/bench-peers.sh {{arguments}}

# Measure answers beside llama.cpp.
bench-decode *arguments:
	./scripts/bench-decode.sh {{arguments}}

# Logits of a real model in every type of weights, beside llama.cpp's.
check-quantized *arguments:
	./scripts/check-quantized.sh {{arguments}}

# Measure span search beside infini-gram.
bench-spans *arguments:
	./scripts/bench-spans.sh {{arguments}}

# Measure attribution beside other methods.
bench-attribution *arguments:
	./scripts/bench-attribution.sh {{arguments}}

# Measure attribution by training again without records.
bench-counterfactual *arguments:
	./scripts/bench-counterfactual.sh {{arguments}}

# Measure transactions a second.
bench-tps *arguments:
	./scripts/bench-tps.sh {{arguments}}

# Show that a new node joins a long chain within a minute.
warp-sync:
	./scripts/check-warp-sync.sh
