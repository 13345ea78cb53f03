//! The subcommand `join`, and what is trained on a folder and on the file that it becomes.

use clap::Parser;
use openledger_cli::{Error, FinetuneArgs, FinetuneReport, JoinArgs, finetune, join};
use openledger_content::files::root_of;
use openledger_test_utils::{FAMILIES, Gguf, Kind, TinyFamily};
use std::{fs, path::Path};

#[derive(Parser)]
struct Finetune {
	#[command(flatten)]
	args: FinetuneArgs,
}

fn train(base: &Path, out: &Path) -> Result<FinetuneReport, Error> {
	let (base, out) = (base.to_str().unwrap(), out.to_str().unwrap());
	let words = ["finetune", "--base", base, "--out", out, "--synthetic", "2x32", "--steps", "3"];
	finetune::run(Finetune::try_parse_from(words).unwrap().args)
}

fn joined(base: &Path, out: Option<&Path>) -> Result<join::JoinReport, Error> {
	let memory_limit = Default::default();
	join::run(&JoinArgs { base: base.into(), out: out.map(Into::into), memory_limit, json: true })
}

#[test]
fn a_folder_trains_to_the_roots_of_its_file() {
	let dir = tempfile::tempdir().unwrap();
	let references: Vec<serde_json::Value> = serde_json::from_str(FAMILIES).unwrap();
	let shape: TinyFamily = serde_json::from_value(references[0]["shape"].clone()).unwrap();
	let folder = dir.path().join("folder");
	fs::create_dir(&folder).unwrap();
	shape.folder(Kind::BF16).0.split(2).write(&folder);
	let file = dir.path().join("one.gguf");
	let report = joined(&folder, Some(&file)).unwrap();
	assert_eq!((report.root, report.bytes), root_of(&file).unwrap());
	assert_eq!(report, joined(&folder, None).unwrap());
	assert_eq!(report, joined(&file, None).unwrap());
	assert_eq!(report.context, 256);
	let [of_folder, of_file] =
		[(&folder, "a"), (&file, "b")].map(|(base, out)| train(base, &dir.path().join(out)).unwrap());
	assert_eq!((of_folder.adapter_root, of_folder.trace_root), (of_file.adapter_root, of_file.trace_root));
}

#[test]
fn a_split_file_becomes_the_file_that_it_was() {
	let dir = tempfile::tempdir().unwrap();
	for (number, part) in (1..).zip(Gguf::tiny().split(3)) {
		fs::write(dir.path().join(format!("tiny-{number:05}-of-00003.gguf")), part.bytes()).unwrap();
	}
	let file = dir.path().join("one.gguf");
	joined(&dir.path().join("tiny-00001-of-00003.gguf"), Some(&file)).unwrap();
	assert_eq!(fs::read(file).unwrap(), Gguf::tiny().bytes());
}
