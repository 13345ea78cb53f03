//! How well attribution finds records of the query's class, beside other methods on the same tuned model.
//!
//! `class` is a field that only the scorer reads: training and all methods see prompt and completion.

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
mod subsets;
mod tfidf;

use args::EvalArgs;
use clap::Parser;
use error::EvalError;
use std::process::ExitCode;

/// Scores of all records by query.
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
