//! Files as people have them: those of tests/inputs, and those of ../shared/cases where they are.

use openledger_data::{
	Bounds, Check, DataError, Format, Kind, Limits, Part, Problem, Reader, Report, Role, Rows, Shape,
	read_jsonl, read_rows,
};
use std::path::{Path, PathBuf};

fn input(name: &str) -> Vec<u8> {
	std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(name)).unwrap()
}

fn rows(name: &str) -> Result<Rows, DataError> {
	read_rows(&input(name), &Limits::default())
}

/// Checks files, the last of which is held out if `held_out` says so.
fn check(files: &[(&str, Vec<u8>)], held_out: bool) -> Report {
	let mut check = Check::new(Bounds::default(), None);
	for (number, (name, bytes)) in files.iter().enumerate() {
		let last = number + 1 == files.len();
		check.begin(name, if held_out && last { Part::HeldOut } else { Part::Training });
		let mut reader = Reader::new(Limits::default());
		// Pieces that end anywhere, within a character too.
		let pushed =
			bytes.chunks(7).try_for_each(|piece| reader.push(piece, &mut |entry| _ = check.entry(entry)));
		let end = pushed.and_then(|()| reader.finish(&mut |entry| _ = check.entry(entry)));
		check.end(end);
	}
	check.report()
}

#[test]
fn a_mark_of_utf8_is_skipped() {
	assert_eq!(rows("mark.jsonl").unwrap(), rows("plain.jsonl").unwrap());
	assert_eq!(rows("plain.jsonl").unwrap().rows.len(), 4);
}

#[test]
fn what_is_not_json_lines_is_named_with_the_cure() {
	for (name, format, cure) in [
		("utf16-le.jsonl", Format::Utf16, "iconv"),
		("utf16-be-unmarked.jsonl", Format::Utf16, "iconv"),
		("utf32.jsonl", Format::Utf32, "iconv"),
		("array.json", Format::JsonArray, "jq -c '.[]'"),
		("array-lines.json", Format::JsonArray, "jq -c '.[]'"),
		("pretty.json", Format::PrettyJson, "jq -c ."),
		("commas.jsonl", Format::CommaLines, "sed"),
		("python.jsonl", Format::Python, "json.dumps"),
		("table.csv", Format::Csv, "csv.DictReader"),
		("table.tsv", Format::Tsv, "delimiter"),
		("page.html", Format::Html, "download"),
		("notes.txt", Format::Text, "one JSON object"),
		("pointer.jsonl", Format::LfsPointer, "git lfs pull"),
		("packed.jsonl.gz", Format::Gzip, "gunzip"),
	] {
		let error = rows(name).unwrap_err();
		assert_eq!(error.problem, Problem::Format(format), "{name}");
		assert!(error.to_string().contains(cure), "{name}: {error}");
		let report = check(&[(name, input(name))], false);
		assert_eq!((report.usable, &*report.files[0].format), (0, format.name()), "{name}");
		assert!(report.to_string().contains(cure), "{report}");
	}
	for (magic, format) in [
		(&b"PAR1\x15\x04"[..], Format::Parquet),
		(b"ARROW1\0\0", Format::Arrow),
		(b"\x28\xb5\x2f\xfd\x04", Format::Zstandard),
		(b"PK\x03\x04\x14\0", Format::Zip),
		(b"\x7fELF\x02\x01\0", Format::Binary),
	] {
		let error = read_rows(magic, &Limits::default()).unwrap_err();
		assert_eq!(error.problem, Problem::Format(format));
	}
	// An array of one line that is longer than a line may be.
	let long = format!("[{}]", "{\"prompt\": \"a\", \"completion\": \"b\"},".repeat(50_000));
	assert_eq!(
		read_rows(long.as_bytes(), &Limits::default()).unwrap_err().problem,
		Problem::Format(Format::JsonArray)
	);
}

#[test]
fn lines_and_records_are_counted_apart() {
	let error = read_jsonl(&input("blank-lines.jsonl"), &Limits::default()).unwrap_err();
	assert_eq!((error.line, error.record), (Some(7), Some(3)));
	assert!(
		error.to_string().starts_with("line 7, record 3: not valid JSON: the line ends within"),
		"{error}"
	);
	let read = rows("blank-lines.jsonl").unwrap();
	assert_eq!(
		read.rows.iter().map(|row| (row.place.line, row.place.record)).collect::<Vec<_>>(),
		[(3, 1), (6, 2)]
	);
	assert_eq!((read.records(), &read.left_out), (3, &vec![error]));
}

