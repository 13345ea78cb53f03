//! Folders made to exhaust memory, and folders mutated by structure: typed errors, bounded memory, no panic.
//!
//! A third as many mutated folders as other inputs, since each is written as files: `OPENLEDGER_FUZZ=100000`
//! makes it a long run, and `OPENLEDGER_FUZZ_SEED=2` another one.

use openledger_model::{Base, Budget, Error};
use openledger_test_utils::{
	CountingAllocator, FAMILIES, Kind, ModelFolder, Random, ShardTensor, TinyFamily, fuzz_cases,
	peak_allocation, spoil_bytes, spoil_json, take_turn, variant,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

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
	let _turn = take_turn();
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

/// Names that mean something in the files of JSON, and values of them.
const NAMES: &[&str] = &[
	"model_type",
	"hidden_size",
	"num_attention_heads",
	"num_key_value_heads",
	"head_dim",
	"vocab_size",
	"sliding_window",
	"layer_types",
	"rope_parameters",
	"rope_theta",
	"rope_scaling",
	"rope_type",
	"tie_word_embeddings",
	"quantization_config",
	"eos_token_id",
	"bos_token",
	"chat_template",
	"added_tokens",
	"added_tokens_decoder",
	"normalizer",
	"pre_tokenizer",
	"decoder",
	"model",
	"vocab",
	"merges",
	"unk_token",
	"byte_fallback",
	"special",
	"content",
	"llama",
	"gemma3_text",
	"llama3",
	"full_attention",
	"BPE",
	"ByteLevel",
	"Split",
	"<|im_end|>",
];

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

/// Changes a JSON file in one way; one of some settings takes the place of a missing one.
fn spoil_file(folder: &mut ModelFolder, name: &str, random: &mut Random) {
	let mut value: Value = match folder.files.get(name).map(|bytes| serde_json::from_slice(bytes)) {
		Some(Ok(value)) => value,
		_ => {
			let ids = [263, 265];
			json!({
				"eos_token": "<|im_end|>", "add_bos_token": false, "eos_token_id": ids, "chat_template": "?",
			})
		},
	};
	spoil_json(&mut value, NAMES, random);
	folder.files.insert(name.into(), value.to_string().into_bytes());
}

#[test]
fn mutated_folders_give_typed_errors_in_bounded_memory() {
	let _turn = take_turn();
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
					spoil_json(&mut config, NAMES, &mut random);
					folder.config = config.as_object().cloned().unwrap_or_default();
				},
				1 => spoil_file(&mut folder, "tokenizer.json", &mut random),
				2 => spoil_file(&mut folder, "tokenizer_config.json", &mut random),
				3 => spoil_file(&mut folder, "generation_config.json", &mut random),
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
			Err(error) => *kinds.entry(variant(&error)).or_insert(0u64) += 1,
		}
	}
	println!("{cases} folders, {opened} opened, at most {most} bytes of memory, errors: {kinds:#?}");
	assert!(opened > 0 && kinds.len() > 5, "{opened} opened, errors {kinds:?}");
}
