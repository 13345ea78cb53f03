//! Indexes whose kinds of work are told by the answer, or by the question.

use crate::*;
use openledger_content::Hash;
use openledger_kernels::Engine;
use openledger_model::{NoopObserver, Tokenized};
use std::{collections::BTreeSet, path::Path};

const RECORDS: u32 = 60;
/// Numbers in a vector.
const WIDTH: u32 = 48;
/// Number of classes that a side has, a class to each record in turn.
const CLASSES: u32 = 6;

/// Records of which each side says, loudly or not, which class they are of.
struct Sided {
	answer: [u32; RECORDS as usize],
	answer_says: f32,
	question_says: f32,
	tokens: Vec<[u32; 8]>,
}

/// Returns a number between ±1/2, by the finaliser of splitmix64.
fn noise(seed: u32) -> f32 {
	let seed = (u64::from(seed) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
	let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	f32::from(((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 48) as u16) / 65_536.0 - 0.5
}

fn vector(class: u32, says: f32, number: u32) -> Vec<f32> {
	let value = |at: u32| says * noise(class * WIDTH + at) + noise(1_000_000 + number * WIDTH + at);
	(0..WIDTH).map(value).collect()
}

impl Sided {
	/// Takes the class of each record's answer; each has tokens of its own.
	fn new(answer: [u32; RECORDS as usize], answer_says: f32, question_says: f32) -> Self {
		let tokens = (0..RECORDS).map(|record| std::array::from_fn(|at| record * 8 + at as u32)).collect();
		Self { answer, answer_says, question_says, tokens }
	}

	fn of(&self, number: u32, answer: u32, question: u32) -> Features {
		vec![
			("layers.12.answer".into(), vector(answer, self.answer_says, number * 4)),
			("layers.12.end".into(), vector(answer, self.answer_says, number * 4 + 1)),
			("layers.12.question".into(), vector(100 + question, self.question_says, number * 4 + 2)),
		]
	}

	/// Returns an answer of the same classes as a record, by another number.
	fn asked(&self, record: u32) -> Features {
		self.of(5_000 + record, self.answer[record as usize], record % CLASSES)
	}
}

impl Source for Sided {
	fn features(&self, record: u32) -> Result<Features, String> {
		let answer = self.answer.get(record as usize).ok_or("there is no such record")?;
		Ok(self.of(record, *answer, record % CLASSES))
	}
	fn question(&self, question: u32) -> Result<Features, String> {
		Ok(self.of(9_000 + question, 1_000 + question, 1_000 + question))
	}
	fn tokens(&self, record: u32) -> &[u32] {
		self.tokens.get(record as usize).map_or(&[], |ids| ids)
	}
	fn is_numeral(&self, _: u32) -> bool {
		false
	}
	fn vocabulary(&self) -> u32 {
		8 * RECORDS
	}
}

fn make(records: &Sided, dir: &Path) -> Index {
	let plan = Plan { base: Hash::zero(), adapter: Hash::zero(), sources: vec![(1, RECORDS)] };
	let out = dir.join("index");
	build(&plan, records, &dir.join("parts"), &out, &NoopObserver).unwrap();
	Index::open(&out).unwrap()
}

/// Returns how many of the ten best records of each answer are of the class that `class` names, of all.
fn found(index: &Index, records: &Sided, class: impl Fn(u32) -> u32) -> f64 {
	let engine = Engine::new(2).unwrap();
	let hits = (0..RECORDS).map(|asked| {
		let Scores { records: scores, .. } = index.scores(&records.asked(asked), &engine).unwrap();
		let mut order: Vec<u32> = (0..RECORDS).collect();
		order.sort_by_key(|record| std::cmp::Reverse(scores[*record as usize]));
		order.into_iter().take(10).filter(|record| class(*record) == class(asked)).count()
	});
	hits.sum::<usize>() as f64 / f64::from(10 * RECORDS)
}

#[test]
fn a_class_that_questions_tell_is_found_by_them() {
	let dir = tempfile::tempdir().unwrap();
	let answer = std::array::from_fn(|record| record as u32 % CLASSES);
	let records = Sided::new(answer, 0.4, 2.0);
	let index = make(&records, dir.path());
	assert!(index.footer().question > 60_000, "{}", index.footer().question);
	let recall = found(&index, &records, |record| record % CLASSES);
	assert!(recall > 0.99, "{recall}");
}

#[test]
fn questions_about_something_else_do_not_count() {
	let dir = tempfile::tempdir().unwrap();
	let answer = std::array::from_fn(|record| record as u32 / 10);
	let records = Sided::new(answer, 2.0, 2.0);
	let index = make(&records, dir.path());
	assert_eq!(index.footer().question, 0);
	let recall = found(&index, &records, |record| record / 10);
	assert!(recall > 0.99, "{recall}");
	let scores = index.scores(&records.asked(7), &Engine::new(1).unwrap()).unwrap();
	assert_eq!(scores.records, scores.answers);
}

/// A record whose question is that of others and whose answer is not.
#[test]
fn to_repeat_a_question_earns_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let mut answer = std::array::from_fn(|record| record as u32 % CLASSES);
	answer[6] = 77;
	let mut records = Sided::new(answer, 1.0, 2.0);
	let index = make(&records, dir.path());
	records.answer[6] = 0;
	let engine = Engine::new(1).unwrap();
	let (mut paid, mut honest) = (0, 0);
	for record in (0..RECORDS).step_by(CLASSES as usize) {
		let answer = Tokenized::new(vec![1, 2], 1);
		let found = index.attribute(&records.asked(record), &answer, &BTreeSet::new(), &engine).unwrap();
		let part =
			|of: u32| found.records.iter().find(|(record, _)| *record == of).map_or(0, |(_, part)| *part);
		paid += part(6);
		honest += part(12);
	}
	assert!(honest > 0 && paid * 2 < honest, "{paid} and {honest}");
}

#[test]
fn a_question_has_no_more_than_all() {
	let dir = tempfile::tempdir().unwrap();
	let records = Sided::new([0; RECORDS as usize], 0.1, 0.1);
	let mut footer = make(&records, dir.path()).footer().clone();
	let path = dir.path().join("index");
	let bytes = std::fs::read(&path).unwrap();
	let data = bytes.len() - footer.close().len();
	footer.question = (1 << 16) + 1;
	std::fs::write(&path, [&bytes[..data], &footer.close()].concat()).unwrap();
	assert!(matches!(Footer::read(&path), Err(IndexError::Damaged(_))));
	assert!(matches!(Index::open(&path), Err(IndexError::Damaged(_))));
}
