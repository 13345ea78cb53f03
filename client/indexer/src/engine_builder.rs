//! The builder that runs the language model.

use crate::{BuildError, IndexBuilder, IndexSource, Translated, Usable, usable};
use openledger_attribution::{IndexError, Plan, RecordStates, build};
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Budget, Model};
use openledger_ports::Observer;
use openledger_primitives::{ContributionId, datanet::SnapshotEntry, job::Method, root};
use std::{path::Path, sync::Arc};

/// Builds indexes with `openledger_attribution`, from the hidden states of the tuned model.
#[derive(Clone)]
pub struct EngineIndexBuilder {
	engine: Arc<Engine>,
	/// The bound on the memory of its models.
	budget: Arc<Budget>,
}

impl EngineIndexBuilder {
	/// Makes a builder that computes on an engine.
	pub fn new(engine: Arc<Engine>) -> Self {
		Self { engine, budget: Budget::of_machine() }
	}

	/// Bounds the memory of its models by a budget, which others may share.
	pub fn within(self, budget: Arc<Budget>) -> Self {
		Self { budget, ..self }
	}
}

impl IndexBuilder for EngineIndexBuilder {
	fn build(
		&self,
		source: &IndexSource<'_>,
		dir: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		let IndexSource { base, adapter, hyper, records } = *source;
		let base = Base::open_within(base, &self.budget).map_err(BuildError::failed)?;
		let Usable { tokens, entries, .. } =
			usable(&base, records, hyper.max_length).map_err(BuildError::failed)?;
		let raw = std::fs::read(adapter).map_err(BuildError::failed)?;
		let tuned = Adapter::from_raw(&raw, base.config(), hyper).map_err(BuildError::failed)?;
		// Many records are read. QLoRA has LoRA's bits, and packed weights give them faster.
		let method = match hyper.method {
			Method::Lora | Method::Qlora => Method::Lora,
			Method::Exact8 => Method::Exact8,
		};
		let frozen = base.frozen(method, &self.engine);
		let model = Model::with_adapter(frozen, &tuned, self.engine.clone()).map_err(BuildError::failed)?;
		let states = RecordStates::new(&base, model, &tokens).map_err(BuildError::failed)?;
		let plan = Plan { base: base.root(), adapter: root::of(&raw), sources: sources(&entries) };
		match build(&plan, &states, dir, out, &Translated(observer)) {
			Ok(_) => Ok(()),
			Err(IndexError::Cancelled) => Err(BuildError::Cancelled),
			Err(error) => Err(BuildError::failed(error)),
		}
	}
}

/// Returns contributions with their numbers of records, as an index names them.
fn sources(entries: &[SnapshotEntry]) -> Vec<(ContributionId, u32)> {
	entries.iter().map(|entry| (entry.contribution, entry.records)).collect()
}
