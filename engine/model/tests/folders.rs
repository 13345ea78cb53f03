//! Folders of safetensors: tokenizers of every kind, and what is refused, by name and with what to do.

use openledger_model::{Base, Error, FolderError};
use openledger_test_utils::{FAMILIES, FOLDERS, Kind, ModelFolder, TinyFamily};
use serde_json::{Value, json};

fn shape(name: &str) -> TinyFamily {
	let references: Vec<Value> = serde_json::from_str(FAMILIES).unwrap();
	let reference = references.iter().find(|reference| reference["shape"]["name"] == name).unwrap();
	serde_json::from_value(reference["shape"].clone()).unwrap()
}

fn tiny(name: &str) -> ModelFolder {
	shape(name).folder(Kind::BF16).0
}

fn open(folder: &ModelFolder) -> Result<Base, Error> {
	let dir = tempfile::tempdir().unwrap();
	folder.write(dir.path());
	Base::open(dir.path())
}

fn refused(name: &str, spoil: impl Fn(&mut ModelFolder)) -> String {
	let mut folder = tiny(name);
	spoil(&mut folder);
	open(&folder).err().expect("the folder is refused").to_string()
}

/// Changes the tokenizer.
fn tokenizer(folder: &mut ModelFolder, change: impl Fn(&mut Value)) {
	let mut value: Value = serde_json::from_slice(&folder.files["tokenizer.json"]).unwrap();
	change(&mut value);
	folder.files.insert("tokenizer.json".into(), value.to_string().into_bytes());
}

/// Makes the model's vocabulary `count` tokens large.
fn with_vocabulary(folder: &mut ModelFolder, count: u64) {
	folder.config.insert("vocab_size".into(), count.into());
	let embedding = folder.tensor("model.embed_tokens.weight");
	let row = embedding.bytes.len() / embedding.shape[0] as usize;
	embedding.shape[0] = count;
	embedding.bytes = vec![0; row * count as usize];
}

#[test]
fn ids_are_those_of_hugging_face() {
	let written: Value = serde_json::from_str(FOLDERS).unwrap();
	let samples = written["samples"].as_array().unwrap();
	assert_eq!(samples.len(), 6);
	for sample in samples {
		let mut folder = tiny("llama-3");
		with_vocabulary(&mut folder, 448);
		folder.files.insert("tokenizer.json".into(), sample["file"].to_string().into_bytes());
		let base = open(&folder).unwrap();
		for text in sample["texts"].as_array().unwrap() {
			let ids: Vec<u64> =
				text["ids"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect();
			let found = base.tokenizer().encode(text["text"].as_str().unwrap());
			assert_eq!(
				found.into_iter().map(u64::from).collect::<Vec<_>>(),
				ids,
				"{} {text}",
				sample["name"]
			);
		}
	}
}

/// Returns a field of a message of protocol buffers.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
	assert!(bytes.len() < 128);
	[&[number << 3 | 2, bytes.len() as u8][..], bytes].concat()
}

/// Returns the bytes of a SentencePiece model of these pieces, each with its score and kind.
fn piece_model(pieces: &[(String, f32, u8)], model_type: u8, normalizer: &[u8]) -> Vec<u8> {
	let pieces = pieces.iter().flat_map(|(text, score, kind)| {
		let score = [&[2 << 3 | 5][..], &score.to_le_bytes()].concat();
		field(1, &[field(1, text.as_bytes()), score, vec![3 << 3, *kind]].concat())
	});
	pieces.chain(field(2, &[3 << 3, model_type])).chain(field(3, normalizer)).collect()
}

fn pieces() -> Vec<(String, f32, u8)> {
	let mut pieces = vec![("<unk>".to_string(), 0.0, 2), ("<s>".into(), 0.0, 3), ("</s>".into(), 0.0, 3)];
	pieces.extend((0..256).map(|byte| (format!("<0x{byte:02X}>"), 0.0, 6)));
	for (rank, piece) in ["\u{2581}t", "he", "\u{2581}the", "\u{2581}", "t", "h", "e"].iter().enumerate() {
		pieces.push((piece.to_string(), -(rank as f32), 1));
	}
	pieces
}

