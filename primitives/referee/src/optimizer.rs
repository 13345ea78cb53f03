//! Clipping, AdamW and the schedule of its rate.

use crate::{
	F32, F64, Fault,
	fault::{all_finite, finite},
	row::dot,
};

/// The decay β₁ of the first moment, 0.9.
pub const BETA1: F32 = F32::from_bits(0x3f66_6666);
/// The decay β₂ of the second moment, 0.999.
pub const BETA2: F32 = F32::from_bits(0x3f7f_be77);
/// The addend ε that keeps the divisor away from zero, 10⁻⁸.
pub const EPS: F32 = F32::from_bits(0x322b_cc77);

/// Returns the sum of squares of a factor's gradient.
pub fn square_sum(gradient: &[F32]) -> Result<F32, Fault> {
	finite(dot(gradient.iter().map(|g| (*g, *g))))
}

/// Returns the factor on all gradients: min(1, limit / norm), or 1 for a limit of 0.
///
/// The norm is the root of the factors' sums of squares, in name order, added in binary64.
pub fn clip(square_sums: impl IntoIterator<Item = F32>, limit: F32) -> Result<F32, Fault> {
	let norm = square_sums.into_iter().fold(F64::ZERO, |sum, square| sum + square.widen()).sqrt();
	if !norm.is_finite() {
		return Err(Fault::NotFinite);
	}
	let limit = limit.widen();
	let above = limit.exceeds(F64::ZERO) && norm.exceeds(limit);
	finite(if above { (limit / norm).narrow() } else { F32::ONE })
}

/// Returns 1 − β^step, the power by repeated multiplication in binary64: as many steps as the job has made.
pub fn correction(beta: F32, step: u32) -> F32 {
	let power = (0..step).fold(F64::ONE, |power, _| power * beta.widen());
	(F64::ONE - power).narrow()
}

/// Returns the learning rate of step `step` (from 0) of `steps`.
///
/// It rises over the warm-up, then falls to zero just after the last step, and is zero beyond it.
pub fn rate(peak: F32, step: u32, steps: u32, warmup: u32) -> F32 {
	let warmup = warmup.min(steps);
	let number = |n: u32| F64::from_u64(n.into());
	let share = if step < warmup {
		F64::from_u64(u64::from(step) + 1) / number(warmup)
	} else if step < steps {
		number(steps.saturating_sub(step)) / number(steps.saturating_sub(warmup))
	} else {
		F64::ZERO
	};
	(peak.widen() * share).narrow()
}

/// Constants of one AdamW step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
	/// The learning rate of this step.
	pub rate: F32,
	/// The decay β₁ of the first moment.
	pub beta1: F32,
	/// The decay β₂ of the second moment.
	pub beta2: F32,
	/// The addend ε that keeps the divisor away from zero.
	pub eps: F32,
	/// The decoupled weight decay.
	pub decay: F32,
	/// The correction of the first moment, 1 − β₁^t.
	pub correction1: F32,
	/// The correction of the second moment, 1 − β₂^t.
	pub correction2: F32,
	/// The factor on the gradient, from clipping.
	pub clip: F32,
}

/// A value with its moments, which AdamW keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moments {
	/// The value of the parameter.
	pub value: F32,
	/// The first moment, a mean of gradients.
	pub first: F32,
	/// The second moment, a mean of their squares.
	pub second: F32,
}

/// Makes one step of AdamW on one value with its gradient.
pub fn adamw(at: &Step, before: Moments, gradient: F32) -> Result<Moments, Fault> {
	let Moments { value, first, second } = before;
	all_finite(&[&[value, first, second, gradient]])?;
	let g = gradient * at.clip;
	let first = at.beta1.fma(first, (F32::ONE - at.beta1) * g);
	let second = at.beta2.fma(second, (F32::ONE - at.beta2) * (g * g));
	let mean = first / at.correction1;
	let root = (second / at.correction2).sqrt() + at.eps;
	let kept = value * (F32::ONE - at.rate * at.decay);
	let value = kept - at.rate * (mean / root);
	Ok(Moments { value: finite(value)?, first: finite(first)?, second: finite(second)? })
}
