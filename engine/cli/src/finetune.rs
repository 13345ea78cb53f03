//! The subcommand `finetune`.

use crate::{
	Error,
	defaults::{MemoryArgs, default_threads, start_engine},
	records::{read_records, read_spec, read_usable},
};
use openledger_content::{Hash, decimal::Decimal, files::write_atomically};
use openledger_model::{Base, Tokenized, TokenizedRows, unseen};
use openledger_spec::HyperParameters;
use openledger_train::{
	DEFAULT_SPEC, Observer, Phase, Progress, Synthetic, TrainJob, TrainingProfile, Tuning, train,
};
use serde::Serialize;
use std::{
	num::NonZeroUsize,
	path::{Path, PathBuf},
};

/// The arguments of `finetune`.
#[derive(Clone, Debug, clap::Args)]
pub struct FinetuneArgs {
	/// Base model: a GGUF file, or a folder of safetensors as Hugging Face has it.
	#[arg(long, value_name = "PATH")]
	pub base: PathBuf,
	/// Records to learn: JSON lines with prompt and completion, messages, ShareGPT conversations, or Alpaca's
	/// instruction and output.
	#[arg(long, value_name = "JSONL", required_unless_present = "synthetic")]
	pub data: Option<PathBuf>,
	/// Records to evaluate on, never trained on.
	#[arg(long, value_name = "JSONL")]
	pub held_out: Option<PathBuf>,
	/// Leave out rows that cannot be used, and count them, instead of ending at the first. Their places and
	/// reasons are printed and written to left-out.json beside the adapter.
	#[arg(long, conflicts_with = "synthetic")]
	pub skip_bad_rows: bool,
	/// Random token ids instead of records, to measure speed: every step sees BATCH sequences of LENGTH
	/// tokens, and every token but the first counts. Batch, length and epochs of the specification give way
	/// to it.
	#[arg(long, value_name = "BATCHxLENGTH", requires = "steps", conflicts_with_all = ["data", "held_out"])]
	pub synthetic: Option<Synthetic>,
	/// Steps of a run on random token ids.
	#[arg(long, value_name = "N", requires = "synthetic", conflicts_with = "data")]
	pub steps: Option<u32>,
	/// Hyper-parameters, the JSON form of a job's. On random token ids they may be left out: LoRA of rank 8
	/// on all linears.
	#[arg(long, value_name = "JSON", required_unless_present = "synthetic")]
	pub spec: Option<PathBuf>,
	/// Folder for checkpoints and the adapter; an interrupted run goes on from it.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	/// Threads; the result does not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
	/// Sequences that go through the model at a time; the result does not depend on it. Unless given, short
	/// ones are packed up to about 256 tokens and a longer one goes alone.
	#[arg(long, value_name = "N")]
	pub micro_batch: Option<NonZeroUsize>,
	/// MiB of activations that may wait for the backward pass; what exceeds it is computed a second time. The
	/// result does not depend on it.
	#[arg(long, value_name = "MIB", default_value_t = (Tuning::default().memory >> 20) as u32)]
	pub memory: u32,
	/// The bound on the model's memory.
	#[command(flatten)]
	pub memory_limit: MemoryArgs,
	/// Account for the time of training by operator: a table on standard error, and "profile" in the JSON
	/// object.
	#[arg(long)]
	pub profile: bool,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}

/// The report that `finetune` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FinetuneReport {
	/// Root of the adapter's raw form.
	pub adapter_root: Hash,
	/// Root over the roots of all steps.
	pub trace_root: Hash,
	/// Number of records that were trained on.
	pub records: usize,
	/// Number of rows that were left out, of both files.
	pub left_out: usize,
	/// Number of held-out records that were left out since they are trained on.
	pub held_out_seen: usize,
	/// Number of steps.
	pub steps: u32,
	/// Number of tokens over all epochs.
	pub tokens: u64,
	/// Loss of the first step.
	pub loss_first: Decimal,
	/// Loss of the last step.
	pub loss_last: Decimal,
	/// Held-out loss before training.
	pub held_out_before: Option<Decimal>,
	/// Held-out loss after training.
	pub held_out_after: Option<Decimal>,
	/// Training speed of this run.
	pub tokens_per_second: f64,
	/// Peak memory of the process.
	pub peak_rss_bytes: u64,
	/// An account of the time of training, if asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub profile: Option<TrainingProfile>,
}

impl std::fmt::Display for FinetuneReport {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "adapter root     {:?}", self.adapter_root)?;
		writeln!(f, "trace root       {:?}", self.trace_root)?;
		if self.left_out + self.held_out_seen > 0 {
			writeln!(
				f,
				"records          {}; {} rows left out, {} held out that are trained on",
				self.records, self.left_out, self.held_out_seen
			)?;
		}
		writeln!(f, "steps, tokens    {}, {}", self.steps, self.tokens)?;
		writeln!(f, "training loss    {} -> {}", self.loss_first, self.loss_last)?;
		if let (Some(before), Some(after)) = (self.held_out_before, self.held_out_after) {
			let change = 100.0 * (after.0 as f64 / before.0.max(1) as f64 - 1.0);
			writeln!(f, "held-out loss    {before} -> {after} ({change:+.1} %)")?;
		}
		writeln!(f, "tokens a second  {:.1}", self.tokens_per_second)?;
		write!(f, "peak memory      {} MiB", self.peak_rss_bytes >> 20)
	}
}

/// An observer that prints progress to stderr.
struct Terminal;

