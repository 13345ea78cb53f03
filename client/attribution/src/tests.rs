//! Indexes as a whole.

use crate::*;
use openledger_primitives::Hash;
use proptest::prelude::*;
use std::{cell::RefCell, fs, ops::ControlFlow, path::Path};

const NAMES: [&str; 4] = ["layers.12.answer", "layers.12.end", "layers.13.answer", "layers.13.end"];

/// Features that follow from the record's number by a small linear congruence.
struct Sequence {
	names: Vec<&'static str>,
	asked: RefCell<Vec<u32>>,
}

impl Sequence {
	fn new() -> Self {
		Self { names: NAMES.to_vec(), asked: RefCell::default() }
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
		Ok(features(&self.names, record))
	}
}

fn plan() -> Plan {
	Plan { adapter: Hash::repeat_byte(3), sources: vec![(4, 10), (2, 20), (9, 5)] }
}

fn on(_: u32, _: u32) -> ControlFlow<()> {
	ControlFlow::Continue(())
}

fn make(dir: &Path) -> Index {
	let out = dir.join("deep/one.influence");
	let root = build(&plan(), &Sequence::new(), &dir.join("parts"), &out, &on).unwrap();
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
	let scores = index.scores(&query, 1).unwrap();
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
	let own = index.scores(&all[11], 1).unwrap();
	assert_eq!(own.iter().max(), Some(&own[11]));
	assert!((own[11] - 4 * 32_768).abs() < 16);
}

#[test]
fn threads_do_not_matter() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let query = features(&NAMES, 77);
	let one = index.scores(&query, 1).unwrap();
	for threads in [0, 2, 3, 8, 100] {
		assert_eq!(index.scores(&query, threads).unwrap(), one);
	}
	assert!(!index.influence(&query, 2).unwrap().is_empty());
}

#[test]
fn a_record_of_a_contribution_points_at_it() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	for (record, contribution) in [(3, 4), (0, 4)] {
		let shares = index.influence(&features(&NAMES, record), 1).unwrap();
		let most = shares.iter().max_by_key(|(_, share)| *share).unwrap();
		assert_eq!(most.0, contribution);
	}
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
	}
	let dir = tempfile::tempdir().unwrap();
	let (plan, out) = (Plan { adapter: Hash::zero(), sources: vec![(1, 2), (2, 2)] }, dir.path().join("out"));
	build(&plan, &Loud, &dir.path().join("parts"), &out, &on).unwrap();
	let index = Index::open(&out).unwrap();
	let scores = index.scores(&vec![("state".into(), vec![1.0, 2.0])], 1).unwrap();
	assert_eq!((scores[0], scores[1]), (scores[2], scores[3]));
}

#[test]
fn copies_earn_nothing() {
	struct Copies;
	impl Source for Copies {
		fn features(&self, record: u32) -> Result<Features, String> {
			Ok(features(&NAMES, record % 10))
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("out");
	let plan = Plan { adapter: Hash::zero(), sources: vec![(8, 10), (2, 10), (5, 15)] };
	build(&plan, &Copies, &dir.path().join("parts"), &out, &on).unwrap();
	let index = Index::open(&out).unwrap();
	for query in 0..10 {
		let shares = index.influence(&features(&NAMES, query), 1).unwrap();
		assert_eq!(shares.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [2], "query {query}");
	}
}

#[test]
fn features_of_another_model_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	assert!(matches!(index.scores(&features(&NAMES[..3], 1), 1), Err(IndexError::OtherVectors)));
	let mut longer = features(&NAMES, 1);
	longer[1].1.push(0.0);
	assert!(matches!(index.scores(&longer, 1), Err(IndexError::OtherVectors)));
	let mut broken = features(&NAMES, 1);
	broken[1].1[0] = f32::NAN;
	assert!(matches!(index.scores(&broken, 1), Err(IndexError::NotFinite { .. })));
}

#[test]
fn damage_is_noticed() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("index");
	build(&plan(), &Sequence::new(), &dir.path().join("parts"), &out, &on).unwrap();
	let sound = fs::read(&out).unwrap();
	for at in [0, 100, sound.len() - 60, sound.len() - 45, sound.len() - 12, sound.len() - 1] {
		let mut bytes = sound.clone();
		bytes[at] ^= 1;
		fs::write(&out, bytes).unwrap();
		assert!(matches!(Index::open(&out), Err(IndexError::Damaged(_))), "byte {at}");
	}
	for length in [0, 10, 47, sound.len() - 1] {
		fs::write(&out, &sound[..length]).unwrap();
		assert!(Index::open(&out).is_err(), "{length} bytes");
	}
}

#[test]
fn failed_features_name_its_record() {
	struct Failing;
	impl Source for Failing {
		fn features(&self, record: u32) -> Result<Features, String> {
			(record < 3).then(|| features(&NAMES, record)).ok_or("told to fail".into())
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let error =
		build(&plan(), &Failing, &dir.path().join("parts"), &dir.path().join("out"), &on).unwrap_err();
	assert_eq!(error.to_string(), "record 3 has no features: told to fail");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn an_interrupted_build_gives_the_same_bytes(stops in proptest::collection::vec(1u32..36, 0..4), torn: bool) {
		let dir = tempfile::tempdir().unwrap();
		let (parts, out) = (dir.path().join("parts"), dir.path().join("out"));
		make(dir.path());
		for stop in &stops {
			let until = |done, _| if done >= *stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
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
		build(&plan(), &source, &parts, &out, &on).unwrap();
		prop_assert_eq!(fs::read(&out).unwrap(), fs::read(dir.path().join("deep/one.influence")).unwrap());
	}
}
