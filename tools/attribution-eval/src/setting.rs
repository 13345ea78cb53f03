//! The setting of an evaluation: a tuned model, the records that it learnt, and queries.

use crate::{EvalError, Scores, set::Set};
use openledger_attribution::{Index, Plan, RecordStates};
use openledger_cli::index::{self, Asked};
use openledger_content::Hash;
use openledger_model::{Adapter, Base, Model};
use openledger_spec::HyperParameters;
use std::path::Path;

/// A tuned model, the records that it learnt, and queries.
pub(crate) struct Setting<'a> {
	pub(crate) base: &'a Base,
	pub(crate) hyper: &'a HyperParameters,
	pub(crate) adapter: &'a Adapter,
	/// The base model under the adapter. It lives as long as the evaluation, so that all models share its
	/// weights.
	pub(crate) model: &'a Model,
	pub(crate) known: &'a Set,
	pub(crate) asked: &'a Set,
}

/// The scores of all records by query, from an index, and what it took to compute them.
pub(crate) struct IndexScores {
	pub(crate) index: Index,
	/// Seconds of building the index; none if it was there.
	pub(crate) build_seconds: Option<f64>,
	pub(crate) scores: Scores,
	/// Seconds of the forward passes of all queries.
	pub(crate) forward_seconds: f64,
	/// Seconds of scoring all queries after that.
	pub(crate) score_seconds: f64,
}

impl Setting<'_> {
	/// Opens or builds the index in a folder, and asks it about every query. `adapter` is the root of the
	/// adapter.
	pub(crate) fn ask_index(&self, out: &Path, adapter: Hash) -> Result<IndexScores, EvalError> {
		let known = &self.known.tokens;
		let plan = Plan { base: self.base.root(), adapter, sources: vec![(0, known.len() as u32)] };
		let path = out.join("index");
		let (index, build_seconds) = index::open_or_build(self.base, self.model, known, &plan, &path)?;
		let queries = RecordStates::new(self.base, self.model.clone(), &self.asked.tokens)?;
		let mut all =
			IndexScores { index, build_seconds, scores: vec![], forward_seconds: 0.0, score_seconds: 0.0 };
		for query in 0..self.asked.tokens.len() as u32 {
			let Asked { scores, forward_seconds, score_seconds } =
				index::ask(&all.index, &queries, query, self.model.engine())?;
			all.forward_seconds += forward_seconds;
			all.score_seconds += score_seconds;
			all.scores.push(scores.records.into_iter().map(|score| score as f64).collect());
		}
		Ok(all)
	}
}
