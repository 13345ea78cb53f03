//! An opened index, and the attribution of answers.

use crate::{
	Span, SpanIndex, SpanParams,
	dedup::Groups,
	facts::Families,
	features::Features,
	format::{Footer, IndexError, NOTES},
	mix::{Scores, Sides},
	query::Query,
	quotes::{Owners, quotes},
	vector::{Rule, combine, ranked, shares},
};
use memmap2::Mmap;
use openledger_content::{Hash, root};
use openledger_kernels::Engine;
use openledger_model::Tokenized;
use openledger_spec::{ContributionId, influence::InfluenceVector};
use std::{
	collections::BTreeSet,
	fs::File,
	ops::Range,
	path::{Path, PathBuf},
};

/// An index opened for questions.
///
/// It is mapped, not read: memory is the system's to give and take. Beside the file it holds 12 bytes a
/// record, and 4 more of those in families.
pub struct Index {
	footer: Footer,
	file: Mmap,
	/// Means of all vectors, one after the other.
	means: Vec<f32>,
	/// The threshold of each record.
	thresholds: Vec<i32>,
	groups: Groups,
	families: Families,
	spans: SpanIndex,
}

/// The attribution of an answer: what shaped it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
	/// Shares of contributions, by which money is divided.
	pub influence: InfluenceVector,
	/// Records with their parts of 10^9, rounded down: the most first, and of equals the lowest record.
	pub records: Vec<(u32, u32)>,
	/// Parts that records hold word for word: the most improbable first.
	pub spans: Vec<Span>,
}

/// Returns the path of the index of spans that belongs to an index.
pub(crate) fn spans_path(index: &Path) -> PathBuf {
	let mut name = index.as_os_str().to_owned();
	name.push(".spans");
	name.into()
}

impl Index {
	/// Opens an index and checks all of it against its root, and the index of spans beside it.
	pub fn open(path: &Path) -> Result<Self, IndexError> {
		let footer = Footer::read(path)?;
		let file = File::open(path)?;
		// SAFETY: an index file is made under another name, renamed to this one when it is complete, and
		// never written to again; a later build replaces the name, not the bytes that are mapped here.
		let file = unsafe { Mmap::map(&file) }?;
		let [means, _, notes] = parts(&footer);
		let content = file.get(..notes.end).ok_or(IndexError::Damaged("it was cut short"))?;
		if root::of(content) != footer.data {
			return Err(IndexError::Damaged("its data has another root"));
		}
		let four = |bytes: Range<usize>| content.get(bytes).unwrap_or_default().as_chunks::<4>().0;
		let means: Vec<f32> = four(means).iter().map(|four| f32::from_le_bytes(*four)).collect();
		if means.iter().any(|mean| !mean.is_finite()) {
			return Err(IndexError::Damaged("a mean is not a finite number"));
		}
		let notes = four(notes);
		let column = |at: usize| notes.iter().skip(at).step_by(NOTES as usize / 4);
		let thresholds = column(0).map(|four| i32::from_le_bytes(*four)).collect();
		let records = |at: usize| column(at).map(|four| u32::from_le_bytes(*four)).collect();
		let groups = Groups { leaders: records(1), heads: records(2) };
		if !groups.is_sound() {
			return Err(IndexError::Damaged("the leader or head of a group is not in it"));
		}
		let spans = SpanIndex::open(&spans_path(path), footer.spans)?;
		if spans.footer().sources != footer.sources {
			return Err(IndexError::Damaged("its spans are of other records"));
		}
		let families = Families::new(&groups);
		Ok(Self { footer, means, thresholds, groups, families, spans, file })
	}

	/// Returns the footer, which says what the index is about.
	pub fn footer(&self) -> &Footer {
		&self.footer
	}

	/// Returns the root that commits the index.
	pub fn root(&self) -> Hash {
		self.footer.root()
	}

	/// Returns the contribution and line (from 0) that a record came from.
	pub fn address(&self, record: u32) -> Option<(ContributionId, u32)> {
		self.spans.address(record)
	}

	/// Returns the threshold of a record: [`Index::scores`] count above it, if they are near enough to the
	/// best.
	pub fn threshold(&self, record: u32) -> i32 {
		self.thresholds.get(record as usize).map_or(i32::MAX, |own| self.footer.threshold.max(*own))
	}

	/// Returns the record that is paid for what this one says: itself, if it does not repeat another.
	pub fn leader(&self, record: u32) -> Option<u32> {
		self.groups.leaders.get(record as usize).copied()
	}

	/// Returns the first record of the family that this one is of: records that share a frame, and may say
	/// different things in it. It is the record itself if it is like none before it.
	pub fn head(&self, record: u32) -> Option<u32> {
		self.groups.heads.get(record as usize).copied()
	}

	/// Returns, for each record, the sum over vectors of the cosine between its vector and the query's, both
	/// without the mean of all records: over those about the answer and those about the question, in a mean
	/// in which the question has the part that the footer says. The threads of `engine` share the work.
	pub fn scores(&self, features: &Features, engine: &Engine) -> Result<Scores, IndexError> {
		let query = Query::new(features, &self.footer, &self.means)?;
		let [_, records, _] = parts(&self.footer);
		let data = self.file.get(records).unwrap_or_default();
		let sides = match self.footer.record_bytes() {
			0 => vec![Sides::default(); self.thresholds.len()],
			size => query.scores_on(engine, data, size as usize),
		};
		let records = sides.iter().map(|sides| sides.mixed(self.footer.question)).collect();
		Ok(Scores { records, answers: sides.iter().map(|sides| sides.answer).collect() })
	}

	/// Attributes an answer, from its features and its tokens behind those of the question. Records of the
	/// contributions in `own`, those of whoever asked, have no part in it.
	pub fn attribute(
		&self,
		features: &Features,
		answer: &Tokenized,
		own: &BTreeSet<ContributionId>,
		engine: &Engine,
	) -> Result<Attribution, IndexError> {
		self.weigh(&self.scores(features, engine)?, answer, own)
	}

	/// Attributes an answer as [`Self::attribute`] does, from its scores.
	pub fn weigh(
		&self,
		scores: &Scores,
		answer: &Tokenized,
		own: &BTreeSet<ContributionId>,
	) -> Result<Attribution, IndexError> {
		let (groups, threshold) = (&self.groups, self.footer.threshold);
		let owners = Owners { spans: &self.spans, own };
		let written = answer.ids.get(answer.loss_from..).unwrap_or_default();
		let above = Rule { thresholds: &self.thresholds, threshold, groups }.weights(scores);
		let heads = above.keys().filter_map(|record| self.head(*record)).collect();
		let spans = self.spans.search(written, &SpanParams::default())?;
		let quotes = quotes(&spans, &owners, groups, &heads);
		// If the asker's own records shaped the answer, others are not paid for it, so they go last.
		let mut above = self.families.divide(above, groups, &scores.records, &self.spans, answer);
		above.retain(|record, _| !owners.is_own(*record));
		let weights = combine(above, quotes, written.len());
		let influence = shares(&weights, |record| owners.of(record));
		Ok(Attribution { influence, records: ranked(&weights), spans })
	}
}

/// Returns the places of means, records and notes in an index file.
pub(crate) fn parts(footer: &Footer) -> [Range<usize>; 3] {
	let records = footer.records() as usize;
	let means = 4 * footer.elements() as usize;
	let data = means + footer.record_bytes() as usize * records;
	[0..means, means..data, data..data + NOTES as usize * records]
}
