//! How well attribution finds records of the query's class, beside other methods on the same tuned model.
//!
//! `class` is a field that only the scorer reads: training and all methods see prompt and completion.

mod again;
mod dump;
mod gradients;
mod metrics;
mod removal;
mod retrain;
mod sets;
mod subsets;
mod words;

use crate::{
	offline::{self, Asked},
	IndexError, Plan, RecordStates,
};
use again::Again;
use gradients::Taken;
use metrics::{score, Quality};
use openledger_content::{root, Hash};
use openledger_finetune::{
	cli::{default_base, default_threads, read_lines, tokenize_all},
	read_jsonl, train, Adapter, Base, DataError, Error, Limits, Observer, Phase, Progress, Record, States,
	Tokenized, TrainJob, Tuning,
};
use openledger_spec::HyperParameters;
use removal::Removals;
use serde::{Deserialize, Serialize};
use std::{
	fs, io,
	num::NonZeroUsize,
	path::{Path, PathBuf},
};
use subsets::Subsets;

/// How the model is tuned unless told otherwise: LoRA of rank 8 on query and value, four epochs.
pub const SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16, "targets": ["q", "v"], "learning_rate": "0.0005",
	"warmup_steps": 4, "epochs": 4, "batch": 8, "max_length": 512, "weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;

/// Scores of all records by query.
type Scores = Vec<Vec<f64>>;
/// A method's name and its scores.
type Method = (&'static str, Scores);

/// Arguments of `attribution-eval`.
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
	/// Folder for the adapter and the index; an interrupted run goes on from it. The default is one among the system's
	/// temporary files, named after the inputs.
	#[arg(long, value_name = "DIR")]
	pub out: Option<PathBuf>,
	/// Leave the methods out that need a gradient of every record: they take about 2 MB of memory a record.
	#[arg(long)]
	pub fast: bool,
	/// Counterfactual test: for N queries, spread evenly over the classes, and for each method, train again without the tenth
	/// of the records that score highest, and see how the query's loss rises.
	#[arg(long, value_name = "N")]
	pub removals: Option<NonZeroUsize>,
	/// Random removals to compare with.
	#[arg(long, value_name = "N", default_value_t = 10, requires = "removals")]
	pub random: usize,
	/// Linear datamodelling score: train again on M random halves of the records, and see whether a method's scores of the
	/// records in a half rank the losses of the queries, all of them or as many as --removals says.
	#[arg(long, value_name = "M")]
	pub subsets: Option<NonZeroUsize>,
	/// Folder for gradients, halves and losses, with which other programs compute the score of --subsets for their methods.
	#[arg(long, value_name = "DIR", requires = "subsets", conflicts_with = "fast")]
	pub dump: Option<PathBuf>,
	/// Threads; scores do not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}

/// Why there is no evaluation.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum EvalError {
	/// The model or its training.
	#[error(transparent)]
	Model(#[from] Error),
	/// The index.
	#[error(transparent)]
	Index(#[from] IndexError),
	/// Records.
	#[error("{path}: {source}", path = path.display())]
	Records { path: PathBuf, source: DataError },
	/// A file.
	#[error("{path}: {source}", path = path.display())]
	File { path: PathBuf, source: io::Error },
	/// A record without a class.
	#[error("{path}: record {record} has no field `class`, which says what records belong together: add it", path = path.display())]
	NoClass { path: PathBuf, record: usize },
	/// No query can be scored.
	#[error("no query's class has both records of its own and of others: nothing can be told apart")]
	NothingToTell,
	/// Not the JSON it should be.
	#[error("{path}: {message}", path = path.display())]
	Spec { path: PathBuf, message: String },
	/// A thread of a retraining ended early.
	#[error("a thread that trained again ended early: run it again, it goes on from what is done")]
	Thread,
}

/// One method's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
	/// Its name.
	pub method: &'static str,
	/// How well it finds the class.
	#[serde(flatten)]
	pub quality: Quality,
}

/// What `attribution-eval` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
	/// Records learnt.
	pub records: usize,
	/// Queries asked.
	pub queries: usize,
	/// Classes among the records.
	pub classes: usize,
	/// Loss of the first step of training.
	pub loss_first: String,
	/// Loss of the last step of training.
	pub loss_last: String,
	/// Tokens a second of training; absent if it was done before.
	pub training_tokens_per_second: Option<f64>,
	/// Tokens a second of building the index; absent if it was there.
	pub index_tokens_per_second: Option<f64>,
	/// Root of the index.
	pub index_root: Hash,
	/// Bytes of the index a record.
	pub bytes_per_record: u64,
	/// Seconds of the forward pass of a query, on average.
	pub seconds_per_forward: f64,
	/// Seconds to score a query against all records after that, on average.
	pub seconds_per_query: f64,
	/// Methods, ours first.
	pub methods: Vec<Line>,
	/// What queries lose without the records that methods name, if asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub removals: Option<Removals>,
	/// Whether scores add up to losses, if asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub subsets: Option<Subsets>,
}

