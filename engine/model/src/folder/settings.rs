//! A folder's `config.json`, as the metadata of a GGUF file has it.

use super::{error::FolderError, header::Header};
use crate::family::Family;
use serde_json::{Map, Value};

/// The way in which transformers slows a rotation for Llama 3.
#[derive(Clone, Copy)]
struct Llama3 {
	factor: f64,
	low: f64,
	high: f64,
	context: f64,
}

/// A rotation.
struct Rope {
	base: f32,
	/// The factor by which it is slowed.
	linear: Option<f32>,
	llama3: Option<Llama3>,
}

/// A model's configuration.
pub(super) struct Settings {
	pub(super) family: &'static Family,
	pub(super) heads: u32,
	pub(super) kv_heads: u32,
	pub(super) head: u32,
	pub(super) vocabulary: u32,
	/// Whether the output layer is the embedding, if the file says so.
	pub(super) tied: Option<bool>,
	/// Ids that `bos_token_id` and `eos_token_id` name.
	pub(super) begins: Vec<u32>,
	pub(super) ends: Vec<u32>,
	hidden: u32,
	feed_forward: u32,
	layers: u32,
	context: u32,
	window: Option<u32>,
	norm_eps: f32,
	rope: Rope,
	local_rope_base: f32,
}

/// The values of a file by their keys.
struct Keys<'a>(&'a Map<String, Value>);

fn refuse<T>(why: impl Into<String>) -> Result<T, FolderError> {
	Err(FolderError::Config(why.into()))
}

impl<'a> Keys<'a> {
	/// Returns a value that is not null.
	fn get(&self, key: &str) -> Option<&'a Value> {
		self.0.get(key).filter(|value| !value.is_null())
	}

	fn unsigned_if_there(&self, key: &str) -> Result<Option<u32>, FolderError> {
		let Some(value) = self.get(key) else { return Ok(None) };
		match value.as_u64().and_then(|number| u32::try_from(number).ok()) {
			Some(number) => Ok(Some(number)),
			None => refuse(format!("{key} is {value}, no whole number below 2^32")),
		}
	}

	fn unsigned(&self, key: &str) -> Result<u32, FolderError> {
		self.unsigned_if_there(key)?.map_or_else(|| refuse(format!("{key} is missing")), Ok)
	}

	fn float_if_there(&self, key: &str) -> Result<Option<f64>, FolderError> {
		match self.get(key) {
			None => Ok(None),
			Some(value) => {
				value.as_f64().map_or_else(|| refuse(format!("{key} is {value}, no number")), |x| Ok(Some(x)))
			},
		}
	}

	fn float(&self, key: &str) -> Result<f64, FolderError> {
		self.float_if_there(key)?.map_or_else(|| refuse(format!("{key} is missing")), Ok)
	}

	fn flag(&self, key: &str) -> Result<Option<bool>, FolderError> {
		match self.get(key) {
			None => Ok(None),
			Some(Value::Bool(flag)) => Ok(Some(*flag)),
			Some(value) => refuse(format!("{key} is {value}, neither true nor false")),
		}
	}

	fn text(&self, key: &str) -> Option<&'a str> {
		self.get(key).and_then(Value::as_str)
	}

	fn object(&self, key: &str) -> Option<Keys<'a>> {
		self.get(key).and_then(Value::as_object).map(Keys)
	}

	/// Returns one id or several.
	fn ids(&self, key: &str) -> Result<Vec<u32>, FolderError> {
		ids(self.get(key)).map_or_else(|| refuse(format!("{key} is no id and no list of ids")), Ok)
	}

	/// Refuses a setting that is there and is not one of these, which are what the engine does.
	fn only(&self, key: &str, allowed: &[Value]) -> Result<(), FolderError> {
		match self.get(key) {
			Some(value) if !allowed.contains(value) => {
				refuse(format!("{key} is {value}, which would change every answer and is not run"))
			},
			_ => Ok(()),
		}
	}
}

/// Returns one id or several; `None` if the value is something else. No value is no ids.
pub(super) fn ids(value: Option<&Value>) -> Option<Vec<u32>> {
	let id = |value: &Value| value.as_u64().and_then(|id| u32::try_from(id).ok());
	match value {
		None | Some(Value::Null) => Some(Vec::new()),
		Some(Value::Array(ids)) => ids.iter().map(id).collect(),
		Some(value) => Some(vec![id(value)?]),
	}
}

