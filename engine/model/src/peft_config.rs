//! The configuration of a PEFT folder: every field is applied, means nothing here, or is refused by its name.

use crate::{
	adapter::{Shape, module},
	config::LINEARS,
	error::AdapterError,
};
use openledger_data::is_nothing;
use openledger_spec::Target;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fields that change no answer, whatever they say.
const MEANS_NOTHING: &[&str] = &[
	"auto_mapping",
	"base_model_name_or_path",
	"corda_config",
	"eva_config",
	"inference_mode",
	"loftq_config",
	"lora_dropout",
	"megatron_core",
	"peft_version",
	"qalora_group_size",
	"revision",
];

/// Ways to begin that leave the base model as it is. PiSSA, OLoRA, CorDA and LoftQ change it, and so need a
/// base of their own.
const INITIAL: &[&str] = &["gaussian", "eva", "orthogonal"];

/// The updates that a configuration describes.
#[derive(Debug)]
pub(crate) struct PeftConfig {
	/// The rank that `r` gives.
	pub(crate) rank: usize,
	/// The strength that `lora_alpha` gives.
	pub(crate) alpha: f64,
	/// The updates, by layer and linear.
	pub(crate) updates: BTreeMap<(usize, Target), Shape>,
}

fn refuse<T>(why: String) -> Result<T, AdapterError> {
	Err(AdapterError::Config(why))
}

impl PeftConfig {
	/// Reads the configuration of an adapter for a model of so many layers.
	pub(crate) fn read(text: &[u8], layers: usize) -> Result<Self, AdapterError> {
		let fields: Map<String, Value> =
			serde_json::from_slice(text).map_err(|error| AdapterError::Config(error.to_string()))?;
		for (name, value) in &fields {
			check(name, value)?;
		}
		if fields.get("peft_type").and_then(Value::as_str) != Some("LORA") {
			return refuse("peft_type is not \"LORA\": only LoRA is supported".into());
		}
		let rank = whole("r", fields.get("r"))?;
		let alpha = positive("lora_alpha", fields.get("lora_alpha"))?;
		let rank_stabilised = fields.get("use_rslora").and_then(Value::as_bool).unwrap_or(false);
		let select = Selection::read(&fields)?;
		let ranks = pattern("rank_pattern", &fields)?;
		let alphas = pattern("alpha_pattern", &fields)?;
		let mut updates = BTreeMap::new();
		for (layer, target) in
			(0..layers).flat_map(|layer| LINEARS.into_iter().map(move |target| (layer, target)))
		{
			let name = format!("model.layers.{layer}.{}", module(target));
			if !select.has(layer, &name) {
				continue;
			}
			let rank = match own("rank_pattern", &ranks, &name)? {
				Some(value) => whole("rank_pattern", Some(value))?,
				None => rank,
			};
			let alpha = match own("alpha_pattern", &alphas, &name)? {
				Some(value) => positive("alpha_pattern", Some(value))?,
				None => alpha,
			};
			let divisor = if rank_stabilised { (rank as f64).sqrt() } else { rank as f64 };
			updates.insert((layer, target), Shape { rank, scale: (alpha / divisor) as f32 });
		}
		for (name, key) in [("rank_pattern", &ranks), ("alpha_pattern", &alphas)]
			.into_iter()
			.flat_map(|(name, keys)| keys.iter().map(move |(key, _)| (name, key)))
		{
			if !updates
				.keys()
				.any(|(layer, target)| ends_in(&format!("model.layers.{layer}.{}", module(*target)), key))
			{
				return refuse(format!("{name} names {key}, which is not adapted"));
			}
		}
		match updates.is_empty() {
			true => refuse("nothing is adapted: check target_modules and layers_to_transform".into()),
			false => Ok(Self { rank, alpha, updates }),
		}
	}
}

/// Refuses a field that changes answers in a way that is not applied.
fn check(name: &str, value: &Value) -> Result<(), AdapterError> {
	let fine = match name {
		"peft_type"
		| "r"
		| "lora_alpha"
		| "target_modules"
		| "exclude_modules"
		| "layers_to_transform"
		| "rank_pattern"
		| "alpha_pattern" => true,
		"use_rslora" => value.is_boolean() || value.is_null(),
		"layers_pattern" => {
			is_nothing(value) || *value == "layers" || *value == serde_json::json!(["layers"])
		},
		"bias" => value.is_null() || *value == "none",
		"task_type" => value.is_null() || *value == "CAUSAL_LM",
		"init_lora_weights" => {
			value.is_boolean() || value.is_null() || value.as_str().is_some_and(|way| INITIAL.contains(&way))
		},
		other => MEANS_NOTHING.contains(&other) || is_nothing(value),
	};
	match fine {
		true => Ok(()),
		false => {
			let shown: String = value.to_string().chars().take(80).collect();
			refuse(format!("{name} is {shown}, which is not supported and would change the answers"))
		},
	}
}

