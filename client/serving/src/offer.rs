//! The models that a provider is willing to serve and verify.

use openledger_primitives::{Balance, ModelId, model::Price};
use std::{collections::BTreeSet, str::FromStr};

/// The models that a provider serves, and for how much at the least.
///
/// Nothing else is fetched, loaded, indexed or repeated. Where neither models nor bases are named, the bases
/// that the provider registered for on the chain are offered, with every model tuned from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
	/// Models by number.
	pub models: BTreeSet<ModelId>,
	/// Base models by number, each with every model tuned from it.
	pub bases: BTreeSet<ModelId>,
	/// Least prices.
	pub min_price: MinPrice,
}

impl Offer {
	/// Returns whether the chain's registration decides, since nothing is named.
	pub fn is_open(&self) -> bool {
		self.models.is_empty() && self.bases.is_empty()
	}

	/// Returns whether a model of a base is named.
	pub fn names(&self, model: ModelId, base: ModelId) -> bool {
		self.models.contains(&model) || self.bases.contains(&base)
	}
}

/// Least prices in planck for 1,000 tokens, read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MinPrice {
	/// For tokens that are read.
	pub prompt_per_1k: Balance,
	/// For tokens that are written.
	pub completion_per_1k: Balance,
}

impl MinPrice {
	/// Returns whether a price reaches it.
	pub fn allows(&self, price: &Price) -> bool {
		price.prompt_per_1k >= self.prompt_per_1k && price.completion_per_1k >= self.completion_per_1k
	}
}

/// The text is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
	"a price is PLANCK, or PLANCK,PLANCK for tokens read and tokens written: whole numbers for 1,000 tokens"
)]
pub struct BadPrice;

impl FromStr for MinPrice {
	type Err = BadPrice;

	fn from_str(text: &str) -> Result<Self, BadPrice> {
		let (prompt, completion) = text.split_once(',').unwrap_or((text, text));
		let read = |text: &str| text.trim().replace('_', "").parse().map_err(|_| BadPrice);
		Ok(Self { prompt_per_1k: read(prompt)?, completion_per_1k: read(completion)? })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_least_price_is_one_number_or_two() {
		let price = |prompt_per_1k, completion_per_1k| MinPrice { prompt_per_1k, completion_per_1k };
		assert_eq!("7".parse(), Ok(price(7, 7)));
		assert_eq!("1_000, 2".parse(), Ok(price(1000, 2)));
		for bad in ["", "-1", "1,", "1,2,3", "1 OPEN"] {
			assert_eq!(bad.parse::<MinPrice>(), Err(BadPrice), "{bad}");
		}
		let floor = price(5, 10);
		let of = |prompt_per_1k, completion_per_1k| Price { prompt_per_1k, completion_per_1k };
		assert!(floor.allows(&of(5, 10)) && !floor.allows(&of(4, 10)) && !floor.allows(&of(5, 9)));
	}
}
