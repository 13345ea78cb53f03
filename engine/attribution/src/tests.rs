//! Indexes as a whole.

use crate::*;
use openledger_content::Hash;
use openledger_kernels::Engine;
use openledger_model::{NoopObserver, Observer, Progress, Tokenized};
use openledger_spec::ContributionId;
use proptest::prelude::*;
use std::{
	cell::RefCell,
	collections::BTreeSet,
	fs,
	path::Path,
	sync::atomic::{AtomicU32, Ordering},
};

const NAMES: [&str; 4] = ["layers.12.answer", "layers.12.end", "layers.13.answer", "layers.13.end"];

/// Features that follow from the record's number by a small linear congruence, and eight tokens of its own
/// for each record.
struct Sequence {
	/// Which record each one is.
	is: fn(u32) -> u32,
	tokens: Vec<Vec<u32>>,
	asked: RefCell<Vec<u32>>,
}

impl Sequence {
	fn new() -> Self {
		Self::of(|record| record)
	}

	fn of(is: fn(u32) -> u32) -> Self {
		let tokens = (0..35).map(|record| (0..8).map(|i| is(record) * 8 + i).collect()).collect();
		Self { is, tokens, asked: RefCell::default() }
	}
}

fn features(names: &[&str], record: u32) -> Features {
	let mut state = record.wrapping_mul(2_654_435_761).wrapping_add(12_345);
	let mut next = || {
		state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
		(state >> 8) as f32 / (1 << 24) as f32 - 0.5
	};
	let tensor = |(i, name): (usize, &&str)| {
		(name.to_string(), (0..10 + i).map(|_| next() / (1 + record) as f32).collect())
	};
	names.iter().enumerate().map(tensor).collect()
}

impl Source for Sequence {
	fn features(&self, record: u32) -> Result<Features, String> {
		self.asked.borrow_mut().push(record);
		Ok(features(&NAMES, (self.is)(record)))
	}
	fn question(&self, question: u32) -> Result<Features, String> {
		Ok(features(&NAMES, 1_000_000 + question))
	}
	fn tokens(&self, record: u32) -> &[u32] {
		self.tokens.get(record as usize).map_or(&[], |ids| ids)
	}
	fn is_numeral(&self, _: u32) -> bool {
		false
	}
	fn vocabulary(&self) -> u32 {
		1_000
	}
}

fn planned(sources: &[(ContributionId, u32)]) -> Plan {
	Plan { base: Hash::repeat_byte(2), adapter: Hash::repeat_byte(3), sources: sources.to_vec() }
}

fn plan() -> Plan {
	planned(&[(4, 10), (2, 20), (9, 5)])
}

/// What an index says of an answer that is record `number` in all but its tokens, asked by somebody without
/// records.
fn influence(index: &Index, number: u32) -> Vec<(ContributionId, u32)> {
	asked(index, number, &[999], &[])
}

fn asked(index: &Index, number: u32, written: &[u32], own: &[ContributionId]) -> Vec<(ContributionId, u32)> {
	let own: BTreeSet<ContributionId> = own.iter().copied().collect();
	index
		.attribute(&features(&NAMES, number), &answer(written), &own, &Engine::new(1).unwrap())
		.unwrap()
		.influence
		.into_inner()
}

/// An answer of some tokens to a question of one that no record has.
fn answer(written: &[u32]) -> Tokenized {
	Tokenized::new([&[998], written].concat(), 1)
}

/// Stops a build once so many passes are done.
struct StopAt {
	stop: u32,
	done: AtomicU32,
}

impl Observer for StopAt {
	fn progress(&self, progress: &Progress) {
		self.done.store(progress.step, Ordering::Relaxed);
	}

	fn cancelled(&self) -> bool {
		self.done.load(Ordering::Relaxed) >= self.stop
	}
}

/// Returns the scores of a query, computed on one thread.
fn scores_of(index: &Index, query: &Features) -> Vec<i64> {
	index.scores(query, &Engine::new(1).unwrap()).unwrap().records
}

