//! The subcommand `check-data`: reads files of records as training would, and reports on them.

use crate::Error;
use openledger_content::files::FileError;
use openledger_data::{
	Bounds, Check, DataError, Limits, Part, Problem, Reader, Record, Renderer, Report, Tokens,
};
use openledger_model::{Base, tokenize};
use std::{
	fs::File,
	io::Read,
	path::{Path, PathBuf},
};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// The arguments of `check-data`.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckDataArgs {
	/// Files of records to train on.
	#[arg(value_name = "FILE", required = true)]
	pub files: Vec<PathBuf>,
	/// Base model to count tokens with: a GGUF file, or a folder of safetensors as Hugging Face has it.
	#[arg(long, value_name = "PATH")]
	pub base: Option<PathBuf>,
	/// Records to evaluate on, which are not to be among those trained on.
	#[arg(long, value_name = "FILE")]
	pub held_out: Option<PathBuf>,
	/// Most tokens of a record, as a job's max_length says. The default is the base model's context.
	#[arg(long, value_name = "N", requires = "base")]
	pub max_length: Option<u32>,
	/// Print one JSON object.
	#[arg(long)]
	pub json: bool,
}

/// A base model that counts tokens.
struct Counter {
	base: Base,
	limit: u32,
}

impl Renderer for Counter {
	fn limit(&self) -> u32 {
		self.limit
	}

	fn tokens(&self, record: &Record) -> Result<Tokens, Problem> {
		let tokenized = tokenize(&self.base, record, self.limit)?;
		let learnt = tokenized.counted().map(|part| part.len()).sum();
		Ok(Tokens { all: tokenized.ids.len(), learnt })
	}

	fn text(&self, record: &Record) -> String {
		let Ok(tokenized) = tokenize(&self.base, record, self.limit) else { return String::new() };
		let tokenizer = self.base.tokenizer();
		let text = |ids: &[u32]| -> String {
			let parts = ids.chunk_by(|a, b| tokenizer.piece(*a).is_empty() == tokenizer.piece(*b).is_empty());
			let part = |ids: &[u32]| match ids.first() {
				Some(id) if tokenizer.piece(*id).is_empty() => ids.iter().map(|id| self.mark(*id)).collect(),
				_ => tokenizer.decode(ids),
			};
			parts.map(part).collect()
		};
		let (mut shown, mut from) = (String::new(), 0);
		for part in tokenized.counted() {
			shown.push_str(&text(tokenized.ids.get(from..part.start).unwrap_or_default()));
			shown.push('⟦');
			from = part.end;
			shown.push_str(&text(tokenized.ids.get(part).unwrap_or_default()));
			shown.push('⟧');
		}
		shown
	}
}

impl Counter {
	/// Returns a special token as people write it.
	fn mark(&self, id: u32) -> String {
		let tokenizer = self.base.tokenizer();
		match id {
			id if id == tokenizer.im_start() => "<|im_start|>".into(),
			id if id == tokenizer.im_end() => "<|im_end|>".into(),
			id => format!("<token {id}>"),
		}
	}
}

/// Reads one file, piece by piece.
fn read(check: &mut Check, path: &Path, part: Part) -> Result<(), Error> {
	let fail = |action| move |source| FileError::io(action, path)(source);
	let mut file = File::open(path).map_err(fail("open"))?;
	check.begin(&path.display().to_string(), part);
	let (mut reader, mut piece) = (Reader::new(Limits::default()), vec![0; PIECE]);
	let end = loop {
		let length = file.read(&mut piece).map_err(fail("read"))?;
		let Some(bytes) = piece.get(..length).filter(|bytes| !bytes.is_empty()) else {
			break reader.finish(&mut |entry| _ = check.entry(entry));
		};
		if let Err(error) = reader.push(bytes, &mut |entry| _ = check.entry(entry)) {
			break Err::<_, DataError>(error);
		}
	};
	check.end(end);
	Ok(())
}

/// Checks files and returns the report.
pub fn check_data(args: &CheckDataArgs) -> Result<Report, Error> {
	let counter = match &args.base {
		Some(path) => {
			let base = Base::open(path)?;
			let context = u32::try_from(base.config().context).unwrap_or(u32::MAX);
			let limit = args.max_length.unwrap_or(context).min(context);
			Some(Counter { base, limit })
		},
		None => None,
	};
	let renderer = counter.as_ref().map(|counter| counter as &dyn Renderer);
	let mut check = Check::new(Bounds::default(), renderer);
	for path in &args.files {
		read(&mut check, path, Part::Training)?;
	}
	if let Some(path) = &args.held_out {
		read(&mut check, path, Part::HeldOut)?;
	}
	Ok(check.report())
}

/// Checks files and prints the report. Fails if nothing can be used.
pub fn run(args: &CheckDataArgs) -> Result<(), Error> {
	let report = check_data(args)?;
	match args.json {
		true => println!("{}", serde_json::to_string(&report).map_err(Error::Report)?),
		false => println!("{report}"),
	}
	match report.usable {
		0 => Err(Error::NothingUsable),
		_ => Ok(()),
	}
}
