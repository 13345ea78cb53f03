//! Adapters as folders that Hugging Face PEFT reads: `adapter_config.json` and `adapter_model.safetensors`.

use crate::{
	adapter::{Adapter, module},
	config::{Config, LINEARS},
	error::{AdapterError, Error},
};
use openledger_content::files::{ensure_dir, read_bounded, write_atomically};
use openledger_spec::Target;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// Most bytes of a configuration that are read.
const MAX_CONFIG: u64 = 1 << 20;
/// Most bytes of a weights file that are read.
const MAX_WEIGHTS: u64 = 4 << 30;

/// The fields of `adapter_config.json` that are read.
#[derive(Deserialize)]
struct PeftConfig {
	peft_type: String,
	r: usize,
	lora_alpha: u16,
	target_modules: Vec<String>,
	#[serde(default)]
	use_rslora: bool,
	#[serde(default)]
	use_dora: bool,
	#[serde(default)]
	fan_in_fan_out: bool,
	#[serde(default)]
	bias: Option<String>,
}

impl Adapter {
	/// Reads a PEFT folder.
	pub fn from_peft(dir: &Path, config: &Config) -> Result<Self, Error> {
		read(dir, config)
	}

	/// Writes a PEFT folder: `adapter_config.json` and `adapter_model.safetensors`.
	pub fn to_peft(&self, dir: &Path) -> Result<(), Error> {
		write(self, dir)
	}
}

fn write(adapter: &Adapter, dir: &Path) -> Result<(), Error> {
	ensure_dir(dir)?;
	let names: Vec<&str> = adapter.targets.iter().map(|t| short(*t)).collect();
	let config = serde_json::json!({
		"base_model_name_or_path": null,
		"bias": "none",
		"fan_in_fan_out": false,
		"inference_mode": true,
		"init_lora_weights": true,
		"lora_alpha": adapter.alpha,
		"lora_dropout": 0.0,
		"modules_to_save": null,
		"peft_type": "LORA",
		"r": adapter.rank,
		"revision": null,
		"target_modules": names,
		"task_type": "CAUSAL_LM",
		"use_rslora": false,
	});
	let raw = adapter.raw();
	let mut rest = &raw[..];
	let mut views = Vec::new();
	for factor in &adapter.factors {
		let (data, after) = rest.split_at(4 * factor.values.len());
		rest = after;
		let view = TensorView::new(Dtype::F32, vec![factor.rows, factor.columns], data);
		views.push((factor.name.as_str(), view.map_err(|e| AdapterError::Weights(e.to_string()))?));
	}
	let metadata = Some([("format".to_string(), "pt".to_string())].into());
	let weights =
		safetensors::serialize(views, metadata).map_err(|e| AdapterError::Weights(e.to_string()))?;
	write_atomically(&dir.join("adapter_model.safetensors"), &weights)?;
	write_atomically(&dir.join("adapter_config.json"), format!("{config:#}\n").as_bytes())?;
	Ok(())
}

/// Returns the short name that PEFT matches modules against: `q_proj` of `self_attn.q_proj`.
fn short(target: Target) -> &'static str {
	module(target).rsplit('.').next().unwrap_or_default()
}

fn read(dir: &Path, config: &Config) -> Result<Adapter, Error> {
	let text = read_bounded(&dir.join("adapter_config.json"), MAX_CONFIG)?;
	let peft: PeftConfig =
		serde_json::from_slice(&text).map_err(|error| AdapterError::Config(error.to_string()))?;
	if peft.peft_type != "LORA" || peft.use_rslora || peft.use_dora || peft.fan_in_fan_out {
		return Err(AdapterError::Config("only plain LoRA is supported".into()).into());
	}
	if peft.bias.is_some_and(|bias| bias != "none") {
		return Err(AdapterError::Config("adapters with biases are not supported".into()).into());
	}
	let mut targets = Vec::new();
	for name in &peft.target_modules {
		let target = LINEARS.into_iter().find(|t| short(*t) == name || module(*t) == name);
		targets.push(target.ok_or_else(|| AdapterError::Config(format!("unknown module {name}")))?);
	}
	targets.sort();
	targets.dedup();
	let mut adapter = Adapter::zeros(config, peft.r, peft.lora_alpha, &targets)?;
	let bytes = read_bounded(&dir.join("adapter_model.safetensors"), MAX_WEIGHTS)?;
	let weights =
		SafeTensors::deserialize(&bytes).map_err(|error| AdapterError::Weights(error.to_string()))?;
	fill(&mut adapter, &weights)?;
	Ok(adapter)
}

fn fill(adapter: &mut Adapter, weights: &SafeTensors) -> Result<(), AdapterError> {
	let mut tensors: BTreeMap<&str, TensorView> = weights.iter().collect();
	for factor in &mut adapter.factors {
		let Some(view) = tensors.remove(factor.name.as_str()) else {
			return Err(AdapterError::Shape(format!("{} is missing", factor.name)));
		};
		if view.dtype() != Dtype::F32 || view.shape() != [factor.rows, factor.columns] {
			let (dtype, shape) = (view.dtype(), view.shape());
			let expected = format!("expected F32 [{}, {}]", factor.rows, factor.columns);
			return Err(AdapterError::Shape(format!("{} is {dtype:?} {shape:?}, {expected}", factor.name)));
		}
		for (slot, bytes) in factor.values.iter_mut().zip(view.data().as_chunks::<4>().0) {
			*slot = f32::from_le_bytes(*bytes);
		}
		if factor.values.iter().any(|v| !v.is_finite()) {
			return Err(AdapterError::NotFinite(factor.name.clone()));
		}
	}
	match tensors.first_key_value() {
		Some((name, _)) => Err(AdapterError::Shape(format!("{name} has no place in the base model"))),
		None => Ok(()),
	}
}
