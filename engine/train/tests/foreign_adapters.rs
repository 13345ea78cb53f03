//! Adapters as others write them: other types of numbers, and settings that change the result.

mod common;

use common::{job, patient};
use openledger_infer::Losses;
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Model, Tokenized};
use openledger_spec::Method;
use openledger_test_utils::{hyper, records, tiny_base};
use openledger_train::train;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use std::path::{Path, PathBuf};

fn tuned(base: &Base, dir: &Path, data: &[Tokenized]) -> PathBuf {
	train(&job(base, data, &[], &hyper(), dir), &patient()).unwrap().peft_dir
}

fn loss(base: &Base, folder: &Path, data: &[Tokenized]) -> f64 {
	let engine = Engine::new(1).unwrap();
	let adapter = Adapter::from_peft(folder, base.config()).unwrap();
	let model = Model::with_adapter(base.frozen(Method::Lora, &engine), &adapter, engine).unwrap();
	Losses::new(model).of(data).unwrap().iter().sum()
}

fn set(folder: &Path, name: &str, value: serde_json::Value) {
	let path = folder.join("adapter_config.json");
	let mut config: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
	config[name] = value;
	std::fs::write(path, config.to_string()).unwrap();
}

/// Writes the weights anew, each number changed by `change`.
fn rewrite(folder: &Path, dtype: Dtype, change: impl Fn(&str, f32) -> f32) {
	let path = folder.join("adapter_model.safetensors");
	let bytes = std::fs::read(&path).unwrap();
	let old = SafeTensors::deserialize(&bytes).unwrap();
	let tensors: Vec<(String, Vec<usize>, Vec<u8>)> = old
		.iter()
		.map(|(name, view)| {
			let values = view.data().as_chunks::<4>().0.iter().map(|b| change(name, f32::from_le_bytes(*b)));
			let data = match dtype {
				Dtype::BF16 => values.flat_map(|x| ((x.to_bits() >> 16) as u16).to_le_bytes()).collect(),
				_ => values.flat_map(f32::to_le_bytes).collect(),
			};
			(name.to_string(), view.shape().to_vec(), data)
		})
		.collect();
	let views = tensors
		.iter()
		.map(|(name, shape, data)| (name.as_str(), TensorView::new(dtype, shape.clone(), data).unwrap()));
	std::fs::write(path, safetensors::serialize(views, None).unwrap()).unwrap();
}

#[test]
fn numbers_of_two_bytes_are_read_exactly() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let data = records(&base, 4);
	let folder = tuned(&base, &dir.path().join("job"), &data);
	// First to numbers that bfloat16 holds, as F32.
	rewrite(&folder, Dtype::F32, |_, x| f32::from_bits(x.to_bits() & 0xffff_0000));
	let wide = Adapter::from_peft(&folder, base.config()).unwrap();
	rewrite(&folder, Dtype::BF16, |_, x| x);
	assert_eq!(Adapter::from_peft(&folder, base.config()).unwrap(), wide);
}

#[test]
fn a_strength_of_one_linear_is_applied() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let data = records(&base, 4);
	let folder = tuned(&base, &dir.path().join("job"), &data);
	let plain = loss(&base, &folder, &data);
	// A power of two times alpha is the same power times B, to the bit.
	set(&folder, "alpha_pattern", serde_json::json!({"v_proj": 64}));
	let pattern = loss(&base, &folder, &data);
	assert_ne!(pattern, plain);
	let again = dir.path().join("again");
	Adapter::from_peft(&folder, base.config()).unwrap().export(&base, &again).unwrap();
	assert_eq!(loss(&base, &again, &data), pattern);
	set(&folder, "alpha_pattern", serde_json::json!({}));
	rewrite(&folder, Dtype::F32, |name, x| if name.contains("v_proj.lora_B") { 8.0 * x } else { x });
	assert_eq!(loss(&base, &folder, &data), pattern);
}

#[test]
fn linears_that_are_left_out_are_not_adapted() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let data = records(&base, 4);
	let folder = tuned(&base, &dir.path().join("job"), &data);
	rewrite(&folder, Dtype::F32, |name, x| if name.contains("layers.0.") { 0.0 * x } else { x });
	let zeroed = loss(&base, &folder, &data);
	// Without the tensors of layer 0, if the configuration says that they are not there.
	let path = folder.join("adapter_model.safetensors");
	let bytes = std::fs::read(&path).unwrap();
	let old = SafeTensors::deserialize(&bytes).unwrap();
	let kept: Vec<_> = old.iter().filter(|(name, _)| !name.contains("layers.0.")).collect();
	std::fs::write(&path, safetensors::serialize(kept, None).unwrap()).unwrap();
	assert!(Adapter::from_peft(&folder, base.config()).unwrap_err().to_string().contains("is missing"));
	set(&folder, "layers_to_transform", serde_json::json!([1]));
	assert_eq!(loss(&base, &folder, &data), zeroed);
	let again = dir.path().join("again");
	Adapter::from_peft(&folder, base.config()).unwrap().export(&base, &again).unwrap();
	assert_eq!(loss(&base, &again, &data), zeroed);
}

#[test]
fn a_folder_brings_tokenizer_template_and_readme() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let folder = tuned(&base, &dir.path().join("job"), &records(&base, 2));
	let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
	assert!(read("README.md").contains(&format!("{:?}", base.root())));
	assert!(read("chat_template.jinja").contains("<|im_start|>"));
	let tokenizer: serde_json::Value = serde_json::from_str(&read("tokenizer.json")).unwrap();
	let text = "the river stone, 42 clouds";
	let loaded = tokenizers::Tokenizer::from_bytes(tokenizer.to_string()).unwrap();
	assert_eq!(loaded.encode_fast(text, false).unwrap().get_ids(), base.tokenizer().encode(text));
	let marked = loaded.encode_fast("<|im_start|>user\na<|im_end|>\n", false).unwrap();
	let mut ids = vec![base.tokenizer().im_start()];
	ids.extend(base.tokenizer().encode("user\n"));
	ids.extend(base.tokenizer().encode("a"));
	ids.push(base.tokenizer().im_end());
	ids.extend(base.tokenizer().encode("\n"));
	assert_eq!(marked.get_ids(), ids);
}

#[test]
fn several_turns_train_and_go_on_where_they_stopped() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let line = r#"{"messages": [{"role": "user", "content": "river?"},
		{"role": "assistant", "content": "the river"},
		{"role": "user", "content": "stone?"}, {"role": "assistant", "content": "the stone"}]}"#;
	let rows = openledger_model::read_jsonl(line.replace('\n', " ").as_bytes(), &Default::default()).unwrap();
	let several = openledger_model::tokenize_all(&base, &rows, 128).unwrap();
	let whole = [Tokenized::new(several[0].ids.clone(), several[0].loss_from)];
	let run = |name: &str, data: &[Tokenized]| {
		train(&job(&base, data, &[], &hyper(), &dir.path().join(name)), &patient()).unwrap().result
	};
	let first = run("several", &several);
	assert_eq!(run("several", &several), first);
	// That the questions do not count makes another job of it, with another result.
	assert_ne!(run("whole", &whole).adapter, first.adapter);
	let other = train(&job(&base, &whole, &[], &hyper(), &dir.path().join("several")), &patient());
	assert!(other.unwrap_err().to_string().contains("another job"));
}
