//! Files of records on the command line: `check-data`, and how `finetune` reads.

use clap::Parser;
use openledger_cli::{CheckDataArgs, Error, FinetuneArgs, FinetuneReport, check_data, finetune};
use openledger_test_utils::tiny_base;
use std::{
	ffi::OsString,
	path::{Path, PathBuf},
};

const SPEC: &str = r#"{"method": "lora", "rank": 2, "alpha": 4, "targets": ["q", "v"],
	"learning_rate": "0.002", "warmup_steps": 0, "epochs": 1, "batch": 2, "max_length": 96,
	"weight_decay": "0.0", "clip_norm": "1.0", "seed": 7}"#;

const PAIRS: &str = "{\"prompt\": \"Which pier?\", \"completion\": \"Pier C.\"}\n\
	{\"prompt\": \"Which boat?\", \"completion\": \"The red one.\"}\n";

struct Folder(tempfile::TempDir);

impl Folder {
	fn new() -> Self {
		let dir = tempfile::tempdir().unwrap();
		tiny_base(dir.path());
		std::fs::write(dir.path().join("spec.json"), SPEC).unwrap();
		Self(dir)
	}

	fn path(&self, name: &str) -> PathBuf {
		self.0.path().join(name)
	}

	fn write(&self, name: &str, text: &str) -> PathBuf {
		std::fs::write(self.path(name), text).unwrap();
		self.path(name)
	}

	fn finetune(&self, data: &Path, held_out: Option<&Path>, more: &[&str]) -> Result<FinetuneReport, Error> {
		#[derive(Parser)]
		struct Command {
			#[command(flatten)]
			args: FinetuneArgs,
		}
		let out = tempfile::tempdir_in(self.0.path()).unwrap().keep();
		let (base, spec) = (self.path("tiny.gguf"), self.path("spec.json"));
		let mut line: Vec<OsString> = vec!["finetune".into()];
		let mut push = |name: &str, value: &Path| line.extend([name.into(), value.into()]);
		push("--base", &base);
		push("--spec", &spec);
		push("--data", data);
		push("--out", &out);
		push("--threads", Path::new("1"));
		if let Some(path) = held_out {
			push("--held-out", path);
		}
		line.extend(more.iter().map(OsString::from));
		finetune::run(Command::try_parse_from(line).unwrap().args)
	}
}

#[test]
fn every_shape_trains_to_the_same_bits() {
	let folder = Folder::new();
	let pairs = folder.finetune(&folder.write("pairs.jsonl", PAIRS), None, &[]).unwrap();
	let row = |question: &str, answer: &str, shape: usize| match shape {
		0 => format!(
			"{{\"messages\": [{{\"role\": \"user\", \"content\": \"{question}\"}}, \
			 {{\"role\": \"assistant\", \"content\": \"{answer}\"}}]}}\n"
		),
		1 => format!(
			"{{\"conversations\": [{{\"from\": \"human\", \"value\": \"{question}\"}}, \
			 {{\"from\": \"gpt\", \"value\": \"{answer}\"}}]}}\n"
		),
		_ => format!("{{\"instruction\": \"{question}\", \"input\": \"\", \"output\": \"{answer}\"}}\n"),
	};
	for shape in 0..3 {
		let text = row("Which pier?", "Pier C.", shape) + &row("Which boat?", "The red one.", shape);
		let report = folder.finetune(&folder.write("shape.jsonl", &text), None, &[]).unwrap();
		assert_eq!(
			(report.adapter_root, report.trace_root),
			(pairs.adapter_root, pairs.trace_root),
			"{shape}"
		);
	}
	// A mark, blank lines and other ends of lines change nothing either.
	let marked = format!("\u{feff}{}", PAIRS.replace('\n', "\r\n\r\n"));
	let report = folder.finetune(&folder.write("marked.jsonl", &marked), None, &[]).unwrap();
	assert_eq!(report.adapter_root, pairs.adapter_root);
}

#[test]
fn faults_name_their_file() {
	let folder = Folder::new();
	let good = folder.write("good.jsonl", PAIRS);
	let bad = folder.write("bad.jsonl", &format!("\n{PAIRS}{{\"prompt\": \"x\", \"completion\": null}}\n"));
	let long = folder.write(
		"long.jsonl",
		&format!("\n\n{{\"prompt\": \"x\", \"completion\": \"{}\"}}\n", "z ".repeat(99)),
	);
	let says =
		|data: &Path, held_out: Option<&Path>| folder.finetune(data, held_out, &[]).unwrap_err().to_string();
	for (error, name, place) in [
		(says(&bad, None), "bad.jsonl", "line 4, record 3: completion is null"),
		(says(&good, Some(&bad)), "bad.jsonl", "line 4, record 3: completion is null"),
		(says(&good, Some(&long)), "long.jsonl", "line 3, record 1: the record has"),
	] {
		assert!(error.contains(name) && error.contains(place), "{error}");
	}
}

