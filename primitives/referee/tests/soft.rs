//! Software arithmetic against the processor's: every pair and triple of special numbers, and a million
//! random triples. `cargo run --release -p openledger-referee --example exhaustive` goes on from there.

mod hardware;

use hardware::{Noise, Operations, SPECIALS, check_doubles};
use openledger_referee::{F32, F64};

#[test]
fn special_numbers_in_all_combinations() {
	let mut operations = Operations::default();
	for a in SPECIALS {
		for b in SPECIALS {
			for c in SPECIALS {
				operations.check([a, b, c].map(f32::from_bits));
			}
		}
	}
	for account in operations.all() {
		assert_eq!(account.mismatches, 0, "{account}");
		assert_eq!(account.missing(), [""; 0], "{account}");
	}
}

#[test]
fn a_million_triples() {
	let (mut noise, mut operations) = (Noise(1), Operations::default());
	for _ in 0..1_000_000 {
		operations.check(noise.triple());
	}
	for account in operations.all() {
		assert_eq!(account.mismatches, 0, "{account}");
		assert_eq!(account.missing(), [""; 0], "{account}");
	}
}

#[test]
fn roots_and_conversions() {
	let (mut noise, mut words) = (Noise(2), SPECIALS.to_vec());
	words.extend((0..1_000_000).map(|_| noise.word() as u32));
	for word in words {
		let (x, soft) = (f32::from_bits(word), F32::from_bits(word));
		let same = |got: F32, expected: f32| {
			assert!(
				got.to_bits() == expected.to_bits() || (got == F32::NAN && expected.is_nan()),
				"{word:08x}: {got:?}, not {:08x}",
				expected.to_bits()
			);
		};
		same(soft.sqrt(), x.sqrt());
		same(F32::from_i32(word as i32), word as i32 as f32);
		let wide = noise.word() >> (word & 63);
		same(F32::from_u64(wide), wide as f32);
		assert_eq!(F64::from_u64(wide).to_bits(), (wide as f64).to_bits());
		assert_eq!((soft.is_nan(), soft.is_finite()), (x.is_nan(), x.is_finite()));
		if !x.is_nan() {
			assert_eq!(soft.widen().to_bits(), f64::from(x).to_bits());
			assert_eq!(soft.widen().narrow(), soft);
		}
	}
	assert_eq!(F32::from_bits(0xffff_ffff).widen(), F64::NAN);
}

#[test]
fn every_binary16_number() {
	for bits in 0..=u16::MAX {
		let (fraction, biased) = (f64::from(bits & 0x3ff), i32::from(bits >> 10 & 31));
		let magnitude = match biased {
			0 => fraction * 2f64.powi(-24),
			31 if fraction == 0.0 => f64::INFINITY,
			31 => f64::NAN,
			_ => (1024.0 + fraction) * 2f64.powi(biased - 25),
		};
		let expected = if bits >> 15 == 1 { -magnitude } else { magnitude } as f32;
		let got = F32::from_half(bits);
		assert!(got.to_bits() == expected.to_bits() || (got == F32::NAN && expected.is_nan()), "{bits:04x}");
	}
}

#[test]
fn binary64_operations() {
	let mut noise = Noise(3);
	let wrong: Vec<String> = (0..300_000).flat_map(|_| check_doubles(&mut noise)).take(10).collect();
	assert!(wrong.is_empty(), "{wrong:#?}");
}
