//! The test vectors of `tests/vectors.txt`: every operator, on every instruction set of this machine and on
//! one, two and three threads, gives exactly the bits of the file. `README.md` in this folder describes the
//! file.
//!
//! The file is also its own list of cases. After adding a case to it, or when a definition changes on
//! purpose, this test with `OPENLEDGER_WRITE_VECTORS=1` writes the `out` lines anew:
//! `docs/contributing/change-an-operator.md` has the command.

#[path = "../common/mod.rs"]
mod common;
mod file;
mod folders;
mod operators;

use common::engines;
use file::Case;
use openledger_kernels::{Engine, Isa};
use std::sync::Arc;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors.txt");
const TEXT: &str = include_str!("../vectors.txt");

/// Computes the `out` lines of a case.
fn computed(engine: &Arc<Engine>, case: &Case) -> Vec<String> {
	operators::run(engine, case).iter().map(|(name, values)| file::out_line(name, values)).collect()
}

/// Returns whether the `out` lines are written anew, so that those of the file may be missing.
fn is_writing() -> bool {
	std::env::var_os("OPENLEDGER_WRITE_VECTORS").is_some()
}

#[test]
fn every_operator_gives_the_bits_of_the_file() {
	let (preface, cases) = file::parse(TEXT);
	if is_writing() {
		let engine = Engine::with_isa(1, Isa::Scalar).unwrap();
		let whole = cases.iter().map(|case| file::render(case, &computed(&engine, case)));
		std::fs::write(PATH, std::iter::once(preface).chain(whole).collect::<String>()).unwrap();
		return;
	}
	assert!(cases.len() >= 40, "the file lost its cases");
	for engine in engines() {
		for case in &cases {
			let (found, isa, threads) = (computed(engine, case), engine.isa(), engine.threads());
			assert_eq!(
				found, case.outputs,
				"{} at line {}, {isa:?}, {threads} threads",
				case.name, case.line
			);
		}
	}
}

#[test]
fn the_generator_is_splitmix64() {
	// The first outputs of the published generator for seed 1234567.
	let published = [6457827717110365317, 3203168211198807973, 9817491932198370423];
	assert_eq!([0, 1, 2].map(|i| file::word(1234567, i)), published);
}
