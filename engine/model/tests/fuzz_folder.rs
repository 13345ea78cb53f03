//! Folders made to exhaust memory, and folders mutated by structure: typed errors, bounded memory, no panic.
//!
//! A third as many mutated folders as other inputs, since each is written as files: `OPENLEDGER_FUZZ=100000`
//! makes it a long run, and `OPENLEDGER_FUZZ_SEED=2` another one.

use openledger_model::{Base, Budget, Error};
use openledger_test_utils::{
	CountingAllocator, FAMILIES, Kind, ModelFolder, Random, ShardTensor, TinyFamily, fuzz_cases,
	peak_allocation,
};
use serde_json::{Value, json};
use std::{
	collections::BTreeMap,
	fs,
	path::Path,
	sync::{Mutex, MutexGuard},
};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Tests take turns: what one allocates would count as what another one measures.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
	TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Memory that models may take, in bytes.
const LIMIT: u64 = 64 << 20;

fn tiny(kind: Kind) -> Vec<ModelFolder> {
	let references: Vec<Value> = serde_json::from_str(FAMILIES).unwrap();
	let shape =
		|reference: &Value| -> TinyFamily { serde_json::from_value(reference["shape"].clone()).unwrap() };
	references.iter().map(|reference| shape(reference).folder(kind).0).collect()
}

/// Opens a folder of these files and returns the result and the most memory that it took.
fn measured(files: &BTreeMap<String, Vec<u8>>, dir: &Path) -> (Result<Base, Error>, usize) {
	for entry in fs::read_dir(dir).unwrap() {
		fs::remove_file(entry.unwrap().path()).unwrap();
	}
	for (name, bytes) in files {
		fs::write(dir.join(name), bytes).unwrap();
	}
	peak_allocation(|| Base::open_within(dir, &Budget::new(LIMIT)))
}

/// Files of a few megabytes that would take many times as much are refused before they are read.
#[test]
fn files_that_would_take_much_memory_are_refused_first() {
	let _turn = turn();
	let dir = tempfile::tempdir().unwrap();
	let many = |value: &str, count: usize| vec![value; count].join(",");
	let folder = tiny(Kind::F16).swap_remove(0);
	for (file, bytes) in [
		("tokenizer.json", format!("{{\"model\": {{\"merges\": [{}]}}}}", many("\"\"", 1 << 20))),
		("tokenizer.json", format!("{{\"normalizer\": [{}], \"model\": {{}}}}", many("0", 1 << 20))),
		("tokenizer.json", format!("{{\"model\": {{\"vocab\": [{}]}}}}", many("[]", 1 << 20))),
		("tokenizer_config.json", format!("{{\"added_tokens_decoder\": [{}]}}", many("{}", 1 << 20))),
	] {
		let mut files = folder.bytes();
		files.insert(file.into(), bytes.into_bytes());
		let (result, peak) = measured(&files, dir.path());
		assert!(matches!(result, Err(Error::Memory(_))), "{:?}", result.err());
		assert!(peak < 8 << 20, "{file}: {peak} bytes");
	}
	let mut files = folder.bytes();
	let header = format!("{{{}}}", many("\"\":0", 4 << 20));
	let bytes = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes()].concat();
	files.insert("model.safetensors".into(), bytes);
	let (result, peak) = measured(&files, dir.path());
	assert!(result.is_err() && peak < 8 << 20, "{peak} bytes");
	// A vocabulary that the weights do not have is not made.
	let mut large = folder;
	large.config.insert("vocab_size".into(), (4u64 << 20).into());
	let (result, peak) = measured(&large.bytes(), dir.path());
	assert!(matches!(result, Err(Error::Folder(_))) && peak < 1 << 20, "{peak} bytes");
}

/// Returns a value that readers tend to stumble over.
fn odd(random: &mut Random) -> Value {
	let number = random.odd();
	match random.below(9) {
		0 => Value::Null,
		1 => number.is_multiple_of(2).into(),
		2 => number.into(),
		3 => (-(number as i64 >> 1)).into(),
		4 => (number as f64 / 3.0).into(),
		5 => json!([]),
		6 => json!({}),
		7 => "x".repeat(random.below(80)).into(),
		_ => json!([odd(random), odd(random)]),
	}
}

/// Changes a value somewhere inside.
fn spoil_value(value: &mut Value, random: &mut Random) {
	let deeper = random.below(4) > 0;
	match value {
		Value::Object(map) if deeper && !map.is_empty() => {
			let key = map.keys().nth(random.below(map.len())).cloned().unwrap();
			match random.below(8) {
				0 => drop(map.remove(&key)),
				_ => spoil_value(&mut map[&key], random),
			}
		},
		Value::Array(list) if deeper && !list.is_empty() => {
			let at = random.below(list.len());
			match random.below(8) {
				0 => drop(list.remove(at)),
				1 => list.push(list[at].clone()),
				_ => spoil_value(&mut list[at], random),
			}
		},
		Value::Number(number) if deeper => {
			let near = number.as_i64().unwrap_or(0).wrapping_add(random.below(3) as i64 - 1);
			*value = near.into();
		},
		_ => *value = odd(random),
	}
}