impl Observer for Terminal {
	fn progress(&self, p: &Progress) {
		match p.phase {
			Phase::EvaluatingBefore => eprintln!("evaluating the base model on held-out records"),
			Phase::EvaluatingAfter => eprintln!("evaluating the tuned model on held-out records"),
			Phase::Exporting => eprintln!("writing the adapter"),
			Phase::Training if p.step == 0 => eprintln!("training: {} steps", p.steps),
			Phase::Training => eprintln!(
				"step {}/{}  loss {:.4}  {:.0} tokens/s  {:.0} s left",
				p.step, p.steps, p.loss, p.tokens_per_second, p.seconds_left
			),
			Phase::Indexing => {},
		}
	}
}

/// Returns the hyper-parameters of a run on random tokens that brings no specification.
fn default_spec() -> Result<HyperParameters, Error> {
	serde_json::from_str(DEFAULT_SPEC)
		.map_err(|source| Error::Spec { path: PathBuf::from("the default specification"), source })
}

/// What a run is made from.
struct Inputs {
	hyper: HyperParameters,
	training: Vec<Tokenized>,
	held_out: Vec<Tokenized>,
	/// Number of held-out records that are trained on, and left out.
	seen: usize,
	/// Rows that were left out, with their files.
	left_out: Vec<LeftOut>,
}

/// A row that was left out, as left-out.json lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct LeftOut {
	file: PathBuf,
	line: Option<usize>,
	record: Option<usize>,
	reason: String,
}

/// Reads a file of records, with or without rows that cannot be used.
fn read(
	args: &FinetuneArgs,
	base: &Base,
	path: &Path,
	max_length: u32,
	left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Tokenized>, Error> {
	if !args.skip_bad_rows {
		return read_records(base, path, max_length);
	}
	let TokenizedRows { tokens, left_out: errors } = read_usable(base, path, max_length)?;
	left_out.extend(errors.into_iter().map(|error| {
		eprintln!("left out: {}: {error}", path.display());
		let (line, record, reason) = (error.line, error.record, error.problem.to_string());
		LeftOut { file: path.to_path_buf(), line, record, reason }
	}));
	Ok(tokens)
}

/// Reads the hyper-parameters and the records.
fn inputs(args: &FinetuneArgs, base: &Base) -> Result<Inputs, Error> {
	let mut left_out = Vec::new();
	let (hyper, training) = training(args, base, &mut left_out)?;
	let Some(path) = &args.held_out else {
		return Ok(Inputs { hyper, training, held_out: Vec::new(), seen: 0, left_out });
	};
	let all = read(args, base, path, hyper.max_length, &mut left_out)?;
	let records = all.len();
	let held_out = unseen(all, &training);
	let seen = records - held_out.len();
	if seen == records {
		return Err(Error::AllSeen { path: path.clone(), records });
	}
	if seen > 0 {
		eprintln!("{}: {seen} of {records} records are trained on too and left out", path.display());
	}
	Ok(Inputs { hyper, training, held_out, seen, left_out })
}

/// Reads the hyper-parameters and the records to train on.
fn training(
	args: &FinetuneArgs,
	base: &Base,
	left_out: &mut Vec<LeftOut>,
) -> Result<(HyperParameters, Vec<Tokenized>), Error> {
	let hyper = args.spec.as_deref().map_or_else(default_spec, read_spec)?;
	match (&args.synthetic, &args.data) {
		(Some(synthetic), _) => {
			let hyper = synthetic.fit(hyper);
			hyper.validate()?;
			let (config, steps) = (base.config(), args.steps.unwrap_or(0));
			let records = synthetic.records(steps, hyper.seed, config.vocabulary, config.context)?;
			Ok((hyper, records))
		},
		(None, Some(path)) => {
			let records = read(args, base, path, hyper.max_length, left_out)?;
			Ok((hyper, records))
		},
		(None, None) => Err(openledger_train::Error::NoRecords.into()),
	}
}

/// Trains, writes the adapter into the output folder and reports.
pub fn run(args: FinetuneArgs) -> Result<FinetuneReport, Error> {
	let base = Base::open_within(&args.base, &args.memory_limit.budget())?;
	let Inputs { hyper, training, held_out, seen, left_out } = inputs(&args, &base)?;
	let job = TrainJob {
		base: &base,
		train: &training,
		held_out: &held_out,
		hyper: &hyper,
		dir: &args.out,
		engine: start_engine(args.threads.unwrap_or_else(default_threads))?,
		max_tokens: None,
		tuning: Tuning {
			micro_batch: args.micro_batch,
			memory: (args.memory as usize).saturating_mul(1 << 20),
			profile: args.profile,
			..Tuning::default()
		},
	};
	let outcome = train(&job, &Terminal)?;
	if let Some(profile) = &outcome.profile {
		eprint!("{profile}");
	}
	let result = outcome.result;
	let report = FinetuneReport {
		adapter_root: result.adapter,
		trace_root: result.trace,
		records: training.len(),
		left_out: left_out.len(),
		held_out_seen: seen,
		steps: result.steps,
		tokens: result.tokens,
		loss_first: result.loss_first,
		loss_last: result.loss_last,
		held_out_before: result.evaluation.map(|e| e.before),
		held_out_after: result.evaluation.map(|e| e.after),
		tokens_per_second: outcome.tokens_per_second,
		peak_rss_bytes: outcome.peak_rss_bytes,
		profile: outcome.profile,
	};
	if args.skip_bad_rows {
		let rows = serde_json::to_string(&left_out).map_err(Error::Report)?;
		write_atomically(&args.out.join("left-out.json"), rows.as_bytes())?;
	}
	let json = serde_json::to_string(&report).map_err(Error::Report)?;
	write_atomically(&args.out.join("report.json"), json.as_bytes())?;
	if args.json {
		println!("{json}");
	} else {
		println!("{report}");
	}
	Ok(report)
}
