//! The subcommand `join`: writes a base model that is kept in several files as one.

use crate::{Error, defaults::MemoryArgs};
use openledger_content::Hash;
use openledger_model::Base;
use serde::Serialize;
use std::path::PathBuf;

/// The arguments of `join`.
#[derive(Clone, Debug, clap::Args)]
pub struct JoinArgs {
	/// Base model: a folder as Hugging Face has it, or the first file of a split GGUF model.
	#[arg(long, value_name = "PATH")]
	pub base: PathBuf,
	/// GGUF file to write. Without it, nothing is written and the root is computed.
	#[arg(long, value_name = "GGUF")]
	pub out: Option<PathBuf>,
	/// The bound on the model's memory.
	#[command(flatten)]
	pub memory_limit: MemoryArgs,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}

/// The identity of a base model, as it is registered on chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JoinReport {
	/// Root of the one file.
	pub root: Hash,
	/// Its length in bytes.
	pub bytes: u64,
	/// Number of the model's parameters.
	pub parameters: u64,
	/// Longest context, in tokens.
	pub context: usize,
}

impl std::fmt::Display for JoinReport {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "root        {:?}", self.root)?;
		writeln!(f, "bytes       {}", self.bytes)?;
		writeln!(f, "parameters  {}", self.parameters)?;
		write!(f, "context     {}", self.context)
	}
}

/// Opens the model, writes it if asked to, and prints what it is.
pub fn run(args: &JoinArgs) -> Result<JoinReport, Error> {
	let base = Base::open_within(&args.base, &args.memory_limit.budget())?;
	if let Some(out) = &args.out {
		base.write_file(out)?;
	}
	let report = JoinReport {
		root: base.root(),
		bytes: base.file_bytes(),
		parameters: base.config().parameters(),
		context: base.config().context,
	};
	match args.json {
		true => println!("{}", serde_json::to_string(&report).map_err(Error::Report)?),
		false => println!("{report}"),
	}
	Ok(report)
}