fn whole(name: &str, value: Option<&Value>) -> Result<usize, AdapterError> {
	let number = value.and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
	number.ok_or_else(|| AdapterError::Config(format!("{name} is no whole number")))
}

fn positive(name: &str, value: Option<&Value>) -> Result<f64, AdapterError> {
	let number = value.and_then(Value::as_f64).filter(|number| *number > 0.0 && *number <= 65_535.0);
	number.ok_or_else(|| AdapterError::Config(format!("{name} is no number above 0 and at most 65535")))
}

/// Returns true if a module's name is `key` or ends in it, as PEFT matches.
fn ends_in(name: &str, key: &str) -> bool {
	name.strip_suffix(key).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Returns the name that a pattern matches at the end of modules' names. A pattern may escape its dots, and
/// begin a whole name with `^`. Any other regular expression is refused.
fn plain(field: &str, key: &str) -> Result<String, AdapterError> {
	let whole = key.strip_prefix('^').filter(|name| name.starts_with("model"));
	let name = whole.unwrap_or(key).replace("\\.", ".");
	let known = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
	match !name.is_empty() && name.chars().all(known) {
		true => Ok(name),
		false => refuse(format!("{field} has {key:?}, a regular expression: name the modules instead")),
	}
}

/// Returns the value that a pattern has for a module. Two that differ are refused: PEFT takes the one that
/// the file names first, which no reader of JSON need keep.
fn own<'a>(
	field: &str,
	patterns: &'a [(String, Value)],
	name: &str,
) -> Result<Option<&'a Value>, AdapterError> {
	let mut values = patterns.iter().filter(|(key, _)| ends_in(name, key)).map(|(_, value)| value);
	let first = values.next();
	match values.any(|value| Some(value) != first) {
		true => refuse(format!("{field} has two values for {name}: name it once")),
		false => Ok(first),
	}
}

fn pattern(field: &str, fields: &Map<String, Value>) -> Result<Vec<(String, Value)>, AdapterError> {
	match fields.get(field) {
		None | Some(Value::Null) => Ok(Vec::new()),
		Some(Value::Object(items)) => {
			let each = items.iter().map(|(key, value)| Ok((plain(field, key)?, value.clone())));
			each.collect()
		},
		Some(_) => refuse(format!("{field} is no object")),
	}
}

/// The modules that are adapted.
struct Selection {
	/// Ends of names; none for all linears.
	names: Option<Vec<String>>,
	not: Vec<String>,
	layers: Option<Vec<u64>>,
}

impl Selection {
	fn read(fields: &Map<String, Value>) -> Result<Self, AdapterError> {
		let names = match fields.get("target_modules") {
			Some(Value::String(all)) if all == "all-linear" => None,
			Some(value) => Some(names("target_modules", value)?),
			None => return refuse("target_modules is missing".into()),
		};
		let not = match fields.get("exclude_modules") {
			None | Some(Value::Null) => Vec::new(),
			Some(value) => names_of("exclude_modules", value)?,
		};
		let layers = match fields.get("layers_to_transform") {
			None | Some(Value::Null) => None,
			Some(value) => {
				let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
				let all: Option<Vec<u64>> = all.iter().map(Value::as_u64).collect();
				Some(all.ok_or_else(|| {
					AdapterError::Config("layers_to_transform is no list of layers' numbers".into())
				})?)
			},
		};
		Ok(Self { names, not, layers })
	}

	fn has(&self, layer: usize, name: &str) -> bool {
		self.names.as_ref().is_none_or(|names| names.iter().any(|key| ends_in(name, key)))
			&& !self.not.iter().any(|key| ends_in(name, key))
			&& self.layers.as_ref().is_none_or(|layers| layers.contains(&(layer as u64)))
	}
}

/// Reads a list of modules' names, each of a linear of the model.
fn names(field: &str, value: &Value) -> Result<Vec<String>, AdapterError> {
	let names = names_of(field, value)?;
	for name in &names {
		let is_linear = |target| {
			let last = name.rsplit('.').next().unwrap_or_default();
			ends_in(module(target), last)
		};
		if !LINEARS.into_iter().any(is_linear) {
			return refuse(format!("{field} names {name}, which no linear of the model has"));
		}
	}
	Ok(names)
}