fn make(dir: &Path) -> Index {
	let out = dir.join("deep/one.influence");
	let root = build(&plan(), &Sequence::new(), &dir.join("parts"), &out, &NoopObserver).unwrap();
	let index = Index::open(&out).unwrap();
	assert_eq!(index.root(), root);
	index
}

#[test]
fn an_index_knows_where_records_come_from() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let footer = index.footer();
	assert_eq!((footer.adapter, footer.records()), (Hash::repeat_byte(3), 35));
	assert_eq!(footer.vectors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), NAMES);
	assert_eq!(index.address(0), Some((4, 0)));
	assert_eq!(index.address(10), Some((2, 0)));
	assert_eq!(index.address(34), Some((9, 4)));
	assert_eq!(index.address(35), None);
	assert!(!dir.path().join("parts").exists());
}

#[test]
fn scores_are_the_centred_cosines() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let all: Vec<Features> = (0..35).map(|record| features(&NAMES, record)).collect();
	let query = features(&NAMES, 77);
	let scores = scores_of(&index, &query);
	let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
	for (record, score) in scores.iter().enumerate() {
		let exact: f64 = (0..NAMES.len())
			.map(|v| {
				let mean = |at: usize| all.iter().map(|f| f64::from(f[v].1[at])).sum::<f64>() / 35.0;
				let centred = |values: &[f32]| -> Vec<f64> {
					values.iter().enumerate().map(|(at, x)| f64::from(*x) - mean(at)).collect()
				};
				let (a, b) = (centred(&query[v].1), centred(&all[record][v].1));
				dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt()
			})
			.sum();
		assert!((*score as f64 / 32_768.0 - exact).abs() < 0.03, "record {record}: {score} and {exact}");
	}
	let own = scores_of(&index, &all[11]);
	assert_eq!(own.iter().max(), Some(&own[11]));
	assert!((own[11] - 4 * 32_768).abs() < 16);
}

#[test]
fn threads_do_not_matter() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let query = features(&NAMES, 77);
	let one = scores_of(&index, &query);
	for threads in [0, 2, 3, 8, 100] {
		assert_eq!(index.scores(&query, &Engine::new(threads).unwrap()).unwrap().records, one);
	}
}

#[test]
fn a_record_of_a_contribution_points_at_it() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	for (record, contribution) in [(3, 4), (0, 4), (12, 2), (34, 9)] {
		let most = influence(&index, record).into_iter().max_by_key(|(_, share)| *share).unwrap();
		assert_eq!(most.0, contribution);
	}
}

#[test]
fn whoever_asks_is_not_paid_for_the_answer() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let everybody = influence(&index, 3);
	assert!(everybody.iter().any(|(id, _)| *id == 4));
	assert!(asked(&index, 3, &[999], &[4]).iter().all(|(id, _)| *id != 4));
	assert!(asked(&index, 3, &[999], &[4, 2, 9]).is_empty());
	// Nor for what it says word for word.
	let words: Vec<u32> = (8 * 34..8 * 35).collect();
	assert!(asked(&index, 34, &words, &[9]).iter().all(|(id, _)| *id != 9));
}

#[test]
fn what_is_said_word_for_word_counts_at_least_half() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let words: Vec<u32> = (8 * 34..8 * 35).collect();
	let of = |shares: &[(ContributionId, u32)]| {
		shares.iter().find(|(id, _)| *id == 9).map_or(0, |(_, share)| *share)
	};
	let (without, with) = (influence(&index, 3), asked(&index, 3, &words, &[]));
	let expected = 500_000_000 + of(&without) / 2;
	assert!(of(&with).abs_diff(expected) < 4, "{with:?}, without {without:?}");
	let found = index
		.attribute(&features(&NAMES, 3), &answer(&words), &BTreeSet::new(), &Engine::new(1).unwrap())
		.unwrap();
	assert_eq!((found.spans.len(), found.spans[0].length, &found.spans[0].records[..]), (1, 8, &[34][..]));
	assert!(found.records.iter().any(|(record, _)| *record == 34));
	// Where the states name the record too, it has what it says.
	assert_eq!(asked(&index, 34, &words, &[]), [(9, 1_000_000_000)]);
}