#[test]
fn a_piece_model_is_read_where_there_is_no_tokenizer_json() {
	let marks = json!({"added_tokens_decoder": {
		"270": {"content": "<|im_start|>", "special": true},
		"271": {"content": "<|im_end|>", "special": true},
	}});
	let keeps_spaces = [4 << 3, 0];
	let folder = |bytes: Vec<u8>| {
		let mut folder = tiny("llama-untied");
		folder.files.remove("tokenizer.json");
		folder.files.insert("tokenizer.model".into(), bytes);
		folder.files.insert("tokenizer_config.json".into(), marks.to_string().into_bytes());
		folder
	};
	let base = open(&folder(piece_model(&pieces(), 2, &keeps_spaces))).unwrap();
	// A space in front, then the best unions; what no piece spells is bytes.
	assert_eq!(base.tokenizer().encode("the x"), [261, 262, 3 + u32::from(b'x')]);
	assert_eq!((base.tokenizer().im_start(), base.tokenizer().im_end()), (270, 271));
	let without = [&keeps_spaces[..], &[3 << 3, 0]].concat();
	let base = open(&folder(piece_model(&pieces(), 2, &without))).unwrap();
	assert_eq!(base.tokenizer().encode("the"), [263, 260]);
	for (bytes, part) in [
		(piece_model(&pieces(), 1, &keeps_spaces), "no BPE"),
		(piece_model(&pieces(), 2, &[]), "spaces are left out"),
		(piece_model(&pieces(), 2, &[&keeps_spaces[..], &[2 << 3 | 2, 1, 7]].concat()), "changes characters"),
		(piece_model(&pieces(), 2, &keeps_spaces)[..500].to_vec(), "truncated"),
		(vec![0xff; 40], "tokenizer.model"),
	] {
		let error = open(&folder(bytes)).err().unwrap().to_string();
		assert!(error.contains(part), "{error}");
	}
}

