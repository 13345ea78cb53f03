//! The training loop: steps, checkpoints, progress, result.

use crate::{
	checkpoint::Checkpoint,
	evaluate::held_out_loss,
	memory::peak_rss_bytes,
	profile::TrainingProfile,
	schedule::Schedule,
	state::{root_of, State},
	tuning::Tuning,
	Error,
};
use codec::Encode;
use openledger_content::{
	decimal::Decimal,
	files::{ensure_dir, write_atomically},
	root, Hash,
};
use openledger_kernels::{Engine, Pass};
use openledger_model::{
	pack::{check, counted, groups},
	phase, Adapter, Base, Model, Pack, Tokenized,
};
use openledger_spec::{Evaluation, HyperParameters, JobResult};
use std::{
	path::{Path, PathBuf},
	time::{Duration, Instant},
};

/// Everything a job is a function of, and where and how to run it.
pub struct TrainJob<'a> {
	/// The base model.
	pub base: &'a Base,
	/// What to learn.
	pub train: &'a [Tokenized],
	/// What to evaluate on; may be empty.
	pub held_out: &'a [Tokenized],
	/// How to learn.
	pub hyper: &'a HyperParameters,
	/// Folder of checkpoints and outputs. A job that finds its own checkpoint goes on from it.
	pub dir: &'a Path,
	/// Threads to use; does not change the result.
	pub threads: usize,
	/// The most tokens, over all epochs, that may be trained on.
	pub max_tokens: Option<u64>,
	/// What else may change speed and memory; does not change the result.
	pub tuning: Tuning,
}

/// What a job is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
	/// Held-out loss of the base model.
	EvaluatingBefore,
	/// Steps.
	Training,
	/// Held-out loss of the tuned model.
	EvaluatingAfter,
	/// Writing the adapter.
	Exporting,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
	/// What it is doing.
	pub phase: Phase,
	/// Steps done.
	pub step: u32,
	/// Steps of the whole job.
	pub steps: u32,
	/// Loss of the last step; 0 before the first.
	pub loss: f32,
	/// Training speed since this run began; 0 before the first step.
	pub tokens_per_second: f64,
	/// Estimated seconds of training left; 0 before the first step.
	pub seconds_left: f64,
}

/// Hears of progress and may stop a job.
pub trait Observer: Sync {
	/// Called after every step and at least once in every phase.
	fn progress(&self, progress: &Progress);
	/// Asked before every micro-batch; `true` ends the job with [`Error::Cancelled`].
	fn cancelled(&self) -> bool;
}

/// What a finished job gives.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// What is published.
	pub result: JobResult,
	/// Training speed of this run; 0 if it only resumed a finished one.
	pub tokens_per_second: f64,
	/// Peak memory of the process.
	pub peak_rss_bytes: u64,
	/// Where this run's training time went, if [`Tuning::profile`] asked for it.
	pub profile: Option<TrainingProfile>,
	/// The adapter in raw form: name-sorted f32 little-endian values.
	pub adapter_path: PathBuf,
	/// The adapter as a PEFT folder.
	pub peft_dir: PathBuf,
}

/// Runs a job to its end, from its checkpoint if there is one.
pub fn train(job: &TrainJob, observer: &dyn Observer) -> Result<Outcome, Error> {
	job.hyper.validate()?;
	let tokens = check_records(job)?;
	ensure_dir(job.dir)?;
	let mut run = Run::start(job, observer, tokens)?;
	run.evaluate_before()?;
	run.train()?;
	run.finish()
}

/// Tokens over all epochs, if every record can be trained on and they are no more than allowed.
fn check_records(job: &TrainJob) -> Result<u64, Error> {
	if job.train.is_empty() {
		return Err(Error::NoRecords);
	}
	let config = job.base.config();
	let longest = job.hyper.max_length.min(config.context as u32);
	for records in [job.train, job.held_out] {
		for (index, record) in records.iter().enumerate() {
			check(record, config.vocabulary, longest).map_err(|error| error.at(index + 1))?;
		}
	}
	let tokens: u64 = job.train.iter().map(|r| r.ids.len() as u64).sum();
	let tokens = tokens.saturating_mul(job.hyper.epochs.into());
	match job.max_tokens {
		Some(limit) if tokens > limit => Err(Error::TokenLimit { tokens, limit }),
		_ => Ok(tokens),
	}
}