#[test]
fn every_shape_is_a_conversation() {
	let read = rows("shapes.jsonl").unwrap();
	assert_eq!(read.left_out, []);
	let shapes: Vec<Shape> = read.rows.iter().map(|row| row.shape).collect();
	use Shape::*;
	assert_eq!(shapes, [Messages, ShareGpt, Alpaca, Alpaca, ChatPair, Messages, Pair]);
	let turns = |row: usize| -> Vec<(Role, &str, bool)> {
		read.rows[row].record.turns.iter().map(|turn| (turn.role, &*turn.text, turn.learnt)).collect()
	};
	assert_eq!(
		turns(0),
		[
			(Role::System, "Answer in short.", false),
			(Role::User, "When does tram 1 leave?", false),
			(Role::Assistant, "At six.", true),
			(Role::User, "And tram 2?", false),
			(Role::Assistant, "At seven.", true),
		]
	);
	// What nobody answers is cut off.
	assert_eq!(turns(1).len(), 2);
	assert_eq!(turns(2)[0].1, "Name the time.\n\nTram 4");
	assert_eq!(turns(3)[0].1, "Name the depot.");
	// Answers in the prompt are read, not learnt; so are those of weight 0.
	assert_eq!(turns(4).iter().map(|turn| turn.2).collect::<Vec<_>>(), [false, false, false, true]);
	assert_eq!(turns(5)[0].1, "When now?");
	assert_eq!(turns(5).iter().map(|turn| turn.2).collect::<Vec<_>>(), [false, false, false, true]);
}

/// What each row of bad-rows.jsonl after the first four is refused with.
const REASONS: &[&str] = &[
	"the row is null",
	"the row is a number",
	"the row is a text",
	"the row is a JSON array",
	"the row has no fields",
	"completion is missing",
	"completion is null",
	"completion is a number",
	"prompt is empty",
	"NaN is no value of JSON",
	"None is no value of JSON",
	"single quotes",
	"a comma after the record",
	"two records on one line",
	"a comma before the end",
	"prompt stands twice",
	"the row has only question, answer",
	"the row has only text",
	"the row is a preference",
	"the conversation has no turns",
	"messages is a text",
	"the conversation has no turn of the assistant",
	"the conversation begins with the assistant",
	"turns 1 and 2 are both by user",
	"turn 2 is null",
	"turn 2 is empty",
	"turn 2 has tool_calls",
	"turn 2 is a tool's",
	"turn 1 has a part of type \"image_url\"",
	"the row brings tools",
	"no turn is learnt",
	"the conversation begins with the assistant",
	"turn 1 is by \"narrator\"",
	"output is empty",
	"history is not read",
];

#[test]
fn every_bad_row_has_its_reason_and_costs_no_other() {
	let read = rows("bad-rows.jsonl").unwrap();
	assert_eq!((read.rows.len(), read.left_out.len()), (4, REASONS.len()));
	for ((error, says), line) in read.left_out.iter().zip(REASONS).zip(5..) {
		assert_eq!(error.line, Some(line));
		let text = error.to_string();
		assert!(text.contains(says), "line {line}: {text:?} lacks {says:?}");
		assert_eq!(
			text.matches("line ").count()
				- text.matches("on one line ").count()
				- text.matches("one line:").count(),
			1,
			"{text}"
		);
	}
}

#[test]
fn repeats_secrets_and_empty_answers_are_reported() {
	let report = check(
		&[
			("plain", input("plain.jsonl")),
			("dirty", input("dirty.jsonl")),
			("held", input("held-out.jsonl")),
		],
		true,
	);
	let found = &report.duplicates;
	assert_eq!((found.exact_within, found.exact_between, found.near_between), (0, 2, 1), "{report}");
	assert_eq!((found.exact_held_out, found.near_held_out), (1, 0));
	assert_eq!(report.usable, 11);
	let kinds: Vec<_> = report.findings.iter().map(|finding| (finding.kind, finding.rows)).collect();
	assert_eq!(kinds, [(Kind::Password, 1), (Kind::Mail, 1), (Kind::Phone, 1), (Kind::Card, 1)]);
	assert_eq!((report.files[1].empty_answers, report.files[1].empty_answer.as_ref().unwrap().line), (1, 7));
	let text = report.to_string();
	for says in [
		"dirty: line 1, record 1 repeats plain: line 1, record 1",
		"1 rows are trained on too",
		"⟦Tram 0 leaves",
	] {
		assert!(text.contains(says), "{text}");
	}
	for secret in ["s3cr3tgate99", "4111 1111", "anna.berg@"] {
		assert!(!text.contains(secret), "{text}");
		assert!(!serde_json::to_string(&report.findings).unwrap().contains(secret));
	}
	let same = check(&[("a", input("plain.jsonl")), ("a", input("plain.jsonl"))], true);
	assert_eq!(same.duplicates.exact_held_out, 4);
}