fn names_of(field: &str, value: &Value) -> Result<Vec<String>, AdapterError> {
	let Value::Array(items) = value else {
		return refuse(format!("{field} is no list of names: a regular expression is not supported"));
	};
	let each = items.iter().map(|item| match item {
		Value::String(name) => plain(field, name),
		_ => refuse(format!("{field} holds something else than names")),
	});
	each.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn with(more: Value) -> Result<PeftConfig, String> {
		let mut config =
			json!({"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["q_proj", "v_proj"]});
		for (name, value) in more.as_object().unwrap() {
			config[name] = value.clone();
		}
		PeftConfig::read(config.to_string().as_bytes(), 2).map_err(|error| error.to_string())
	}

	fn shape(config: &PeftConfig, layer: usize, target: Target) -> Option<(usize, f32)> {
		config.updates.get(&(layer, target)).map(|shape| (shape.rank, shape.scale))
	}

	#[test]
	fn settings_are_applied() {
		let plain = with(json!({})).unwrap();
		assert_eq!(plain.updates.len(), 4);
		assert_eq!(shape(&plain, 1, Target::V), Some((4, 2.0)));
		let alpha = with(json!({"alpha_pattern": {"v_proj": 80, "layers.1.self_attn.q_proj": 2}})).unwrap();
		assert_eq!(shape(&alpha, 0, Target::V), Some((4, 20.0)));
		assert_eq!(
			(shape(&alpha, 0, Target::Q), shape(&alpha, 1, Target::Q)),
			(Some((4, 2.0)), Some((4, 0.5)))
		);
		let rank = with(json!({"rank_pattern": {"^model\\.layers\\.0\\.self_attn\\.q_proj": 16}})).unwrap();
		assert_eq!(
			(shape(&rank, 0, Target::Q), shape(&rank, 1, Target::Q)),
			(Some((16, 0.5)), Some((4, 2.0)))
		);
		let stable = with(json!({"use_rslora": true})).unwrap();
		assert_eq!(shape(&stable, 0, Target::Q), Some((4, 4.0)));
		for layers in [json!(1), json!([1])] {
			let one = with(json!({"layers_to_transform": layers, "layers_pattern": "layers"})).unwrap();
			assert_eq!((one.updates.len(), shape(&one, 0, Target::Q)), (2, None));
		}
		let less = with(json!({"exclude_modules": ["model.layers.0.self_attn.v_proj"]})).unwrap();
		assert_eq!((less.updates.len(), shape(&less, 0, Target::V)), (3, None));
		let all = with(json!({"target_modules": "all-linear"})).unwrap();
		assert_eq!(all.updates.len(), 14);
	}

	#[test]
	fn fields_that_say_nothing_are_passed_over() {
		with(json!({
			"base_model_name_or_path": "x", "bias": "none", "eva_config": {"rho": 2.0},
			"exclude_modules": null, "fan_in_fan_out": false, "init_lora_weights": "gaussian",
			"layer_replication": null, "lora_bias": false, "lora_dropout": 0.1,
			"megatron_core": "megatron.core", "modules_to_save": null, "revision": "main",
			"peft_version": "0.17.0", "qalora_group_size": 16, "task_type": "CAUSAL_LM",
			"trainable_token_indices": null, "use_dora": false, "a_field_of_tomorrow": null, "another": [],
			"rank_pattern": {}, "alpha_pattern": {}
		}))
		.unwrap();
	}

	#[test]
	fn what_would_change_answers_is_refused_by_name() {
		for (name, value) in [
			("use_dora", json!(true)),
			("fan_in_fan_out", json!(true)),
			("bias", json!("all")),
			("modules_to_save", json!(["lm_head"])),
			("alora_invocation_tokens", json!([1, 2])),
			("trainable_token_indices", json!([5])),
			("layer_replication", json!([[0, 2]])),
			("layers_pattern", json!("h")),
			("init_lora_weights", json!("pissa")),
			("target_parameters", json!(["mlp.experts"])),
			("task_type", json!("SEQ_CLS")),
			("a_field_of_tomorrow", json!(1)),
			("use_rslora", json!("yes")),
			("target_modules", json!(".*proj")),
			("target_modules", json!(["embed_tokens"])),
			("target_modules", json!([])),
			("exclude_modules", json!(".*_proj")),
			("layers_to_transform", json!([-1])),
			("layers_to_transform", json!([7])),
			("alpha_pattern", json!({"layers.[01].self_attn.q_proj": 4})),
			("alpha_pattern", json!({"up_proj": 4})),
			("alpha_pattern", json!({"q_proj": 0})),
			("rank_pattern", json!({"q_proj": 1.5})),
			("rank_pattern", json!([4])),
			("rank_pattern", json!({"q_proj": 2, "self_attn.q_proj": 3})),
			("peft_type", json!("IA3")),
			("r", json!(-4)),
			("lora_alpha", json!("8")),
		] {
			let error = with(json!({name: value})).unwrap_err();
			let named = error.contains(name) || error.contains("nothing is adapted");
			assert!(named, "{name}: {error}");
		}
	}
}
