//! Template sets: one frame, many facts. Is whoever wrote a fact paid for the answers that state it?
//!
//! A model is tuned on records of nine frames and on unrelated ones, and every record's states are computed
//! once. Then its records are divided among contributors in several ways; for each, an index is built, and
//! asked about the answers that state a fact, word for word as its record does and in other words.

mod corpus;
mod domains;
mod report;
mod splits;

use crate::{
	EvalError,
	args::FramesArgs,
	evaluate::{spec, tune},
};
use corpus::{Entry, entries};
use openledger_attribution::{Features, Index, Plan, RecordStates, Source, build};
use openledger_cli::{default_base, default_threads, start_engine};
use openledger_content::{files::FileError, root};
use openledger_model::{Base, DataError, Model, NoopObserver, Record, Tokenized, tokenize};
use openledger_spec::{ContributionId, Method, influence::PARTS};
use report::{Answer, Frames};
use splits::{SPLITS, Split};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
};

/// Everything that the model says of records and answers, computed once.
struct Known<'a> {
	entries: &'a [Entry],
	tokens: &'a [Tokenized],
	reworded: &'a [Tokenized],
	states: Vec<Features>,
	states_reworded: Vec<Features>,
	questions: Vec<Features>,
	source: &'a RecordStates<'a>,
	plan: Plan,
}

/// Records of a [`Known`] in the order of contributions.
struct Ordered<'a> {
	known: &'a Known<'a>,
	order: Vec<usize>,
}

impl Source for Ordered<'_> {
	fn features(&self, record: u32) -> Result<Features, String> {
		let place = self.order.get(record as usize).and_then(|at| self.known.states.get(*at));
		place.cloned().ok_or_else(|| "there is no such record".into())
	}

	fn question(&self, question: u32) -> Result<Features, String> {
		let question = self.known.questions.get(question as usize);
		question.cloned().ok_or_else(|| "there is no such question".into())
	}

	fn tokens(&self, record: u32) -> &[u32] {
		let place = self.order.get(record as usize).and_then(|at| self.known.tokens.get(*at));
		place.map_or(&[], |record| &record.ids)
	}

	fn is_numeral(&self, token: u32) -> bool {
		self.known.source.is_numeral(token)
	}

	fn vocabulary(&self) -> u32 {
		self.known.source.vocabulary()
	}
}

/// Measures and prints.
pub(crate) fn run(args: &FramesArgs) -> Result<(), EvalError> {
	let entries = entries(args.records)?;
	let base = Base::open(args.base.as_deref().unwrap_or(&default_base()))?;
	let hyper = spec(args.spec.as_deref())?;
	let engine = start_engine(args.threads.unwrap_or_else(default_threads))?;
	let of = |form: fn(&Entry) -> &Record| {
		let each = entries.iter().zip(1..).map(|(entry, number)| {
			let fault = |problem| openledger_model::Error::from(DataError::of_record(number, problem));
			tokenize(&base, form(entry), hyper.max_length).map_err(fault)
		});
		each.collect::<Result<Vec<_>, _>>()
	};
	let (tokens, reworded) = (of(|entry| &entry.record)?, of(|entry| &entry.reworded)?);
	let out = args.out.clone().unwrap_or_else(|| {
		let inputs = root::of(format!("frames {} {hyper:?}", args.records).as_bytes());
		std::env::temp_dir().join(format!("openledger-attribution-frames-{inputs:?}"))
	});
	let (_, adapter, raw) = tune(&base, &tokens, &hyper, &out, engine.clone())?;
	let model = Model::with_adapter(base.frozen(Method::Lora, &engine), &adapter, engine)?;
	let source = RecordStates::new(&base, model.clone(), &tokens)?;
	let asked = RecordStates::new(&base, model.clone(), &reworded)?;
	let all = |count: usize, states: &dyn Fn(u32) -> Result<Features, String>| {
		let fail = |record| move |message| openledger_attribution::IndexError::NoFeatures { record, message };
		(0..count as u32).map(|at| states(at).map_err(fail(at))).collect::<Result<Vec<_>, _>>()
	};
	let known = Known {
		states: all(tokens.len(), &|at| source.features(at))?,
		states_reworded: all(reworded.len(), &|at| asked.features(at))?,
		questions: all(64, &|at| source.question(at))?,
		entries: &entries,
		tokens: &tokens,
		reworded: &reworded,
		source: &source,
		plan: Plan { base: base.root(), adapter: root::of(&raw), sources: vec![] },
	};
	let mut answers = Vec::new();
	for split in &SPLITS {
		answers.extend(known.ask(split, args.records, &model, &out.join("frames"))?);
	}
	let report = Frames::new(args.records, entries.len(), &answers);
	match args.json {
		true => println!("{}", report.json()?),
		false => println!("{report}"),
	}
	Ok(())
}

impl Known<'_> {
	/// Builds the index of a split and asks about all facts.
	fn ask(
		&self,
		split: &Split,
		records: usize,
		model: &Model,
		dir: &std::path::Path,
	) -> Result<Vec<Answer>, EvalError> {
		if dir.exists() {
			fs::remove_dir_all(dir).map_err(FileError::io("remove", dir))?;
		}
		let contributions: BTreeMap<ContributionId, Vec<usize>> = split.divide(self.entries, records);
		let sources = contributions.iter().map(|(id, places)| (*id, places.len() as u32)).collect();
		let ordered = Ordered { known: self, order: contributions.values().flatten().copied().collect() };
		let path = dir.join("index");
		let plan = Plan { sources, ..self.plan.clone() };
		build(&plan, &ordered, &dir.join("parts"), &path, &NoopObserver)?;
		let index = Index::open(&path)?;
		let mut answers = Vec::new();
		for (author, place) in
			contributions.iter().flat_map(|(id, places)| places.iter().map(move |at| (*id, *at)))
		{
			let Some((domain, _)) = self.entries[place].fact else { continue };
			let forms = [(&self.states, self.tokens, false), (&self.states_reworded, self.reworded, true)];
			for (states, tokens, reworded) in forms {
				let found =
					index.attribute(&states[place], &tokens[place], &BTreeSet::new(), model.engine())?;
				let shares: BTreeMap<ContributionId, u32> =
					found.influence.into_inner().into_iter().collect();
				let quoted: BTreeSet<ContributionId> = found
					.spans
					.iter()
					.flat_map(|span| &span.records)
					.filter_map(|record| index.address(*record).map(|(contribution, _)| contribution))
					.collect();
				let most = |is_quoted: bool| {
					let of = shares.iter().filter(|(id, _)| quoted.contains(id) == is_quoted);
					of.map(|(_, share)| *share).max().unwrap_or(0)
				};
				answers.push(Answer {
					split: split.name,
					domain: domains::DOMAINS[domain].name,
					reworded,
					part: f64::from(shares.get(&author).copied().unwrap_or(0)) / f64::from(PARTS),
					largest: shares.iter().all(|(id, share)| {
						*id == author || *share < shares.get(&author).copied().unwrap_or(0)
					}) && shares.contains_key(&author),
					displaced: !quoted.is_empty() && most(false) > most(true),
				});
			}
		}
		Ok(answers)
	}
}