#[test]
fn what_is_trained_on_is_not_evaluated_on() {
	let folder = Folder::new();
	let data = folder.write("data.jsonl", PAIRS);
	let error = folder.finetune(&data, Some(&data), &[]).unwrap_err();
	assert!(matches!(&error, Error::AllSeen { records: 2, .. }), "{error}");
	let other = "{\"prompt\": \"Which day?\", \"completion\": \"Sunday.\"}\n";
	let mixed =
		folder.finetune(&data, Some(&folder.write("mixed.jsonl", &format!("{PAIRS}{other}"))), &[]).unwrap();
	assert_eq!(mixed.held_out_seen, 2);
	let alone = folder.finetune(&data, Some(&folder.write("alone.jsonl", other)), &[]).unwrap();
	assert_eq!((alone.held_out_seen, alone.held_out_after), (0, mixed.held_out_after));
}

#[test]
fn rows_that_cannot_be_used_are_left_out_on_request() {
	let folder = Folder::new();
	let clean = folder.finetune(&folder.write("clean.jsonl", PAIRS), None, &[]).unwrap();
	let long = format!("{{\"prompt\": \"x\", \"completion\": \"{}\"}}\n", "z ".repeat(99));
	let dirty = folder.write("dirty.jsonl", &format!("null\n{PAIRS}{long}"));
	assert!(folder.finetune(&dirty, None, &[]).is_err());
	let report = folder.finetune(&dirty, None, &["--skip-bad-rows"]).unwrap();
	assert_eq!((report.records, report.left_out), (2, 2));
	assert_eq!(report.adapter_root, clean.adapter_root);
	let lists: Vec<_> = std::fs::read_dir(folder.0.path())
		.unwrap()
		.filter_map(|entry| std::fs::read_to_string(entry.unwrap().path().join("left-out.json")).ok())
		.collect();
	let rows: serde_json::Value = serde_json::from_str(&lists[0]).unwrap();
	assert_eq!((lists.len(), &rows[0]["line"], &rows[1]["line"]), (1, &1.into(), &4.into()));
	let none = folder.write("none.jsonl", "null\n");
	let error = folder.finetune(&none, None, &["--skip-bad-rows"]).unwrap_err().to_string();
	assert!(error.contains("none.jsonl: line 1, record 1: the row is null"), "{error}");
}

fn check_args(line: &[&Path]) -> CheckDataArgs {
	#[derive(Parser)]
	struct Command {
		#[command(flatten)]
		args: CheckDataArgs,
	}
	Command::try_parse_from([Path::new("check-data")].iter().chain(line)).unwrap().args
}

#[test]
fn a_check_counts_tokens_and_shows_what_is_learnt() {
	let folder = Folder::new();
	let base = folder.path("tiny.gguf");
	let text = "{\"messages\": [{\"role\": \"user\", \"content\": \"a?\"}, \
		{\"role\": \"assistant\", \"content\": \"b.\"}, \
		{\"role\": \"user\", \"content\": \"c?\"}, {\"role\": \"assistant\", \"content\": \"d.\"}]}\n";
	let long = format!("{{\"prompt\": \"x\", \"completion\": \"{}\"}}\n", "z ".repeat(99));
	let data = folder.write("data.jsonl", &format!("{text}{long}{PAIRS}"));
	let limit = [Path::new("--base"), &base, Path::new("--max-length"), Path::new("96"), &data];
	let report = check_data::check_data(&check_args(&limit)).unwrap();
	let file = &report.files[0];
	let tokens = file.tokens.as_ref().unwrap();
	assert_eq!((report.usable, file.left_out, tokens.over, tokens.limit), (3, 1, 1, 96));
	assert_eq!(tokens.longest_at.as_ref().unwrap().line, 2);
	assert!(tokens.learnt > 0 && tokens.learnt < tokens.total && tokens.median <= tokens.most);
	assert_eq!(
		report.first[0].text,
		"<|im_start|>user\na?<|im_end|>\n<|im_start|>assistant\n⟦b.<|im_end|>⟧\n\
		 <|im_start|>user\nc?<|im_end|>\n<|im_start|>assistant\n⟦d.<|im_end|>⟧"
	);
}

#[test]
fn a_check_fails_if_nothing_can_be_used() {
	let folder = Folder::new();
	let table = folder.write("table.csv", "prompt,completion\na,b\n");
	assert!(matches!(check_data::run(&check_args(&[&table])), Err(Error::NothingUsable)));
	let data = folder.write("data.jsonl", PAIRS);
	let both = check_data::check_data(&check_args(&[&table, &data, Path::new("--held-out"), &data])).unwrap();
	assert_eq!((both.usable, both.duplicates.exact_held_out), (2, 2));
	assert!(check_data::run(&check_args(&[&data, Path::new("--json")])).is_ok());
	let absent = folder.path("absent.jsonl");
	assert!(check_data::run(&check_args(&[&absent])).unwrap_err().to_string().contains("absent.jsonl"));
}
