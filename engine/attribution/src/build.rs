//! Building an index.
//!
//! Features of records, and after them of unrelated questions, are appended one by one, flushed and counted,
//! so that a killed build goes on from the last count. When all are there, near duplicates are grouped, the
//! mean over families of like records is subtracted and what is left is quantized; then the questions are
//! asked, and set the thresholds.

use crate::{
	SpanIndex, SpanPlan,
	calibration::{Calibration, questions},
	dedup::Groups,
	features::{Features, Source},
	format::{Footer, IndexError},
	index::{parts, spans_path},
	mix,
	quantize::{norm, quantize},
	query::Query,
};
use codec::{Decode, DecodeAll, Encode};
use memmap2::Mmap;
use openledger_content::{Hash, files, root::Hasher};
use openledger_model::{Observer, Phase, Progress};
use openledger_spec::ContributionId;
use std::{
	fs::{self, File},
	io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
	ops::Range,
	path::Path,
	time::Instant,
};

/// Number of records between two flushes to disk: a kill costs no more.
const BATCH: u32 = 8;

/// The plan of an index: what it is to be about.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Plan {
	/// Root of the base model.
	pub base: Hash,
	/// Root of the adapter.
	pub adapter: Hash,
	/// Contributions with their numbers of records, in order of training data.
	pub sources: Vec<(ContributionId, u32)>,
}

/// The state that a build has reached.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct State {
	plan: Plan,
	vectors: Vec<(String, u32)>,
	done: u32,
}

impl State {
	fn footer(&self) -> Footer {
		let Plan { adapter, sources, .. } = self.plan.clone();
		let (spans, data) = (Hash::zero(), Hash::zero());
		Footer { adapter, sources, vectors: self.vectors.clone(), question: 0, threshold: 0, spans, data }
	}

	/// Returns how many numbers one record's features have.
	fn elements(&self) -> usize {
		self.footer().elements() as usize
	}

	/// Returns the bytes of one record's features on disk.
	fn features_bytes(&self) -> u64 {
		4 * self.footer().elements()
	}
}

/// Builds the index at `out`, and the index of spans beside it, and returns its root.
///
/// `dir` is for unfinished parts, on the same file system. `observer` follows the passes through the model,
/// one for each record and some for unrelated questions, and may end the build. Called again with the same
/// plan, it goes on. Memory grows with the records' tokens, by about 32 bytes each, not with their features.
pub fn build(
	plan: &Plan,
	source: &dyn Source,
	dir: &Path,
	out: &Path,
	observer: &dyn Observer,
) -> Result<Hash, IndexError> {
	let mut state = resume(plan, dir)?;
	let mut footer = state.footer();
	footer.check_limits()?;
	collect(&mut state, source, dir, observer)?;
	footer.vectors = state.vectors.clone();
	let (features, path) = (dir.join("features"), dir.join("index"));
	let records: Vec<&[u32]> = (0..footer.records()).map(|record| source.tokens(record)).collect();
	let groups = Groups::of(&records, &footer.sources, &|token| source.is_numeral(token));
	let means = quantize_all(&state, &features, &groups, &path)?;
	footer.question = question_part(&footer, &groups, &path)?;
	footer.threshold = annotate(&state, &footer, &features, &means, &groups, &path)?;
	let folder = files::folder_of(out);
	files::ensure_dir(folder)?;
	// Before the index, which names its root: where the index is, they are.
	footer.spans = spans(plan, source.vocabulary(), &records, &spans_path(out))?;
	footer.data = files::root_of(&path)?.0;
	let mut file = File::options().append(true).open(&path)?;
	file.write_all(&footer.close())?;
	file.sync_all()?;
	fs::rename(&path, out)?;
	files::sync_dir(folder)?;
	fs::remove_dir_all(dir)?;
	Ok(footer.root())
}

