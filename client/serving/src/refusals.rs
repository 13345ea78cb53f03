//! Refusals in the log: one line for a reason within ten seconds, however many requests come, so that whoever
//! runs the service sees what is tried on it, and nobody fills its disk.

use crate::error::ChatError;
use log::Level;
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// Time for which nothing more is said of a reason.
const QUIET: Duration = Duration::from_secs(10);
/// Longest line, in characters: texts may hold what clients sent.
const MAX_CHARACTERS: usize = 400;

/// The moment of the last line about a reason, and how many refusals there were since.
type Said = (Instant, u64);

/// What was said about refusals, by the code of their reason: a fixed set.
#[derive(Default)]
pub(crate) struct Refusals(Mutex<BTreeMap<&'static str, Said>>);

impl Refusals {
	/// Logs a refusal, or counts it for the next line about its reason.
	pub fn note(&self, error: &ChatError) {
		if let Some(line) = self.line(error, Instant::now()) {
			let (level, hint) = match error {
				ChatError::Internal(_) => (Level::Error, ""),
				ChatError::BondExceeded { .. } => {
					(Level::Warn, "; if the bond was slashed, ModelFactory.updateProvider fills it up")
				},
				_ => (Level::Info, ""),
			};
			log::log!(target: "serving", level, "{line}{hint}");
		}
	}

	/// Returns the line that a refusal leads to at a moment, if one is due.
	fn line(&self, error: &ChatError, now: Instant) -> Option<String> {
		let mut all = self.0.lock();
		let more = match all.get_mut(error.code()) {
			Some((since, more)) if now.saturating_duration_since(*since) < QUIET => {
				*more = more.saturating_add(1);
				return None;
			},
			Some((_, more)) => *more,
			None => 0,
		};
		all.insert(error.code(), (now, 0));
		// What a client sent must not look like a line of its own.
		let text: String = error.to_string().escape_debug().take(MAX_CHARACTERS).collect();
		let others = match more {
			0 => String::new(),
			more => format!(", and {more} more since the last line about this"),
		};
		Some(format!("refused ({}): {text}{others}", error.code()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_reason_is_told_once_in_a_while_with_the_number_of_the_rest() {
		let (refusals, start) = (Refusals::default(), Instant::now());
		let first = refusals.line(&ChatError::Busy, start).unwrap();
		assert!(first.starts_with("refused (busy): "), "{first}");
		assert!(!first.contains("more since"), "{first}");
		for _ in 0..41 {
			assert_eq!(refusals.line(&ChatError::Busy, start + QUIET / 2), None);
		}
		assert!(refusals.line(&ChatError::NoVoucher, start + QUIET / 2).is_some(), "another reason");
		let next = refusals.line(&ChatError::Busy, start + QUIET).unwrap();
		assert!(next.ends_with(", and 41 more since the last line about this"), "{next}");
	}

	#[test]
	fn what_clients_send_stays_in_one_line_of_bounded_length() {
		let refusals = Refusals::default();
		let error = ChatError::UnknownModel(format!("a\nINFO all is well {}", "x".repeat(10_000)));
		let line = refusals.line(&error, Instant::now()).unwrap();
		assert!(!line.contains('\n') && line.chars().count() < MAX_CHARACTERS + 100, "{line}");
	}
}
