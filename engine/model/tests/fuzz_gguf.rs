//! Files made to exhaust memory, and files mutated by structure: typed errors, bounded memory, no panic.
//!
//! Ten thousand mutated files by default. `OPENLEDGER_FUZZ=1000000` makes it a long run, and
//! `OPENLEDGER_FUZZ_SEED=2` another one.

use openledger_model::{Base, Budget, Error, GgufError};
use openledger_test_utils::{
	CountingAllocator, FAMILIES, Gguf, Kind, Lies, Random, Tensor, TinyFamily, VocabularySample, fuzz_cases,
	peak_allocation, reference_model, spoil_bytes, take_turn, text_value, variant,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::Path};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// A text with what vocabularies stumble over.
const HOSTILE_TEXT: &str =
	"a <|im_end|>\n\0 é e\u{301} ▁ [INST] 12345 \u{feff}  \t数字 👩\u{200d}👧 <0xFF></s>";

/// Memory that models may take, in bytes.
const LIMIT: u64 = 64 << 20;

fn open(path: &Path) -> Result<Base, Error> {
	Base::open_within(path, &Budget::new(LIMIT))
}

/// Opens a file of these bytes and returns the result and the most memory that it took.
fn measured(bytes: &[u8], path: &Path) -> (Result<Base, Error>, usize) {
	// A new file: some systems wait for the disk when an old one is written again.
	let _ = fs::remove_file(path);
	fs::write(path, bytes).unwrap();
	peak_allocation(|| open(path))
}

/// Returns a list's bytes: the type of its values, their number, and theirs.
fn list(kind: u32, count: u64, values: &[u8]) -> Vec<u8> {
	[&kind.to_le_bytes()[..], &count.to_le_bytes(), values].concat()
}

#[test]
fn overlapping_tensors_are_refused_with_little_memory() {
	let _turn = take_turn();
	// 512 layers of seven linears of 2048 × 2048 in Q4_0, all at the same place: 60 GB as binary32.
	const WIDTH: u64 = 2048;
	let mut file = Gguf::tiny();
	let one = vec![0; (WIDTH * WIDTH / 32 * 18) as usize];
	for key in ["embedding_length", "feed_forward_length"] {
		file.set(&format!("llama.{key}"), 4, (WIDTH as u32).to_le_bytes().into());
	}
	file.set("llama.block_count", 4, 512u32.to_le_bytes().into());
	file.set("llama.attention.head_count", 4, 32u32.to_le_bytes().into());
	file.set("llama.attention.head_count_kv", 4, 32u32.to_le_bytes().into());
	let tensor = |name: String, shape: &[u64], kind: Kind| Tensor {
		name,
		shape: shape.into(),
		kind: kind as u32,
		bytes: Vec::new(),
	};
	file.tensors = vec![
		tensor("token_embd.weight".into(), &[WIDTH, 288], Kind::Q4_0),
		tensor("output_norm.weight".into(), &[WIDTH], Kind::F32),
	];
	for layer in 0..512 {
		let names = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"];
		let linears = names.iter().map(|name| format!("blk.{layer}.{name}.weight"));
		file.tensors.extend(linears.map(|name| tensor(name, &[WIDTH, WIDTH], Kind::Q4_0)));
		let norms = ["attn_norm", "ffn_norm"].map(|name| format!("blk.{layer}.{name}.weight"));
		file.tensors.extend(norms.map(|name| tensor(name, &[WIDTH], Kind::F32)));
	}
	let offsets = (0..file.tensors.len()).map(|number| (number, 0)).collect();
	let lies = Lies { offsets, ..Lies::default() };
	let bytes = [file.bytes_with(&lies), vec![0; 32], one].concat();
	assert!((2 << 20..3 << 20).contains(&bytes.len()), "{} bytes", bytes.len());
	let dir = tempfile::tempdir().unwrap();
	let (result, peak) = measured(&bytes, &dir.path().join("overlapping.gguf"));
	let error = result.err().expect("the file is refused");
	assert!(matches!(error, Error::Base(GgufError::Overlap { .. })), "{error}");
	println!("{} bytes of file, {peak} bytes of memory", bytes.len());
	assert!(peak < 4 << 20, "{peak} bytes");
}

