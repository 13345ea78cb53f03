#![doc = include_str!("../README.md")]

mod args;
mod counterfactual;
mod dump;
mod error;
mod evaluate;
mod frames;
mod gradients;
mod metrics;
mod removal;
mod report;
mod representations;
mod retrain;
mod set;
mod sets;
mod setting;
mod subsets;
mod tfidf;

use args::{Cli, Command, EvalArgs};
use clap::{CommandFactory, Parser, error::ErrorKind::MissingRequiredArgument};
use error::EvalError;
use std::process::ExitCode;

/// The scores of all records, by query.
type Scores = Vec<Vec<f64>>;
/// A method's name and its scores.
type Method = (&'static str, Scores);

fn main() -> ExitCode {
	let Cli { command, eval } = Cli::parse();
	let ran = match (command, eval) {
		(Some(Command::Frames(args)), _) => frames::run(&args),
		(None, Some(args)) => evaluate::run(&args),
		(None, None) => {
			Cli::command().error(MissingRequiredArgument, "name --train and --test, or `frames`").exit()
		},
	};
	match ran {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}
