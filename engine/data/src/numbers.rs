//! Telephone numbers and card numbers.

use crate::kind::Kind;
use core::ops::Range;

/// Most bytes of a number with what separates its groups.
const LONGEST: usize = 32;
/// Most groups that are told apart.
const GROUPS: usize = 8;

/// Digits in groups.
struct Number {
	digits: [u8; LONGEST],
	count: usize,
	/// Lengths of the groups.
	groups: [usize; GROUPS],
	parts: usize,
	/// What stands between the groups; none if it differs.
	separator: Option<u8>,
	/// Bytes from the beginning to the last digit.
	length: usize,
}

/// Reads digits with one separator, or a bracket and one, between groups.
fn read(bytes: &[u8]) -> Option<Number> {
	let mut number =
		Number { digits: [0; LONGEST], count: 0, groups: [0; GROUPS], parts: 0, separator: None, length: 0 };
	let (mut between, mut mixed, mut pending) = (0usize, false, None);
	for (byte, at) in bytes.iter().zip(0..LONGEST) {
		match byte {
			b'0'..=b'9' => {
				if number.count == 0 || between > 0 {
					number.parts += 1;
				}
				*number.groups.get_mut(number.parts.checked_sub(1)?)? += 1;
				*number.digits.get_mut(number.count)? = byte - b'0';
				number.count += 1;
				number.length = at + 1;
				between = 0;
				// What stands behind the last digit separates nothing.
				if let Some(separator) = pending.take() {
					mixed |= number.separator.is_some_and(|known| known != separator);
					number.separator = Some(separator);
				}
			},
			b'(' | b')' => between += 1,
			b' ' | b'-' | b'.' => {
				pending = Some(*byte);
				between += 1;
			},
			_ => break,
		}
		if between > 2 {
			break;
		}
	}
	if mixed {
		number.separator = None;
	}
	Some(number)
}

/// Finds a number that begins at `at`.
pub(crate) fn find(bytes: &[u8], at: usize) -> Option<(Kind, Range<usize>)> {
	let here = bytes.get(at..)?;
	let plus = here.first() == Some(&b'+');
	let number = read(here.get(usize::from(plus)..)?)?;
	let end = at + usize::from(plus) + number.length;
	// A longer word or number: no groups of its own.
	if bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80) {
		return None;
	}
	let kind = match plus {
		true => (9..=15).contains(&number.count).then_some(Kind::Phone),
		false if is_card(&number) => Some(Kind::Card),
		false => is_phone(&number).then_some(Kind::Phone),
	};
	kind.map(|kind| (kind, at..end))
}

fn is_card(number: &Number) -> bool {
	let Some(digits) = number.digits.get(..number.count) else { return false };
	let groups = number.groups.get(..number.parts).unwrap_or_default();
	let grouped = match groups {
		[_] => true,
		[4, 4, 4, 4] | [4, 6, 5] => matches!(number.separator, Some(b' ' | b'-')),
		_ => false,
	};
	grouped
		&& (13..=19).contains(&digits.len())
		&& digits.first().is_some_and(|first| (3..=6).contains(first))
		&& luhn(digits)
}

/// Returns true for numbers that are grouped as telephone numbers are: 3, 3 and 4 digits as in North America,
/// or a zero and three groups or more, of at least two digits, as in Europe.
fn is_phone(number: &Number) -> bool {
	let groups = number.groups.get(..number.parts).unwrap_or_default();
	match groups {
		[3, 3, 4] => number.digits.first().is_some_and(|first| *first >= 2),
		[3..=5, 3 | 4, 3 | 4] | [2, 2, 2, 2, 2] => {
			number.digits.first() == Some(&0)
				&& (10..=11).contains(&number.count)
				&& matches!(number.separator, Some(b' ' | b'-' | b'.'))
		},
		_ => false,
	}
}

/// Returns true if the last digit is the check of the others (ISO/IEC 7812).
fn luhn(digits: &[u8]) -> bool {
	let sum: u32 = digits.iter().rev().zip([1, 2].into_iter().cycle()).fold(0, |sum, (digit, weight)| {
		let product = u32::from(*digit) * weight;
		sum + product / 10 + product % 10
	});
	sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_check_of_cards() {
		assert!(luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3]));
		for wrong in [0, 1, 2, 4, 5, 6, 7, 8, 9] {
			assert!(!luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, wrong]));
		}
	}

	#[test]
	fn numbers_as_people_write_them() {
		for phone in ["+1 (212) 555-0147", "+442079460958", "020 7946 0958", "06 12 34 56 78", "212.555.0147"]
		{
			let found = find(phone.as_bytes(), 0);
			assert_eq!(found, Some((Kind::Phone, 0..phone.len())), "{phone}");
		}
		for other in
			["2026-11-27", "+5", "+1234", "192.168.100.200", "0.250", "1234567890", "+123456789012345678"]
		{
			assert_eq!(find(other.as_bytes(), 0), None, "{other}");
		}
	}
}
