//! The subcommand `attribute`: asks which records of a file shaped each of some answers.

use crate::{
	Error,
	defaults::{MemoryArgs, MethodArgs, default_base, default_threads, start_engine},
	index::{self, Asked},
	records::read_records,
};
use openledger_attribution::{Index, Plan, RecordStates, Span};
use openledger_content::{Hash, root};
use openledger_model::{Adapter, Base, Model, Tokenized};
use openledger_spec::{ContributionId, Method};
use serde::Serialize;
use std::{collections::BTreeSet, path::PathBuf, time::Instant};

/// The arguments of `attribute`.
#[derive(Clone, Debug, clap::Args)]
pub struct AttributeArgs {
	/// Base model: a GGUF file, or a folder of safetensors as Hugging Face has it. The default is the
	/// reference model that scripts/setup.sh fetches.
	#[arg(long, value_name = "PATH")]
	pub base: Option<PathBuf>,
	/// Adapter, a PEFT folder.
	#[arg(long, value_name = "DIR")]
	pub adapter: PathBuf,
	/// The arithmetic of its states.
	#[command(flatten)]
	pub arithmetic: MethodArgs,
	/// Records that the model learnt, JSON lines with "prompt" and "completion".
	#[arg(long, value_name = "JSONL")]
	pub data: PathBuf,
	/// Answers to attribute, in the same form: what was asked, and what was answered.
	#[arg(long, value_name = "JSONL")]
	pub query: PathBuf,
	/// Folder for the indexes, which a later call takes up; an interrupted build goes on. The default is one
	/// among the system's temporary files, named after the inputs.
	#[arg(long, value_name = "DIR")]
	pub index: Option<PathBuf>,
	/// Threads; the result does not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
	/// The bound on the model's memory.
	#[command(flatten)]
	pub memory_limit: MemoryArgs,
	/// Print one JSON object with every score, instead of the best records.
	#[arg(long)]
	pub json: bool,
}

/// A part of an answer that records hold word for word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
	/// The first token, counted from 0 in the answer.
	pub start: usize,
	/// Number of tokens.
	pub length: usize,
	/// The text of those tokens.
	pub text: String,
	/// The improbability of the text, in bits.
	pub bits: f64,
	/// Number of places in the records.
	pub occurrences: u32,
	/// The lowest records that hold it, counted from 0.
	pub records: Vec<u32>,
}

/// The attribution of one answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attributed {
	/// For each record, its score from [`openledger_attribution::Index::scores`]: whole numbers, the same on
	/// every machine.
	pub scores: Vec<i64>,
	/// Records, counted from 0, with their parts of 10^9: the influence vector.
	pub shares: Vec<(u64, u32)>,
	/// Parts that records hold word for word, the most improbable first.
	pub spans: Vec<Quote>,
	/// Seconds of the forward pass.
	pub forward_seconds: f64,
	/// Seconds to score all records after that.
	pub score_seconds: f64,
	/// Seconds to find the spans and to weigh both.
	pub weigh_seconds: f64,
}

/// The report that `attribute` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttributeReport {
	/// Root of the adapter.
	pub adapter_root: Hash,
	/// Root of the index of states.
	pub index_root: Hash,
	/// Root of the index of spans, which the index names too.
	pub span_root: Hash,
	/// Bytes of the index of states a record.
	pub bytes_per_record: u64,
	/// The part that states of the question have in scores, of 2^16; those of the answer have the rest.
	pub question_part: u32,
	/// The score that unrelated questions reach: a record counts above it.
	pub threshold: i32,
	/// The threshold of each record, which counts above that.
	pub thresholds: Vec<i32>,
	/// Records that repeat another, which is paid for both: the record, and that other.
	pub duplicates: Vec<(u32, u32)>,
	/// Seconds of building the indexes; none if they were there.
	pub index_seconds: f64,
	/// The answers, in order.
	pub queries: Vec<Attributed>,
}

impl std::fmt::Display for AttributeReport {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "adapter {:?}", self.adapter_root)?;
		write!(f, "index   {:?}, {} bytes a record", self.index_root, self.bytes_per_record)?;
		for (number, query) in self.queries.iter().enumerate() {
			write!(f, "\n\nanswer {number}")?;
			let mut shares = query.shares.clone();
			shares.sort_by_key(|(record, share)| (std::cmp::Reverse(*share), *record));
			for (record, share) in shares.iter().take(5) {
				write!(f, "\n  {:>6.2} %  record {record}", f64::from(*share) / 1e7)?;
			}
			for quote in query.spans.iter().take(3) {
				write!(f, "\n  {:>4.0} bits  {:?} in records {:?}", quote.bits, quote.text, quote.records)?;
			}
		}
		Ok(())
	}
}

