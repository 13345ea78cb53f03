//! The node's subcommands `finetune` and `chat` without the node, for those who work on the kernels: it builds in
//! seconds and takes the same arguments.
//!
//! ```text
//! cargo run --release -p openledger-finetune --example finetune -- \
//!     finetune --base model.gguf --synthetic 1x512 --steps 10 --threads 2 --profile --json --out /tmp/run
//! cargo run --release -p openledger-finetune --example finetune -- \
//!     chat --base model.gguf --adapter /tmp/run/adapter --prompt "What is the capital of France?"
//! ```

use clap::Parser;
use openledger_finetune::{cli, Error};

/// Fine-tunes and answers as openledger-node does.
#[derive(Parser)]
enum Command {
	/// Fine-tunes a base model on records.
	Finetune(cli::FinetuneArgs),
	/// Answers a question.
	Chat(cli::ChatArgs),
}

fn main() -> std::process::ExitCode {
	let result = match Command::parse() {
		Command::Finetune(args) => cli::finetune(args).map(drop),
		Command::Chat(args) => cli::chat(args).map(drop),
	};
	match result {
		Ok(()) => std::process::ExitCode::SUCCESS,
		Err(error) => fail(&error),
	}
}

fn fail(error: &Error) -> std::process::ExitCode {
	eprintln!("error: {error}");
	std::process::ExitCode::FAILURE
}
