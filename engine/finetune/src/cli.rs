//! What the node's subcommands `finetune`, `chat` and `adapter` do. Nothing here needs a chain.

use crate::{
	checkpoint::write_atomically, data::DataError, peft::read_bounded, read_jsonl, tokenize, train, Adapter,
	Base, Error, Generator, Limits, Message, Observer, Phase, Progress, Record, Role, Synthetic, Tokenized,
	TrainJob, TrainingProfile, Tuning,
};
use openledger_content::{decimal::Decimal, Hash};
use openledger_spec::HyperParameters;
use serde::Serialize;
use std::{
	io::Write,
	num::NonZeroUsize,
	ops::ControlFlow,
	path::{Path, PathBuf},
	sync::Arc,
};

/// Hyper-parameters to start from; the form of a specification file.
pub const DEFAULT_SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16,
	"targets": ["q", "k", "v", "o", "gate", "up", "down"], "learning_rate": "0.0005", "warmup_steps": 4,
	"epochs": 1, "batch": 8, "max_length": 256, "weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;

/// Threads unless told otherwise: every core.
pub fn default_threads() -> usize {
	std::thread::available_parallelism().map_or(1, usize::from)
}

/// Where scripts/setup.sh puts the reference model: below `$OPENLEDGER_HOME`, or else the user's cache folder.
pub fn default_base() -> PathBuf {
	let home = std::env::var_os("OPENLEDGER_HOME").map(PathBuf::from);
	let cache = || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/openledger");
	home.unwrap_or_else(cache).join("models/SmolLM2-135M-Instruct.Q4_1.gguf")
}

/// Arguments of `finetune`.
#[derive(Clone, Debug, clap::Args)]
pub struct FinetuneArgs {
	/// Base model, a GGUF file.
	#[arg(long, value_name = "GGUF")]
	pub base: PathBuf,
	/// Records to learn, JSON lines with "prompt" and "completion".
	#[arg(long, value_name = "JSONL", required_unless_present = "synthetic")]
	pub data: Option<PathBuf>,
	/// Records to evaluate on, never trained on.
	#[arg(long, value_name = "JSONL")]
	pub held_out: Option<PathBuf>,
	/// Random token ids instead of records, to measure speed: every step sees BATCH sequences of LENGTH tokens, and every
	/// token but the first counts. Batch, length and epochs of the specification give way to it.
	#[arg(long, value_name = "BATCHxLENGTH", requires = "steps", conflicts_with_all = ["data", "held_out"])]
	pub synthetic: Option<Synthetic>,
	/// Steps of a run on random token ids.
	#[arg(long, value_name = "N", requires = "synthetic", conflicts_with = "data")]
	pub steps: Option<u32>,
	/// Hyper-parameters, the JSON form of a job's. On random token ids they may be left out: LoRA of rank 8 on all linears.
	#[arg(long, value_name = "JSON", required_unless_present = "synthetic")]
	pub spec: Option<PathBuf>,
	/// Folder for checkpoints and the adapter; an interrupted run goes on from it.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	/// Threads; the result does not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
	/// Sequences that go through the model at a time; the result does not depend on it. Unless given, short ones are packed
	/// up to about 256 tokens and a longer one goes alone.
	#[arg(long, value_name = "N")]
	pub micro_batch: Option<NonZeroUsize>,
	/// MiB of activations that may wait for the backward pass; what exceeds it is computed a second time. The result does
	/// not depend on it.
	#[arg(long, value_name = "MIB", default_value_t = (Tuning::default().memory >> 20) as u32)]
	pub memory: u32,
	/// Account for the time of training by operator: a table on standard error, and "profile" in the JSON object.
	#[arg(long)]
	pub profile: bool,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}

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

/// Arguments of `adapter`: the raw form, as it is committed on chain, to a PEFT folder.
#[derive(Clone, Debug, clap::Args)]
pub struct AdapterArgs {
	/// Base model, a GGUF file.
	#[arg(long, value_name = "GGUF")]
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
}