/// Indexes the records, asks about every answer and reports.
pub fn attribute(args: &AttributeArgs) -> Result<AttributeReport, Error> {
	let reference = default_base();
	let path = args.base.as_deref().unwrap_or(&reference);
	let base = Base::open_within(path, &args.memory_limit.budget())?;
	let adapter = Adapter::from_peft(&args.adapter, base.config())?;
	let engine = start_engine(args.threads.unwrap_or_else(default_threads))?;
	let model = Model::with_adapter(base.frozen(args.arithmetic.method, &engine), &adapter, engine)?;
	let longest = u32::try_from(base.config().context).unwrap_or(u32::MAX);
	let records = read_records(&base, &args.data, longest)?;
	let answers = read_records(&base, &args.query, longest)?;
	// One contribution a record, so that shares are by record.
	let plan = Plan {
		base: base.root(),
		adapter: adapter.root(),
		sources: (0..records.len() as ContributionId).map(|id| (id, 1)).collect(),
	};
	let path = index_path(args, &plan, &records);
	let (index, built) = index::open_or_build(&base, &model, &records, &plan, &path)?;
	let queries = attribute_all(&base, &model, &index, &answers)?;
	let all = 0..records.len() as u32;
	let repeats =
		|record| index.leader(record).filter(|leader| *leader != record).map(|leader| (record, leader));
	Ok(AttributeReport {
		adapter_root: plan.adapter,
		index_root: index.root(),
		span_root: index.footer().spans,
		bytes_per_record: index.footer().bytes_per_record(),
		question_part: index.footer().question,
		threshold: index.footer().threshold,
		thresholds: all.clone().map(|record| index.threshold(record)).collect(),
		duplicates: all.filter_map(repeats).collect(),
		index_seconds: built.unwrap_or(0.0),
		queries,
	})
}

/// Returns the path of the index, which is named after the records.
fn index_path(args: &AttributeArgs, plan: &Plan, records: &[Tokenized]) -> PathBuf {
	let ids: Vec<u8> =
		records.iter().flat_map(|record| &record.ids).flat_map(|id| id.to_le_bytes()).collect();
	let data = root::of(&ids);
	// States of exact8 are others.
	let kind = if args.arithmetic.method == Method::Exact8 { "exact8.states" } else { "states" };
	let folder = args.index.clone().unwrap_or_else(|| {
		let inputs = root::of_hashes([plan.base, plan.adapter, data].iter());
		std::env::temp_dir().join(format!("openledger-attribute-{inputs:?}"))
	});
	folder.join(format!("{data:?}.{kind}"))
}

/// Attributes every answer.
fn attribute_all(
	base: &Base,
	model: &Model,
	index: &Index,
	answers: &[Tokenized],
) -> Result<Vec<Attributed>, Error> {
	let source = RecordStates::new(base, model.clone(), answers)?;
	let each = answers.iter().enumerate().map(|(number, answer)| {
		let Asked { scores, forward_seconds, score_seconds } =
			index::ask(index, &source, number as u32, model.engine())?;
		let written = answer.last_answer();
		let start = Instant::now();
		let found = index.weigh(&scores, answer, &BTreeSet::new())?;
		let weigh_seconds = start.elapsed().as_secs_f64();
		let shares = found.influence.into_inner();
		let spans = found.spans.iter().map(|span| quote(base, written, span)).collect();
		let scores = scores.records;
		Ok(Attributed { scores, shares, spans, forward_seconds, score_seconds, weigh_seconds })
	});
	each.collect()
}

fn quote(base: &Base, written: &[u32], span: &Span) -> Quote {
	Quote {
		start: span.start,
		length: span.length,
		text: base.tokenizer().decode(span.tokens(written)),
		bits: span.improbability as f64 / 65_536.0,
		occurrences: span.occurrences,
		records: span.records.clone(),
	}
}

/// Attributes and prints.
pub fn run(args: &AttributeArgs) -> Result<(), Error> {
	let report = attribute(args)?;
	match args.json {
		true => println!("{}", serde_json::to_string(&report).map_err(Error::Report)?),
		false => println!("{report}"),
	}
	Ok(())
}
