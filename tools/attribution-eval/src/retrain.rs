//! Losses of the queries under models that are trained again on some of the records, from the beginning.

use crate::{EvalError, sets::Choice};
use codec::{Decode, Encode};
use openledger_content::{
	Hash,
	files::{self, FileError},
	root,
};
use openledger_infer::Losses;
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Model, Tokenized};
use openledger_spec::{HyperParameters, Method};
use openledger_train::{NoopObserver, TrainJob, Tuning, train};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
	sync::atomic::{AtomicUsize, Ordering},
	time::{Duration, Instant},
};

/// Records, queries and hyper-parameters, from which sets of records become losses of the queries.
pub(crate) struct Retrain<'a> {
	pub(crate) base: &'a Base,
	pub(crate) hyper: &'a HyperParameters,
	pub(crate) known: &'a [Tokenized],
	pub(crate) asked: &'a [Tokenized],
	/// Folder in which losses are kept, so that an interrupted run goes on.
	pub(crate) dir: &'a Path,
	/// The engine of the evaluation: as many sets are learnt at a time as it has threads, by a thread each.
	pub(crate) engine: &'a Engine,
}

/// The losses of the queries, in order, as they are kept.
#[derive(Encode, Decode)]
struct KeptLosses {
	bits: Vec<u64>,
}

impl Retrain<'_> {
	/// Returns a name of all that losses are a function of, but for the set.
	fn inputs(&self) -> Hash {
		let plain = |set: &[Tokenized]| -> Vec<(Vec<u32>, u64)> {
			set.iter().map(|record| (record.ids.clone(), record.loss_from as u64)).collect()
		};
		root::of(&(self.base.root(), self.hyper, plain(self.known), plain(self.asked)).encode())
	}

	/// Returns the queries' losses under a model that learnt each set, in `sets`' order. Equal sets are
	/// learnt once.
	pub(crate) fn losses(&self, sets: &[Choice]) -> Result<Vec<Vec<f64>>, EvalError> {
		files::ensure_dir(self.dir)?;
		let inputs = self.inputs();
		let mut found = BTreeMap::new();
		let mut missing = Vec::new();
		for set in sets.iter().collect::<BTreeSet<_>>() {
			match load(&self.file(inputs, set), self.asked.len()) {
				Some(losses) => {
					found.insert(set, losses);
				},
				None => missing.push(set),
			}
		}
		eprintln!(
			"retraining: {} sets of records, {} of them known",
			found.len() + missing.len(),
			found.len()
		);
		let (start, next, done) = (Instant::now(), AtomicUsize::new(0), AtomicUsize::new(0));
		let found = Mutex::new(found);
		let work = || -> Result<(), EvalError> {
			while let Some(set) = missing.get(next.fetch_add(1, Ordering::Relaxed)) {
				let losses = self.learn(set, &self.file(inputs, set)).inspect_err(|_| {
					next.store(missing.len(), Ordering::Relaxed);
				})?;
				found.lock().insert(*set, losses);
				let done = done.fetch_add(1, Ordering::Relaxed) + 1;
				let each = start.elapsed().as_secs_f64() / done as f64;
				let left = each * (missing.len() - done) as f64;
				eprintln!("retraining: {done}/{}  {each:.1} s each  {left:.0} s left", missing.len());
			}
			Ok(())
		};
		std::thread::scope(|scope| {
			let running: Vec<_> = (0..self.engine.threads()).map(|_| scope.spawn(work)).collect();
			running.into_iter().try_for_each(|thread| thread.join().unwrap_or(Err(EvalError::Thread)))
		})?;
		let found = found.into_inner();
		Ok(sets.iter().filter_map(|set| found.get(set).cloned()).collect())
	}

	fn file(&self, inputs: Hash, set: &Choice) -> PathBuf {
		self.dir.join(format!("{:?}.losses", key(inputs, set)))
	}

	/// Trains on a set, and keeps the losses in `path`.
	fn learn(&self, set: &Choice, path: &Path) -> Result<Vec<f64>, EvalError> {
		let records: Vec<Tokenized> =
			set.iter().filter_map(|record| self.known.get(*record)).cloned().collect();
		let dir = path.with_extension("job");
		// A thread of its own for each set: they run side by side.
		let engine = Engine::with_isa(1, self.engine.isa())?;
		let job = TrainJob {
			base: self.base,
			train: &records,
			held_out: &[],
			hyper: self.hyper,
			dir: &dir,
			engine: engine.clone(),
			max_tokens: None,
			tuning: Tuning { checkpoint_every: Duration::from_secs(60), ..Tuning::default() },
		};
		let outcome = train(&job, &NoopObserver)?;
		let raw = fs::read(&outcome.adapter_path).map_err(FileError::io("read", &outcome.adapter_path))?;
		let adapter = Adapter::from_raw(&raw, self.base.config(), self.hyper)?;
		let model = Model::with_adapter(self.base.frozen(Method::Lora, &engine), &adapter, engine)?;
		let losses = Losses::new(model).of(self.asked)?;
		save(path, &losses)?;
		fs::remove_dir_all(&dir).map_err(FileError::io("remove", &dir))?;
		Ok(losses)
	}
}

/// Returns the name of a set's losses.
fn key(inputs: Hash, set: &Choice) -> Hash {
	let set: Vec<u64> = set.iter().map(|record| *record as u64).collect();
	root::of(&(inputs, set).encode())
}

/// Reads losses written before; none if the file is not whole.
fn load(path: &Path, queries: usize) -> Option<Vec<f64>> {
	let kept = KeptLosses::decode(&mut &fs::read(path).ok()?[..]).ok()?;
	(kept.bits.len() == queries).then(|| kept.bits.into_iter().map(f64::from_bits).collect())
}

/// Writes losses, such that the file is whole or absent.
fn save(path: &Path, losses: &[f64]) -> Result<(), EvalError> {
	let kept = KeptLosses { bits: losses.iter().map(|loss| loss.to_bits()).collect() };
	Ok(files::write_atomically(path, &kept.encode())?)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_names_inputs_and_records() {
		let (a, b) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		let of = |inputs, set: &[usize]| key(inputs, &set.to_vec());
		assert_eq!(of(a, &[1, 2]), of(a, &[1, 2]));
		let others =
			[of(a, &[1, 2]), of(b, &[1, 2]), of(a, &[1, 3]), of(a, &[1]), of(a, &[1, 2, 3]), of(a, &[])];
		assert_eq!(others.iter().collect::<BTreeSet<_>>().len(), others.len());
	}

	#[test]
	fn losses_come_back_to_the_bit_and_torn_files_do_not() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("a.losses");
		let losses = [0.1 + 0.2, 1.0 / 3.0];
		assert_eq!(load(&path, 2), None);
		save(&path, &losses).unwrap();
		assert_eq!(load(&path, 2).as_deref(), Some(&losses[..]));
		assert_eq!(load(&path, 3), None);
		let whole = fs::read(&path).unwrap();
		fs::write(&path, &whole[..whole.len() - 1]).unwrap();
		assert_eq!(load(&path, 2), None);
	}
}
