//! The training loop: steps, checkpoints, progress, result.

use crate::{
	Error,
	checkpoint::Checkpoint,
	evaluate::held_out_loss,
	job::{TrainJob, TrainOutcome},
	memory::peak_rss_bytes,
	profile::TrainingProfile,
	schedule::Schedule,
	train_state::{TrainState, root_of},
};
use openledger_content::{
	decimal::Decimal,
	files::{ensure_dir, write_atomically},
	root,
};
use openledger_kernels::Pass;
use openledger_model::{
	Adapter, Model, Observer, Pack, Phase, Progress, Tokenized,
	pack::{counted, groups},
	phase,
};
use openledger_spec::{Evaluation, JobResult};
use std::time::{Duration, Instant};

/// Runs a job to its end, from its checkpoint if there is one.
pub fn train(job: &TrainJob, observer: &dyn Observer) -> Result<TrainOutcome, Error> {
	job.hyper.validate()?;
	let tokens = job.check_records()?;
	ensure_dir(job.dir)?;
	let mut run = Run::start(job, observer, tokens)?;
	run.evaluate_before()?;
	run.train()?;
	run.finish()
}

/// A run of a job, from its beginning or its checkpoint to its end.
struct Run<'a> {
	job: &'a TrainJob<'a>,
	observer: &'a dyn Observer,
	model: Model,
	schedule: Schedule,
	state: TrainState,
	checkpoint: Checkpoint,
	/// Number of tokens of the whole job.
	tokens: u64,
	/// Number of tokens trained on since this run began.
	trained: u64,
	/// Time spent on them.
	spent: Duration,
	tokens_left: u64,
	profile: Option<TrainingProfile>,
}

impl<'a> Run<'a> {
	fn start(job: &'a TrainJob<'a>, observer: &'a dyn Observer, tokens: u64) -> Result<Self, Error> {
		let fingerprint = job.fingerprint();
		let mut state = TrainState::new(Adapter::initial(job.base.config(), job.hyper)?);
		let mut checkpoint =
			Checkpoint { fingerprint, before: None, losses: vec![], roots: vec![], state: vec![] };
		if let Some(found) = Checkpoint::load(job.dir, fingerprint)?
			&& (found.state.is_empty() || state.read(&found.state))
		{
			checkpoint = found;
		}
		let schedule = Schedule::new(job.hyper, job.train.len());
		let engine = match job.tuning.profile {
			true => job.engine.with_own_profile(),
			false => job.engine.clone(),
		};
		let mut model = Model::without_adapter(job.base.frozen(job.hyper.method, &engine), engine)?;
		model.set_activation_memory(job.tuning.memory);
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

	/// Returns the number of steps done.
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

	/// Fails if the observer asks to stop.
	fn check_cancelled(&self) -> Result<(), Error> {
		if self.observer.cancelled() {
			return Err(Error::Cancelled);
		}
		Ok(())
	}

	fn held_out(&self, phase: Phase) -> Result<Decimal, Error> {
		self.report(phase);
		held_out_loss(&self.model, self.job.held_out, self.job.tuning.micro_batch, &mut || {
			self.check_cancelled()
		})
	}

	fn evaluate_before(&mut self) -> Result<(), Error> {
		self.check_cancelled()?;
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

	/// Puts the adapter's values in place of those that the model runs with.
	fn set_adapter(&mut self) -> Result<(), Error> {
		let engine = self.model.engine().clone();
		Ok(engine.timed(phase::ADAPTER, Pass::Other, || self.model.set_adapter(&self.state.adapter))?)
	}

	fn steps(&mut self) -> Result<(), Error> {
		self.set_adapter()?;
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

	/// Returns true if a mean loss is a number, and not above both twice the first one and twice
	/// ln(vocabulary), which is what guessing costs.
	///
	/// A model that does worse has unlearnt what it knew, and its losses may stay finite for ever since its
	/// norms keep them so.
	fn is_sound(&self, loss: f64, first: f64) -> bool {
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
			self.check_cancelled()?;
			for loss in self.model.forward_backward(&Pack::new(group), weight)? {
				sum += f64::from(loss);
				count += 1;
			}
		}
		let loss = sum / count as f64;
		let first = self.checkpoint.losses.first().map_or(loss, |bits| f64::from_bits(*bits));
		if !self.is_sound(loss, first) {
			return Err(Error::Diverged { step: number as u32 + 1 });
		}
		let (engine, rate) = (self.model.engine().clone(), self.schedule.rate(number));
		let advance = || self.state.advance(&self.model, self.job.hyper, rate);
		engine.timed(phase::OPTIMIZER, Pass::Other, advance)?;
		self.state.records += records.len() as u64;
		self.set_adapter()?;
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

	fn finish(self) -> Result<TrainOutcome, Error> {
		let evaluation = match self.checkpoint.before {
			Some(before) => {
				let after = self.held_out(Phase::EvaluatingAfter)?;
				if !self.is_sound(after.to_f32().into(), before.to_f32().into()) {
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
		self.state.adapter.export(self.job.base, &peft_dir)?;
		let losses = &self.checkpoint.losses;
		let loss = |bits: Option<&u64>| {
			let loss = bits.and_then(|bits| Decimal::from_f64(f64::from_bits(*bits)));
			loss.ok_or(Error::Diverged { step: losses.len() as u32 })
		};
		Ok(TrainOutcome {
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
			states: self.checkpoint.roots,
			adapter_path,
			peft_dir,
		})
	}
}
