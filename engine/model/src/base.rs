//! Base models, opened from GGUF files.

use crate::{Error, config::Config, frozen::FrozenModel, gguf::Gguf, tokenizer::Tokenizer, weights::Weights};
use openledger_content::{Hash, root};
use openledger_kernels::Engine;
use openledger_spec::Method;
use parking_lot::Mutex;
use std::{
	path::Path,
	sync::{Arc, OnceLock, Weak},
};

/// A mapped GGUF file with its tokenizer.
///
/// Opening it reads the directory and makes sure that every weight is a finite number. Weights are
/// dequantized when a model is first made of them, and shared by all models that live at the time.
pub struct Base {
	config: Config,
	tokenizer: Arc<Tokenizer>,
	stored: Arc<FrozenModel>,
	packed: Mutex<Weak<FrozenModel>>,
	file: Gguf,
	root: OnceLock<Hash>,
}

impl Base {
	/// Opens and checks a file.
	pub fn open(path: &Path) -> Result<Self, Error> {
		let file = Gguf::open(path)?;
		let config = Config::read(&file)?;
		let tokenizer = Arc::new(Tokenizer::read(&file)?);
		let weights = Weights::stored(&file, &config)?;
		let stored = Arc::new(FrozenModel::new(config.clone(), tokenizer.clone(), weights));
		Ok(Self { config, tokenizer, stored, packed: Mutex::default(), file, root: OnceLock::new() })
	}

	/// Returns the shape of the model.
	pub fn config(&self) -> &Config {
		&self.config
	}

	/// Returns the tokenizer that the file describes.
	pub fn tokenizer(&self) -> &Tokenizer {
		&self.tokenizer
	}

	/// Returns the root of the file, which is hashed at the first call.
	pub fn root(&self) -> Hash {
		*self.root.get_or_init(|| root::of(self.file.bytes()))
	}

	/// Returns the weights as `method` wants them: as they are stored for QLoRA, dequantized and packed
	/// otherwise.
	pub fn frozen(&self, method: Method, engine: &Engine) -> Arc<FrozenModel> {
		if method == Method::Qlora {
			return self.stored.clone();
		}
		let mut packed = self.packed.lock();
		packed.upgrade().unwrap_or_else(|| {
			let weights = self.stored.weights().packed(engine);
			let frozen = Arc::new(FrozenModel::new(self.config.clone(), self.tokenizer.clone(), weights));
			*packed = Arc::downgrade(&frozen);
			self.file.release();
			frozen
		})
	}
}
