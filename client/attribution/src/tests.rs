//! Indexes as a whole.

use crate::*;
use openledger_primitives::Hash;
use proptest::prelude::*;
use std::{cell::RefCell, fs, ops::ControlFlow, path::Path};

const NAMES: [&str; 4] =
	["layers.0.k_proj.lora_A", "layers.0.q_proj.lora_A", "layers.0.v_proj.lora_A", "layers.1.q_proj.lora_A"];

/// Gradients that follow from the record's number by a small linear congruence.
struct Sequence {
	names: Vec<&'static str>,
	asked: RefCell<Vec<u32>>,
}

impl Sequence {
	fn new() -> Self {
		Self { names: NAMES.to_vec(), asked: RefCell::default() }
	}
}

fn gradient(names: &[&str], record: u32) -> Gradient {
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

impl Gradients for Sequence {
	fn gradient(&self, record: u32) -> Result<Gradient, String> {
		self.asked.borrow_mut().push(record);
		Ok(gradient(&self.names, record))
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
	assert_eq!(footer.tensors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), NAMES[1..]);
	assert_eq!(index.address(0), Some((4, 0)));
	assert_eq!(index.address(10), Some((2, 0)));
	assert_eq!(index.address(34), Some((9, 4)));
	assert_eq!(index.address(35), None);
	assert!(!dir.path().join("parts").exists());
}

#[test]
fn scores_are_the_dot_products() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let scores = index.scores(&gradient(&NAMES, 11), 1).unwrap();
	let exact: Vec<f64> = (0..35)
		.map(|record| {
			let pairs = gradient(&NAMES, record).into_iter().zip(gradient(&NAMES, 11)).skip(1);
			pairs.map(|(a, b)| a.1.iter().zip(&b.1).map(|(x, y)| f64::from(x * y)).sum::<f64>()).sum()
		})
		.collect();
	// The same up to a common unit and the rounding to 8 bits.
	let unit = scores[11] as f64 / exact[11];
	let most = exact[11];
	for (record, (score, exact)) in scores.iter().zip(&exact).enumerate() {
		let near = (*score as f64 / unit - exact).abs() <= 0.02 * exact.abs().max(most);
		assert!(near, "record {record}: {} and {exact}", *score as f64 / unit);
	}
}

#[test]
fn threads_do_not_matter() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	let query = gradient(&NAMES, 77);
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
		let shares = index.influence(&gradient(&NAMES, record), 1).unwrap();
		let most = shares.iter().max_by_key(|(_, share)| *share).unwrap();
		assert_eq!(most.0, contribution);
	}
}

#[test]
fn an_adapter_without_q_and_v_is_used_whole() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("index");
	let source = Sequence { names: vec!["up_proj", "z"], asked: RefCell::default() };
	build(&plan(), &source, &dir.path().join("parts"), &out, &on).unwrap();
	assert_eq!(Index::open(&out).unwrap().footer().tensors.len(), 2);
}

#[test]
fn a_gradient_of_another_adapter_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let index = make(dir.path());
	assert!(matches!(index.scores(&gradient(&NAMES[..3], 1), 1), Err(IndexError::OtherTensors)));
	let mut longer = gradient(&NAMES, 1);
	longer[1].1.push(0.0);
	assert!(matches!(index.scores(&longer, 1), Err(IndexError::OtherTensors)));
	let mut broken = gradient(&NAMES, 1);
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
fn a_failed_gradient_names_its_record() {
	struct Failing;
	impl Gradients for Failing {
		fn gradient(&self, record: u32) -> Result<Gradient, String> {
			(record < 3).then(|| gradient(&NAMES, record)).ok_or("told to fail".into())
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let error =
		build(&plan(), &Failing, &dir.path().join("parts"), &dir.path().join("out"), &on).unwrap_err();
	assert_eq!(error.to_string(), "record 3 has no gradient: told to fail");
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
				let mut data = fs::read(parts.join("data")).unwrap();
				data.extend_from_slice(b"torn");
				fs::write(parts.join("data"), data).unwrap();
			}
		}
		let source = Sequence::new();
		build(&plan(), &source, &parts, &out, &on).unwrap();
		prop_assert_eq!(fs::read(&out).unwrap(), fs::read(dir.path().join("deep/one.influence")).unwrap());
	}
}
