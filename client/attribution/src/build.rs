//! Building an index: append a record, flush, count it. A killed build goes on from the last count.

use crate::{
	format::{Footer, IndexError},
	gradients::{chosen, Gradients},
	quantise::quantise,
};
use codec::{Decode, DecodeAll, Encode};
use openledger_blobs::files;
use openledger_primitives::{ContributionId, Hash};
use std::{
	fs::{self, File},
	io::{BufWriter, Seek, SeekFrom, Write},
	ops::ControlFlow,
	path::Path,
};

/// Records between two flushes to disk: what a kill costs at most.
const BATCH: u32 = 8;

/// What an index is to be about.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Plan {
	/// Root of the adapter.
	pub adapter: Hash,
	/// Contributions with their numbers of records, in order of training data.
	pub sources: Vec<(ContributionId, u32)>,
}

/// How far a build has come.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct State {
	plan: Plan,
	tensors: Vec<(String, u32)>,
	largest_scale: u32,
	done: u32,
}

impl State {
	fn footer(&self, data: Hash) -> Footer {
		let Plan { adapter, sources } = self.plan.clone();
		let (tensors, largest_scale) = (self.tensors.clone(), self.largest_scale);
		Footer { adapter, sources, tensors, largest_scale, data }
	}
}

/// Builds the index at `out`, with `dir` for unfinished parts (on the same file system), and returns its root. `watch` is
/// told the records done and in all, and may end the build. Called again with the same plan, it goes on.
pub fn build(
	plan: &Plan,
	gradients: &dyn Gradients,
	dir: &Path,
	out: &Path,
	watch: &dyn Fn(u32, u32) -> ControlFlow<()>,
) -> Result<Hash, IndexError> {
	let mut state = resume(plan, dir)?;
	let total = state.footer(Hash::zero()).records();
	state.footer(Hash::zero()).check_limits()?;
	let path = dir.join("data");
	let file = File::options().create(true).truncate(false).write(true).open(&path)?;
	file.set_len(u64::from(state.done).saturating_mul(state.footer(Hash::zero()).record_bytes()))?;
	let mut data = BufWriter::new(file);
	data.seek(SeekFrom::End(0))?;
	while state.done < total {
		if watch(state.done, total).is_break() {
			return Err(IndexError::Cancelled);
		}
		append(&mut data, &mut state, gradients)?;
		if state.done.is_multiple_of(BATCH) || state.done == total {
			data.flush()?;
			data.get_ref().sync_data()?;
			files::write_beside(&dir.join("state"), &state.encode())?;
		}
	}
	let (root, _) = files::root_of(&path)?;
	let footer = state.footer(root);
	data.write_all(&footer.seal())?;
	data.flush()?;
	data.get_ref().sync_all()?;
	let folder = out.parent().unwrap_or(Path::new("."));
	files::ensure_dir(folder)?;
	fs::rename(&path, out)?;
	files::sync_dir(folder)?;
	fs::remove_dir_all(dir)?;
	Ok(footer.root())
}

/// The state on disk, if it is of the same plan; a fresh one otherwise.
fn resume(plan: &Plan, dir: &Path) -> Result<State, IndexError> {
	let bytes = fs::read(dir.join("state")).unwrap_or_default();
	let state = State::decode_all(&mut &bytes[..]).ok().filter(|state| state.plan == *plan);
	if let Some(state) = state {
		let needed = u64::from(state.done).saturating_mul(state.footer(Hash::zero()).record_bytes());
		if fs::metadata(dir.join("data")).is_ok_and(|data| data.len() >= needed) {
			return Ok(state);
		}
	}
	if dir.exists() {
		fs::remove_dir_all(dir)?;
	}
	files::ensure_dir(dir)?;
	Ok(State { plan: plan.clone(), tensors: Vec::new(), largest_scale: 0, done: 0 })
}

/// Appends the next record.
fn append(data: &mut impl Write, state: &mut State, gradients: &dyn Gradients) -> Result<(), IndexError> {
	let record = state.done;
	let fail = |message| IndexError::NoGradient { record, message };
	let gradient = gradients.gradient(record).map_err(fail)?;
	let chosen = chosen(&gradient);
	let length = |values: &[f32]| u32::try_from(values.len()).unwrap_or(u32::MAX);
	let tensors: Vec<_> = chosen.iter().map(|(name, values)| (name.clone(), length(values))).collect();
	if record == 0 {
		state.tensors = tensors;
		state.footer(Hash::zero()).check_limits()?;
	} else if state.tensors != tensors {
		return Err(IndexError::OtherTensors);
	}
	let mut codes = Vec::new();
	for (name, values) in chosen {
		let quantised = quantise(name, values)?;
		// Bits of non-negative floats are ordered as the floats are.
		state.largest_scale = state.largest_scale.max(quantised.scale.to_bits());
		data.write_all(&quantised.scale.to_le_bytes())?;
		codes.extend(quantised.codes.iter().map(|code| *code as u8));
	}
	data.write_all(&codes)?;
	state.done += 1;
	Ok(())
}
