//! Mutated files: whatever they hold, there is a row or a reason for each line, bounded memory, and never a
//! panic.
//!
//! Ten thousand by default; `OPENLEDGER_FUZZ=1000000` makes it a long run.

use openledger_data::{Bounds, Check, Limits, Part, Reader, read_jsonl, read_rows};
use openledger_test_utils::{CountingAllocator, Fuzzed, fuzz_runner};
use proptest::prelude::*;
use std::cell::RefCell;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Rows of every shape, to be mutated.
const SEEDS: &[&str] = &[
	include_str!("inputs/plain.jsonl"),
	include_str!("inputs/shapes.jsonl"),
	include_str!("inputs/bad-rows.jsonl"),
	include_str!("inputs/dirty.jsonl"),
	include_str!("inputs/commas.jsonl"),
	include_str!("inputs/pretty.json"),
	"prompt,completion\n\"Which pier, please?\",Pier C.\nWhen?,\"At\nnoon\"\n",
	"prompt\tcompletion\nWhich pier?\tPier C.\n",
	"PAR1\u{15}\u{4}\u{15}\u{80}prompt completion PAR1",
];

/// Pieces that files go wrong with.
const PIECES: &[&[u8]] = &[
	b"\n",
	b"\r",
	b"\0",
	b"\xff",
	b"\xef\xbb\xbf",
	b"{",
	b"}",
	b"[",
	b"]",
	b"\"",
	b"\\u",
	b"\\ud800",
	b",",
	b":",
	b"null",
	b"1e999",
	b"-",
	b"NaN",
	b"\"messages\":",
	b"\"role\":",
	b"\"content\":[",
	b"{\"type\":\"text\"",
	b"@a.bc",
	b"4111 1111 1111 1111",
	b"+49 30 901820",
	b"-----BEGIN RSA PRIVATE KEY-----",
	b"eyJhbGciOiJIUzI1NiJ9.",
	b"sk-aaaaaaaaaaaaaaaaaaaa1",
	b"://a:b@",
	b"password: ",
	b"\xe3\x81\x82",
	b"\"weight\":0,",
	b"[[[[[[[[",
];

const LIMITS: Limits = Limits { bytes: 1 << 20, line: 2000, records: 60 };

fn mutated() -> impl Strategy<Value = Vec<u8>> {
	let change = (any::<prop::sample::Index>(), 0usize..6, 0..PIECES.len(), 0usize..40);
	(0..SEEDS.len(), prop::collection::vec(change, 1..12)).prop_map(|(seed, changes)| {
		let mut bytes = SEEDS[seed].as_bytes().to_vec();
		for (place, how, piece, length) in changes {
			let at = place.index(bytes.len() + 1);
			let end = (at + length).min(bytes.len());
			match how {
				0 => drop(bytes.splice(at..end, PIECES[piece].iter().copied())),
				1 => drop(bytes.splice(at..at, PIECES[piece].repeat(length))),
				2 => drop(bytes.drain(at..end)),
				3 => {
					let copy = bytes[at..end].to_vec();
					bytes.splice(at..at, copy.repeat(3));
				},
				4 => bytes.truncate(at),
				_ => {
					if let Some(byte) = bytes.get_mut(at) {
						*byte = byte.wrapping_add(length as u8);
					}
				},
			}
		}
		bytes
	})
}

/// Reads and checks bytes in pieces of a size; returns what a whole reading must agree with.
fn check(bytes: &[u8], size: usize) -> (usize, usize) {
	let mut check = Check::new(Bounds { remembered: 20, ..Bounds::default() }, None);
	check.begin("a", Part::Training);
	let mut reader = Reader::new(LIMITS);
	let pushed =
		bytes.chunks(size).try_for_each(|piece| reader.push(piece, &mut |entry| _ = check.entry(entry)));
	let end = pushed.and_then(|()| reader.finish(&mut |entry| _ = check.entry(entry)));
	check.end(end);
	let report = check.report();
	let file = &report.files[0];
	assert_eq!(file.rows, file.taken + file.left_out);
	assert!(file.rows <= LIMITS.records && file.faults.len() <= 5);
	let text = report.to_string();
	assert!(text.len() < 40_000, "{}", text.len());
	serde_json::to_string(&report).unwrap();
	(file.taken, file.left_out)
}

/// Checks everything that holds of any file, and returns what came of it.
fn holds(bytes: &[u8]) -> String {
	let counts = check(bytes, bytes.len().max(1));
	assert_eq!(counts, check(bytes, 13));
	if let Ok(rows) = read_rows(bytes, &LIMITS) {
		assert_eq!(counts, (rows.rows.len(), rows.left_out.len()));
		let strict = read_jsonl(bytes, &LIMITS);
		match rows.left_out.first() {
			Some(first) => assert_eq!(strict.as_ref().unwrap_err(), first),
			None => assert_eq!(strict.unwrap(), rows.rows),
		}
		for row in &rows.rows {
			let turns = &row.record.turns;
			assert!(turns.last().is_some_and(|turn| turn.learnt) && turns.len() >= 2);
			assert!(turns.iter().all(|turn| !turn.text.trim().is_empty()));
		}
	}
	match counts {
		(0, 0) => "no rows".into(),
		(0, _) => "all left out".into(),
		(_, 0) => "all taken".into(),
		_ => "some left out".into(),
	}
}

/// Runs [`holds`] on files, and reports the memory that they took.
fn fuzz(kind: &str, files: &impl Strategy<Value = Vec<u8>>) {
	let fuzzed = RefCell::new(Fuzzed::default());
	let check = |bytes: Vec<u8>| {
		fuzzed.borrow_mut().read((1 << 19) + 64 * bytes.len(), || holds(&bytes));
		Ok(())
	};
	fuzz_runner().run(files, check).unwrap();
	fuzzed.borrow().report(kind, 2);
}

#[test]
fn a_mutated_file_gives_rows_or_reasons() {
	fuzz("files of records", &mutated());
}

#[test]
fn any_bytes_give_rows_or_reasons() {
	fuzz("bytes as files of records", &any::<Vec<u8>>());
}

#[test]
fn nesting_is_refused_before_the_stack_ends() {
	for open in ["[", "{\"messages\":[", "{\"a\":"] {
		let limits = Limits { line: 1 << 20, ..LIMITS };
		let line = format!("{{\"prompt\": {}", open.repeat(60_000));
		assert!(read_jsonl(line.as_bytes(), &limits).is_err());
	}
}
