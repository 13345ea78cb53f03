//! Files from which other programs compute the linear datamodelling score of their methods, on the same
//! gradients and the same models: `scripts/peers/dattri_lds.py` reads them.

use crate::{EvalError, Method, gradients::Taken, sets::Choice, subsets::Halves};
use openledger_content::files::{FileError, ensure_dir};
use serde::Serialize;
use std::{
	collections::BTreeMap,
	fs::{self, File},
	io::{BufWriter, Write},
	path::{Path, PathBuf},
};

/// The contents of `lds.json`. Beside it are `records.f32` and `queries.f32`: gradients of the mean loss
/// under the model that learnt all records, a row each, its tensors one after the other, little-endian.
#[derive(Serialize)]
struct Shapes<'a> {
	/// Each tensor's name and length.
	tensors: Vec<(&'a str, usize)>,
	/// The loss of each record under the model that learnt all.
	record_losses: &'a [f64],
	/// The loss of each query under that model.
	query_losses: Vec<f64>,
	/// Numbers of the records in each random half.
	subsets: &'a [Choice],
	/// The losses of the queries under the model that learnt each half.
	losses: Vec<Vec<f64>>,
	/// Our methods' scores of all records, by query.
	scores: BTreeMap<&'a str, Vec<&'a Vec<f64>>>,
}

/// The losses under the model that learnt all, of all records and all queries.
pub(crate) struct Full {
	pub(crate) records: Vec<f64>,
	pub(crate) queries: Vec<f64>,
}

/// Writes all files, for some of the queries.
pub(crate) fn write(
	dir: &Path,
	taken: &Taken,
	full: &Full,
	halves: &Halves,
	methods: &[Method],
	queries: &Choice,
) -> Result<(), EvalError> {
	ensure_dir(dir)?;
	rows(&dir.join("records.f32"), taken.known.iter())?;
	rows(&dir.join("queries.f32"), queries.iter().map(|query| &taken.asked[*query]))?;
	let of = |losses: &Vec<f64>| queries.iter().map(|query| losses[*query]).collect();
	let shapes = Shapes {
		tensors: taken.tensors(),
		record_losses: &full.records,
		query_losses: of(&full.queries),
		subsets: &halves.sets,
		losses: halves.losses.iter().map(of).collect(),
		scores: methods
			.iter()
			.map(|(method, scores)| (*method, queries.iter().map(|query| &scores[*query]).collect()))
			.collect(),
	};
	let path = dir.join("lds.json");
	let json = serde_json::to_vec(&shapes)
		.map_err(|error| EvalError::Spec { path: PathBuf::from("the dump"), message: error.to_string() })?;
	Ok(fs::write(&path, json).map_err(FileError::io("write", &path))?)
}

fn rows<'a>(path: &Path, rows: impl Iterator<Item = &'a Vec<Vec<f32>>>) -> Result<(), EvalError> {
	let write = || {
		let mut file = BufWriter::new(File::create(path)?);
		for value in rows.flatten().flatten() {
			file.write_all(&value.to_le_bytes())?;
		}
		file.flush()
	};
	Ok(write().map_err(FileError::io("write", path))?)
}
