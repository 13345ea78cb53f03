//! The engine that answers with a language model.

use crate::engine::{
	Answer, Attribution, Cited, Engine, EngineError, Finish, Message, Model, Quote, Role, Source, Tuning,
};
use openledger_attribution::{Index, IndexError, Span};
use openledger_infer::{Error, Finish as F, Generator, Losses, States};
use openledger_model::{chat, Adapter, Base, Message as M, Role as R, Tokenized};
use openledger_primitives::{influence::PARTS, ContributionId, Hash};
use openledger_worker::{
	Advance, Engine as Indexer, Failure, FinetuneEngine as Worker, Records, Watch, Work,
};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::ControlFlow,
	path::Path,
	sync::{Arc, Weak},
};

/// Most records and most quotes that an answer names.
const MOST_NAMED: usize = 16;

/// Answers with `openledger_infer` and attributes with `openledger_attribution`.
pub struct FinetuneEngine {
	threads: usize,
	/// Bases in memory: tuned models of one base share it.
	bases: Mutex<BTreeMap<Hash, Weak<Base>>>,
}

impl FinetuneEngine {
	/// An engine whose answers use so many threads.
	pub fn new(threads: usize) -> Self {
		Self { threads: threads.max(1), bases: Mutex::default() }
	}

	fn base(&self, source: &Source) -> Result<Arc<Base>, EngineError> {
		let mut bases = self.bases.lock();
		if let Some(base) = bases.get(&source.base_root).and_then(Weak::upgrade) {
			return Ok(base);
		}
		let base = Arc::new(Base::open(&source.base).map_err(model_failure)?);
		bases.retain(|_, base| base.strong_count() > 0);
		bases.insert(source.base_root, Arc::downgrade(&base));
		Ok(base)
	}
}

impl Engine for FinetuneEngine {
	fn load(&self, source: Source) -> Result<Arc<dyn Model>, EngineError> {
		let base = self.base(&source)?;
		let (adapter, attribution) = match &source.tuning {
			None => (None, None),
			Some(tuning) => {
				let index = index(tuning)?;
				let adapter = Adapter::from_raw(&tuning.adapter, base.config(), &tuning.hyper)
					.map_err(model_failure)?;
				let readers = Readers::new(&base, &adapter, self.threads).map_err(failure)?;
				(Some(Arc::new(adapter)), Some((Mutex::new(readers), index)))
			},
		};
		let generator = Generator::new(base.clone(), adapter, self.threads).map_err(failure)?;
		Ok(Arc::new(Loaded { base, generator, attribution, threads: self.threads }))
	}

	fn index(
		&self,
		source: &Source,
		records: &[Records],
		dir: &Path,
		watch: &(dyn Fn(u32, u32) + Sync),
	) -> Result<(), EngineError> {
		let Some(tuning) = &source.tuning else { return Ok(()) };
		let (hyper, threads) = (&tuning.hyper, self.threads);
		let work = Work { base: &source.base, train: records, held_out: None, hyper, max_tokens: 0, threads };
		let built = Indexer::index(&Worker, &work, &tuning.file, dir, &tuning.index, &Watched(watch));
		built.map_err(|failure| match failure {
			Failure::Cancelled => EngineError::Failed("the build was cancelled".into()),
			Failure::Failed { message, .. } => EngineError::Failed(message),
		})
	}
}

struct Watched<'a>(&'a (dyn Fn(u32, u32) + Sync));

impl Watch for Watched<'_> {
	fn advance(&self, at: Advance) {
		self.0(at.step, at.steps);
	}

	fn cancelled(&self) -> bool {
		false
	}
}

/// The influence index of a tuned model, which must be about this adapter and these contributions.
fn index(tuning: &Tuning) -> Result<Index, EngineError> {
	let index = Index::open(&tuning.index).map_err(index_failure)?;
	let sources = tuning.entries.iter().map(|entry| (entry.contribution, entry.records));
	match index.footer().adapter == tuning.root && index.footer().sources.iter().copied().eq(sources) {
		true => Ok(index),
		false => Err(EngineError::Unavailable("its influence index is about another model".into())),
	}
}

/// What reads an answer again once it is written.
struct Readers {
	states: States,
	tuned: Losses,
	plain: Losses,
}

impl Readers {
	fn new(base: &Base, adapter: &Adapter, threads: usize) -> Result<Self, Error> {
		let states = States::new(base, adapter, threads)?;
		let (tuned, plain) = (Losses::new(base, Some(adapter), threads)?, Losses::new(base, None, threads)?);
		Ok(Self { states, tuned, plain })
	}

