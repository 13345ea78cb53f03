//! What the node's subcommands `finetune`, `chat`, `adapter`, `attribute`, `check-data` and `join` do,
//! without the node: it builds in minutes and takes the same arguments.
//!
//! ```text
//! openledger finetune --base model.gguf --synthetic 1x512 --steps 10 --profile --json --out /tmp/run
//! openledger chat --base model.gguf --adapter /tmp/run/adapter --prompt "What is the capital of France?"
//! ```

use clap::Parser;
use openledger_cli::{
	AdapterArgs, AttributeArgs, ChatArgs, CheckDataArgs, FinetuneArgs, JoinArgs, adapter, attribute, chat,
	check_data, finetune, join,
};
use std::process::ExitCode;

/// Fine-tunes, asks and attributes, without a chain.
#[derive(Parser)]
#[command(name = "openledger", version)]
enum Command {
	/// Fine-tunes a base model on a JSONL file: checks a provider's machine, re-checks a job.
	Finetune(FinetuneArgs),
	/// Asks a base or tuned model one question.
	Chat(ChatArgs),
	/// Turns an adapter downloaded by its root into a PEFT directory.
	Adapter(AdapterArgs),
	/// Tells which records of a file shaped each of some answers.
	Attribute(AttributeArgs),
	/// Checks files of records: what can be trained on, what repeats, what looks like a secret.
	CheckData(CheckDataArgs),
	/// Writes a base model that is a folder or split as the one GGUF file that it is on chain.
	Join(JoinArgs),
}

fn main() -> ExitCode {
	let result = match Command::parse() {
		Command::Finetune(args) => finetune::run(args).map(drop),
		Command::Chat(args) => chat::run(args).map(drop),
		Command::Adapter(args) => adapter::run(args).map(drop),
		Command::Attribute(args) => attribute::run(&args),
		Command::CheckData(args) => check_data::run(&args),
		Command::Join(args) => join::run(&args).map(drop),
	};
	match result {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}