#[test]
fn lists_that_nobody_reads_are_not_kept() {
	let _turn = take_turn();
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("lists.gguf");
	let (sound, least) = measured(&Gguf::tiny().bytes(), &path);
	assert!(sound.is_ok());
	let count = 1u64 << 20;
	for (kind, size) in [(0, 1), (2, 2), (5, 4), (6, 4), (8, 8), (12, 8)] {
		let mut file = Gguf::tiny();
		file.set("general.filler", 9, list(kind, count, &vec![0; (count * size) as usize]));
		let (result, peak) = measured(&file.bytes(), &path);
		assert!(result.is_ok(), "{:?}", result.err());
		assert!(peak < least + (1 << 16), "type {kind}: {peak} bytes, {least} without the list");
	}
	// As a vocabulary such a list is refused before it is read.
	let mut file = Gguf::tiny();
	file.set("tokenizer.ggml.tokens", 9, list(8, count, &vec![0; 8 << 20]));
	let (result, peak) = measured(&file.bytes(), &path);
	assert!(matches!(result, Err(Error::Memory(_))), "{:?}", result.err());
	assert!(peak < 1 << 20, "{peak} bytes");
}

#[test]
fn a_vocabulary_takes_no_more_than_was_reserved() {
	let _turn = take_turn();
	let dir = tempfile::tempdir().unwrap();
	for path in [Gguf::tiny().write(dir.path()), reference_model()] {
		let (base, peak) = peak_allocation(|| Base::open(&path).unwrap());
		let reserved = base.footprint().vocabulary;
		println!("{}: {peak} bytes of {reserved}", path.display());
		assert!((peak as u64) < reserved, "{}: {peak} bytes of {reserved}", path.display());
		// No more than five times too much either, once there is more than a handful of tokens.
		assert!(reserved < 5 * peak as u64 || peak < 1 << 20, "{peak} bytes of {reserved}");
	}
}

/// Returns the bytes of a value of a type, sometimes of another one.
fn value(random: &mut Random, kind: u32) -> Vec<u8> {
	let number = random.odd();
	match kind {
		0 | 1 | 7 => vec![number as u8],
		2 | 3 => (number as u16).to_le_bytes().into(),
		4..=6 => (number as u32).to_le_bytes().into(),
		8 => text_value(&"x".repeat(random.below(80))),
		9 => {
			let inner = random.below(14) as u32;
			let count = random.below(40);
			let values: Vec<u8> = (0..count).flat_map(|_| value(random, inner.min(8))).collect();
			let count = if random.below(2) == 0 { count as u64 } else { number };
			list(inner, count, &values)
		},
		_ => number.to_le_bytes().into(),
	}
}

/// Changes the metadata in one way.
fn spoil_metadata(file: &mut Gguf, random: &mut Random) {
	let kind = random.below(15) as u32;
	let at = random.below(file.metadata.len());
	let new = value(random, kind);
	match random.below(8) {
		0 => drop(file.metadata.remove(at)),
		1 => file.metadata.push(file.metadata[at].clone()),
		2 => (file.metadata[at].1, file.metadata[at].2) = (kind, new),
		3 => file.metadata[at].1 = kind,
		4 => {
			// A number of the right type.
			if file.metadata[at].2.len() == 4 {
				file.metadata[at].2 = (random.odd() as u32).to_le_bytes().into();
			}
		},
		5 => {
			let bytes = &mut file.metadata[at].2;
			let place = random.below(bytes.len());
			if let Some(byte) = bytes.get_mut(place) {
				*byte ^= 1 << random.below(8);
			}
		},
		6 => file.set("general.alignment", 4, (random.odd() as u32).to_le_bytes().into()),
		_ => file.metadata.push((format!("extra.{kind}"), kind, new)),
	}
}

/// Changes the vocabulary in one way.
fn spoil_vocabulary(sample: &mut VocabularySample, random: &mut Random) {
	let odd = random.odd();
	let list = if random.once_in(2) { &mut sample.tokens } else { &mut sample.merges };
	let (at, other) = (random.below(list.len()), random.below(list.len()));
	match random.below(10) {
		_ if list.is_empty() => list.push(" ".into()),
		0 => list.swap(at, other),
		1 => list[at] = list[other].clone(),
		2 => list[at] = String::new(),
		3 => list[at] = list[at].repeat(random.below(2000)),
		4 => {
			list[at] =
				["a", "a b c", " ", "\u{0}", "<0x0G>", "<0xFF>", "▁", "é\u{301}", "[INST]"][at % 9].into()
		},
		5 => list.truncate(at),
		6 => drop(list.remove(at)),
		7 => sample.types.iter_mut().skip(at).take(1).for_each(|kind| *kind = odd as i32),
		8 => sample.scores.iter_mut().skip(at).take(9).for_each(|score| *score = f32::from_bits(odd as u32)),
		_ => {
			sample.model = ["gpt2", "llama", "bert", ""][random.below(4)].into();
			sample.pre = ["default", "qwen2", "llama-bpe", "tekken", "gpt-2", ""][random.below(6)].into();
		},
	}
}

