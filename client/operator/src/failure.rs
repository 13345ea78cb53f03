//! Failures in one sentence, with what to do.

use std::any::Any;

/// Most characters of a failure that are shown. What is longer is a dump of something.
const MAX_SHOWN: usize = 4_000;

/// Returns what a panic said.
pub fn panic_message(reason: &(dyn Any + Send)) -> String {
	let text = reason.downcast_ref::<String>().map(String::as_str);
	text.or_else(|| reason.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message").into()
}

/// Turns the text of an error into what an operator is shown: without wrappers, backtraces and dumps.
///
/// Where the cause is known from the text, a second sentence says what to do.
pub fn explain(text: &str) -> String {
	let plain = strip(text);
	match hint(&plain) {
		Some(hint) if !plain.contains(hint) => format!("{}. {hint}", plain.trim_end_matches('.')),
		_ => plain,
	}
}

/// Takes the wrappers off that libraries put around a message, and what follows it.
fn strip(text: &str) -> String {
	const WRAPPERS: &[&str] = &["Other: ", "Application: ", "Invalid input: ", "Error: ", "Service: "];
	/// What begins a dump.
	const DUMPS: &[&str] = &["\nWASM backtrace", " for blob:\n", "\nstack backtrace", "\nNote: "];
	let mut text = text.trim();
	while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| text.strip_prefix(wrapper)) {
		text = inner.trim_start();
	}
	let end = DUMPS.iter().filter_map(|dump| text.find(dump)).min().unwrap_or(text.len());
	let text = text.get(..end).unwrap_or(text).trim_end();
	let mut plain: String = text.chars().take(MAX_SHOWN).filter(|c| *c == '\n' || !c.is_control()).collect();
	if text.chars().nth(MAX_SHOWN).is_some() {
		plain.push('…');
	}
	plain
}

/// Returns what to do about a failure that names no cure itself.
fn hint(text: &str) -> Option<&'static str> {
	const HINTS: &[(&[&str], &str)] = &[
		(
			&["wasm trap"],
			"The runtime in the specification refuses its settings: export a preset of this node and edit \
				that",
		),
		(
			&["No space left on device"],
			"Free some disk space, or move the data to a larger disk with --base-path",
		),
		(
			&["no native root CA certificates"],
			"Install the system's certificates: `apt-get install ca-certificates`, or name a file of them in \
				SSL_CERT_FILE",
		),
		(&["Too many open files"], "Raise the limit: `ulimit -n 65536`, or LimitNOFILE= in the unit"),
		(
			&["lock", "Resource temporarily unavailable"],
			"Another process uses this database: stop it, or choose another --base-path",
		),
		(
			&["Genesis block mismatch"],
			"The database is of another chain: correct --chain, or choose another --base-path",
		),
		(
			&["genesis", "does not match"],
			"The database is of another chain: correct --chain, or choose another --base-path",
		),
		(&["Essential task failed"], "The node stopped itself; the log above names the task and its error"),
		(
			&["Permission denied"],
			"Run this as the user who owns the files, or give them to that user with `chown -R`",
		),
	];
	HINTS.iter().find(|(words, _)| words.iter().all(|word| text.contains(word))).map(|(_, hint)| *hint)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn wrappers_and_dumps_go() {
		let trap = "Other: wasm call error Execution aborted due to trap: wasm trap: wasm `unreachable` \
			instruction \
			executed\nWASM backtrace:\nerror while executing at wasm backtrace:\n    0: 0x449fe3 - \
			rust_begin_unwind";
		let said = explain(trap);
		assert!(!said.contains("backtrace") && !said.contains('\n'), "{said}");
		assert!(said.contains("export a preset"), "{said}");
		let blob = "Invalid input: Invalid JSON blob: unknown field `x` at line 1 for blob:\n{\n  \
			\"attribution\": {}";
		assert_eq!(explain(blob), "Invalid JSON blob: unknown field `x` at line 1");
		assert_eq!(explain("Other: Application: Other: plain words"), "plain words");
	}

	#[test]
	fn a_known_cause_has_a_cure_and_is_said_once() {
		for (text, cure) in [
			("write /x: No space left on device (os error 28)", "Free some disk space"),
			("accept: Too many open files (os error 24)", "LimitNOFILE"),
			("Permission denied (os error 13)", "chown"),
			("no native root CA certificates found (errors: [])", "apt-get install ca-certificates"),
			("Essential task failed.", "the log above"),
		] {
			let said = explain(text);
			assert!(said.contains(cure), "{said}");
			assert_eq!(explain(&said), said);
		}
		assert_eq!(explain("a sentence of our own: do this"), "a sentence of our own: do this");
	}

	#[test]
	fn nothing_fills_the_screen() {
		let said = explain(&"x".repeat(1 << 20));
		assert!(said.len() < 2 * MAX_SHOWN, "{}", said.len());
		assert_eq!(explain("a\u{1b}[31mred"), "a[31mred");
	}

	#[test]
	fn a_panic_says_its_message() {
		for (raised, message) in [
			(std::panic::catch_unwind(|| panic!("plain")), "plain"),
			(std::panic::catch_unwind(|| panic!("number {}", 7)), "number 7"),
			(std::panic::catch_unwind(|| std::panic::panic_any(7)), "a panic without a message"),
		] {
			assert_eq!(panic_message(&*raised.unwrap_err()), message);
		}
	}
}