/// Names the job: a checkpoint of another one is refused.
fn fingerprint(job: &TrainJob) -> Hash {
	let mut hasher = root::Hasher::default();
	hasher.update(job.base.root().as_bytes());
	hasher.update(&job.hyper.encode());
	for records in [job.train, job.held_out] {
		hasher.update(&(records.len() as u64).to_le_bytes());
		for record in records {
			hasher.update(&(&record.ids, record.loss_from as u64).encode());
		}
	}
	hasher.finish()
}

struct Run<'a> {
	job: &'a TrainJob<'a>,
	observer: &'a dyn Observer,
	model: Model,
	schedule: Schedule,
	state: State,
	checkpoint: Checkpoint,
	/// Tokens of the whole job.
	tokens: u64,
	/// Tokens trained on and time spent since this run began.
	trained: u64,
	spent: Duration,
	tokens_left: u64,
	profile: Option<TrainingProfile>,
}

impl<'a> Run<'a> {
	fn start(job: &'a TrainJob<'a>, observer: &'a dyn Observer, tokens: u64) -> Result<Self, Error> {
		let fingerprint = fingerprint(job);
		let mut state = State::new(Adapter::initial(job.base.config(), job.hyper)?);
		let mut checkpoint =
			Checkpoint { fingerprint, before: None, losses: vec![], roots: vec![], state: vec![] };
		if let Some(found) = Checkpoint::load(job.dir, fingerprint)? {
			if found.state.is_empty() || state.read(&found.state) {
				checkpoint = found;
			}
		}
		let schedule = Schedule::new(job.hyper, job.train.len());
		let longest = job.train.iter().chain(job.held_out).map(|r| r.ids.len()).max().unwrap_or(1);
		let engine = Engine::new(job.threads)?;
		let mut model = Model::new(job.base, job.hyper.method, engine, longest);
		model.memory = job.tuning.memory;
		let mut run = Self {
			job,
			observer,
			model,
			schedule,
			state,
			checkpoint,
			tokens,
			trained: 0,
			spent: Duration::ZERO,
			tokens_left: 0,
			profile: None,
		};
		let ahead = run.schedule.steps[run.done()..].iter().flatten();
		run.tokens_left = ahead.map(|&record| job.train[record].ids.len() as u64).sum();
		Ok(run)
	}

	/// Steps done.
	fn done(&self) -> usize {
		self.checkpoint.roots.len()
	}

	fn tokens_per_second(&self) -> f64 {
		if self.trained == 0 {
			return 0.0;
		}
		self.trained as f64 / self.spent.as_secs_f64().max(1e-9)
	}

	fn report(&self, phase: Phase) {
		let speed = self.tokens_per_second();
		self.observer.progress(&Progress {
			phase,
			step: self.done() as u32,
			steps: self.schedule.steps.len() as u32,
			loss: self.checkpoint.losses.last().map_or(0.0, |bits| f64::from_bits(*bits) as f32),
			tokens_per_second: speed,
			seconds_left: if speed > 0.0 { self.tokens_left as f64 / speed } else { 0.0 },
		});
	}

	fn go_on(&self) -> Result<(), Error> {
		if self.observer.cancelled() {
			return Err(Error::Cancelled);
		}
		Ok(())
	}

	fn held_out(&self, phase: Phase) -> Result<Decimal, Error> {
		self.report(phase);
		held_out_loss(&self.model, self.job.held_out, self.job.tuning.micro_batch, &mut |_| self.go_on())
	}

	fn evaluate_before(&mut self) -> Result<(), Error> {
		self.go_on()?;
		if self.checkpoint.before.is_some() || self.job.held_out.is_empty() {
			return Ok(());
		}
		// The adapter starts with B = 0, so the base model alone is the model before training.
		self.checkpoint.before = Some(self.held_out(Phase::EvaluatingBefore)?);
		self.checkpoint.save(self.job.dir)
	}

	fn train(&mut self) -> Result<(), Error> {
		let (start, first) = (Instant::now(), self.done());
		if self.job.tuning.profile {
			self.model.engine().start_profile();
		}
		let result = self.steps();
		if self.job.tuning.profile {
			let steps = (self.done() - first) as u32;
			self.profile = Some(TrainingProfile::of(self.model.engine(), steps, start.elapsed()));
			self.model.engine().stop_profile();
		}
		result
	}

	/// Puts the adapter's values in place.
	fn adapt(&mut self) -> Result<(), Error> {
		let engine = self.model.engine().clone();
		Ok(engine.timed(phase::ADAPTER, Pass::Other, || self.model.adapt(&self.state.adapter))?)
	}

