//! The loader that runs the language model.

use crate::loader::{
	AdapterSource, Attribution, ChatModel, Cited, ModelError, ModelLoader, ModelSource, Quote,
};
use openledger_attribution::{Index, IndexError, Span};
use openledger_indexer::are_among;
use openledger_infer::{Completion, Error, Generator, HiddenStates, Losses, Step};
use openledger_kernels::Engine;
use openledger_model::{
	Adapter, Base, Budget, Error as EngineError, GgufError, Message, Model, Tokenized, chat,
};
use openledger_primitives::{ContributionId, Hash, influence::PARTS, job::Method, usage::WORK_RECORDS};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::ControlFlow,
	sync::{Arc, Weak},
};

/// Most records and most quotes that an answer names.
const MAX_NAMED: usize = 16;
/// Most bases that are remembered as unfit.
const MAX_REFUSED: usize = 256;

// Whoever repeats an answer hashes as many of those that it names.
const _: () = assert!(MAX_NAMED >= WORK_RECORDS);

/// Answers with `openledger_infer` and attributes with `openledger_attribution`.
pub struct EngineLoader {
	engine: Arc<Engine>,
	/// The bound on the memory of its models.
	budget: Arc<Budget>,
	/// Bases in memory, which tuned models of one base share.
	bases: Mutex<BTreeMap<Hash, Weak<Base>>>,
	/// Bases that cannot be run, with the reason: nobody reads them twice.
	refused: Mutex<BTreeMap<Hash, String>>,
}

impl EngineLoader {
	/// Makes a loader whose models compute on an engine.
	pub fn new(engine: Arc<Engine>) -> Self {
		Self { engine, budget: Budget::of_machine(), bases: Mutex::default(), refused: Mutex::default() }
	}

	/// Bounds the memory of its models by a budget, which others may share.
	pub fn within(self, budget: Arc<Budget>) -> Self {
		Self { budget, ..self }
	}

	fn base(&self, source: &ModelSource) -> Result<Arc<Base>, ModelError> {
		let mut bases = self.bases.lock();
		if let Some(base) = bases.get(&source.base_root).and_then(Weak::upgrade) {
			return Ok(base);
		}
		if let Some(why) = self.refused.lock().get(&source.base_root) {
			return Err(ModelError::Unavailable(why.clone()));
		}
		let base = match Base::open_within(&source.base, &self.budget) {
			Ok(base) => Arc::new(base),
			Err(error) => {
				self.remember(source.base_root, &error);
				return Err(model_failure(error));
			},
		};
		bases.retain(|_, base| base.strong_count() > 0);
		bases.insert(source.base_root, Arc::downgrade(&base));
		Ok(base)
	}

	/// Remembers a base that cannot be run, if that is the fault of the file: what it holds never changes.
	fn remember(&self, root: Hash, error: &EngineError) {
		if !matches!(error, EngineError::Base(cause) if !matches!(cause, GgufError::Io(_))) {
			return;
		}
		let mut refused = self.refused.lock();
		while refused.len() >= MAX_REFUSED {
			refused.pop_first();
		}
		refused.insert(root, error.to_string());
	}
}

impl ModelLoader for EngineLoader {
	fn load(&self, source: ModelSource) -> Result<Arc<dyn ChatModel>, ModelError> {
		let base = self.base(&source)?;
		// An answer is computed in the arithmetic that the model was trained in; of a base alone, in
		// binary32.
		let method = source.adapter.as_ref().map_or(Method::Lora, |tuned| tuned.hyper.method);
		let frozen = base.serving(method, &self.engine);
		let plain = Model::without_adapter(frozen.clone(), self.engine.clone()).map_err(model_failure)?;
		let (model, attribution) = match &source.adapter {
			None => (plain, None),
			Some(tuned) => {
				let index = open_index(tuned)?;
				let raw = std::fs::read(&tuned.file).map_err(|error| {
					ModelError::Unavailable(format!("its adapter cannot be read: {error}"))
				})?;
				let adapter = Adapter::from_raw(&raw, base.config(), &tuned.hyper).map_err(model_failure)?;
				drop(raw);
				let tuned =
					Model::with_adapter(frozen, &adapter, self.engine.clone()).map_err(model_failure)?;
				let readers = Readers::new(plain, &tuned);
				(tuned, Some((readers, index)))
			},
		};
		Ok(Arc::new(Loaded {
			base,
			engine: self.engine.clone(),
			generator: Generator::new(model),
			attribution,
		}))
	}
}

