//! Adapters as folders that Hugging Face PEFT reads: `adapter_config.json` and `adapter_model.safetensors`.

use crate::{
	adapter::{Adapter, Shape, module},
	config::Config,
	error::{AdapterError, Error},
	peft_config::PeftConfig,
};
use openledger_content::files::{ensure_dir, read_bounded, write_atomically};
use openledger_spec::Target;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, path::Path};

/// Most bytes of a configuration that are read.
const MAX_CONFIG: u64 = 1 << 20;
/// Most bytes of a weights file that are read.
const MAX_WEIGHTS: u64 = 4 << 30;

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
	let (names, ranks, alphas) = patterns(adapter);
	let config = json!({
		"alpha_pattern": alphas,
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
		"rank_pattern": ranks,
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

/// Returns the names of the adapted modules, and by name the ranks and strengths that differ.
fn patterns(adapter: &Adapter) -> (Vec<String>, Map<String, Value>, Map<String, Value>) {
	let name = |layer: usize, target: Target| format!("model.layers.{layer}.{}", module(target));
	let (mut ranks, mut alphas) = (Map::new(), Map::new());
	for ((layer, target), shape) in &adapter.exceptions {
		let Some(Shape { rank, scale }) = shape else { continue };
		ranks.insert(name(*layer, *target), json!(rank));
		alphas.insert(name(*layer, *target), json!(scale * *rank as f32));
	}
	let missing = adapter.exceptions.iter().any(|(_, shape)| shape.is_none());
	let names = match missing {
		false => adapter.targets.iter().map(|target| short(*target).into()).collect(),
		true => {
			let factors = adapter.factors.iter().filter_map(|factor| {
				factor.name.strip_prefix("base_model.model.")?.strip_suffix(".lora_A.weight")
			});
			factors.map(String::from).collect()
		},
	};
	(names, ranks, alphas)
}

/// Returns the short name that PEFT matches modules against: `q_proj` of `self_attn.q_proj`.
fn short(target: Target) -> &'static str {
	module(target).rsplit('.').next().unwrap_or_default()
}

fn read(dir: &Path, config: &Config) -> Result<Adapter, Error> {
	let text = read_bounded(&dir.join("adapter_config.json"), MAX_CONFIG)?;
	let PeftConfig { rank, alpha, updates } = PeftConfig::read(&text, config.layers)?;
	// A strength that is no whole number is one of each update.
	let whole = alpha.fract() == 0.0;
	let alpha = if whole { alpha as u16 } else { 1 };
	let usual = Shape { rank, scale: f32::from(alpha) / rank as f32 };
	let mut targets: Vec<Target> = updates.keys().map(|(_, target)| *target).collect();
	targets.sort();
	targets.dedup();
	let linears = (0..config.layers).flat_map(|layer| targets.iter().map(move |target| (layer, *target)));
	let exceptions = linears.map(|linear| (linear, updates.get(&linear).copied()));
	let exceptions = exceptions.filter(|(_, shape)| *shape != Some(usual)).collect();
	let mut adapter = Adapter::with_exceptions(config, (rank, alpha), &targets, exceptions)?;
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
		let (dtype, shape) = (view.dtype(), view.shape());
		let expected = [factor.rows, factor.columns];
		let Some(values) = widen(&view).filter(|_| shape == expected) else {
			return Err(AdapterError::Shape(format!(
				"{} is {dtype:?} {shape:?}, expected F32, F16 or BF16 {expected:?}",
				factor.name
			)));
		};
		for (slot, value) in factor.values.iter_mut().zip(values) {
			*slot = value;
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

/// Returns a tensor's values, which binary32 holds exactly; none if it is of another type.
fn widen(view: &TensorView) -> Option<Vec<f32>> {
	let (words, halves) = (view.data().as_chunks::<4>().0, view.data().as_chunks::<2>().0);
	match view.dtype() {
		Dtype::F32 => Some(words.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
		Dtype::F16 => Some(halves.iter().map(|bytes| half(u16::from_le_bytes(*bytes))).collect()),
		Dtype::BF16 => {
			let bits = halves.iter().map(|bytes| u32::from(u16::from_le_bytes(*bytes)) << 16);
			Some(bits.map(f32::from_bits).collect())
		},
		_ => None,
	}
}

/// Returns the value of a binary16.
fn half(bits: u16) -> f32 {
	let (sign, exponent, fraction) =
		(u32::from(bits >> 15) << 31, bits >> 10 & 0x1f, u32::from(bits & 0x3ff));
	match exponent {
		// A subnormal is a multiple of 2^-24.
		0 => f32::from_bits(sign | (fraction as f32 / (1 << 24) as f32).to_bits()),
		0x1f => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
		_ => f32::from_bits(sign | (u32::from(exponent) + 112) << 23 | fraction << 13),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn halves_are_read_exactly() {
		for (bits, value) in [
			(0x0000, 0.0),
			(0x0001, 5.960_464_5e-8),
			(0x03ff, 6.097_555e-5),
			(0x0400, 6.103_515_6e-5),
			(0x3555, 0.333_251_95),
			(0x3c00, 1.0),
			(0xc000, -2.0),
			(0x7bff, 65504.0),
			(0xfc00, f32::NEG_INFINITY),
		] {
			assert_eq!(half(bits), value, "{bits:04x}");
		}
		assert!(half(0x7e00).is_nan());
		assert_eq!(half(0x8000).to_bits(), (-0.0f32).to_bits());
	}
}
