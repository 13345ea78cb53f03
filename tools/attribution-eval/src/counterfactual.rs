//! The measurements that train again.

use crate::{
	dump::{self, Full},
	gradients::Taken,
	removal::{removals, Removals},
	retrain::Retrain,
	set::Set,
	sets::evenly,
	subsets::{Halves, Subsets},
	EvalArgs, EvalError, Method,
};
use openledger_infer::Losses;
use openledger_model::{Adapter, Base};
use openledger_spec::HyperParameters;
use std::{num::NonZeroUsize, path::Path};

/// What is needed to train again.
pub(crate) struct Counterfactual<'a> {
	pub(crate) base: &'a Base,
	pub(crate) hyper: &'a HyperParameters,
	pub(crate) adapter: &'a Adapter,
	pub(crate) known: &'a Set,
	pub(crate) asked: &'a Set,
	pub(crate) threads: usize,
}

impl Counterfactual<'_> {
	/// What was asked for of the measurements that train again.
	pub(crate) fn measure(
		&self,
		args: &EvalArgs,
		out: &Path,
		methods: &[Method],
		taken: Option<&Taken>,
	) -> Result<(Option<Removals>, Option<Subsets>), EvalError> {
		if args.removals.is_none() && args.subsets.is_none() {
			return Ok((None, None));
		}
		let queries = evenly(&self.asked.classes, args.removals.map_or(usize::MAX, NonZeroUsize::get));
		// Stays until the end, so that all models share its weights.
		let mut model = Losses::new(self.base, Some(self.adapter), self.threads)?;
		let full = Full {
			records: model.of(self.base, &self.known.tokens)?,
			queries: model.of(self.base, &self.asked.tokens)?,
		};
		let retrain = Retrain {
			base: self.base,
			hyper: self.hyper,
			known: &self.known.tokens,
			asked: &self.asked.tokens,
			dir: &out.join("again"),
			threads: self.threads,
		};
		let removals = match args.removals {
			Some(_) => Some(removals(&retrain, methods, &queries, &full.queries, args.random)?),
			None => None,
		};
		let subsets = match args.subsets {
			Some(count) => {
				let halves = Halves::learn(&retrain, count.get())?;
				if let (Some(dir), Some(taken)) = (&args.dump, taken) {
					dump::write(dir, taken, &full, &halves, methods, &queries)?;
				}
				Some(halves.score(methods, &queries))
			},
			None => None,
		};
		drop(model);
		Ok((removals, subsets))
	}
}