	/// [`Attribution::tuned_share`].
	fn tuned_share(&mut self, base: &Base, sequence: &Tokenized) -> Result<u32, Error> {
		let sequence = std::slice::from_ref(sequence);
		let (plain, tuned) = (self.plain.of(base, sequence)?, self.tuned.of(base, sequence)?);
		Ok(match (plain.first(), tuned.first()) {
			(Some(plain), Some(tuned)) if plain > tuned => {
				((plain - tuned) / plain * f64::from(PARTS)) as u32
			},
			_ => 0,
		})
	}
}

struct Loaded {
	base: Arc<Base>,
	generator: Generator,
	attribution: Option<(Mutex<Readers>, Index)>,
	threads: usize,
}

impl Loaded {
	fn quote(&self, index: &Index, written: &[u32], span: &Span) -> Quote {
		Quote {
			start: u32::try_from(span.start).unwrap_or(u32::MAX),
			length: u32::try_from(span.length).unwrap_or(u32::MAX),
			text: self.base.tokenizer().decode(span.tokens(written)),
			bits: span.bits(),
			occurrences: span.occurrences,
			records: span.records.iter().filter_map(|record| index.address(*record)).collect(),
		}
	}
}

impl Model for Loaded {
	fn context(&self) -> u32 {
		u32::try_from(self.base.config().context).unwrap_or(u32::MAX)
	}

	fn prompt_tokens(&self, messages: &[Message]) -> u32 {
		let ids = chat::prompt(self.base.tokenizer(), &messages.iter().map(message).collect::<Vec<_>>());
		u32::try_from(ids.len()).unwrap_or(u32::MAX)
	}

	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_text: &mut dyn FnMut(&str) -> ControlFlow<()>,
	) -> Result<Answer, EngineError> {
		let messages: Vec<M> = messages.iter().map(message).collect();
		self.generator.answer(&messages, max_tokens, on_text).map(answered).map_err(failure)
	}

	fn again(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Answer, EngineError> {
		let mut go_on = |_: &str| ControlFlow::Continue(());
		self.generator.respond(prompt_ids.to_vec(), max_tokens, &mut go_on).map(answered).map_err(failure)
	}

	fn attribute(&self, answer: &Answer, own: &BTreeSet<ContributionId>) -> Result<Attribution, EngineError> {
		let Some((readers, index)) = &self.attribution else { return Ok(Attribution::default()) };
		let written = &answer.answer_ids[..];
		if written.is_empty() {
			return Ok(Attribution::default());
		}
		let loss_from = answer.prompt_ids.len();
		let sequence = Tokenized { ids: [&answer.prompt_ids[..], written].concat(), loss_from };
		let mut readers = readers.lock();
		let features = readers.states.of(&self.base, &sequence).map_err(failure)?;
		let tuned_share = readers.tuned_share(&self.base, &sequence).map_err(failure)?;
		drop(readers);
		let found = index.attribute(&features, written, own, self.threads).map_err(index_failure)?;
		let cite = |(record, share): &(u32, u32)| {
			index.address(*record).map(|(contribution, line)| Cited { contribution, line, share: *share })
		};
		let quote = |span| self.quote(index, written, span);
		Ok(Attribution {
			influence: found.influence,
			records: found.records.iter().filter_map(cite).take(MOST_NAMED).collect(),
			spans: found.spans.iter().map(quote).take(MOST_NAMED).collect(),
			tuned_share,
		})
	}
}

fn answered(answer: openledger_infer::Answer) -> Answer {
	let openledger_infer::Answer { text, prompt_ids, answer_ids, finish } = answer;
	let finish = match finish {
		F::Stop => Finish::Stop,
		F::Length => Finish::Length,
		F::Cancelled => Finish::Cancelled,
	};
	Answer { text, prompt_ids, answer_ids, finish }
}

fn message(message: &Message) -> M {
	let role = match message.role {
		Role::System => R::System,
		Role::User => R::User,
		Role::Assistant => R::Assistant,
	};
	M { role, content: message.content.clone() }
}

fn failure(error: Error) -> EngineError {
	match error {
		Error::TooLong { .. } => EngineError::TooLong(error.to_string()),
		Error::NoPrompt { .. } => EngineError::NoPrompt(error.to_string()),
		Error::Model(error) => model_failure(error),
		Error::NotFinite => EngineError::Failed(error.to_string()),
	}
}

fn model_failure(error: openledger_model::Error) -> EngineError {
	use openledger_model::Error as E;
	match error {
		E::Base(_) | E::Adapter(_) | E::Hyper(_) => EngineError::Unavailable(error.to_string()),
		error => EngineError::Failed(error.to_string()),
	}
}

fn index_failure(error: IndexError) -> EngineError {
	match error {
		IndexError::Damaged(_) => EngineError::Unavailable(error.to_string()),
		error => EngineError::Failed(error.to_string()),
	}
}
