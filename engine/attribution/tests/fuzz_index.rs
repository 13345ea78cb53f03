//! Indexes mutated by structure, their roots made right again: typed errors, bounded memory, no panic.
//!
//! A node opens indexes that it built itself, from files that lie beside those of others. Ten thousand by
//! default. `OPENLEDGER_FUZZ=1000000` makes it a long run, and `OPENLEDGER_FUZZ_SEED=2` another one.

use codec::{Decode, Encode};
use openledger_attribution::{Features, Footer, Index, Plan, Source, SpanFooter, build};
use openledger_content::{Hash, blake2_256, root};
use openledger_kernels::Engine;
use openledger_model::{NoopObserver, Tokenized};
use openledger_test_utils::{CountingAllocator, Fuzzed, Random, fuzz_cases, spoil_bytes, variant};
use std::{collections::BTreeSet, fs, path::Path};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const RECORDS: u32 = 12;

/// Records of eight tokens and two little vectors.
struct Records(Vec<Vec<u32>>);

fn features(record: u32) -> Features {
	let value = |at: u32| f32::from((record * 37 + at * 11) as u8) / 256.0 - 0.5;
	let vector = |name: &str, length: u32| (name.to_string(), (0..length).map(value).collect());
	["answer", "end"].iter().map(|end| vector(&format!("layers.3.{end}"), 6)).collect()
}

impl Source for Records {
	fn features(&self, record: u32) -> Result<Features, String> {
		Ok(features(record))
	}
	fn question(&self, question: u32) -> Result<Features, String> {
		Ok(features(1_000 + question))
	}
	fn tokens(&self, record: u32) -> &[u32] {
		&self.0[record as usize]
	}
	fn is_numeral(&self, token: u32) -> bool {
		token.is_multiple_of(5)
	}
	fn vocabulary(&self) -> u32 {
		100
	}
}

/// A file of an index: what stands before its footer, the footer, and the name of its kind.
#[derive(Clone)]
struct File<F> {
	data: Vec<u8>,
	footer: F,
	kind: [u8; 8],
}

impl<F: Encode + Decode> File<F> {
	fn read(path: &Path) -> Self {
		let mut data = fs::read(path).unwrap();
		let kind = data.split_off(data.len() - 8).try_into().unwrap();
		let length = data.split_off(data.len() - 8).try_into().unwrap();
		data.truncate(data.len() - 32);
		let footer = data.split_off(data.len() - u64::from_le_bytes(length) as usize);
		Self { data, footer: F::decode(&mut &footer[..]).unwrap(), kind }
	}

	/// Writes the file with a check that fits its footer.
	fn write(&self, path: &Path, random: &mut Random) -> usize {
		let footer = self.footer.encode();
		let length = (footer.len() as u64).to_le_bytes();
		let mut bytes = [&self.data, &footer, &blake2_256(&footer)[..], &length, &self.kind].concat();
		if random.once_in(16) {
			spoil_bytes(&mut bytes, random);
		}
		// A new file: some systems wait for the disk when an old one is written again.
		let _ = fs::remove_file(path);
		fs::write(path, &bytes).unwrap();
		bytes.len()
	}
}

/// Changes a number of the data, or its length.
fn spoil_data(data: &mut Vec<u8>, random: &mut Random) {
	let at = 4 * random.below(data.len() / 4);
	match random.below(6) {
		0 => data.truncate(at),
		1 => data.extend([7; 12]),
		2 => spoil_bytes(data, random),
		_ => {
			let number = if random.once_in(2) { random.odd() as u32 } else { random.below(40) as u32 };
			data.iter_mut().skip(at).zip(number.to_le_bytes()).for_each(|(byte, new)| *byte = new);
		},
	}
}

fn spoil_sources(sources: &mut Vec<(u64, u32)>, random: &mut Random) {
	let at = random.below(sources.len());
	match random.below(5) {
		0 => drop(sources.pop()),
		1 => sources.push((random.odd(), random.odd() as u32)),
		2 => sources.extend(vec![(1, 0); random.below(100)]),
		3 => sources.iter_mut().skip(at).take(1).for_each(|source| source.1 = random.odd() as u32),
		// Moves a record from one to another: the sum stays right.
		_ => {
			let other = random.below(sources.len());
			if let Some(source) = sources.get_mut(at).filter(|source| source.1 > 0) {
				source.1 -= 1;
				sources[other].1 = sources[other].1.saturating_add(1);
			}
		},
	}
}

