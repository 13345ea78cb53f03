//! Building an index. Features are appended record by record, flushed and counted, so that a killed build goes on from the last
//! count; when all are there, their means are taken away and what is left is quantised.

use crate::{
	features::{Features, Source},
	format::{Footer, IndexError},
	quantise::{norm, quantise},
};
use codec::{Decode, DecodeAll, Encode};
use openledger_blobs::files;
use openledger_primitives::{ContributionId, Hash};
use std::{
	fs::{self, File},
	io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
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
	vectors: Vec<(String, u32)>,
	done: u32,
}

impl State {
	fn footer(&self, data: Hash) -> Footer {
		let Plan { adapter, sources } = self.plan.clone();
		Footer { adapter, sources, vectors: self.vectors.clone(), data }
	}

	/// Bytes of one record's features on disk.
	fn features_bytes(&self) -> u64 {
		4 * self.footer(Hash::zero()).elements()
	}
}

/// Builds the index at `out`, with `dir` for unfinished parts (on the same file system), and returns its root. `watch` is
/// told the records done and in all, and may end the build. Called again with the same plan, it goes on. Memory does not
/// grow with the number of records.
pub fn build(
	plan: &Plan,
	source: &dyn Source,
	dir: &Path,
	out: &Path,
	watch: &dyn Fn(u32, u32) -> ControlFlow<()>,
) -> Result<Hash, IndexError> {
	let mut state = resume(plan, dir)?;
	state.footer(Hash::zero()).check_limits()?;
	collect(&mut state, source, dir, watch)?;
	let path = dir.join("index");
	quantise_all(&state, &dir.join("features"), &path)?;
	let (root, _) = files::root_of(&path)?;
	let footer = state.footer(root);
	let mut file = File::options().append(true).open(&path)?;
	file.write_all(&footer.seal())?;
	file.sync_all()?;
	let folder = out.parent().unwrap_or(Path::new("."));
	files::ensure_dir(folder)?;
	fs::rename(&path, out)?;
	files::sync_dir(folder)?;
	fs::remove_dir_all(dir)?;
	Ok(footer.root())
}

/// Appends the features of all records that are not there yet.
fn collect(
	state: &mut State,
	source: &dyn Source,
	dir: &Path,
	watch: &dyn Fn(u32, u32) -> ControlFlow<()>,
) -> Result<(), IndexError> {
	let total = state.footer(Hash::zero()).records();
	let file = File::options().create(true).truncate(false).write(true).open(dir.join("features"))?;
	file.set_len(u64::from(state.done).saturating_mul(state.features_bytes()))?;
	let mut data = BufWriter::new(file);
	data.seek(SeekFrom::End(0))?;
	while state.done < total {
		if watch(state.done, total).is_break() {
			return Err(IndexError::Cancelled);
		}
		append(&mut data, state, source)?;
		if state.done.is_multiple_of(BATCH) || state.done == total {
			data.flush()?;
			data.get_ref().sync_data()?;
			files::write_beside(&dir.join("state"), &state.encode())?;
		}
	}
	Ok(data.flush()?)
}

/// The state on disk, if it is of the same plan; a fresh one otherwise.
fn resume(plan: &Plan, dir: &Path) -> Result<State, IndexError> {
	let bytes = fs::read(dir.join("state")).unwrap_or_default();
	let state = State::decode_all(&mut &bytes[..]).ok().filter(|state| state.plan == *plan);
	if let Some(state) = state {
		let needed = u64::from(state.done).saturating_mul(state.features_bytes());
		if fs::metadata(dir.join("features")).is_ok_and(|data| data.len() >= needed) {
			return Ok(state);
		}
	}
	if dir.exists() {
		fs::remove_dir_all(dir)?;
	}
	files::ensure_dir(dir)?;
	Ok(State { plan: plan.clone(), vectors: Vec::new(), done: 0 })
}

fn lengths(features: &Features) -> Vec<(String, u32)> {
	let length = |values: &[f32]| u32::try_from(values.len()).unwrap_or(u32::MAX);
	features.iter().map(|(name, values)| (name.clone(), length(values))).collect()
}

/// Appends the next record.
fn append(data: &mut impl Write, state: &mut State, source: &dyn Source) -> Result<(), IndexError> {
	let record = state.done;
	let fail = |message| IndexError::NoFeatures { record, message };
	let features = source.features(record).map_err(fail)?;
	if record == 0 {
		state.vectors = lengths(&features);
		state.footer(Hash::zero()).check_limits()?;
	} else if state.vectors != lengths(&features) {
		return Err(IndexError::OtherVectors);
	}
	for (name, values) in features {
		if values.iter().any(|x| !x.is_finite()) {
			return Err(IndexError::NotFinite { tensor: name });
		}
		for value in values {
			data.write_all(&value.to_le_bytes())?;
		}
	}
	state.done += 1;
	Ok(())
}

/// Calls `each` with the numbers of one record after another.
fn records(
	state: &State,
	features: &Path,
	mut each: impl FnMut(&[f32]) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
	let mut file = BufReader::new(File::open(features)?);
	let mut bytes = vec![0; state.features_bytes() as usize];
	for _ in 0..state.done {
		file.read_exact(&mut bytes)?;
		let values: Vec<f32> = bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
		each(&values)?;
	}
	Ok(())
}

/// Writes means and data. A mean is a sum in binary64, in order of records, divided and rounded once to binary32: single
/// operations, the same on every machine.
fn quantise_all(state: &State, features: &Path, out: &Path) -> Result<(), IndexError> {
	let mut sums = vec![0f64; (state.features_bytes() / 4) as usize];
	records(state, features, |values| {
		for (sum, value) in sums.iter_mut().zip(values) {
			*sum += f64::from(*value);
		}
		Ok(())
	})?;
	let means: Vec<f32> = sums.iter().map(|sum| (sum / f64::from(state.done)) as f32).collect();
	let mut data = BufWriter::new(File::create(out)?);
	for mean in &means {
		data.write_all(&mean.to_le_bytes())?;
	}
	records(state, features, |values| {
		let (mut at, mut all) = (0, Vec::new());
		for (name, length) in &state.vectors {
			let place = at..at + *length as usize;
			at = place.end;
			let codes = quantise(name, &values[place.clone()], &means[place])?;
			data.write_all(&norm(&codes).to_le_bytes())?;
			all.extend(codes.iter().map(|code| *code as u8));
		}
		Ok(data.write_all(&all)?)
	})?;
	Ok(data.flush()?)
}
