//! The table of operators: for each folder in `src/ops`, its cases in the file and its functions in the
//! referee.
//!
//! A new operator is not complete without a line here, and the tests below fail until the line is true. The
//! steps are in `docs/contributing/change-an-operator.md`.

use crate::{TEXT, file, is_writing};
use std::{collections::BTreeSet, fs, path::Path};

const OPS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ops");
const REFEREE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../primitives/referee/src");

/// An operator and what belongs to it elsewhere.
struct Operator {
	/// The name of its folder.
	folder: &'static str,
	/// The names of its cases in the file.
	cases: &'static [&'static str],
	/// The public functions of the referee that recompute one of its elements.
	referee: &'static [&'static str],
}

const OPERATORS: &[Operator] = &[
	Operator { folder: "add", cases: &["add"], referee: &["product::add"] },
	Operator {
		folder: "attention",
		cases: &["attention", "softmax"],
		referee: &[
			"attention::scale",
			"attention::first_key",
			"attention::probabilities",
			"attention::score_gradients",
			"attention::mix",
			"attention::scatter",
			"attention::gather",
			"softmax::output",
			"softmax::gradient",
		],
	},
	Operator { folder: "bias", cases: &["bias"], referee: &["product::add"] },
	Operator { folder: "geglu", cases: &["geglu"], referee: &["geglu::output", "geglu::gradients"] },
	// It hands a gradient on and computes nothing.
	Operator { folder: "inject", cases: &[], referee: &[] },
	Operator {
		folder: "linear",
		cases: &["linear", "exact8-linear"],
		referee: &["product::element", "exact8::magnitude", "exact8::forward", "exact8::backward"],
	},
	Operator {
		folder: "lora",
		cases: &["lora-linear", "exact8-lora-linear", "outer"],
		referee: &["product::scaled", "product::adapted", "product::continued", "product::element"],
	},
	Operator {
		folder: "loss",
		cases: &["completion-loss", "exact8-completion-loss", "cross-entropy"],
		referee: &["loss::output", "loss::error", "loss::hidden_gradient"],
	},
	Operator {
		folder: "norm",
		cases: &["rms-norm", "head-norm"],
		referee: &["norm::output", "norm::gradient"],
	},
	Operator { folder: "rotary", cases: &["rope"], referee: &["rotary::rotate"] },
	Operator { folder: "swiglu", cases: &["swiglu"], referee: &["swiglu::output", "swiglu::gradients"] },
];

/// The cases of what is no operator, but a part of one or of the optimiser.
const PARTS: &[&str] = &["adamw", "dot", "exp", "ln", "max", "row", "sigmoid", "sum"];

/// Returns the names of the folders on disk.
fn folders() -> BTreeSet<String> {
	let entries = fs::read_dir(OPS).unwrap().map(|entry| entry.unwrap());
	let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
	folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

#[test]
fn the_table_has_every_operator_folder() {
	let table: BTreeSet<String> = OPERATORS.iter().map(|operator| operator.folder.to_string()).collect();
	assert_eq!(folders(), table, "src/ops and the table in tests/vectors/folders.rs differ");
}

#[test]
fn every_operator_has_vectors_and_a_referee() {
	for Operator { folder, cases, referee } in OPERATORS {
		let computes = Path::new(OPS).join(folder).join("cpu.rs").exists();
		let complete = !cases.is_empty() && !referee.is_empty();
		assert_eq!(computes, complete, "{folder}: name its cases and its functions in the referee");
	}
}

#[test]
fn the_file_has_the_cases_of_the_table_and_no_others() {
	let (_, cases) = file::parse(TEXT);
	let met = cases.iter().filter(|case| !case.outputs.is_empty() || is_writing());
	let met: BTreeSet<&str> = met.map(|case| case.name.as_str()).collect();
	let operators = OPERATORS.iter().flat_map(|operator| operator.cases);
	let named: BTreeSet<&str> = operators.chain(PARTS).copied().collect();
	assert_eq!(met, named, "tests/vectors.txt and the table in tests/vectors/folders.rs differ");
}

#[test]
fn the_referee_has_the_functions_of_the_table() {
	for name in OPERATORS.iter().flat_map(|operator| operator.referee) {
		let (module, function) = name.split_once("::").unwrap();
		let path = Path::new(REFEREE).join(module).with_extension("rs");
		let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
		let head = format!("pub fn {function}");
		let found = text.match_indices(&head).any(|(at, _)| text[at + head.len()..].starts_with(['(', '<']));
		assert!(found, "{} has no public function {function}", path.display());
	}
}

#[test]
fn every_operator_begins_with_its_formula_and_shapes() {
	for folder in folders() {
		let text = fs::read_to_string(Path::new(OPS).join(&folder).join("mod.rs")).unwrap();
		let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
		assert!(head.contains("Shapes:"), "ops/{folder}/mod.rs must begin with formula, order and shapes");
	}
}