/// Builds the index of spans and returns its root.
fn spans(plan: &Plan, vocabulary: u32, records: &[&[u32]], out: &Path) -> Result<Hash, IndexError> {
	let mut snapshot = Hasher::default();
	for id in records.iter().copied().flatten() {
		snapshot.update(&id.to_le_bytes());
	}
	let sources = plan.sources.clone();
	let plan = SpanPlan { base: plan.base, snapshot: snapshot.finish(), vocabulary, sources };
	Ok(SpanIndex::build(&plan, records, out)?)
}

/// Maps the unfinished file of an index.
fn map(path: &Path) -> Result<Mmap, IndexError> {
	let file = File::open(path)?;
	// SAFETY: the file is in the folder of this build alone, and nothing writes to it until the map is
	// dropped.
	Ok(unsafe { Mmap::map(&file) }?)
}

/// Returns the data in the file of an index.
fn data_of<'a>(map: &'a Mmap, footer: &Footer) -> Result<&'a [u8], IndexError> {
	let [_, data, _] = parts(footer);
	map.get(data).ok_or(IndexError::Damaged("it was cut short"))
}

/// Returns the part that the question has in scores, of 2^16, from records that lead.
fn question_part(footer: &Footer, groups: &Groups, path: &Path) -> Result<u32, IndexError> {
	let map = map(path)?;
	let size = footer.record_bytes() as usize;
	let records: Vec<&[u8]> = data_of(&map, footer)?.chunks_exact(size.max(1)).collect();
	let leading: Vec<u32> = (0..footer.records()).filter(|record| groups.leads(*record)).collect();
	let sampled: Vec<&[u8]> =
		mix::sample(&leading).iter().filter_map(|record| records.get(*record as usize).copied()).collect();
	let row = |(at, record): (usize, &&[u8])| {
		let query = Query::stored(record, footer);
		let others = sampled.iter().enumerate().filter(|(other, _)| *other != at);
		others.map(|(_, other)| query.score(other)).collect()
	};
	Ok(mix::question_part(sampled.iter().enumerate().map(row)))
}

/// Asks the unrelated questions, appends the records' notes and returns the threshold of all.
fn annotate(
	state: &State,
	footer: &Footer,
	features: &Path,
	means: &[f32],
	groups: &Groups,
	path: &Path,
) -> Result<i32, IndexError> {
	let mut calibration = Calibration::new(groups.leaders.len());
	let map = map(path)?;
	let data = data_of(&map, footer)?;
	passes(state, features, footer.records()..state.done, |values| {
		let mut rest = values;
		let vectors = footer.vectors.iter().map(|(name, length)| {
			let (values, others) = rest.split_at(*length as usize);
			rest = others;
			(name.clone(), values.to_vec())
		});
		let query = Query::new(&vectors.collect(), footer, means)?;
		let scores = query.scores(data, footer.record_bytes() as usize);
		let scores: Vec<i64> = scores.map(|sides| sides.mixed(footer.question)).collect();
		calibration.add(&scores, groups);
		Ok(())
	})?;
	drop(map);
	let (thresholds, threshold) = calibration.finish();
	let mut file = BufWriter::new(File::options().append(true).open(path)?);
	for ((threshold, leader), head) in thresholds.iter().zip(&groups.leaders).zip(&groups.heads) {
		file.write_all(&threshold.to_le_bytes())?;
		file.write_all(&leader.to_le_bytes())?;
		file.write_all(&head.to_le_bytes())?;
	}
	file.flush()?;
	Ok(threshold)
}