#[test]
fn files_beside_the_model_say_how_answers_begin_and_end() {
	let mut folder = tiny("qwen2");
	let config = json!({
		"eos_token": {"content": "<|im_end|>"}, "bos_token": "<|endoftext|>", "add_bos_token": true,
		"chat_template": [
			{"name": "tool_use", "template": "?"},
			{"name": "default", "template": "<|im_start|><|im_end|>"},
		],
	});
	folder.files.insert("tokenizer_config.json".into(), config.to_string().into_bytes());
	folder.files.insert("generation_config.json".into(), br#"{"eos_token_id": [5, 265, 9]}"#.into());
	let base = open(&folder).unwrap();
	let tokenizer = base.tokenizer();
	assert!([5, 9, 263, 265].iter().all(|id| tokenizer.is_end(*id)) && !tokenizer.is_end(6));
	assert_eq!(openledger_model::chat::prompt(tokenizer, &[])[..2], [263, 264]);
	// The file of a template counts before the configuration's.
	folder.files.insert("chat_template.jinja".into(), b"### {{ content }}".into());
	assert!(open(&folder).err().unwrap().to_string().contains("chat template"));
	let missing = refused("qwen2", |folder| {
		folder.files.insert("tokenizer_config.json".into(), br#"{"eos_token": "</s>"}"#.into());
	});
	assert!(missing.contains("eos_token") && missing.contains("</s>"), "{missing}");
}

#[test]
fn what_would_be_run_wrongly_is_refused_by_name() {
	for (name, key, value) in [
		("llama-3", "model_type", json!("mamba")),
		("llama-3", "attention_bias", json!(true)),
		("llama-3", "mlp_bias", json!(true)),
		("llama-3", "hidden_act", json!("gelu")),
		("llama-3", "quantization_config", json!({"bits": 4})),
		("llama-untied", "rope_parameters", json!({"rope_type": "yarn", "rope_theta": 1e4, "factor": 4.0})),
		("qwen3", "attention_bias", json!(true)),
		("qwen3", "rms_norm_eps", json!("small")),
		("smollm3", "no_rope_layers", json!([1, 1, 1, 1])),
		("smollm3", "no_rope_layer_interval", json!(2)),
		("gemma3", "final_logit_softcapping", json!(30.0)),
		("gemma3", "query_pre_attn_scalar", json!(168)),
		("gemma3", "layer_types", json!(["full_attention"])),
		("gemma3", "_sliding_window_pattern", json!(4)),
		("gemma3", "use_bidirectional_attention", json!(true)),
		("gemma3", "hidden_activation", json!("gelu")),
		("qwen2", "vocab_size", json!(320)),
		("qwen2", "num_hidden_layers", json!(-1)),
		("qwen2", "num_attention_heads", json!(0)),
	] {
		let error = refused(name, |folder| drop(folder.config.insert(key.into(), value.clone())));
		let key = if key == "rope_parameters" { "yarn" } else { key };
		assert!(error.contains(key) || error.contains("0 heads"), "{name} {key}: {error}");
	}
	let untied = refused("qwen2", |f| drop(f.config.insert("tie_word_embeddings".into(), json!(false))));
	assert!(untied.contains("lm_head.weight"), "{untied}");
	let missing = refused("qwen3", |f| drop(f.config.remove("hidden_size")));
	assert!(missing.contains("hidden_size is missing"), "{missing}");
}

/// A window that all layers have bounds the context, within which it makes no difference.
#[test]
fn a_window_of_all_layers_bounds_the_context() {
	let mut folder = tiny("llama-untied");
	folder.config.insert("model_type".into(), json!("mistral"));
	folder.config.insert("sliding_window".into(), json!(100));
	assert_eq!(open(&folder).unwrap().config().context, 100);
	folder.config.insert("sliding_window".into(), Value::Null);
	assert_eq!(open(&folder).unwrap().config().context, 256);
}

#[test]
fn an_output_layer_that_is_tied_is_the_embedding() {
	let mut folder = tiny("qwen2");
	let root = open(&folder).unwrap().root();
	let mut head = folder.tensor("model.embed_tokens.weight").clone();
	head.name = "lm_head.weight".into();
	head.bytes.fill(0);
	folder.shards.values_mut().next().unwrap().push(head);
	assert_eq!(open(&folder).unwrap().root(), root);
	// Without a word on it, one that is there counts.
	folder.config.remove("tie_word_embeddings");
	assert_ne!(open(&folder).unwrap().root(), root);
}

#[test]
fn tokenizers_are_refused_by_name() {
	let with = |change: &dyn Fn(&mut Value)| refused("qwen2", |folder| tokenizer(folder, change));
	let unigram = with(&|value| value["model"]["type"] = json!("Unigram"));
	assert!(unigram.contains("Unigram"), "{unigram}");
	let odd = with(&|value| value["pre_tokenizer"] = json!({"type": "Whitespace"}));
	assert!(odd.contains("Whitespace"), "{odd}");
	let pattern = with(&|value| {
		value["pre_tokenizer"] = json!({"type": "Sequence", "pretokenizers": [
			{"type": "Split", "pattern": {"Regex": "\\w+"}, "behavior": "Isolated", "invert": false},
			{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false},
		]});
	});
	assert!(pattern.contains("\\\\w+") && pattern.contains("Qwen2"), "{pattern}");
	let lower = with(&|value| value["normalizer"] = json!({"type": "Lowercase"}));
	assert!(lower.contains("Lowercase"), "{lower}");
	let space = with(&|value| value["pre_tokenizer"]["pretokenizers"][1]["add_prefix_space"] = json!(true));
	assert!(space.contains("add_prefix_space"), "{space}");
	let twice = with(&|value| value["model"]["vocab"]["zz"] = json!(5));
	assert!(twice.contains("two tokens have the id 5"), "{twice}");
	let pieces = with(&|value| value["model"]["byte_fallback"] = json!(true));
	assert!(pieces.contains("SentencePiece"), "{pieces}");
	let list = with(&|value| value["model"]["vocab"] = json!([["a", 0.0]]));
	assert!(list.contains("no table of ids"), "{list}");
	let merges = with(&|value| value["model"]["merges"] = json!(["ab"]));
	assert!(merges.contains("no pair"), "{merges}");
	let none = refused("qwen2", |folder| drop(folder.files.remove("tokenizer.json")));
	assert!(none.contains("tokenizer.json") && none.contains("a folder needs"), "{none}");
}

#[test]
fn errors_have_types() {
	let error = |spoil: &dyn Fn(&mut ModelFolder)| {
		let mut folder = tiny("qwen3");
		spoil(&mut folder);
		match open(&folder).err() {
			Some(Error::Folder(error)) => error,
			other => panic!("{other:?}"),
		}
	};
	let json = error(&|f| drop(f.files.insert("tokenizer.json".into(), b"{".into())));
	assert!(matches!(json, FolderError::Json { file, .. } if file == "tokenizer.json"));
	let dtype = error(&|f| f.tensor("model.norm.weight").dtype = "I16".into());
	assert!(
		matches!(&dtype, FolderError::Dtype { name, found } if name == "model.norm.weight" && found == "I16")
	);
	assert!(dtype.to_string().contains("convert_hf_to_gguf.py"), "{dtype}");
	let config = error(&|f| drop(f.config.insert("vocab_size".into(), json!(1u64 << 31))));
	assert!(matches!(config, FolderError::Config(_)));
	let missing = error(&|f| f.shards.clear());
	assert!(matches!(missing, FolderError::Io { file, .. } if file == "model.safetensors"));
	let long = error(&|f| drop(f.files.insert("generation_config.json".into(), vec![b' '; (1 << 20) + 1])));
	assert!(matches!(long, FolderError::TooLong { limit, .. } if limit == 1 << 20));
	let dir = tempfile::tempdir().unwrap();
	let empty = Base::open(dir.path()).err();
	assert!(matches!(empty, Some(Error::Folder(FolderError::Io { file, .. })) if file == "config.json"));
}