fn spoil_footer(footer: &mut Footer, random: &mut Random) {
	let at = random.below(footer.vectors.len());
	match random.below(6) {
		0 => spoil_sources(&mut footer.sources, random),
		1 => footer.vectors.iter_mut().skip(at).take(1).for_each(|vector| vector.1 = random.odd() as u32),
		2 => footer.vectors.push((format!("layers.{at}.answer"), random.below(3) as u32)),
		3 => footer.vectors.iter_mut().skip(at).take(1).for_each(|vector| vector.0 = "x".repeat(at * 999)),
		4 => footer.question = random.odd() as u32,
		_ => footer.threshold = random.odd() as i32,
	}
}

fn spoil_spans(footer: &mut SpanFooter, random: &mut Random) {
	match random.below(4) {
		0 | 1 => spoil_sources(&mut footer.sources, random),
		2 => footer.vocabulary = random.odd() as u32,
		_ => footer.tokens = random.odd() as u32,
	}
}

/// Opens an index and asks it everything.
fn ask(path: &Path, engine: &Engine) -> String {
	let index = match Index::open(path) {
		Ok(index) => index,
		Err(error) => return variant(&error),
	};
	for record in (0..RECORDS + 2).chain([u32::MAX]) {
		let _ = (index.address(record), index.leader(record), index.head(record), index.threshold(record));
	}
	let answer = Tokenized::new(vec![99, 1, 2, 3, 4, 5, 6, 7, 8, 20, 21], 1);
	match index.attribute(&features(3), &answer, &BTreeSet::from([2]), engine) {
		Ok(attribution) => {
			let parts = attribution.influence.into_inner();
			let sum: u64 = parts.iter().map(|(_, part)| u64::from(*part)).sum();
			assert!(parts.is_empty() || sum == 1_000_000_000, "{sum}");
			format!("attributed: {}", !parts.is_empty())
		},
		Err(error) => format!("asked: {}", variant(&error)),
	}
}

#[test]
fn mutated_indexes_give_typed_errors_in_bounded_memory() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("one.influence");
	let spans_path = dir.path().join("one.influence.spans");
	let tokens = (0..RECORDS).map(|record| (0..8).map(|at| (record * 5 + at) % 90).collect()).collect();
	let (base, adapter) = (Hash::repeat_byte(2), Hash::repeat_byte(3));
	let plan = Plan { base, adapter, sources: vec![(4, 5), (2, 4), (9, 3)] };
	build(&plan, &Records(tokens), &dir.path().join("parts"), &path, &NoopObserver).unwrap();
	let (index, spans) = (File::<Footer>::read(&path), File::<SpanFooter>::read(&spans_path));
	let engine = Engine::new(1).unwrap();
	let mut fuzzed = Fuzzed::default();
	for case in 0..fuzz_cases() {
		let (mut index, mut spans, mut random) = (index.clone(), spans.clone(), Random::of_case(case));
		for _ in 0..=random.below(2) {
			match random.below(4) {
				0 => spoil_data(&mut index.data, &mut random),
				1 => spoil_footer(&mut index.footer, &mut random),
				2 => spoil_data(&mut spans.data, &mut random),
				_ => spoil_spans(&mut spans.footer, &mut random),
			}
		}
		// Whoever makes a file makes its roots too.
		if !random.once_in(16) {
			spans.footer.data = root::of(&spans.data);
			index.footer.data = root::of(&index.data);
			if random.once_in(2) {
				index.footer.sources.clone_from(&spans.footer.sources);
			}
			index.footer.spans = spans.footer.root();
		}
		let bytes = index.write(&path, &mut random) + spans.write(&spans_path, &mut random);
		fuzzed.read((1 << 18) + 32 * bytes, || ask(&path, &engine));
	}
	fuzzed.report("indexes", 8);
	assert!(fuzzed.outcomes.contains_key("attributed: true"), "{:?}", fuzzed.outcomes);
}