/// What `finetune` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FinetuneReport {
	/// Root of the adapter's raw form.
	pub adapter_root: Hash,
	/// Root over the roots of all steps.
	pub trace_root: Hash,
	/// Steps.
	pub steps: u32,
	/// Tokens over all epochs.
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
	/// Where the time of training went, if asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub profile: Option<TrainingProfile>,
}

impl std::fmt::Display for FinetuneReport {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "adapter root     {:?}", self.adapter_root)?;
		writeln!(f, "trace root       {:?}", self.trace_root)?;
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

/// Prints progress to stderr.
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
		}
	}

	fn cancelled(&self) -> bool {
		false
	}
}

/// Reads a specification file.
pub fn read_spec(path: &Path) -> Result<HyperParameters, Error> {
	let text = read_bounded(path, 1 << 20)?;
	let spec: HyperParameters =
		serde_json::from_slice(&text).map_err(|source| Error::Spec { path: path.to_path_buf(), source })?;
	spec.validate()?;
	Ok(spec)
}

/// Reads a file of records, of bounded length.
pub fn read_lines(path: &Path) -> Result<Vec<u8>, Error> {
	read_bounded(path, Limits::default().bytes as u64)
}

/// Reads and tokenises a file of records.
pub fn read_records(base: &Base, path: &Path, max_length: u32) -> Result<Vec<Tokenized>, Error> {
	tokenize_all(base, &read_jsonl(&read_lines(path)?, &Limits::default())?, max_length)
}

/// Tokenises records; an error names the first that cannot be.
pub fn tokenize_all(base: &Base, records: &[Record], max_length: u32) -> Result<Vec<Tokenized>, Error> {
	let ids = records.iter().enumerate().map(|(index, record)| {
		let blame = |error: DataError| error.at(index + 1);
		tokenize(base, record, max_length).map_err(blame)
	});
	Ok(ids.collect::<Result<_, _>>()?)
}

/// Hyper-parameters of a run on random tokens that brings no specification.
fn default_spec() -> Result<HyperParameters, Error> {
	serde_json::from_str(DEFAULT_SPEC)
		.map_err(|source| Error::Spec { path: PathBuf::from("the default specification"), source })
}

/// Hyper-parameters and records to train on.
fn inputs(args: &FinetuneArgs, base: &Base) -> Result<(HyperParameters, Vec<Tokenized>), Error> {
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
			let records = read_records(base, path, hyper.max_length)?;
			Ok((hyper, records))
		},
		(None, None) => Err(Error::NoRecords),
	}
}

/// Trains, writes the adapter into the output folder and reports.
pub fn finetune(args: FinetuneArgs) -> Result<FinetuneReport, Error> {
	let base = Base::open(&args.base)?;
	let (hyper, training) = inputs(&args, &base)?;
	let held_out = match &args.held_out {
		Some(path) => read_records(&base, path, hyper.max_length)?,
		None => Vec::new(),
	};
	let job = TrainJob {
		base: &base,
		train: &training,
		held_out: &held_out,
		hyper: &hyper,
		dir: &args.out,
		threads: args.threads.unwrap_or_else(default_threads),
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
	let json =
		serde_json::to_string(&report).map_err(|source| Error::Spec { path: args.out.clone(), source })?;
	write_atomically(&args.out.join("report.json"), json.as_bytes())?;
	if args.json {
		println!("{json}");
	} else {
		println!("{report}");
	}
	Ok(report)
}

/// Answers one question on stdout and returns the answer.
pub fn chat(args: ChatArgs) -> Result<String, Error> {
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

/// Turns an adapter's committed bytes into a PEFT folder and returns their root.
pub fn adapter(args: AdapterArgs) -> Result<Hash, Error> {
	let hyper = read_spec(&args.spec)?;
	let base = Base::open(&args.base)?;
	let adapter = Adapter::from_raw(&read_bounded(&args.raw, 4 << 30)?, base.config(), &hyper)?;
	adapter.to_peft(&args.out)?;
	let root = adapter.root();
	println!("{root:?}");
	Ok(root)
}
