//! Base models, opened from GGUF files and from folders of safetensors.

use crate::{
	Error,
	budget::{Budget, Footprint, Reservation},
	config::Config,
	folder,
	frozen::FrozenModel,
	gguf::{Gguf, Hashing},
	tokenizer::Tokenizer,
	weights::Weights,
};
use openledger_content::{Hash, files::write_with};
use openledger_kernels::Engine;
use openledger_spec::Method;
use parking_lot::Mutex;
use std::{
	io::{BufWriter, Write},
	path::{Path, PathBuf},
	sync::{Arc, OnceLock, Weak},
};

/// Most files of a folder that are looked at.
const MAX_FILES: usize = 1024;

/// A mapped GGUF file or folder with its tokenizer.
///
/// Opening it reads the directory and makes sure that every weight is a finite number. Weights are
/// dequantized when a model is first made of them, and shared by all models that live at the time.
pub struct Base {
	config: Config,
	tokenizer: Arc<Tokenizer>,
	stored: Arc<FrozenModel>,
	packed: Mutex<Weak<FrozenModel>>,
	integers: Mutex<Weak<FrozenModel>>,
	/// The form without integers in memory, whose scales take a pass over all weights.
	scales: Mutex<Weak<FrozenModel>>,
	codes: Mutex<Weak<FrozenModel>>,
	file: Gguf,
	root: OnceLock<Hash>,
	footprint: Footprint,
	budget: Arc<Budget>,
	/// Memory of what is open for as long as the base is.
	_reserved: Reservation,
}

impl Base {
	/// Opens and checks a GGUF file, or a folder as Hugging Face has it, within what the machine has left.
	///
	/// A model that is split over several files is opened by its first, `…-00001-of-0000N.gguf`. A folder has
	/// `config.json`, `tokenizer.json` or `tokenizer.model`, and safetensors in F32, F16 or BF16.
	pub fn open(path: &Path) -> Result<Self, Error> {
		Self::open_within(path, &Budget::of_machine())
	}

	/// Opens and checks a file as [`Self::open`] does, within a budget that other models may share.
	///
	/// Fails before anything large is read if the model does not fit.
	pub fn open_within(path: &Path, budget: &Arc<Budget>) -> Result<Self, Error> {
		let file = if path.is_dir() { folder::open(path, budget)? } else { Gguf::open(path)? };
		let vocabulary = budget.reserve(Footprint::vocabulary(&file), "the model's vocabulary")?;
		let config = Config::read(&file)?;
		let footprint = Footprint::of(&file, &config);
		drop(vocabulary);
		log::info!("{}: {footprint}; models may take {} MiB", path.display(), budget.limit() >> 20);
		let reserved = budget.reserve(footprint.stored(), "the model, its weights as they are stored,")?;
		let tokenizer = Arc::new(Tokenizer::read(&file)?);
		let weights = Weights::stored(&file, &config)?;
		let stored = FrozenModel::new(config.clone(), tokenizer.clone(), weights);
		let stored = Arc::new(stored.within(budget.clone(), footprint, None));
		Ok(Self {
			config,
			tokenizer,
			stored,
			packed: Mutex::default(),
			integers: Mutex::default(),
			scales: Mutex::default(),
			codes: Mutex::default(),
			file,
			root: OnceLock::new(),
			footprint,
			budget: budget.clone(),
			_reserved: reserved,
		})
	}