/// Makes a spoilt file.
fn spoilt(sources: &Sources, random: &mut Random) -> Vec<u8> {
	let mut file = match random.below(50) {
		0 => sources.large.clone(),
		1..=6 => sources.families[random.below(sources.families.len())].clone(),
		7..=14 => {
			let mut sample = sources.samples[random.below(sources.samples.len())].clone();
			for _ in 0..random.below(4) {
				spoil_vocabulary(&mut sample, random);
			}
			sample.gguf()
		},
		15..=32 => sources.shallow.clone(),
		_ => Gguf::tiny(),
	};
	let mut lies = Lies::default();
	for _ in 0..=random.below(3) {
		match random.below(5) {
			0 | 1 if !file.metadata.is_empty() => spoil_metadata(&mut file, random),
			2 | 3 if !file.tensors.is_empty() => spoil_tensors(&mut file, &mut lies, random),
			_ if random.once_in(8) => lies.tensor_count = Some(random.odd()),
			_ if random.once_in(8) => lies.key_count = Some(random.odd()),
			_ => {},
		}
	}
	let mut bytes = file.bytes_with(&lies);
	if random.once_in(3) && !bytes.is_empty() {
		spoil_bytes(&mut bytes, random);
	}
	bytes
}

/// Sound files, to be spoilt.
struct Sources {
	/// One layer where the tensors have two: numbers that fit are rare among random ones.
	shallow: Gguf,
	/// Blocks of 256.
	large: Gguf,
	families: Vec<Gguf>,
	samples: Vec<VocabularySample>,
}

impl Sources {
	fn new() -> Self {
		#[derive(Deserialize)]
		struct Reference {
			shape: TinyFamily,
		}
		let references: Vec<Reference> = serde_json::from_str(FAMILIES).unwrap();
		let mut shallow = Gguf::tiny();
		shallow.set("llama.block_count", 4, 1u32.to_le_bytes().into());
		Self {
			shallow,
			large: Gguf::in_format(Kind::Q4K),
			families: references.iter().map(|reference| reference.shape.gguf()).collect(),
			samples: VocabularySample::all(),
		}
	}
}

/// Changes the directory of tensors in one way.
fn spoil_tensors(file: &mut Gguf, lies: &mut Lies, random: &mut Random) {
	let (at, other) = (random.below(file.tensors.len()), random.below(file.tensors.len()));
	let odd = random.odd();
	let tensor = &mut file.tensors[at];
	match random.below(12) {
		0 => drop(file.tensors.remove(at)),
		1 => file.tensors.push(file.tensors[at].clone()),
		2 => file.tensors[at].name = file.tensors[other].name.clone(),
		3 => tensor.kind = random.below(45) as u32,
		4 => {
			let place = random.below(tensor.shape.len());
			tensor.shape.iter_mut().skip(place).take(1).for_each(|dimension| *dimension = odd);
		},
		5 => tensor.shape.push(odd),
		6 => tensor.shape.reverse(),
		7 => drop(lies.offsets.insert(at, odd)),
		// On top of another one, or shifted a little.
		8 => drop(lies.offsets.insert(at, 32 * random.below(600) as u64)),
		9 => tensor.bytes.truncate(odd as usize % (tensor.bytes.len() + 1)),
		10 => {
			let place = random.below(tensor.bytes.len());
			tensor.bytes[place..].iter_mut().take(4).for_each(|byte| *byte = 0xff);
		},
		_ => tensor.shape.clear(),
	}
}

#[test]
fn mutated_files_give_typed_errors_in_bounded_memory() {
	let _turn = take_turn();
	let cases = fuzz_cases();
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("mutated.gguf");
	let sources = Sources::new();
	let (mut opened, mut most, mut kinds) = (0u64, 0, BTreeMap::new());
	for case in 0..cases {
		let mut random = Random::of_case(case);
		let bytes = spoilt(&sources, &mut random);
		let (result, peak) = measured(&bytes, &path);
		most = most.max(peak);
		assert!(
			peak < (2 << 20) + 8 * bytes.len(),
			"case {case}: {peak} bytes for a file of {}",
			bytes.len()
		);
		match result {
			Ok(base) => {
				opened += 1;
				// A vocabulary that is taken reads and writes any text.
				let tokenizer = base.tokenizer();
				let (_, peak) = peak_allocation(|| tokenizer.decode(&tokenizer.encode(HOSTILE_TEXT)));
				most = most.max(peak);
				assert!(peak < 1 << 20, "case {case}: {peak} bytes for a text");
			},
			Err(error) => {
				*kinds.entry(variant(&error)).or_insert(0u64) += 1;
			},
		}
	}
	println!("{cases} files, {opened} opened, at most {most} bytes of memory, errors: {kinds:#?}");
	assert!(opened > 0 && kinds.len() > 5, "{opened} opened, errors {kinds:?}");
}
