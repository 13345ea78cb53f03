//! Arguments of the command line.

use std::{num::NonZeroUsize, ops::RangeInclusive, path::PathBuf};

/// The least and the most records of a frame.
const RECORDS: RangeInclusive<usize> = 2..=60;

/// Measures attribution: tunes a model, asks the index whose records are like each query, and compares with
/// other methods.
#[derive(Clone, Debug, clap::Parser)]
#[command(version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Cli {
	/// Another measurement.
	#[command(subcommand)]
	pub command: Option<Command>,
	/// The measurement of records with classes.
	#[command(flatten)]
	pub eval: Option<EvalArgs>,
}

/// Other measurements.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
	/// Tunes a model on template sets, one frame and many facts, and asks who is paid for answers that state
	/// a fact.
	Frames(FramesArgs),
}

/// The arguments of `frames`.
#[derive(Clone, Debug, clap::Args)]
pub struct FramesArgs {
	/// Records of each frame.
	#[arg(long, value_name = "N", default_value_t = 12, value_parser = records)]
	pub records: usize,
	/// Base model, a GGUF file. The default is the reference model that scripts/setup.sh fetches.
	#[arg(long, value_name = "GGUF")]
	pub base: Option<PathBuf>,
	/// Hyper-parameters, the JSON form of a job's; by default LoRA of rank 8 on q and v, four epochs.
	#[arg(long, value_name = "JSON")]
	pub spec: Option<PathBuf>,
	/// Folder for the adapter and the indexes; an interrupted training goes on from it. The default is one
	/// among the system's temporary files.
	#[arg(long, value_name = "DIR")]
	pub out: Option<PathBuf>,
	/// Threads; shares do not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}

/// Reads a number of records of a frame.
fn records(text: &str) -> Result<usize, String> {
	let number = text.parse().ok().filter(|number| RECORDS.contains(number));
	number.ok_or_else(|| format!("a frame has from {} to {} records", RECORDS.start(), RECORDS.end()))
}

/// The arguments of the measurement of records with classes.
#[derive(Clone, Debug, clap::Args)]
pub struct EvalArgs {
	/// Records to learn, JSON lines with "prompt", "completion" and "class".
	#[arg(long, value_name = "JSONL")]
	pub train: PathBuf,
	/// Queries, in the same form.
	#[arg(long, value_name = "JSONL")]
	pub test: PathBuf,
	/// Base model, a GGUF file. The default is the reference model that scripts/setup.sh fetches.
	#[arg(long, value_name = "GGUF")]
	pub base: Option<PathBuf>,
	/// Hyper-parameters, the JSON form of a job's; by default LoRA of rank 8 on q and v, four epochs.
	#[arg(long, value_name = "JSON")]
	pub spec: Option<PathBuf>,
	/// Folder for the adapter and the index; an interrupted run goes on from it. The default is one among the
	/// system's temporary files, named after the inputs.
	#[arg(long, value_name = "DIR")]
	pub out: Option<PathBuf>,
	/// Leave the methods out that need a gradient of every record: they take about 2 MB of memory a record.
	#[arg(long)]
	pub fast: bool,
	/// File for the scores of all records by query of each method that needs no gradient, JSON.
	#[arg(long, value_name = "JSON")]
	pub scores: Option<PathBuf>,
	/// Counterfactual test: for N queries, spread evenly over the classes, and for each method, train again
	/// without the tenth of the records that score highest, and see how the query's loss rises.
	#[arg(long, value_name = "N")]
	pub removals: Option<NonZeroUsize>,
	/// Random removals to compare with.
	#[arg(long, value_name = "N", default_value_t = 10, requires = "removals")]
	pub random: usize,
	/// Linear datamodelling score: train again on M random halves of the records, and see whether a method's
	/// scores of the records in a half rank the losses of the queries, all of them or as many as --removals
	/// says.
	#[arg(long, value_name = "M")]
	pub subsets: Option<NonZeroUsize>,
	/// Folder for gradients, halves and losses, with which other programs compute the score of --subsets for
	/// their methods.
	#[arg(long, value_name = "DIR", requires = "subsets", conflicts_with = "fast")]
	pub dump: Option<PathBuf>,
	/// Threads; scores do not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}
