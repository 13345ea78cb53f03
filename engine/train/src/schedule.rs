//! The records and the learning rate of each step.

use openledger_model::random_stream;
use openledger_spec::HyperParameters;
use rand_chacha::rand_core::RngCore;

/// The steps of a job, with their learning rates.
pub(crate) struct Schedule {
	/// Places of the records of each step.
	pub(crate) steps: Vec<Vec<usize>>,
	rate: f64,
	warmup: usize,
}

impl Schedule {
	/// Draws the order of the records.
	///
	/// Each epoch visits all records in an order of its own: Fisher–Yates from ChaCha20 stream 1 of the seed,
	/// epochs one after the other, index ⌊word · n / 2^32⌋. The last step of an epoch may be smaller.
	pub(crate) fn new(hyper: &HyperParameters, records: usize) -> Self {
		let mut random = random_stream(hyper.seed, 1);
		let mut steps = Vec::new();
		for _ in 0..hyper.epochs {
			let mut order: Vec<usize> = (0..records).collect();
			for last in (1..records).rev() {
				let chosen = (u64::from(random.next_u32()) * (last as u64 + 1)) >> 32;
				order.swap(last, chosen as usize);
			}
			steps.extend(order.chunks(hyper.batch.max(1).into()).map(<[usize]>::to_vec));
		}
		Self { steps, rate: f64::from(hyper.learning_rate.to_f32()), warmup: hyper.warmup_steps as usize }
	}

	/// Returns the learning rate of a step: it rises linearly over the warm-up, then falls linearly to zero
	/// just after the last step.
	pub(crate) fn rate(&self, step: usize) -> f32 {
		let (total, warmup) = (self.steps.len(), self.warmup.min(self.steps.len()));
		let share = if step < warmup {
			(step + 1) as f64 / warmup as f64
		} else {
			(total - step) as f64 / (total - warmup) as f64
		};
		(self.rate * share) as f32
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn hyper() -> HyperParameters {
		serde_json::from_str(crate::DEFAULT_SPEC).unwrap()
	}

	#[test]
	fn every_epoch_visits_every_record_once_in_its_own_order() {
		let hyper = HyperParameters { epochs: 2, batch: 4, ..hyper() };
		let schedule = Schedule::new(&hyper, 10);
		let sizes: Vec<_> = schedule.steps.iter().map(Vec::len).collect();
		assert_eq!(sizes, [4, 4, 2, 4, 4, 2]);
		let epochs: Vec<Vec<usize>> = schedule.steps.chunks(3).map(<[_]>::concat).collect();
		assert_ne!(epochs[0], epochs[1]);
		for mut epoch in epochs {
			epoch.sort();
			assert_eq!(epoch, (0..10).collect::<Vec<_>>());
		}
		let other = Schedule::new(&HyperParameters { seed: 2, ..hyper }, 10);
		assert_ne!(other.steps, schedule.steps);
	}

	#[test]
	fn rate_rises_then_falls() {
		let hyper = HyperParameters { warmup_steps: 2, batch: 1, epochs: 1, ..hyper() };
		let schedule = Schedule::new(&hyper, 4);
		let peak = hyper.learning_rate.to_f32();
		let rates: Vec<f32> = (0..4).map(|step| schedule.rate(step) / peak).collect();
		assert_eq!(rates, [0.5, 1.0, 1.0, 0.5]);
		let all_warmup = Schedule::new(&HyperParameters { warmup_steps: 9, ..hyper }, 4);
		assert!((0..4).all(|step| all_warmup.rate(step) > 0.0));
	}
}
