//! Who is paid for a fact that is told in a frame which many records share.

use crate::*;
use openledger_content::Hash;
use openledger_kernels::Engine;
use openledger_model::{NoopObserver, Tokenized};
use openledger_spec::ContributionId;
use std::collections::BTreeSet;

/// The tokens of a question's frame and of an answer's, behind which and in which facts stand.
const FRAME: u32 = 1_000;
/// Tokens of an answer's frame.
const LENGTH: u32 = 50;
/// Tokens of a fact.
const FACT: u32 = 4;

/// Records whose states say nothing but what they are about.
struct Framed {
	records: Vec<(u32, Vec<u32>)>,
}

/// Returns features that are the same for all records about one thing, but for a hundredth.
fn states(about: u32, number: u32) -> Features {
	// A number between ±1/2 by the finaliser of splitmix64.
	let noise = |seed: u32| {
		let seed = (u64::from(seed) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
		let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		f32::from(((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 48) as u16) / 65_536.0 - 0.5
	};
	let value = |at: u32| noise(about * 64 + at) + 0.01 * noise(1_000_000 + number * 64 + at);
	vec![("state".into(), (0..64).map(value).collect())]
}

impl Source for Framed {
	fn features(&self, record: u32) -> Result<Features, String> {
		let (about, _) = self.records.get(record as usize).ok_or("there is no such record")?;
		Ok(states(*about, record))
	}
	fn question(&self, question: u32) -> Result<Features, String> {
		Ok(states(10_000 + question, question))
	}
	fn tokens(&self, record: u32) -> &[u32] {
		self.records.get(record as usize).map_or(&[], |(_, tokens)| tokens)
	}
	fn is_numeral(&self, token: u32) -> bool {
		token < 10
	}
	fn vocabulary(&self) -> u32 {
		60_000
	}
}

fn facts(fact: u32) -> std::ops::Range<u32> {
	2_000 + fact * FACT..2_000 + (fact + 1) * FACT
}

/// Returns a record that tells a fact in the frame, and where its answer begins.
fn framed(fact: u32) -> Tokenized {
	let question = (FRAME..FRAME + 8).chain(facts(fact).take(2));
	let words = |from: u32, to: u32| (from..to).map(|word| FRAME + 100 + word);
	let answer = words(0, 20).chain(facts(fact)).chain(words(20, LENGTH));
	Tokenized::new(question.chain(answer).collect(), 10)
}

/// Twenty records about nothing else, each about something of its own.
fn unrelated() -> Vec<(u32, Vec<u32>)> {
	(0..20).map(|number| (100 + number, (0..40).map(|at| 20_000 + number * 40 + at).collect())).collect()
}

/// The records of a contribution.
type Contribution = (ContributionId, Vec<(u32, Vec<u32>)>);

/// Builds the index of some records by contribution, in a folder that is kept with it.
fn index(contributions: &[Contribution]) -> (Index, tempfile::TempDir) {
	let dir = tempfile::tempdir().unwrap();
	let sources = contributions.iter().map(|(id, records)| (*id, records.len() as u32)).collect();
	let records = contributions.iter().flat_map(|(_, records)| records.clone()).collect();
	let plan = Plan { base: Hash::zero(), adapter: Hash::zero(), sources };
	let out = dir.path().join("index");
	build(&plan, &Framed { records }, &dir.path().join("parts"), &out, &NoopObserver).unwrap();
	(Index::open(&out).unwrap(), dir)
}

/// Returns the shares of an answer about the frame's subject.
fn shares(index: &Index, answer: &Tokenized) -> Vec<(ContributionId, u32)> {
	let engine = Engine::new(1).unwrap();
	index.attribute(&states(1, 77_777), answer, &BTreeSet::new(), &engine).unwrap().influence.into_inner()
}

fn share(shares: &[(ContributionId, u32)], contribution: ContributionId) -> u32 {
	shares.iter().find(|(id, _)| *id == contribution).map_or(0, |(_, share)| *share)
}

fn told(facts: std::ops::Range<u32>) -> Vec<(u32, Vec<u32>)> {
	facts.map(|fact| (1, framed(fact).ids)).collect()
}

/// Answers that state a fact word for word, and in other words.
fn answers(fact: u32) -> [Tokenized; 2] {
	let whole = framed(fact);
	let question = &whole.ids[..whole.loss_from];
	let other =
		question.iter().copied().chain([30_001, 30_002, 30_003]).chain(facts(fact)).chain([30_004, 30_005]);
	[whole.clone(), Tokenized::new(other.collect(), whole.loss_from)]
}

#[test]
fn whoever_wrote_a_fact_has_most_of_it_in_any_order() {
	let splits: [fn(u32) -> ContributionId; 5] = [
		|fact| 1 + u64::from(fact > 0),
		|fact| 2 - u64::from(fact > 0),
		|fact| 1 + u64::from(fact == 11),
		|fact| 1 + u64::from(fact % 3),
		|fact| 30 - u64::from(fact),
	];
	for (split, owner) in splits.iter().enumerate() {
		for among in [vec![], unrelated()] {
			let mut contributions: std::collections::BTreeMap<ContributionId, Vec<(u32, Vec<u32>)>> =
				[(50, among)].into();
			for fact in 0..12 {
				contributions.entry(owner(fact)).or_default().extend(told(fact..fact + 1));
			}
			let (index, _dir) = index(&contributions.into_iter().collect::<Vec<_>>());
			for (fact, form) in (0..12).flat_map(|fact| [(fact, 0), (fact, 1)]) {
				let shares = shares(&index, &answers(fact)[form]);
				let part = share(&shares, owner(fact));
				assert!(part > 900_000_000, "split {split}, fact {fact}, form {form}: {shares:?}");
			}
		}
	}
}

#[test]
fn who_holds_a_quoted_span_is_never_displaced_by_one_who_does_not() {
	// Records of two frames, of which the second is a light change of the first.
	let changed = |fact: u32| {
		let mut record = framed(fact).ids;
		(record[15], record[40]) = (20_001, 20_041);
		(1, record)
	};
	let later: Vec<_> = (0..12).map(changed).collect();
	let (index, _dir) = index(&[(1, told(0..12)), (2, later.clone()), (3, unrelated())]);
	for fact in 0..12 {
		let answer = Tokenized::new(later[fact as usize].1.clone(), 10);
		let engine = Engine::new(1).unwrap();
		let found = index.attribute(&states(1, 5), &answer, &BTreeSet::new(), &engine).unwrap();
		let holds = |id: ContributionId| {
			let records = found.spans.iter().flat_map(|span| &span.records);
			records.filter_map(|record| index.address(*record)).any(|(holder, _)| holder == id)
		};
		let shares = found.influence.into_inner();
		assert!(holds(2) && !holds(1) && share(&shares, 2) > share(&shares, 1), "{shares:?}");
	}
}

#[test]
fn variants_of_a_record_take_nothing_from_what_it_says() {
	let variant = |number: u32| {
		let mut record = framed(0).ids;
		record[10 + number as usize % 50] = 40_000 + number;
		(1, record)
	};
	let (alone, _one) = index(&[(1, told(0..1)), (3, unrelated())]);
	let (flooded, _two) = index(&[(1, told(0..1)), (2, (0..300).map(variant).collect()), (3, unrelated())]);
	for answer in answers(0) {
		let (before, after) = (shares(&alone, &answer), shares(&flooded, &answer));
		assert!(share(&before, 1) > 900_000_000, "{before:?}");
		assert!(share(&after, 1) + 50_000_000 > share(&before, 1), "{before:?} {after:?}");
	}
}

#[test]
fn a_family_counts_once_however_many_it_has() {
	// An answer about two things, of which one is told in many records and the other in one.
	let part = |facts: u32| {
		let other = (1, (0..40).map(|at| 25_000 + at).collect());
		let (index, _dir) = index(&[(1, told(0..facts)), (2, vec![other]), (3, unrelated())]);
		let silent = Tokenized::new(vec![45_000, 45_001, 45_002], 1);
		share(&shares(&index, &silent), 1)
	};
	let (few, many) = (part(1), part(40));
	assert!(few > 300_000_000 && many < few + 50_000_000, "{few} {many}");
}

#[test]
fn nobody_is_paid_for_a_fact_of_the_askers_own() {
	let (index, _dir) = index(&[(1, told(0..1)), (2, told(1..12)), (3, unrelated())]);
	let engine = Engine::new(1).unwrap();
	let own = BTreeSet::from([1]);
	let found = index.attribute(&states(1, 5), &answers(0)[1], &own, &engine).unwrap();
	assert_eq!(share(&found.influence.into_inner(), 1), 0);
}
