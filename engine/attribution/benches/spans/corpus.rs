//! Ten million tokens, and answers to look for in them.

use openledger_model::{Base, Limits, Row, read_jsonl, tokenize};
use openledger_test_utils::reference_model;
use std::{
	env, fs,
	path::{Path, PathBuf},
};

/// Records and answers, as token ids.
pub struct Corpus {
	pub name: &'static str,
	pub vocabulary: u32,
	pub records: Vec<Vec<u32>>,
	/// Answers of a kind: text that is in no record, and the same with every other piece of 40 tokens copied
	/// from records.
	pub answers: [(&'static str, Vec<Vec<u32>>); 2],
}

/// Answers of a kind. Asked in turns, so that none finds in the processor's caches what it itself left there.
const ANSWERS: usize = 64;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
	fn below(&mut self, bound: usize) -> usize {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
		(mixed ^ mixed >> 31) as usize % bound
	}
}

impl Corpus {
	pub fn new(tokens: usize, answer: usize) -> Self {
		let (name, vocabulary, mut records, held_out) = real().unwrap_or_else(|| synthetic(tokens));
		let mut random = Random(1);
		let first: Vec<u32> = records.concat();
		let originals = records.len();
		let mut length = first.len();
		// Copies in which every eighth token is another one, as frequent ones as in the original.
		for at in 0.. {
			if length >= tokens {
				break;
			}
			let mut record = records[at % originals].clone();
			for token in &mut record {
				if random.below(8) == 0 {
					*token = first[random.below(first.len())];
				}
			}
			record.truncate(tokens - length);
			length += record.len();
			records.push(record);
		}
		let held_out: Vec<_> = held_out.chunks_exact(answer).take(ANSWERS).map(<[u32]>::to_vec).collect();
		let mut copied = held_out.clone();
		for piece in copied.iter_mut().flat_map(|answer| answer.chunks_mut(40).skip(1).step_by(2)) {
			let from = random.below(first.len() - piece.len());
			piece.copy_from_slice(&first[from..from + piece.len()]);
		}
		Self { name, vocabulary, records, answers: [("held-out", held_out), ("half-copied", copied)] }
	}
}

type Found = (&'static str, u32, Vec<Vec<u32>>, Vec<u32>);

/// The data sets of the folder: training files as records, the completions of the test files as an answer.
fn real() -> Option<Found> {
	let clone = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
	let variable = |name: &str| env::var_os(name).map(PathBuf::from);
	let folder = variable("OPENLEDGER_DATANETS").unwrap_or_else(|| clone.join("../shared/data/datanets"));
	let base = Base::open(&reference_model()).ok()?;
	let read = |ending: &str| {
		let mut files: Vec<PathBuf> =
			fs::read_dir(&folder).ok()?.filter_map(|file| Some(file.ok()?.path())).collect();
		files.sort();
		files.retain(|file| file.to_string_lossy().ends_with(ending));
		let records = files.iter().map(|file| read_jsonl(&fs::read(file).ok()?, &Limits::default()).ok());
		let records: Vec<Row> = records.collect::<Option<Vec<_>>>()?.concat();
		(!records.is_empty()).then_some(records)
	};
	let records = read("_train.jsonl")?
		.iter()
		.map(|record| Some(tokenize(&base, &record.record, u32::MAX).ok()?.ids))
		.collect::<Option<_>>()?;
	// Reasoning and abstracts rather than the answers of one word that come first.
	let held_out = read("_test.jsonl")?
		.into_iter()
		.rev()
		.flat_map(|record| base.tokenizer().encode(&record.record.completion()));
	let vocabulary = u32::try_from(base.config().vocabulary).ok()?;
	Some(("real text", vocabulary, records, held_out.collect()))
}

/// Tokens by Zipf's law: one of rank `r` occurs about `1 / r` as often as the first.
fn synthetic(tokens: usize) -> Found {
	const VOCABULARY: usize = 49_152;
	let mut random = Random(2);
	let mut token = || loop {
		let least = 1 << random.below(16);
		let rank = least + random.below(least) - 1;
		if rank < VOCABULARY {
			return rank as u32;
		}
	};
	// A tenth is made, the rest are copies of it with changes.
	let records = (0..tokens / 1000).map(|_| (0..100).map(|_| token()).collect()).collect();
	("synthetic", VOCABULARY as u32, records, (0..30_000).map(|_| token()).collect())
}
