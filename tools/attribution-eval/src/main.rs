#![doc = include_str!("../README.md")]

mod args;
mod counterfactual;
mod dump;
mod error;
mod evaluate;
mod gradients;
mod metrics;
mod removal;
mod report;
mod retrain;
mod set;
mod sets;
mod setting;
mod subsets;
mod tfidf;

use args::EvalArgs;
use clap::Parser;
use error::EvalError;
use std::process::ExitCode;

/// The scores of all records, by query.
type Scores = Vec<Vec<f64>>;
/// A method's name and its scores.
type Method = (&'static str, Scores);

fn main() -> ExitCode {
	match evaluate::run(&EvalArgs::parse()) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}
