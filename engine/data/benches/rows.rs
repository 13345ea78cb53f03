//! Benchmark of a check without tokens: reading, duplicates, secrets and sizes of every row.
//!
//! ```sh
//! cargo bench -p openledger-data --bench rows
//! ```
//!
//! Rows are made up of some 60 words each from a fixed stream, 380 bytes a line; one in fifty repeats
//! another, and one in fifty names a mailbox. The time is that of 20,000 rows, so 100,000 rows a second are
//! 200 ms.

use criterion::{Criterion, Throughput};
use openledger_data::{Bounds, Check, Limits, Part, Reader};
use std::fmt::Write;

const ROWS: usize = 20_000;

const WORDS: [&str; 32] = [
	"ferry", "pier", "island", "bird", "river", "stone", "card", "bank", "leaves", "from", "at", "the", "a",
	"of", "on", "Sunday", "Monday", "morning", "how", "when", "which", "does", "is", "it", "there", "more",
	"than", "twelve", "boats", "harbour", "ticket", "costs",
];

fn sentence(state: &mut u64, words: usize) -> String {
	let mut text = String::new();
	for _ in 0..words {
		*state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		text.push_str(WORDS[(*state >> 59) as usize]);
		text.push(' ');
	}
	text
}

fn file(shape: &str) -> String {
	let (mut text, mut state) = (String::new(), 1);
	for row in 0..ROWS {
		let mut own = row as u64 + 1;
		let seed = if row % 50 == 49 { &mut own } else { &mut state };
		let (question, answer) = (sentence(seed, 30), sentence(seed, 30));
		let more =
			if row % 50 == 7 { format!("Write to desk{row}@example.org.") } else { format!("No. {row}.") };
		match shape {
			"pairs" => {
				writeln!(text, "{{\"prompt\": \"{question}\", \"completion\": \"{answer}{more}\"}}").unwrap();
			},
			_ => writeln!(
				text,
				"{{\"messages\": [{{\"role\": \"user\", \"content\": \"{question}\"}}, \
				 {{\"role\": \"assistant\", \"content\": \"{answer}{more}\"}}]}}"
			)
			.unwrap(),
		}
	}
	text
}

fn check(bytes: &[u8]) -> usize {
	let mut check = Check::new(Bounds::default(), None);
	check.begin("rows.jsonl", Part::Training);
	let mut reader = Reader::new(Limits::default());
	let mut result = Ok(());
	for piece in bytes.chunks(1 << 20) {
		result = result.and_then(|()| reader.push(piece, &mut |entry| _ = check.entry(entry)));
	}
	let end = result.and_then(|()| reader.finish(&mut |entry| _ = check.entry(entry)));
	check.end(end);
	check.report().usable
}

fn main() {
	let mut criterion = Criterion::default().configure_from_args().sample_size(10);
	let mut group = criterion.benchmark_group("check");
	group.throughput(Throughput::Elements(ROWS as u64));
	for shape in ["pairs", "messages"] {
		let text = file(shape);
		assert_eq!(check(text.as_bytes()), ROWS);
		group.bench_function(shape, |bencher| bencher.iter(|| check(text.as_bytes())));
	}
	group.finish();
}