impl std::fmt::Display for Report {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "{} records of {} classes, {} queries", self.records, self.classes, self.queries)?;
		writeln!(f, "loss {} -> {}", self.loss_first, self.loss_last)?;
		writeln!(f, "index {:?}, {} bytes a record", self.index_root, self.bytes_per_record)?;
		let (forward, scores) = (1e3 * self.seconds_per_forward, 1e3 * self.seconds_per_query);
		writeln!(f, "a query takes {forward:.1} ms forward and {scores:.2} ms to score")?;
		write!(f, "{:<24} {:>7} {:>8}", "method", "AUC", "recall")?;
		for Line { method, quality } in &self.methods {
			write!(f, "\n{method:<24} {:>7.4} {:>8.4}", quality.auc, quality.recall)?;
		}
		for table in
			self.removals.iter().map(ToString::to_string).chain(self.subsets.iter().map(ToString::to_string))
		{
			write!(f, "\n{table}")?;
		}
		Ok(())
	}
}

/// Records with their classes.
struct Set {
	records: Vec<Record>,
	classes: Vec<String>,
	tokens: Vec<Tokenized>,
	bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct Labelled {
	class: Option<String>,
}

fn read_set(base: &Base, path: &Path, max_length: u32) -> Result<Set, EvalError> {
	let bytes = read_lines(path)?;
	let records = read_jsonl(&bytes, &Limits::default())
		.map_err(|source| EvalError::Records { path: path.to_path_buf(), source })?;
	let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty());
	let class = |(record, line): (usize, &[u8])| {
		let labelled = serde_json::from_slice::<Labelled>(line).ok().and_then(|line| line.class);
		labelled.ok_or(EvalError::NoClass { path: path.to_path_buf(), record: record + 1 })
	};
	let classes = lines.enumerate().map(class).collect::<Result<_, _>>()?;
	let tokens = tokenize_all(base, &records, max_length)?;
	Ok(Set { records, classes, tokens, bytes })
}

struct Terminal;

impl Observer for Terminal {
	fn progress(&self, p: &Progress) {
		if p.phase == Phase::Training && p.step.is_multiple_of(10) {
			eprintln!(
				"training: step {}/{}  loss {:.4}  {:.0} tokens/s  {:.0} s left",
				p.step, p.steps, p.loss, p.tokens_per_second, p.seconds_left
			);
		}
	}

	fn cancelled(&self) -> bool {
		false
	}
}

fn spec(path: Option<&Path>) -> Result<HyperParameters, EvalError> {
	match path {
		Some(path) => Ok(openledger_finetune::cli::read_spec(path)?),
		None => serde_json::from_str(SPEC).map_err(|error| EvalError::Spec {
			path: PathBuf::from("the default specification"),
			message: error.to_string(),
		}),
	}
}

