//! The subcommand `adapter`.

use crate::{Error, defaults::MemoryArgs, records::read_spec};
use openledger_content::{Hash, files::read_bounded};
use openledger_model::{Adapter, Base};
use std::path::PathBuf;

/// The arguments of `adapter`: the raw form, as it is committed on chain, to a PEFT folder.
#[derive(Clone, Debug, clap::Args)]
pub struct AdapterArgs {
	/// Base model: a GGUF file, or a folder of safetensors as Hugging Face has it.
	#[arg(long, value_name = "PATH")]
	pub base: PathBuf,
	/// Hyper-parameters of the job that made the adapter.
	#[arg(long, value_name = "JSON")]
	pub spec: PathBuf,
	/// The adapter's bytes, as downloaded by their root.
	#[arg(long, value_name = "FILE")]
	pub raw: PathBuf,
	/// Folder to write.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	/// The bound on the model's memory.
	#[command(flatten)]
	pub memory_limit: MemoryArgs,
}

/// Turns an adapter's committed bytes into a PEFT folder and returns their root.
pub fn run(args: AdapterArgs) -> Result<Hash, Error> {
	let hyper = read_spec(&args.spec)?;
	let base = Base::open_within(&args.base, &args.memory_limit.budget())?;
	let adapter = Adapter::from_raw(&read_bounded(&args.raw, 4 << 30)?, base.config(), &hyper)?;
	adapter.export(&base, &args.out)?;
	let root = adapter.root();
	println!("{root:?}");
	Ok(root)
}
