//! The subcommand `chat`.

use crate::{defaults::default_threads, Error};
use openledger_infer::Generator;
use openledger_model::{Adapter, Base, Message, Role};
use std::{io::Write, ops::ControlFlow, path::PathBuf, sync::Arc};

/// Arguments of `chat`.
#[derive(Clone, Debug, clap::Args)]
pub struct ChatArgs {
	/// Base model, a GGUF file.
	#[arg(long, value_name = "GGUF")]
	pub base: PathBuf,
	/// Adapter, a PEFT folder.
	#[arg(long, value_name = "DIR")]
	pub adapter: Option<PathBuf>,
	/// What to ask.
	#[arg(long, value_name = "TEXT")]
	pub prompt: String,
	/// Instructions to the model.
	#[arg(long, value_name = "TEXT")]
	pub system: Option<String>,
	/// Most tokens of the answer.
	#[arg(long, value_name = "N", default_value_t = 256)]
	pub max_tokens: u32,
	/// Threads; the answer does not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
}

/// Answers one question on stdout and returns the answer.
pub fn run(args: ChatArgs) -> Result<String, Error> {
	let base = Arc::new(Base::open(&args.base)?);
	let adapter = match &args.adapter {
		Some(dir) => Some(Arc::new(Adapter::from_peft(dir, base.config())?)),
		None => None,
	};
	let generator = Generator::new(base, adapter, args.threads.unwrap_or_else(default_threads))?;
	let system = args.system.map(|content| Message { role: Role::System, content });
	let messages: Vec<Message> = system.into_iter().chain([Message::user(&args.prompt)]).collect();
	let answer = generator.answer(&messages, args.max_tokens, &mut |text| {
		print!("{text}");
		match std::io::stdout().flush() {
			Ok(()) => ControlFlow::Continue(()),
			Err(_) => ControlFlow::Break(()),
		}
	})?;
	println!();
	Ok(answer.text)
}