/// Trains, indexes, asks and reports.
pub fn evaluate(args: &EvalArgs) -> Result<Report, EvalError> {
	let base = Base::open(args.base.as_deref().unwrap_or(&default_base()))?;
	let hyper = spec(args.spec.as_deref())?;
	let threads = args.threads.unwrap_or_else(default_threads);
	let (known, asked) =
		(read_set(&base, &args.train, hyper.max_length)?, read_set(&base, &args.test, hyper.max_length)?);
	let out = args.out.clone().unwrap_or_else(|| {
		let inputs = root::of(&[&known.bytes[..], format!("{hyper:?}").as_bytes()].concat());
		std::env::temp_dir().join(format!("openledger-attribution-eval-{inputs:?}"))
	});
	let job = TrainJob {
		base: &base,
		train: &known.tokens,
		held_out: &[],
		hyper: &hyper,
		dir: &out,
		threads,
		max_tokens: None,
		tuning: Tuning::default(),
	};
	let outcome = train(&job, &Terminal)?;
	let raw = fs::read(&outcome.adapter_path)
		.map_err(|source| EvalError::File { path: outcome.adapter_path.clone(), source })?;
	let adapter = Adapter::from_raw(&raw, base.config(), &hyper)?;
	let plan =
		Plan { base: base.root(), adapter: root::of(&raw), sources: vec![(0, known.tokens.len() as u32)] };
	let (index, built) =
		offline::index::<EvalError>(&base, &adapter, &known.tokens, &plan, &out.join("index"), threads)?;
	let tokens: usize = known.tokens.iter().map(|record| record.ids.len()).sum();
	let queries = RecordStates::new(&base, &adapter, &asked.tokens, threads)?;
	let (mut forward, mut scoring, mut ours) = (0.0, 0.0, Vec::new());
	for query in 0..asked.tokens.len() as u32 {
		let Asked { scores, forward_seconds, score_seconds } =
			offline::ask(&index, &queries, query, threads)?;
		forward += forward_seconds;
		scoring += score_seconds;
		ours.push(scores.into_iter().map(|score| score as f64).collect());
	}
	let mut methods: Vec<Method> = vec![
		("openledger", ours),
		("representation", representation(&base, &adapter, &known, &asked, threads)?),
		("tf-idf", words::tf_idf(&known.records, &asked.records, true)),
		("tf-idf-completion", words::tf_idf(&known.records, &asked.records, false)),
	];
	let mut taken = None;
	if !args.fast {
		let gradients = Taken::new(&base, &adapter, &known.tokens, &asked.tokens, threads)?;
		methods.extend(gradients.scores(threads));
		// They are large.
		taken = args.dump.as_ref().map(|_| gradients);
	}
	let line = |(method, scores): &Method| {
		let quality = score(scores, &known.classes, &asked.classes).ok_or(EvalError::NothingToTell)?;
		Ok::<_, EvalError>(Line { method, quality })
	};
	let lines = methods.iter().map(line).collect::<Result<_, _>>()?;
	let again =
		Again { base: &base, hyper: &hyper, adapter: &adapter, known: &known, asked: &asked, threads };
	let (removals, subsets) = again.measure(args, &out, &methods, taken.as_ref())?;
	let count = asked.tokens.len() as f64;
	let classes: std::collections::BTreeSet<_> = known.classes.iter().collect();
	Ok(Report {
		records: known.tokens.len(),
		queries: asked.tokens.len(),
		classes: classes.len(),
		loss_first: outcome.result.loss_first.to_string(),
		loss_last: outcome.result.loss_last.to_string(),
		training_tokens_per_second: (outcome.tokens_per_second > 0.0).then_some(outcome.tokens_per_second),
		index_tokens_per_second: built.map(|seconds| tokens as f64 / seconds),
		index_root: index.root(),
		bytes_per_record: index.footer().bytes_per_record(),
		seconds_per_forward: forward / count,
		seconds_per_query: scoring / count,
		methods: lines,
		removals,
		subsets,
	})
}

/// Evaluates and prints.
pub fn run(args: &EvalArgs) -> Result<(), EvalError> {
	let report = evaluate(args)?;
	if args.json {
		let json = serde_json::to_string(&report).map_err(|error| EvalError::Spec {
			path: PathBuf::from("the report"),
			message: error.to_string(),
		})?;
		println!("{json}");
	} else {
		println!("{report}");
	}
	Ok(())
}

/// Cosine of mean states that leave the last layer.
fn representation(
	base: &Base,
	adapter: &Adapter,
	known: &Set,
	asked: &Set,
	threads: usize,
) -> Result<Vec<Vec<f64>>, EvalError> {
	let mut states = States::new(base, adapter, threads)?;
	let mut of =
		|set: &Set| set.tokens.iter().map(|record| states.last(base, record)).collect::<Result<Vec<_>, _>>();
	let (known, asked) = (of(known)?, of(asked)?);
	let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
	let cosine = |a: &[f32], b: &[f32]| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
	Ok(asked.iter().map(|query| known.iter().map(|record| cosine(query, record)).collect()).collect())
}