#[test]
fn unrelated_questions_set_the_thresholds() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let questions: Vec<Vec<i64>> =
		(0..64).map(|number| scores_of(&index, &features(&NAMES, 1_000_000 + number))).collect();
	for record in 0..35 {
		let mut scores: Vec<i64> = questions.iter().map(|scores| scores[record as usize]).collect();
		scores.sort_by_key(|score| std::cmp::Reverse(*score));
		assert_eq!(i64::from(index.threshold(record)), scores[3].max(index.footer().threshold.into()));
	}
	let mut best: Vec<i64> = questions.iter().map(|scores| *scores.iter().max().unwrap()).collect();
	best.sort_by_key(|score| std::cmp::Reverse(*score));
	assert_eq!(i64::from(index.footer().threshold), best[3]);
	// All but three of them are attributed to nobody.
	let empty = (0..64).filter(|number| influence(&index, 1_000_000 + number).is_empty()).count();
	assert!(empty >= 61, "{empty}");
}

#[test]
fn loud_records_score_no_higher() {
	struct Loud;
	impl Source for Loud {
		fn features(&self, record: u32) -> Result<Features, String> {
			// Twice the same directions, once a thousand times as long, around a mean of zero.
			let sign = if record.is_multiple_of(2) { 1.0 } else { -1.0 };
			let size = if record < 2 { 1000.0 } else { 1.0 };
			Ok(vec![("state".into(), vec![sign * size, sign * size * 2.0])])
		}
		fn question(&self, _: u32) -> Result<Features, String> {
			Ok(vec![("state".into(), vec![2.0, -1.0])])
		}
		fn tokens(&self, record: u32) -> &[u32] {
			[&[0], &[1], &[2], &[3]][record as usize]
		}
		fn is_numeral(&self, _: u32) -> bool {
			false
		}
		fn vocabulary(&self) -> u32 {
			4
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("out");
	build(&planned(&[(1, 2), (2, 2)]), &Loud, &dir.path().join("parts"), &out, &NoopObserver).unwrap();
	let index = Index::open(&out).unwrap();
	let scores = scores_of(&index, &vec![("state".into(), vec![1.0, 2.0])]);
	assert_eq!((scores[0], scores[1]), (scores[2], scores[3]));
}

/// Copies after what they copy leave the codes of all records, and so all scores, as they were.
#[test]
fn copies_move_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let index = |sources: &[(ContributionId, u32)], name: &str| {
		let out = dir.path().join(name);
		let source = Sequence::of(|record| if record < 10 { record } else { record % 3 });
		build(&planned(sources), &source, &dir.path().join("parts"), &out, &NoopObserver).unwrap();
		Index::open(&out).unwrap()
	};
	let (once, often) = (index(&[(1, 10)], "once"), index(&[(1, 10), (2, 25)], "often"));
	for query in 0..20 {
		let asked = features(&NAMES, query);
		let (one, other) = (scores_of(&once, &asked), scores_of(&often, &asked));
		assert_eq!(one[..], other[..10]);
		assert_eq!(influence(&once, query), influence(&often, query));
	}
}

#[test]
fn copies_earn_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("out");
	let plan = planned(&[(8, 10), (2, 10), (5, 15)]);
	build(&plan, &Sequence::of(|record| record % 10), &dir.path().join("parts"), &out, &NoopObserver)
		.unwrap();
	let index = Index::open(&out).unwrap();
	assert_eq!((index.leader(3), index.leader(13), index.leader(23)), (Some(13), Some(13), Some(13)));
	for query in 0..10 {
		let words: Vec<u32> = (8 * query..8 * query + 8).collect();
		let shares = asked(&index, query, &words, &[]);
		assert_eq!(shares.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [2], "query {query}");
	}
}

