//! Exact decimals: an integer count of 10^-9.
//!
//! Hyper-parameters and losses end in committed hashes. JSON numbers would pass through binary floating
//! point on the way and pick up rounding that depends on the reader, so these travel as decimal strings
//! off chain and as `u64` on chain.

use alloc::{format, string::String};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// Number of parts in one unit.
pub const ONE: u64 = 1_000_000_000;

/// A non-negative decimal with nine places.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Decimal(pub u64);

/// The reason why a string is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
	/// The string is not of the form `digits` or `digits.digits`.
	Malformed,
	/// There are more than nine digits after the point.
	TooPrecise,
	/// There are more than 2^64 - 1 parts.
	TooLarge,
}

impl fmt::Display for DecimalError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Malformed => "not a decimal: write digits with at most one point, such as \"0.0005\"",
			Self::TooPrecise => "more than nine digits after the point",
			Self::TooLarge => "larger than 18446744073.709551615",
		})
	}
}

#[cfg(feature = "std")]
impl std::error::Error for DecimalError {}

impl Decimal {
	/// Returns the nearest binary32, by way of binary64: both conversions are exact IEEE operations
	/// (`u64` to `f64` rounds once, the division once, the narrowing once), the same on every machine.
	pub fn to_f32(self) -> f32 {
		(self.0 as f64 / ONE as f64) as f32
	}

	/// Rounds a finite, non-negative `f64` to nine places, ties to even; `None` for anything else or too
	/// large.
	pub fn from_f64(value: f64) -> Option<Self> {
		if !value.is_finite() || value < 0.0 {
			return None;
		}
		let parts = value * ONE as f64;
		if parts >= u64::MAX as f64 {
			return None;
		}
		let whole = parts as u64;
		let rest = parts - whole as f64;
		let up = rest > 0.5 || (rest == 0.5 && whole % 2 == 1);
		whole.checked_add(u64::from(up)).map(Self)
	}
}

impl FromStr for Decimal {
	type Err = DecimalError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
		let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
		if !digits(whole) || !digits(fraction) {
			return Err(DecimalError::Malformed);
		}
		if fraction.len() > 9 {
			return Err(DecimalError::TooPrecise);
		}
		let whole: u64 = whole.parse().map_err(|_| DecimalError::TooLarge)?;
		let mut parts: u64 = fraction.parse().map_err(|_| DecimalError::TooLarge)?;
		for _ in fraction.len()..9 {
			parts = parts.saturating_mul(10);
		}
		whole.checked_mul(ONE).and_then(|w| w.checked_add(parts)).map(Self).ok_or(DecimalError::TooLarge)
	}
}

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let fraction: String = format!("{:09}", self.0 % ONE);
		let fraction = fraction.trim_end_matches('0');
		write!(f, "{}.{}", self.0 / ONE, if fraction.is_empty() { "0" } else { fraction })
	}
}

impl serde::Serialize for Decimal {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> serde::Deserialize<'de> for Decimal {
	fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		text.parse().map_err(serde::de::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parses_and_prints_exactly() {
		for (text, parts) in [("0.0005", 500_000), ("1", ONE), ("0.0", 0), ("12.000000001", 12 * ONE + 1)] {
			assert_eq!(text.parse::<Decimal>(), Ok(Decimal(parts)));
			assert_eq!(Decimal(parts).to_string().parse(), Ok(Decimal(parts)));
		}
		assert_eq!(Decimal(500_000).to_string(), "0.0005");
		assert_eq!(Decimal(0).to_string(), "0.0");
	}

	#[test]
	fn refuses_what_is_not_a_decimal() {
		for text in ["", ".", "1.", ".5", "-1", "1e3", "0x1", "1.2.3", " 1", "+1"] {
			assert_eq!(text.parse::<Decimal>(), Err(DecimalError::Malformed), "{text}");
		}
		assert_eq!("0.0000000001".parse::<Decimal>(), Err(DecimalError::TooPrecise));
		assert_eq!("18446744073.709551616".parse::<Decimal>(), Err(DecimalError::TooLarge));
		assert_eq!("99999999999999999999999".parse::<Decimal>(), Err(DecimalError::TooLarge));
	}

	#[test]
	fn rounds_floats_to_even() {
		assert_eq!(Decimal::from_f64(2.5), Some(Decimal(2_500_000_000)));
		assert_eq!(Decimal::from_f64(f64::NAN), None);
		assert_eq!(Decimal::from_f64(f64::INFINITY), None);
		assert_eq!(Decimal::from_f64(-1.0), None);
		assert_eq!(Decimal::from_f64(1e30), None);
	}

	proptest::proptest! {
		#[test]
		fn every_value_survives_text(parts: u64) {
			proptest::prop_assert_eq!(Decimal(parts).to_string().parse(), Ok(Decimal(parts)));
		}
	}
}