/// Appends the features of all records and questions that are not there yet.
fn collect(
	state: &mut State,
	source: &dyn Source,
	dir: &Path,
	observer: &dyn Observer,
) -> Result<(), IndexError> {
	let records = state.footer().records();
	let total = records.saturating_add(questions::COUNT);
	let file = File::options().create(true).truncate(false).write(true).open(dir.join("features"))?;
	file.set_len(u64::from(state.done).saturating_mul(state.features_bytes()))?;
	let mut data = BufWriter::new(file);
	data.seek(SeekFrom::End(0))?;
	let (first, begun) = (state.done, Instant::now());
	while state.done < total {
		observer.progress(&progress(state.done, total, (first, begun)));
		if observer.cancelled() {
			return Err(IndexError::Cancelled);
		}
		append(&mut data, state, source, records)?;
		if state.done.is_multiple_of(BATCH) || state.done == total {
			data.flush()?;
			data.get_ref().sync_data()?;
			files::write_atomically(&dir.join("state"), &state.encode())?;
		}
	}
	Ok(data.flush()?)
}

/// Returns the progress of a run that began at record `first`, at a moment.
fn progress(done: u32, total: u32, (first, begun): (u32, Instant)) -> Progress {
	let each = begun.elapsed().as_secs_f64() / f64::from((done - first).max(1));
	let seconds_left = if done > first { each * f64::from(total - done) } else { 0.0 };
	let (loss, tokens_per_second) = (0.0, 0.0);
	Progress { phase: Phase::Indexing, step: done, steps: total, loss, tokens_per_second, seconds_left }
}

/// Returns the state on disk, if it is of the same plan; a fresh one otherwise.
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

/// Appends the next record, or question.
fn append(
	data: &mut impl Write,
	state: &mut State,
	source: &dyn Source,
	records: u32,
) -> Result<(), IndexError> {
	let record = state.done;
	let features = match record.checked_sub(records) {
		None => source.features(record),
		Some(question) => source.question(question),
	};
	let features = features.map_err(|message| IndexError::NoFeatures { record, message })?;
	if record == 0 {
		state.vectors = lengths(&features);
		state.footer().check_limits()?;
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

/// Calls `each` with the numbers of one record, or question, after another.
fn passes(
	state: &State,
	features: &Path,
	range: Range<u32>,
	mut each: impl FnMut(&[f32]) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
	let mut file = BufReader::new(File::open(features)?);
	file.seek(SeekFrom::Start(state.features_bytes().saturating_mul(range.start.into())))?;
	let mut bytes = vec![0; state.features_bytes() as usize];
	for _ in range {
		file.read_exact(&mut bytes)?;
		let values: Vec<f32> = bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
		each(&values)?;
	}
	Ok(())
}

/// Writes means and data, and returns the means: those of families, each the mean of its leaders, so that
/// copies and variants move nothing.
///
/// A mean is a sum in binary64, in order of records, of values divided by the size of their family, divided
/// by the number of families and rounded once to binary32: single operations, the same on every machine.
fn quantize_all(state: &State, features: &Path, groups: &Groups, out: &Path) -> Result<Vec<f32>, IndexError> {
	let records = state.footer().records();
	let families = groups.families();
	let mut sums = vec![0f64; state.elements()];
	let mut heads = (0u32..).zip(&groups.heads);
	passes(state, features, 0..records, |values| {
		let Some((_, head)) = heads.next().filter(|(record, _)| groups.leads(*record)) else { return Ok(()) };
		let size = families.get(head).map_or(1, Vec::len) as f64;
		for (sum, value) in sums.iter_mut().zip(values) {
			*sum += f64::from(*value) / size;
		}
		Ok(())
	})?;
	let means: Vec<f32> = sums.iter().map(|sum| (sum / families.len().max(1) as f64) as f32).collect();
	let mut data = BufWriter::new(File::create(out)?);
	for mean in &means {
		data.write_all(&mean.to_le_bytes())?;
	}
	passes(state, features, 0..records, |values| {
		let (mut at, mut all) = (0, Vec::new());
		for (name, length) in &state.vectors {
			let place = at..at + *length as usize;
			at = place.end;
			let codes = quantize(name, &values[place.clone()], &means[place])?;
			data.write_all(&norm(&codes).to_le_bytes())?;
			all.extend(codes.iter().map(|code| *code as u8));
		}
		Ok(data.write_all(&all)?)
	})?;
	data.flush()?;
	Ok(means)
}
