//! An index beside a model, and questions to it.

use crate::Error;
use openledger_attribution::{Index, IndexError, Plan, RecordStates, Scores, Source, build};
use openledger_kernels::Engine;
use openledger_model::{Base, Model, Observer, Progress, Tokenized};
use std::{path::Path, time::Instant};

/// An observer that prints the progress of a build to stderr.
struct Terminal;

impl Observer for Terminal {
	fn progress(&self, progress: &Progress) {
		let Progress { step, steps, .. } = progress;
		if step.is_multiple_of(50) {
			eprintln!("indexing: record {step}/{steps}");
		}
	}
}

/// Opens the index at `path`, or builds it if it is not there. Returns with it the seconds that building
/// took.
pub fn open_or_build(
	base: &Base,
	model: &Model,
	records: &[Tokenized],
	plan: &Plan,
	path: &Path,
) -> Result<(Index, Option<f64>), Error> {
	if let Ok(index) = Index::open(path)
		&& index.footer().adapter == plan.adapter
		&& index.footer().sources == plan.sources
	{
		return Ok((index, None));
	}
	let start = Instant::now();
	let source = RecordStates::new(base, model.clone(), records)?;
	build(plan, &source, &path.with_extension("parts"), path, &Terminal)?;
	let seconds = start.elapsed().as_secs_f64();
	Ok((Index::open(path)?, Some(seconds)))
}

/// The scores that an index gives for an answer.
pub struct Asked {
	/// The score of each record.
	pub scores: Scores,
	/// Seconds of the forward pass.
	pub forward_seconds: f64,
	/// Seconds to score all records after that.
	pub score_seconds: f64,
}

/// Scores all records for answer number `number`.
pub fn ask(index: &Index, answers: &RecordStates, number: u32, engine: &Engine) -> Result<Asked, IndexError> {
	let start = Instant::now();
	let fail = |message| IndexError::NoFeatures { record: number, message };
	let features = answers.features(number).map_err(fail)?;
	let forward_seconds = start.elapsed().as_secs_f64();
	let start = Instant::now();
	let scores = index.scores(&features, engine)?;
	Ok(Asked { scores, forward_seconds, score_seconds: start.elapsed().as_secs_f64() })
}
