//! Decimals on the chain: whole numbers of 10⁻⁹.

use crate::{F32, F64, Fault};

/// The number of parts in 1.
const ONE: u64 = 1_000_000_000;

/// Returns the binary32 that stands for a decimal in a job's hyper-parameters.
pub fn to_binary32(parts: u64) -> F32 {
	(F64::from_u64(parts) / F64::from_u64(ONE)).narrow()
}

/// Returns a published loss: the mean, in binary64, of the losses in their order, rounded to 10⁻⁹, ties to
/// even.
pub fn mean_loss(losses: impl IntoIterator<Item = F32>) -> Result<u64, Fault> {
	let (sum, count) = losses
		.into_iter()
		.fold((F64::ZERO, 0_u64), |(sum, count), loss| (sum + loss.widen(), count.saturating_add(1)));
	let parts = sum / F64::from_u64(count) * F64::from_u64(ONE);
	let beyond = !F64::from_u64(u64::MAX).exceeds(parts);
	if !parts.is_finite() || F64::ZERO.exceeds(parts) || beyond {
		return Err(Fault::NotFinite);
	}
	let whole = parts.truncate();
	let rest = parts - F64::from_u64(whole);
	let half = F64::ONE / F64::from_u64(2);
	let up = rest.exceeds(half) || (rest == half && whole % 2 == 1);
	Ok(whole.saturating_add(up.into()))
}