#[test]
fn features_of_another_model_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let (index, engine) = (make(dir.path()), Engine::new(1).unwrap());
	assert!(matches!(index.scores(&features(&NAMES[..3], 1), &engine), Err(IndexError::OtherVectors)));
	let mut longer = features(&NAMES, 1);
	longer[1].1.push(0.0);
	assert!(matches!(index.scores(&longer, &engine), Err(IndexError::OtherVectors)));
	let mut broken = features(&NAMES, 1);
	broken[1].1[0] = f32::NAN;
	assert!(matches!(index.scores(&broken, &engine), Err(IndexError::NotFinite { .. })));
}

#[test]
fn damage_is_noticed() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("index");
	build(&plan(), &Sequence::new(), &dir.path().join("parts"), &out, &NoopObserver).unwrap();
	let sound = fs::read(&out).unwrap();
	for at in
		[0, 100, sound.len() - 400, sound.len() - 60, sound.len() - 45, sound.len() - 12, sound.len() - 1]
	{
		let mut bytes = sound.clone();
		bytes[at] ^= 1;
		fs::write(&out, bytes).unwrap();
		assert!(matches!(Index::open(&out), Err(IndexError::Damaged(_))), "byte {at}");
	}
	for length in [0, 10, 47, sound.len() - 1] {
		fs::write(&out, &sound[..length]).unwrap();
		assert!(Index::open(&out).is_err(), "{length} bytes");
	}
	fs::write(&out, &sound).unwrap();
	let spans = dir.path().join("index.spans");
	let whole = fs::read(&spans).unwrap();
	fs::write(&spans, &whole[1..]).unwrap();
	assert!(matches!(Index::open(&out), Err(IndexError::Spans(_))));
	fs::remove_file(&spans).unwrap();
	assert!(matches!(Index::open(&out), Err(IndexError::Spans(SpanError::Io(_)))));
	// A whole one, of other records.
	let other = dir.path().join("other");
	let copies = Sequence::of(|record| record % 10);
	build(&plan(), &copies, &dir.path().join("parts"), &other, &NoopObserver).unwrap();
	fs::copy(dir.path().join("other.spans"), &spans).unwrap();
	assert!(matches!(Index::open(&out), Err(IndexError::Spans(SpanError::OtherRoot { .. }))));
	fs::write(&spans, whole).unwrap();
	assert!(Index::open(&out).is_ok());
}

#[test]
fn failed_features_name_its_record() {
	struct Failing;
	impl Source for Failing {
		fn features(&self, record: u32) -> Result<Features, String> {
			(record < 3).then(|| features(&NAMES, record)).ok_or("told to fail".into())
		}
		fn question(&self, _: u32) -> Result<Features, String> {
			Err("told to fail".into())
		}
		fn tokens(&self, _: u32) -> &[u32] {
			&[]
		}
		fn is_numeral(&self, _: u32) -> bool {
			false
		}
		fn vocabulary(&self) -> u32 {
			1
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let error = build(&plan(), &Failing, &dir.path().join("parts"), &dir.path().join("out"), &NoopObserver)
		.unwrap_err();
	assert_eq!(error.to_string(), "record 3 has no features: told to fail");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn an_interrupted_build_gives_the_same_bytes(
		stops in proptest::collection::vec(1u32..100, 0..4),
		torn: bool,
	) {
		let dir = tempfile::tempdir().unwrap();
		let (parts, out) = (dir.path().join("parts"), dir.path().join("out"));
		make(dir.path());
		for stop in &stops {
			let until = StopAt { stop: *stop, done: AtomicU32::new(0) };
			let built = build(&plan(), &Sequence::new(), &parts, &out, &until);
			prop_assert!(built.is_ok() || matches!(built, Err(IndexError::Cancelled)));
			if torn && parts.exists() {
				// Bytes beyond the last count, as a kill in the middle of a write leaves them.
				let mut data = fs::read(parts.join("features")).unwrap();
				data.extend_from_slice(b"torn");
				fs::write(parts.join("features"), data).unwrap();
			}
		}
		let source = Sequence::new();
		build(&plan(), &source, &parts, &out, &NoopObserver).unwrap();
		prop_assert_eq!(fs::read(&out).unwrap(), fs::read(dir.path().join("deep/one.influence")).unwrap());
	}
}