/// Changes a file's tensors in one way.
fn spoil_tensors(folder: &mut ModelFolder, random: &mut Random) {
	let other = random.below(4);
	let at = random.below(folder.shards.len());
	let Some(tensors) = folder.shards.values_mut().nth(at).filter(|tensors| !tensors.is_empty()) else {
		return;
	};
	let (at, odd) = (random.below(tensors.len()), random.odd());
	let name = tensors[other.min(tensors.len() - 1)].name.clone();
	let copy: ShardTensor = tensors[at].clone();
	let tensor = &mut tensors[at];
	match random.below(11) {
		0 => drop(tensors.remove(at)),
		1 => tensors.push(copy),
		2 => tensor.name = name,
		3 => tensor.dtype = ["F32", "F16", "BF16", "I64", "F8_E4M3", "BOOL", "?"][random.below(7)].into(),
		4 => tensor.shape[0] = odd,
		5 => tensor.shape.push(odd),
		6 => tensor.shape.reverse(),
		7 => tensor.offsets = Some([odd, odd.wrapping_add(random.odd())]),
		8 => tensor.bytes.truncate(odd as usize % (tensor.bytes.len() + 1)),
		9 => {
			let place = random.below(tensor.bytes.len());
			tensor.bytes[place..].iter_mut().take(4).for_each(|byte| *byte = 0xff);
		},
		_ => tensor.name = format!("model.layers.{odd}.mlp.up_proj.weight"),
	}
}

/// Changes a JSON file in one way, if there is one of this name.
fn spoil_json(folder: &mut ModelFolder, name: &str, random: &mut Random) {
	let mut value: Value = match folder.files.get(name).map(|bytes| serde_json::from_slice(bytes)) {
		Some(Ok(value)) => value,
		_ => {
			let ids = [263, 265];
			json!({
				"eos_token": "<|im_end|>", "add_bos_token": false, "eos_token_id": ids, "chat_template": "?",
			})
		},
	};
	spoil_value(&mut value, random);
	folder.files.insert(name.into(), value.to_string().into_bytes());
}

/// Changes the bytes of a file in one way.
fn spoil_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
	let at = random.below(bytes.len());
	match random.below(3) {
		0 => bytes.truncate(at),
		1 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
		_ => {
			let odd = random.odd().to_le_bytes();
			bytes[at..].iter_mut().zip(odd).for_each(|(byte, new)| *byte = new);
		},
	}
}

#[test]
fn mutated_folders_give_typed_errors_in_bounded_memory() {
	let _turn = turn();
	let cases = fuzz_cases().div_ceil(3);
	let dir = tempfile::tempdir().unwrap();
	let sources: Vec<ModelFolder> =
		tiny(Kind::BF16).into_iter().flat_map(|folder| [folder.split(3), folder]).collect();
	let (mut opened, mut most, mut kinds) = (0u64, 0, BTreeMap::new());
	for case in 0..cases {
		let mut random = Random::of_case(case);
		let mut folder = sources[random.below(sources.len())].clone();
		for _ in 0..=random.below(3) {
			match random.below(6) {
				0 => {
					let mut config = Value::from(std::mem::take(&mut folder.config));
					spoil_value(&mut config, &mut random);
					folder.config = config.as_object().cloned().unwrap_or_default();
				},
				1 => spoil_json(&mut folder, "tokenizer.json", &mut random),
				2 => spoil_json(&mut folder, "tokenizer_config.json", &mut random),
				3 => spoil_json(&mut folder, "generation_config.json", &mut random),
				_ => spoil_tensors(&mut folder, &mut random),
			}
		}
		let mut files = folder.bytes();
		if random.below(3) == 0 {
			let at = random.below(files.len());
			files.values_mut().nth(at).into_iter().for_each(|bytes| spoil_bytes(bytes, &mut random));
		}
		let size: usize = files.values().map(Vec::len).sum();
		let (result, peak) = measured(&files, dir.path());
		most = most.max(peak);
		assert!(peak < (2 << 20) + 8 * size, "case {case}: {peak} bytes for a folder of {size}");
		match result {
			Ok(_) => opened += 1,
			Err(error) => {
				let name = format!("{error:?}");
				let name = name.split(['{', '(']).take(2).collect::<Vec<_>>().join(" ");
				*kinds.entry(name).or_insert(0u64) += 1;
			},
		}
	}
	println!("{cases} folders, {opened} opened, at most {most} bytes of memory, errors: {kinds:#?}");
	assert!(opened > 0 && kinds.len() > 5, "{opened} opened, errors {kinds:?}");
}
