//! An adversary that searches: coalitions of one to eight make random calls against honest parties that
//! follow the rules of the shipped software.
//!
//! In each sequence users pay for answers, providers answer and settle, judges are drawn and repeat, curators
//! review, chance has answers audited, and everybody of the coalition does anything, mostly what hurts: it
//! tells lies, settles other vectors than it was paid for, pays itself, signs two receipts for one answer,
//! changes workers, votes as one, flashes bonds, freezes accounts, leaves. Then the game ends. What must hold
//! of every sequence:
//!
//! - the coalition has no more than it brought and what honest parties agreed to pay: what it would get if
//!   every answer were attributed by the truth;
//! - no honest party has less than it brought and did not agree to pay, beyond a bounded fee;
//! - whoever is convicted of a lie pays the penalty for it, as long as there is a bond to pay it from;
//! - whatever is open can be ended by a stranger within a bounded number of blocks;
//! - every invariant holds, and no planck comes or goes.
//!
//! The coalition has eight of 48 providers at most, as many as its money bonds. Verifiers are believed where
//! more than two thirds of those drawn agree, so with most of the seats it would rule:
//! `docs/design/security.md` has the odds.
//!
//! 1,000 sequences by default. `OPENLEDGER_ADVERSARY=100000` makes it a long run,
//! `OPENLEDGER_ADVERSARY_SEED=7` begins at another one; a failure names the seed of its sequence.
//! `scripts/check-adversary.sh` does the long run, and shows that the search finds each mend in `undone`.

mod cast;
mod coalition;
mod endings;
mod game;
mod honest;
#[allow(dead_code, reason = "the attacks use the rest")]
#[path = "../attacks/jobs.rs"]
mod jobs;
mod talk;
mod truth;
mod within;
#[path = "../attacks/world.rs"]
mod world;

use frame_support::storage::{TransactionOutcome, with_transaction};
use game::Game;
use sp_runtime::DispatchError;

/// Name under which audits are counted, which nobody calls for.
const AUDITS: &str = "audits of answers";

/// Calls that the random ones must get through, and what must happen, in a search of some length.
const REACHED: [&str; 19] = [
	AUDITS,
	"Attribution.close_session",
	"Attribution.settle",
	"ConvictionVoting.delegate",
	"Datanets.conclude_flag",
	"Datanets.contribute",
	"Datanets.flag",
	"Disputes.challenge",
	"Disputes.challenge_with_receipt",
	"Disputes.present_receipt",
	"Disputes.resolve",
	"Disputes.reveal_vote",
	"ModelFactory.claim_job",
	"ModelFactory.doubt_result",
	"ModelFactory.finalise_job",
	"ModelFactory.leave",
	"ModelFactory.reveal_repetition",
	"ModelFactory.set_worker",
	"ModelFactory.submit_result",
];

/// Steps of one sequence.
const STEPS: u32 = 60;

fn from_environment(name: &str, default: u64) -> u64 {
	std::env::var(name).map_or(default, |text| text.parse().expect("a whole number"))
}

/// Plays one sequence to its end, and checks what must hold.
fn play(seed: u64) {
	let mut game = Game::begin(seed);
	for _ in 0..STEPS {
		game.coalition_move();
		if game.dice.one_in(3) {
			game.pass_blocks();
		}
	}
	game.end();
	game.check();
}

#[test]
fn no_coalition_should_gain_and_everything_should_end() {
	let first = from_environment("OPENLEDGER_ADVERSARY_SEED", 1);
	let count = from_environment("OPENLEDGER_ADVERSARY", 1_000);
	let mut chain = game::chain();
	for seed in first..first + count {
		let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
			chain.execute_with(|| {
				let _ = with_transaction(|| {
					play(seed);
					TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
				});
			});
		}));
		assert!(
			played.is_ok(),
			"the sequence of seed {seed} breaks what must hold; repeat it with \
			 OPENLEDGER_ADVERSARY=1 OPENLEDGER_ADVERSARY_SEED={seed}"
		);
	}
	cast::ACCEPTED.with_borrow(|accepted| {
		println!("accepted calls: {accepted:#?}");
		// A search that gets nowhere proves nothing.
		for name in REACHED.iter().filter(|_| count >= 200) {
			assert!(accepted.contains_key(*name), "no {name} was accepted in {count} sequences");
		}
	});
}