/// Returns the family of a model type.
fn family(name: &str) -> Result<&'static Family, FolderError> {
	let architecture = match name {
		"llama" | "mistral" => "llama",
		"qwen2" => "qwen2",
		"qwen3" => "qwen3",
		"smollm3" => "smollm3",
		"gemma3_text" => "gemma3",
		other => {
			return refuse(format!(
				"model_type {other}: llama, mistral, qwen2, qwen3, smollm3 and gemma3_text are run"
			));
		},
	};
	Family::of(architecture).map_or_else(|| refuse(format!("model_type {name}")), Ok)
}

impl Settings {
	/// Reads a file's values. What would be run wrongly is refused by its name.
	pub(super) fn read(config: &Map<String, Value>) -> Result<Self, FolderError> {
		let keys = Keys(config);
		if keys.get("quantization_config").is_some() {
			return refuse(
				"quantization_config: take the model's folder in F32, F16 or BF16, or a GGUF file",
			);
		}
		let family = family(keys.text("model_type").unwrap_or("that is missing"))?;
		let (hidden, heads) = (keys.unsigned("hidden_size")?, keys.unsigned("num_attention_heads")?);
		let head = match keys.unsigned_if_there("head_dim")? {
			Some(head) => head,
			None => hidden.checked_div(heads).filter(|_| family.local.is_none()).unwrap_or(256),
		};
		let (rope, local_rope_base) = ropes(&keys, family)?;
		let settings = Self {
			family,
			heads,
			kv_heads: keys.unsigned_if_there("num_key_value_heads")?.unwrap_or(heads),
			head,
			vocabulary: keys.unsigned("vocab_size")?,
			tied: keys.flag("tie_word_embeddings")?,
			begins: keys.ids("bos_token_id")?,
			ends: keys.ids("eos_token_id")?,
			hidden,
			feed_forward: keys.unsigned("intermediate_size")?,
			layers: keys.unsigned("num_hidden_layers")?,
			context: context(&keys, family)?,
			window: match family.local {
				Some(_) => Some(keys.unsigned("sliding_window")?),
				None => None,
			},
			norm_eps: keys.float("rms_norm_eps")? as f32,
			rope,
			local_rope_base,
		};
		settings.check(&keys)?;
		Ok(settings)
	}

	/// Refuses what the engine would run otherwise than transformers.
	fn check(&self, keys: &Keys) -> Result<(), FolderError> {
		let off = [Value::Bool(false)];
		if !self.family.biases {
			keys.only("attention_bias", &off)?;
		}
		keys.only("mlp_bias", &off)?;
		keys.only("use_bidirectional_attention", &off)?;
		let none: [Value; 0] = [];
		keys.only("attn_logit_softcapping", &none)?;
		keys.only("final_logit_softcapping", &none)?;
		match self.family.local {
			None => keys.only("hidden_act", &["silu".into()])?,
			Some(local) => {
				let gelu = ["gelu_pytorch_tanh".into()];
				keys.only("hidden_activation", &gelu)?;
				keys.only("hidden_act", &gelu)?;
				keys.only("query_pre_attn_scalar", &[self.head.into(), f64::from(self.head).into()])?;
				for key in ["sliding_window_pattern", "_sliding_window_pattern"] {
					keys.only(key, &[local.global_every.into()])?;
				}
			},
		}
		self.check_layers(keys)
	}

	/// Refuses layers of other kinds than the family's.
	fn check_layers(&self, keys: &Keys) -> Result<(), FolderError> {
		// More layers than any model has are refused with the metadata.
		let layers = (self.layers as usize).min(1024);
		if self.family.local.is_some() {
			let kind =
				|layer| if self.family.is_local(layer) { "sliding_attention" } else { "full_attention" };
			let kinds: Value = (0..layers).map(kind).collect();
			keys.only("layer_types", &[kinds])?;
		}
		if let Some(every) = self.family.unrotated_every {
			let rotated: Value = (0..layers).map(|layer| u32::from(self.family.rotates(layer))).collect();
			keys.only("no_rope_layers", &[rotated])?;
			keys.only("no_rope_layer_interval", &[every.into()])?;
		}
		Ok(())
	}

