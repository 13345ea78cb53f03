//! The cost of a job: one formula, read by `submit_result`, `finalise_job` and the offchain worker.
//!
//! A job is trained on `tokens` tokens in all, and nobody counts them by snapshot. They are apportioned by
//! bytes: of a job over `B` bytes, a snapshot of `b` bytes is charged for `tokens × b ÷ B` tokens. Each fee
//! is rounded up once, on its exact 256-bit product, so the cost never falls as tokens grow.

use crate::types::Charge;
use alloc::vec::Vec;
use openledger_primitives::{
	Balance, ContributionId,
	datanet::SnapshotEntry,
	influence::{self, PARTS},
};
use sp_runtime::{Rounding, helpers_128bit::multiply_by_rational_with_rounding};

/// Tokens that a chat template may add to one record: role markers, separators and an end marker.
pub const TEMPLATE_TOKENS: u64 = 64;

/// Cost of training on some number of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
	/// Planck for the provider.
	pub provider: Balance,
	/// Planck for each snapshot's contributors, in the order of the charges.
	pub datanets: Vec<Balance>,
}

impl Cost {
	/// Returns the fees of all snapshots together, or `None` if they exceed a balance.
	pub fn datanet_fees(&self) -> Option<Balance> {
		self.datanets.iter().try_fold(0, |sum: Balance, fee| sum.checked_add(*fee))
	}

	/// Returns the whole cost, or `None` if it exceeds a balance.
	pub fn total(&self) -> Option<Balance> {
		self.provider.checked_add(self.datanet_fees()?)
	}
}

/// Returns `fee × amount ÷ divisor`, rounded up, or `None` if that exceeds a balance.
fn share(fee: Balance, amount: u128, divisor: u128) -> Option<Balance> {
	multiply_by_rational_with_rounding(fee, amount, divisor, Rounding::Up)
}

/// Returns the bytes in all snapshots of a job.
pub fn bytes(charges: &[Charge]) -> u64 {
	charges.iter().fold(0, |sum, charge| sum.saturating_add(charge.bytes))
}

/// Returns the records in all snapshots of a job.
pub fn records(charges: &[Charge]) -> u64 {
	charges.iter().fold(0, |sum, charge| sum.saturating_add(charge.records))
}

/// Returns the most tokens that training on these snapshots can count.
///
/// A token is at least one byte, and a chat template adds at most [`TEMPLATE_TOKENS`] to a record.
pub fn token_limit(charges: &[Charge], epochs: u16) -> u64 {
	let template = records(charges).saturating_mul(TEMPLATE_TOKENS);
	bytes(charges).saturating_add(template).saturating_mul(u64::from(epochs))
}

/// Returns the fewest tokens that training on these snapshots can count: every record is learnt from at least
/// one token in each epoch.
pub fn least_tokens(charges: &[Charge], epochs: u16) -> u64 {
	records(charges).saturating_mul(u64::from(epochs))
}

/// Returns what `tokens` cost at a provider's price, or `None` if that exceeds a balance or the snapshots are
/// empty.
pub fn cost(charges: &[Charge], price_per_1k_tokens: Balance, tokens: u64) -> Option<Cost> {
	let tokens = u128::from(tokens);
	let divisor = u128::from(bytes(charges)).checked_mul(1000).filter(|divisor| *divisor > 0)?;
	let datanets = charges
		.iter()
		.map(|charge| share(charge.fee_per_1k_tokens, tokens.checked_mul(charge.bytes.into())?, divisor));
	Some(Cost {
		provider: share(price_per_1k_tokens, tokens, 1000)?,
		datanets: datanets.collect::<Option<_>>()?,
	})
}

/// Returns the largest token count, up to [`token_limit`], that `escrow` pays for.
pub fn max_tokens(charges: &[Charge], price_per_1k_tokens: Balance, epochs: u16, escrow: Balance) -> u64 {
	let affordable = |tokens: u64| {
		cost(charges, price_per_1k_tokens, tokens).and_then(|cost| cost.total()).is_some_and(|t| t <= escrow)
	};
	let (mut low, mut high) = (0, token_limit(charges, epochs));
	// Invariant: `low` tokens are affordable (none cost nothing), more than `high` are out of the question.
	while low < high {
		let middle = high.saturating_sub(high.saturating_sub(low) / 2);
		if affordable(middle) {
			low = middle;
		} else {
			high = middle.saturating_sub(1);
		}
	}
	low
}

/// Divides a snapshot's fee among its contributions by bytes, so that the parts sum to `fee` exactly.
///
/// Shares of one billion by largest remainder ([`influence::apportion`]) are turned into planck by cumulative
/// flooring.
pub fn by_contribution(fee: Balance, entries: &[SnapshotEntry]) -> Vec<(ContributionId, Balance)> {
	let weights: Vec<_> = entries.iter().map(|e| (e.contribution, u128::from(e.bytes))).collect();
	let mut parts: u128 = 0;
	let mut given: Balance = 0;
	influence::apportion(&weights)
		.into_iter()
		.map(|(contribution, part)| {
			parts = parts.saturating_add(part.into());
			let until =
				multiply_by_rational_with_rounding(fee, parts, PARTS.into(), Rounding::Down).unwrap_or(fee);
			let amount = until.saturating_sub(given);
			given = until;
			(contribution, amount)
		})
		.filter(|(_, amount)| *amount > 0)
		.collect()
}