#[test]
fn limits_end_a_file_and_long_lines_cost_themselves_alone() {
	let limits = Limits { bytes: 4096, line: 100, records: 3 };
	let good = "{\"prompt\": \"a\", \"completion\": \"b\"}\n";
	let long = format!("{good}{}\n{good}", "x".repeat(500));
	let read = read_rows(long.as_bytes(), &limits).unwrap();
	assert_eq!(
		(read.rows.len(), &read.left_out[0].problem),
		(2, &Problem::LineTooLong { found: 500, limit: 100 })
	);
	let error = read_rows(good.repeat(4).as_bytes(), &limits).unwrap_err();
	assert_eq!((error.line, error.problem), (Some(4), Problem::TooManyRecords { limit: 3 }));
	let mut check = Check::new(Bounds::default(), None);
	check.begin("many", Part::Training);
	let result = Reader::new(limits).push(good.repeat(4).as_bytes(), &mut |entry| _ = check.entry(entry));
	check.end(result.map(|()| unreachable!("the fourth record is one too many")));
	let report = check.report();
	assert_eq!((report.files[0].taken, report.usable), (3, 0));
	let error = read_rows(&[b' '; 5000], &limits).unwrap_err();
	assert_eq!(error.problem, Problem::FileTooLarge { found: 5000, limit: 4096 });
	for empty in ["", "\n \n", "\u{feff}\n"] {
		assert_eq!(read_rows(empty.as_bytes(), &limits).unwrap_err().problem, Problem::NoRecords);
	}
}

/// Returns the folder of shared cases, or says loudly that it is absent.
fn shared() -> Option<PathBuf> {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
	let folder = std::env::var_os("OPENLEDGER_CASES").map_or(folder, PathBuf::from);
	if folder.is_dir() {
		return Some(folder);
	}
	eprintln!("NOT TESTED: no cases at {}: set OPENLEDGER_CASES to their folder", folder.display());
	None
}

#[test]
fn the_shared_cases_are_read_or_named() {
	let Some(folder) = shared() else { return };
	let read = |name: &str| read_rows(&std::fs::read(folder.join(name)).unwrap(), &Limits::default());
	for (name, taken, left_out) in [
		("a01-bom/bom.jsonl", 4, 0),
		("a02-foreign-shapes/alpaca.jsonl", 3, 0),
		("a02-foreign-shapes/chat.jsonl", 3, 0),
		("a02-foreign-shapes/mixed.jsonl", 4, 0),
		("a02-foreign-shapes/sharegpt.jsonl", 3, 0),
		("a02-foreign-shapes/trl.jsonl", 3, 0),
		("a03-wrong-line/blank-then-broken.jsonl", 1, 1),
		("a03-wrong-line/blank-then-long.jsonl", 4, 0),
		("a07-not-one-per-line/nan.jsonl", 0, 1),
		("a27-which-file/bad.jsonl", 1, 1),
		("a27-which-file/good.jsonl", 4, 0),
		("a27-which-file/tuples.jsonl", 0, 2),
	] {
		let rows = read(name).unwrap();
		assert_eq!((rows.rows.len(), rows.left_out.len()), (taken, left_out), "{name}");
	}
	assert_eq!(read("a03-wrong-line/blank-then-broken.jsonl").unwrap().left_out[0].line, Some(5));
	assert_eq!(read("a03-wrong-line/blank-then-long.jsonl").unwrap().rows[2].place.line, 7);
	for (name, format) in [
		("a01-bom/utf16.jsonl", Format::Utf16),
		("a07-not-one-per-line/array.jsonl", Format::JsonArray),
		("a07-not-one-per-line/array-lines.jsonl", Format::JsonArray),
		("a07-not-one-per-line/comma.jsonl", Format::CommaLines),
		("a07-not-one-per-line/pretty.jsonl", Format::PrettyJson),
		("a07-not-one-per-line/python.jsonl", Format::Python),
	] {
		assert_eq!(read(name).unwrap_err().problem, Problem::Format(format), "{name}");
	}
}
