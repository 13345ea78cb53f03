//! Hidden states of single records, for attribution.

use crate::Error;
use openledger_model::{Model, Tokenized};
use std::ops::{Range, RangeInclusive};

/// A model that gives the hidden states of one record after another.
pub struct HiddenStates {
	model: Model,
	/// Numbers of layers that have run at the states that take part.
	depths: RangeInclusive<usize>,
}

impl HiddenStates {
	/// Takes the model that records are read with.
	///
	/// Of a model with L layers, the states between two and four fifths of its depth take part: before, they
	/// are about words; after, about the next word only. docs/design/attribution.md has the measurements.
	pub fn new(model: Model) -> Self {
		let layers = model.config().layers;
		Self { model, depths: 2 * layers / 5..=4 * layers / 5 }
	}

	/// Returns three vectors for each depth that takes part, in order.
	///
	/// `layers.NN.answer` is the mean state of the rows that predict the record's counted tokens,
	/// `layers.NN.end` the state of the last of these rows, and `layers.NN.question` the mean direction of
	/// all other rows: of each its state over its norm, since the first row of a sequence has a state so
	/// large that a mean of states is about little else. Without such rows it is zeros. Each has as many
	/// numbers as the model is wide. Sums run over rows in order, so that the bits are the same everywhere.
	pub fn of(&self, sequence: &Tokenized) -> Result<Vec<(String, Vec<f32>)>, Error> {
		let pack = self.model.pack_single(sequence)?;
		let last = pack.ids.len() - 1;
		let mut pooled = Vec::new();
		let width = self.model.config().hidden;
		let asked: Vec<usize> = (0..=last).filter(|row| pack.rows.binary_search(row).is_err()).collect();
		let states = self.model.hidden_states(&pack, self.depths.clone())?;
		for (depth, state) in self.depths.clone().zip(states) {
			pooled
				.push((format!("layers.{depth:02}.answer"), mean(&state, pack.rows.iter().copied(), width)));
			pooled.push((format!("layers.{depth:02}.end"), state[last * width..].to_vec()));
			pooled.push((format!("layers.{depth:02}.question"), direction(&state, &asked, width)));
		}
		match pooled.iter().flat_map(|(_, state)| state).all(|x| x.is_finite()) {
			true => Ok(pooled),
			false => Err(Error::NotFinite),
		}
	}

	/// Returns, for each depth, the mean state of each of some ranges of rows, to compare with: a model of L
	/// layers has depths from 0 to L. Ranges are cut to the rows there are, one fewer than tokens; an empty
	/// one gives zeros.
	pub fn means(
		&self,
		sequence: &Tokenized,
		depths: RangeInclusive<usize>,
		ranges: &[Range<usize>],
	) -> Result<Vec<Vec<Vec<f32>>>, Error> {
		let pack = self.model.pack_single(sequence)?;
		let width = self.model.config().hidden;
		let states = self.model.hidden_states(&pack, depths)?;
		let of = |state: &[f32], rows: &Range<usize>| {
			let all = state.len() / width;
			let rows = rows.start.min(all)..rows.end.min(all);
			match rows.is_empty() {
				true => vec![0.0; width],
				false => mean(state, rows, width),
			}
		};
		Ok(states.iter().map(|state| ranges.iter().map(|rows| of(state, rows)).collect()).collect())
	}
}

/// Returns the mean of some rows of `width` numbers, summed in order.
fn mean(state: &[f32], rows: impl ExactSizeIterator<Item = usize>, width: usize) -> Vec<f32> {
	let mut sum = vec![0f32; width];
	let count = rows.len() as f32;
	for row in rows {
		for (sum, x) in sum.iter_mut().zip(&state[row * width..]) {
			*sum += x;
		}
	}
	sum.iter().map(|sum| sum / count).collect()
}

/// Returns the mean of some rows of `width` numbers, each divided by its norm first. A row of zeros has no
/// direction and counts as zeros; without rows the mean is zeros.
fn direction(state: &[f32], rows: &[usize], width: usize) -> Vec<f32> {
	let mut sum = vec![0f32; width];
	for row in rows {
		let row = &state[row * width..(row + 1) * width];
		let norm = row.iter().fold(0f64, |sum, x| sum + f64::from(*x) * f64::from(*x)).sqrt() as f32;
		if norm != 0.0 {
			sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x / norm);
		}
	}
	let count = rows.len().max(1) as f32;
	sum.iter().map(|sum| sum / count).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_large_row_counts_as_much_as_a_small_one() {
		let state = [300.0, 400.0, 0.0, 0.0, 1.0, 0.0, 9.0, 9.0];
		assert_eq!(direction(&state, &[0, 2], 2), [0.8, 0.4]);
		assert_eq!(direction(&state, &[0, 1], 2), [0.3, 0.4]);
		assert_eq!(direction(&state, &[], 2), [0.0, 0.0]);
		// What overflows is found by the caller.
		assert!(direction(&[f32::NAN, 1.0], &[0], 2)[0].is_nan());
	}
}
