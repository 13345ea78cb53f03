//! The measurements that train again.

use crate::{
	EvalArgs, EvalError, Method,
	dump::{self, Full},
	gradients::Taken,
	removal::{Removals, removals},
	retrain::Retrain,
	sets::evenly,
	setting::Setting,
	subsets::{Halves, Subsets},
};
use openledger_infer::Losses;
use std::{num::NonZeroUsize, path::Path};

/// Makes those of the measurements that `args` asks for. `out` keeps the losses of models trained before.
pub(crate) fn measure(
	setting: &Setting,
	args: &EvalArgs,
	out: &Path,
	methods: &[Method],
	taken: Option<&Taken>,
) -> Result<(Option<Removals>, Option<Subsets>), EvalError> {
	if args.removals.is_none() && args.subsets.is_none() {
		return Ok((None, None));
	}
	let (known, asked) = (setting.known, setting.asked);
	let queries = evenly(&asked.classes, args.removals.map_or(usize::MAX, NonZeroUsize::get));
	let losses = Losses::new(setting.model.clone());
	let full = Full { records: losses.of(&known.tokens)?, queries: losses.of(&asked.tokens)? };
	let retrain = Retrain {
		base: setting.base,
		hyper: setting.hyper,
		known: &known.tokens,
		asked: &asked.tokens,
		dir: &out.join("again"),
		engine: setting.model.engine(),
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
	Ok((removals, subsets))
}
