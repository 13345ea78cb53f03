//! Accounts of the time of training, by operator.

use openledger_kernels::{Engine, Pass, Share};
use openledger_model::phase;
use serde::Serialize;
use std::time::Duration;

/// An entry of an account: one operator in one pass.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
	/// Name of the operator, or of a phase of the trainer.
	pub operator: &'static str,
	/// The pass: `forward` (computed a second time included), `backward`, or `other` for what happens once a
	/// step.
	pub pass: &'static str,
	/// Number of times that it ran.
	pub calls: u64,
	/// Seconds that it took in all.
	pub seconds: f64,
	/// Its share of all time, between 0 and 1.
	pub share: f64,
	/// Operations of its matrix products, in 10⁹, an fma counted as two; 0 where it has none.
	pub gflop: f64,
}

/// The account of a run's training, evaluations and export left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrainingProfile {
	/// Number of steps of this run.
	pub steps: u32,
	/// Seconds from the first step's beginning to the last checkpoint.
	pub seconds: f64,
	/// The entries, the longest first; their shares sum to 1.
	pub operators: Vec<Entry>,
}

impl TrainingProfile {
	/// Makes the account of `steps` steps that took `time`, from what `engine` counted.
	pub(crate) fn of(engine: &Engine, steps: u32, time: Duration) -> Self {
		let mut shares = engine.profile();
		let counted: Duration = shares.iter().map(|share| share.time).sum();
		shares.push(Share {
			name: phase::REST,
			pass: Pass::Other,
			calls: steps.into(),
			time: time.saturating_sub(counted),
			flops: 0,
		});
		shares.sort_by_key(|share| std::cmp::Reverse(share.time));
		let whole = time.max(counted).as_secs_f64();
		let entry = |share: &Share| Entry {
			operator: share.name,
			pass: match share.pass {
				Pass::Forward => "forward",
				Pass::Backward => "backward",
				Pass::Other => "other",
			},
			calls: share.calls,
			seconds: share.time.as_secs_f64(),
			share: if whole > 0.0 { share.time.as_secs_f64() / whole } else { 0.0 },
			gflop: share.flops as f64 / 1e9,
		};
		Self { steps, seconds: whole, operators: shares.iter().map(entry).collect() }
	}

	/// Returns the share of an operator or phase over all passes, between 0 and 1.
	pub fn share(&self, operator: &str) -> f64 {
		self.operators.iter().filter(|entry| entry.operator == operator).map(|entry| entry.share).sum()
	}
}

impl std::fmt::Display for TrainingProfile {
	/// Writes the account as a table.
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "{} steps in {:.3} s", self.steps, self.seconds)?;
		let head = ["operator", "pass", "calls", "seconds", "share", "GFLOP/s"];
		writeln!(
			f,
			"{:<18} {:<8} {:>8} {:>9} {:>7} {:>8}",
			head[0], head[1], head[2], head[3], head[4], head[5]
		)?;
		for e in &self.operators {
			let share = format!("{:.2} %", 100.0 * e.share);
			write!(f, "{:<18} {:<8} {:>8} {:>9.3} {share:>7}", e.operator, e.pass, e.calls, e.seconds)?;
			match e.gflop > 0.0 && e.seconds > 0.0 {
				true => writeln!(f, " {:>8.1}", e.gflop / e.seconds)?,
				false => writeln!(f)?,
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shares_sum_to_one_and_the_rest_is_named() {
		let engine = Engine::new(1).unwrap();
		engine.start_profile();
		engine.timed(phase::OPTIMIZER, Pass::Other, || std::hint::black_box((0..100_000).sum::<u64>()));
		let counted = engine.profile()[0].time;
		let profile = TrainingProfile::of(&engine, 2, counted * 4);
		let sum: f64 = profile.operators.iter().map(|entry| entry.share).sum();
		assert!((sum - 1.0).abs() < 1e-9);
		assert!((profile.share(phase::REST) - 0.75).abs() < 1e-9 && profile.share("none") == 0.0);
		assert_eq!((profile.operators[0].operator, profile.operators[0].calls), (phase::REST, 2));
		let table = profile.to_string();
		assert!(table.lines().count() == 4 && table.contains("75.00 %"), "{table}");
		// Nothing ran: no share is a NaN.
		engine.start_profile();
		assert_eq!(TrainingProfile::of(&engine, 0, Duration::ZERO).share(phase::REST), 0.0);
	}
}
