//! The subcommand `finetune`: its arguments, and runs on random tokens.

use clap::{Parser, error::ErrorKind};
use openledger_cli::{Error, FinetuneArgs, FinetuneReport, finetune, read_spec};
use openledger_spec::HyperParameterError;
use openledger_test_utils::tiny_base;
use openledger_train::{DEFAULT_SPEC, Error as TrainError, SyntheticError};

#[derive(Parser)]
struct Command {
	#[command(flatten)]
	args: FinetuneArgs,
}

fn parse(line: &str) -> Result<FinetuneArgs, clap::Error> {
	let words = ["finetune", "--base", "b", "--out", "o"].into_iter().chain(line.split_whitespace());
	Command::try_parse_from(words).map(|command| command.args)
}

fn refused(line: &str) -> (ErrorKind, String) {
	let error = parse(line).err().unwrap_or_else(|| panic!("{line} is refused"));
	(error.kind(), error.to_string())
}

#[test]
fn records_or_random_tokens_but_not_both() {
	assert!(parse("--data d --spec s").is_ok_and(|a| a.synthetic.is_none() && a.memory == 400));
	assert!(parse("--synthetic 1x512 --steps 3").is_ok_and(|a| a.data.is_none() && a.spec.is_none()));
	assert!(parse("--synthetic 1x512 --steps 3 --spec s").is_ok());
	let missing = |line: &str, name: &str| {
		let (kind, text) = refused(line);
		assert!(kind == ErrorKind::MissingRequiredArgument && text.contains(name), "{line}: {text}");
	};
	missing("--spec s", "--data");
	missing("--data d", "--spec");
	missing("--synthetic 1x512", "--steps");
	missing("--spec s --steps 3", "--synthetic");
	for (line, name) in [
		("--synthetic 1x512 --steps 3 --data d", "--data"),
		("--synthetic 1x512 --steps 3 --held-out h", "--held-out"),
		("--data d --spec s --steps 3", "--steps"),
	] {
		let (kind, text) = refused(line);
		assert!(kind == ErrorKind::ArgumentConflict && text.contains(name), "{text}");
	}
}

#[test]
fn numbers_out_of_bounds_say_what_is_possible() {
	for (value, says) in [
		("512", "BATCHxLENGTH"),
		("1by512", "BATCHxLENGTH"),
		("0x512", "1 to 1024 sequences"),
		("1x4", "8 to 8192 tokens"),
	] {
		let (kind, text) = refused(&format!("--synthetic {value} --steps 3"));
		assert!(kind == ErrorKind::ValueValidation && text.contains(says), "{text}");
	}
	for line in ["--micro-batch 0", "--memory -1", "--memory x"] {
		let line = format!("--synthetic 1x512 --steps 3 {line}");
		assert!(parse(&line).is_err(), "{line}");
	}
}

fn run(line: &str) -> Result<FinetuneReport, Error> {
	let dir = tempfile::tempdir().unwrap();
	tiny_base(dir.path());
	let mut args = parse(line).unwrap();
	args.base = dir.path().join("tiny.gguf");
	args.out = dir.path().join("out");
	let report = finetune::run(args)?;
	let json = std::fs::read_to_string(dir.path().join("out/report.json")).unwrap();
	let json: serde_json::Value = serde_json::from_str(&json).unwrap();
	assert_eq!(json["adapter_root"], serde_json::to_value(report.adapter_root).unwrap());
	assert_eq!(json.get("profile").is_some(), report.profile.is_some());
	Ok(report)
}

#[test]
fn random_tokens_train_and_how_they_run_does_not_matter() {
	let plain = run("--synthetic 4x32 --steps 3 --threads 1").unwrap();
	assert_eq!((plain.steps, plain.tokens, plain.profile.is_none()), (3, 3 * 4 * 32, true));
	assert!(plain.tokens_per_second > 0.0);
	for how in ["--micro-batch 1", "--micro-batch 3 --memory 0", "--threads 2 --memory 4294967295 --profile"]
	{
		let report = run(&format!("--synthetic 4x32 --steps 3 {how}")).unwrap();
		assert_eq!((report.adapter_root, report.trace_root), (plain.adapter_root, plain.trace_root), "{how}");
	}
	let longer = run("--synthetic 4x32 --steps 4 --threads 1").unwrap();
	assert_ne!(longer.trace_root, plain.trace_root);
}

#[test]
fn a_profile_has_every_operator_and_phase() {
	let profile = run("--synthetic 2x32 --steps 2 --memory 0 --profile").unwrap().profile.unwrap();
	assert_eq!(profile.steps, 2);
	let calls = |operator: &str, pass: &str| {
		let found = profile.operators.iter().find(|e| e.operator == operator && e.pass == pass);
		found.unwrap_or_else(|| panic!("{operator} {pass} in {profile}")).calls
	};
	// One micro-batch of two layers a step, both computed a second time.
	assert_eq!((calls("lora-linear", "forward"), calls("lora-linear", "backward")), (2 * 2 * 14, 2 * 14));
	assert_eq!((calls("attention", "forward"), calls("attention", "backward")), (2 * 2 * 2, 2 * 2));
	for operator in ["rms-norm", "rope", "swiglu", "completion-loss", "counted-rows"] {
		assert!(calls(operator, "forward") > 0 && calls(operator, "backward") > 0, "{operator}");
	}
	for phase in ["optimiser", "state-root"] {
		assert_eq!(calls(phase, "other"), 2, "{phase}");
	}
	assert_eq!(calls("embedding", "forward"), 2);
	assert_eq!((calls("adapter-packing", "other"), calls("checkpoint", "other")), (3, 1));
	let sum: f64 = profile.operators.iter().map(|entry| entry.share).sum();
	assert!((sum - 1.0).abs() < 1e-9);
}

#[test]
fn sequences_beyond_the_context_are_refused() {
	let error = run("--synthetic 1x512 --steps 1").unwrap_err();
	let expected = SyntheticError::Context { length: 512, context: 256 };
	assert!(matches!(error, Error::Train(TrainError::Synthetic(found)) if found == expected));
	let error = run("--synthetic 1x64 --steps 0").unwrap_err();
	assert!(matches!(error, Error::Train(TrainError::Synthetic(SyntheticError::Tokens { tokens: 0 }))));
}

#[test]
fn a_specification_of_rank_zero_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let spec = dir.path().join("spec.json");
	std::fs::write(&spec, DEFAULT_SPEC.replace("\"rank\": 8", "\"rank\": 0")).unwrap();
	let refused = read_spec(&spec);
	assert!(matches!(refused, Err(Error::Model(openledger_model::Error::Hyper(HyperParameterError::Rank)))));
}