	fn steps(&mut self) -> Result<(), Error> {
		self.adapt()?;
		self.report(Phase::Training);
		let mut saved = Instant::now();
		let mut unsaved = false;
		while self.done() < self.schedule.steps.len() {
			let result = self.step();
			if result.is_ok() {
				unsaved = true;
				self.report(Phase::Training);
			}
			let last = self.done() == self.schedule.steps.len();
			let stop = matches!(result, Err(Error::Cancelled));
			if unsaved && (last || stop || saved.elapsed() >= self.job.tuning.checkpoint_every) {
				let save = || self.checkpoint.save(self.job.dir);
				self.model.engine().timed(phase::CHECKPOINT, Pass::Other, save)?;
				saved = Instant::now();
				unsaved = false;
			}
			result?;
		}
		Ok(())
	}

	/// Whether a mean loss is a number, and not above twice the first one and twice ln(vocabulary), what guessing costs. A model
	/// that does worse has unlearnt what it knew, and its losses may stay finite for ever since its norms keep them so.
	fn sound(&self, loss: f64, first: f64) -> bool {
		let guessing = libm::log(self.model.config().vocabulary as f64);
		loss.is_finite() && loss <= 2.0 * first.max(guessing)
	}

	fn step(&mut self) -> Result<(), Error> {
		let start = Instant::now();
		let number = self.done();
		let records: Vec<&Tokenized> =
			self.schedule.steps[number].iter().map(|&record| &self.job.train[record]).collect();
		let weight = 1.0 / counted(records.iter().copied()) as f32;
		let (mut sum, mut count) = (0.0f64, 0usize);
		for group in groups(&records, self.job.tuning.micro_batch) {
			self.go_on()?;
			for loss in self.model.learn(&Pack::new(group), weight)? {
				sum += f64::from(loss);
				count += 1;
			}
		}
		let loss = sum / count as f64;
		let first = self.checkpoint.losses.first().map_or(loss, |bits| f64::from_bits(*bits));
		if !self.sound(loss, first) {
			return Err(Error::Diverged { step: number as u32 + 1 });
		}
		let (engine, rate) = (self.model.engine().clone(), self.schedule.rate(number));
		let advance = || self.state.advance(&self.model, self.job.hyper, rate);
		engine.timed(phase::OPTIMISER, Pass::Other, advance)?;
		self.state.records += records.len() as u64;
		self.adapt()?;
		let root = engine.timed(phase::STATE_ROOT, Pass::Other, || {
			self.state.write(&mut self.checkpoint.state);
			root_of(&engine, &self.checkpoint.state)
		});
		self.checkpoint.roots.push(root);
		self.checkpoint.losses.push(loss.to_bits());
		let tokens: u64 = records.iter().map(|r| r.ids.len() as u64).sum();
		self.trained += tokens;
		self.tokens_left -= tokens;
		self.spent += start.elapsed();
		Ok(())
	}

	fn finish(self) -> Result<Outcome, Error> {
		let evaluation = match self.checkpoint.before {
			Some(before) => {
				let after = self.held_out(Phase::EvaluatingAfter)?;
				if !self.sound(after.to_f32().into(), before.to_f32().into()) {
					return Err(Error::Diverged { step: self.done() as u32 });
				}
				Some(Evaluation { before, after })
			},
			None => None,
		};
		self.report(Phase::Exporting);
		let raw = self.state.adapter.raw();
		let adapter_path = self.job.dir.join("adapter.raw");
		write_atomically(&adapter_path, &raw)?;
		let peft_dir = self.job.dir.join("adapter");
		self.state.adapter.to_peft(&peft_dir)?;
		let losses = &self.checkpoint.losses;
		let loss = |bits: Option<&u64>| {
			let loss = bits.and_then(|bits| Decimal::from_f64(f64::from_bits(*bits)));
			loss.ok_or(Error::Diverged { step: losses.len() as u32 })
		};
		Ok(Outcome {
			result: JobResult {
				adapter: root::of(&raw),
				adapter_bytes: raw.len() as u64,
				trace: root::of_hashes(&self.checkpoint.roots),
				steps: losses.len() as u32,
				tokens: self.tokens,
				loss_first: loss(losses.first())?,
				loss_last: loss(losses.last())?,
				evaluation,
			},
			tokens_per_second: self.tokens_per_second(),
			peak_rss_bytes: peak_rss_bytes(),
			profile: self.profile,
			adapter_path,
			peft_dir,
		})
	}
}