/// Opens the influence index of a tuned model, which must be about this adapter and these contributions, but
/// for those that cannot be trained on.
fn open_index(source: &AdapterSource) -> Result<Index, ModelError> {
	let index = Index::open(&source.index).map_err(index_failure)?;
	match index.footer().adapter == source.root && are_among(&index.footer().sources, &source.entries) {
		true => Ok(index),
		false => Err(ModelError::Unavailable("its influence index is about another model".into())),
	}
}

/// Models that read an answer again once it is written.
struct Readers {
	states: HiddenStates,
	tuned: Losses,
	plain: Losses,
}

impl Readers {
	fn new(plain: Model, tuned: &Model) -> Self {
		Self {
			states: HiddenStates::new(tuned.clone()),
			tuned: Losses::new(tuned.clone()),
			plain: Losses::new(plain),
		}
	}

	/// Returns [`Attribution::tuned_share`] of an answer.
	fn tuned_share(&self, sequence: &Tokenized) -> Result<u32, Error> {
		let sequence = std::slice::from_ref(sequence);
		let (plain, tuned) = (self.plain.of(sequence)?, self.tuned.of(sequence)?);
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
	engine: Arc<Engine>,
	generator: Generator,
	attribution: Option<(Readers, Index)>,
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

impl ChatModel for Loaded {
	fn context(&self) -> u32 {
		u32::try_from(self.base.config().context).unwrap_or(u32::MAX)
	}

	fn prompt_tokens(&self, messages: &[Message]) -> Result<u32, ModelError> {
		let ids = chat::prompt(self.base.tokenizer(), messages);
		Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
	}

	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_step: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	) -> Result<Completion, ModelError> {
		self.generator.chat(messages, max_tokens, on_step).map_err(failure)
	}

	fn repeat(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Completion, ModelError> {
		let mut go_on = |_: Step<'_>| ControlFlow::Continue(());
		self.generator.complete(prompt_ids.to_vec(), max_tokens, &mut go_on).map_err(failure)
	}

	fn attribute(
		&self,
		answer: &Completion,
		own: &BTreeSet<ContributionId>,
	) -> Result<Attribution, ModelError> {
		let Some((readers, index)) = &self.attribution else { return Ok(Attribution::default()) };
		let written = &answer.answer_ids[..];
		if written.is_empty() {
			return Ok(Attribution::default());
		}
		let loss_from = answer.prompt_ids.len();
		let sequence = Tokenized::new([&answer.prompt_ids[..], written].concat(), loss_from);
		let features = readers.states.of(&sequence).map_err(failure)?;
		let tuned_share = readers.tuned_share(&sequence).map_err(failure)?;
		let found = index.attribute(&features, &sequence, own, &self.engine).map_err(index_failure)?;
		let cite = |(record, share): &(u32, u32)| {
			index.address(*record).map(|(contribution, line)| Cited { contribution, line, share: *share })
		};
		let quote = |span| self.quote(index, written, span);
		Ok(Attribution {
			influence: found.influence,
			records: found.records.iter().filter_map(cite).take(MAX_NAMED).collect(),
			spans: found.spans.iter().map(quote).take(MAX_NAMED).collect(),
			tuned_share,
		})
	}
}

fn failure(error: Error) -> ModelError {
	match error {
		Error::TooLong { .. } => ModelError::TooLong(error.to_string()),
		Error::NoPrompt { .. } => ModelError::NoPrompt(error.to_string()),
		Error::NotFinite => ModelError::Failed(error.to_string()),
		Error::Model(error) => model_failure(error),
	}
}

fn model_failure(error: EngineError) -> ModelError {
	match error {
		EngineError::Base(_) | EngineError::Memory(_) | EngineError::Adapter(_) | EngineError::Hyper(_) => {
			ModelError::Unavailable(error.to_string())
		},
		error => ModelError::Failed(error.to_string()),
	}
}

fn index_failure(error: IndexError) -> ModelError {
	match error {
		IndexError::Damaged(_) => ModelError::Unavailable(error.to_string()),
		error => ModelError::Failed(error.to_string()),
	}
}
