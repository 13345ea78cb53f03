//! An opened base model.

use crate::{config::Config, gguf::Gguf, tokenizer::Tokenizer, weights::Weights, Error};
use openledger_content::{root, Hash};
use openledger_kernels::{ops::RopeTable, Engine};
use openledger_spec::Method;
use parking_lot::Mutex;
use std::{
	path::Path,
	sync::{Arc, OnceLock, Weak},
};

/// A GGUF file, mapped, with its tokenizer. Opening reads the directory and makes sure that every weight is a finite
/// number; weights are dequantised when a job first needs them, and shared by all who need them at the time.
pub struct Base {
	config: Config,
	tokenizer: Tokenizer,
	stored: Arc<Weights>,
	packed: Mutex<Weak<Weights>>,
	rope: Mutex<Option<Arc<RopeTable>>>,
	file: Gguf,
	root: OnceLock<Hash>,
}

impl Base {
	/// Opens and checks a file.
	pub fn open(path: &Path) -> Result<Self, Error> {
		let file = Gguf::open(path)?;
		let config = Config::read(&file)?;
		let tokenizer = Tokenizer::read(&file)?;
		let stored = Arc::new(Weights::stored(&file, &config)?);
		Ok(Self {
			config,
			tokenizer,
			stored,
			packed: Mutex::default(),
			rope: Mutex::default(),
			file,
			root: OnceLock::new(),
		})
	}

	/// Shape of the model.
	pub fn config(&self) -> &Config {
		&self.config
	}

	/// Its tokenizer.
	pub fn tokenizer(&self) -> &Tokenizer {
		&self.tokenizer
	}

	/// Root of the file, hashed when first asked for.
	pub fn root(&self) -> Hash {
		*self.root.get_or_init(|| root::of(self.file.bytes()))
	}

	/// Weights as `method` wants them.
	pub(crate) fn weights(&self, method: Method, engine: &Engine) -> Arc<Weights> {
		if method == Method::Qlora {
			return self.stored.clone();
		}
		let mut packed = self.packed.lock();
		packed.upgrade().unwrap_or_else(|| {
			let weights = Arc::new(self.stored.packed(engine));
			*packed = Arc::downgrade(&weights);
			self.file.release();
			weights
		})
	}

	/// Angles of at least `positions` positions.
	pub(crate) fn rope(&self, positions: usize) -> Arc<RopeTable> {
		let mut rope = self.rope.lock();
		match &*rope {
			Some(table) if table.positions() >= positions => table.clone(),
			_ => {
				let positions = positions.max(self.config.context.min(512));
				let table = Arc::new(RopeTable::new(self.config.head, self.config.rope_base, positions));
				rope.insert(table).clone()
			},
		}
	}
}