	/// Returns the files that a model is read from, in order: one, unless it is split or a folder.
	pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
		if !path.is_dir() {
			return Ok(Gguf::files(path)?);
		}
		let fail = |source| Error::Io { path: path.into(), source };
		let entries = std::fs::read_dir(path).map_err(fail)?.take(MAX_FILES);
		let files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
		let mut files: Vec<PathBuf> =
			files.map_err(fail)?.into_iter().filter(|path| path.is_file()).collect();
		files.sort();
		Ok(files)
	}

	/// Returns the shape of the model.
	pub fn config(&self) -> &Config {
		&self.config
	}

	/// Returns the tokenizer that the file describes.
	pub fn tokenizer(&self) -> &Tokenizer {
		&self.tokenizer
	}

	/// Returns the memory that the model takes.
	pub fn footprint(&self) -> &Footprint {
		&self.footprint
	}

	/// Returns the file, for its metadata.
	pub(crate) fn file(&self) -> &Gguf {
		&self.file
	}

	/// Returns the root of the model as one file, which is hashed at the first call.
	///
	/// That of a file is the root of its bytes. That of a split model or a folder is the root of what
	/// [`Self::write_file`] writes.
	pub fn root(&self) -> Hash {
		*self.root.get_or_init(|| self.file.root())
	}

	/// Returns whether the model is one file as it is kept: neither split nor a folder.
	pub fn is_one_file(&self) -> bool {
		self.file.is_whole()
	}

	/// Returns the number of bytes of the model as one file.
	pub fn file_bytes(&self) -> u64 {
		self.file.one_file_bytes()
	}

	/// Writes the model as one GGUF file, whose bytes do not depend on how it is kept, and returns its root.
	///
	/// The file has the name once it is whole. A file that is whole already is copied.
	pub fn write_file(&self, path: &Path) -> Result<Hash, Error> {
		let mut root = Hash::default();
		write_with(path, |file| {
			let mut out = Hashing::new(BufWriter::with_capacity(1 << 20, file));
			self.file.write_one(&mut out)?;
			out.flush()?;
			root = out.finish();
			Ok(())
		})?;
		Ok(*self.root.get_or_init(|| root))
	}

	/// Returns the weights as `method` wants them: as they are stored for QLoRA, dequantized and packed for
	/// LoRA, with 8-bit integers beside them for exact8.
	///
	/// Where packed weights or integers exceed the budget they are made inside each product. Every product is
	/// slower then, and has the same bits.
	pub fn frozen(&self, method: Method, engine: &Engine) -> Arc<FrozenModel> {
		let stored = self.stored.weights();
		match method {
			Method::Qlora => self.stored.clone(),
			Method::Lora => self.shared(
				&self.packed,
				(self.footprint.packed, "the model, its weights packed,"),
				|| stored.packed(engine),
				|| self.stored.clone(),
			),
			Method::Exact8 => self.shared(
				&self.integers,
				(self.footprint.integers, "the model, its weights as integers,"),
				|| stored.with_integers(engine, true),
				|| {
					let mut scales = self.scales.lock();
					scales.upgrade().unwrap_or_else(|| {
						let made = Arc::new(self.model(stored.with_integers(engine, false), None));
						*scales = Arc::downgrade(&made);
						made
					})
				},
			),
		}
	}

	/// Returns the weights as answers of a model of `method` want them: as integers for exact8, and else in
	/// the codes of the file, laid out for products of few rows.
	///
	/// One row then reads no more memory than the file has, and products of many rows are nearly as fast as
	/// with packed weights. Where even that exceeds the budget they stay as they are stored, which is slower
	/// and has the same bits.
	pub fn serving(&self, method: Method, engine: &Engine) -> Arc<FrozenModel> {
		match method {
			Method::Exact8 => self.frozen(method, engine),
			Method::Lora | Method::Qlora => self.shared(
				&self.codes,
				(self.footprint.codes, "the model, its codes laid out for answers,"),
				|| self.stored.weights().in_codes(engine),
				|| self.stored.clone(),
			),
		}
	}

	/// Returns the model in a form that those who live at the time share, made now if there is none.
	///
	/// `size` is what it takes, with its name; `narrow` makes the form that is used where the budget has no
	/// room.
	fn shared(
		&self,
		form: &Mutex<Weak<FrozenModel>>,
		(bytes, what): (u64, &'static str),
		wide: impl FnOnce() -> Weights,
		narrow: impl FnOnce() -> Arc<FrozenModel>,
	) -> Arc<FrozenModel> {
		let mut form = form.lock();
		if let Some(frozen) = form.upgrade() {
			return frozen;
		}
		let reserved = match self.budget.reserve(bytes, what) {
			Ok(reserved) => reserved,
			Err(error) => {
				log::warn!(
					"{error}. Until then it computes with stored weights: slower, with the same results"
				);
				return narrow();
			},
		};
		let frozen = Arc::new(self.model(wide(), Some(reserved)));
		*form = Arc::downgrade(&frozen);
		self.file.release();
		frozen
	}

	/// Returns a model of these weights, within the budget.
	fn model(&self, weights: Weights, reserved: Option<Reservation>) -> FrozenModel {
		let frozen = FrozenModel::new(self.config.clone(), self.tokenizer.clone(), weights);
		frozen.within(self.budget.clone(), self.footprint, reserved)
	}
}