	/// Adds the keys of the architecture.
	pub(super) fn write(&self, header: &mut Header) {
		let architecture = self.family.architecture;
		let key = |name: &str| format!("{architecture}.{name}");
		header.text("general.architecture", architecture);
		for (name, value) in [
			("block_count", self.layers),
			("context_length", self.context),
			("embedding_length", self.hidden),
			("feed_forward_length", self.feed_forward),
			("attention.head_count", self.heads),
			("attention.head_count_kv", self.kv_heads),
			("attention.key_length", self.head),
			("attention.value_length", self.head),
			("rope.dimension_count", self.head),
		] {
			header.unsigned(&key(name), value);
		}
		header.float(&key("rope.freq_base"), self.rope.base);
		header.float(&key("attention.layer_norm_rms_epsilon"), self.norm_eps);
		if let Some(window) = self.window {
			header.unsigned(&key("attention.sliding_window"), window);
			header.float(&key("rope.freq_base_swa"), self.local_rope_base);
		}
		if let Some(factor) = self.rope.linear {
			header.text(&key("rope.scaling.type"), "linear");
			header.float(&key("rope.scaling.factor"), factor);
		}
	}

	/// Returns the factors by which the pairs of the rotation are slowed, computed in binary64 and rounded
	/// once; `None` if they are not.
	pub(super) fn rope_factors(&self) -> Option<Vec<f32>> {
		let Llama3 { factor, low, high, context } = self.rope.llama3?;
		let head = f64::from(self.head);
		let pair = |pair: u32| {
			let turned = libm::pow(f64::from(self.rope.base), f64::from(2 * pair) / head);
			let wave = 2.0 * std::f64::consts::PI * turned;
			let slowed = if wave < context / high {
				1.0
			} else if wave > context / low {
				factor
			} else {
				let smooth = (context / wave - low) / (high - low);
				1.0 / ((1.0 - smooth) / factor + smooth)
			};
			slowed as f32
		};
		// Heads of other sizes are refused with the metadata.
		Some((0..self.head.min(1024) / 2).map(pair).collect())
	}
}

/// Returns the longest context. A window that every layer has makes it shorter: within it, all is seen.
fn context(keys: &Keys, family: &Family) -> Result<u32, FolderError> {
	let context = keys.unsigned("max_position_embeddings")?;
	let window = match family.local {
		None if keys.flag("use_sliding_window")? != Some(false) => {
			keys.unsigned_if_there("sliding_window")?
		},
		_ => None,
	};
	Ok(window.map_or(context, |window| window.min(context)))
}

/// Returns the rotation of layers that see the whole context, and the base of that of others.
fn ropes(keys: &Keys, family: &Family) -> Result<(Rope, f32), FolderError> {
	let Some(local) = family.local else {
		return Ok((rope(keys, keys.object("rope_parameters"), family)?, 0.0));
	};
	let parameters = keys.object("rope_parameters");
	let of = |kind: &str| parameters.as_ref().and_then(|all| all.object(kind));
	let base = match of("sliding_attention") {
		Some(sliding) => {
			sliding.only("rope_type", &["default".into()])?;
			sliding.float_if_there("rope_theta")?
		},
		None => keys.float_if_there("rope_local_base_freq")?,
	};
	let base = base.map_or(local.rope_base, |base| base as f32);
	Ok((rope(keys, of("full_attention"), family)?, base))
}

/// Returns a rotation: as `rope_parameters` has it, or else the keys that were in use before.
fn rope(keys: &Keys, parameters: Option<Keys>, family: &Family) -> Result<Rope, FolderError> {
	let (base, scaling) = match parameters {
		Some(parameters) => (parameters.float_if_there("rope_theta")?, Some(parameters)),
		None => (keys.float_if_there("rope_theta")?, keys.object("rope_scaling")),
	};
	let base = match base {
		Some(base) => base as f32,
		None if family.interleaved => 10_000.0,
		None => return refuse("rope_theta is missing"),
	};
	let plain = Rope { base, linear: None, llama3: None };
	let Some(scaling) = scaling else { return Ok(plain) };
	let kind = scaling.text("rope_type").or_else(|| scaling.text("type")).unwrap_or("default");
	match kind {
		"default" => Ok(plain),
		"linear" if family.local.is_some() => {
			Ok(Rope { linear: Some(scaling.float("factor")? as f32), ..plain })
		},
		"llama3" if family.rope_factors => {
			let llama3 = Llama3 {
				factor: scaling.float("factor")?,
				low: scaling.float("low_freq_factor")?,
				high: scaling.float("high_freq_factor")?,
				context: scaling.float("original_max_position_embeddings")?,
			};
			Ok(Rope { llama3: Some(llama3), ..plain })
		},
		other => refuse(format!(
			"a rotary embedding scaled by {other}: remove rope_scaling, for the model's own context"
		)),
	}
}
