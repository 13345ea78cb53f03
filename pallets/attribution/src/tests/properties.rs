use crate::mock::*;
use openledger_primitives::{influence::apportion, BoundedVec, Hash};
use proptest::prelude::*;

const PEOPLE: [&str; 9] =
	["user", "other", "provider", "worker", "owner", "maker", "carol", "dave", "treasury"];

/// What may happen, sense or nonsense.
#[derive(Clone, Debug)]
enum Step {
	Open {
		who: usize,
		model: u32,
		deposit: u128,
	},
	TopUp {
		who: usize,
		session: u64,
		amount: u128,
	},
	Settle {
		by: usize,
		stranger: Option<usize>,
		session: u64,
		cumulative: u128,
		tokens: u64,
		weights: [u8; 4],
	},
	Close {
		who: usize,
		session: u64,
	},
	Claim {
		who: usize,
	},
	Pay {
		who: usize,
		to: usize,
		amount: u128,
	},
	Forget {
		contribution: u64,
	},
	Blocks(u32),
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..PEOPLE.len();
	let session = || 0u64..4;
	// Mostly, the session's user signs.
	let stranger = || proptest::option::weighted(0.1, 0usize..3);
	prop_oneof![
		3 => (0usize..2, 0u32..3, 0u128..40_000)
			.prop_map(|(who, model, deposit)| Step::Open { who, model, deposit }),
		1 => (0usize..3, session(), 0u128..10_000)
			.prop_map(|(who, session, amount)| Step::TopUp { who, session, amount }),
		8 => (1usize..4, stranger(), session(), 0u128..45_000, 0u64..20_000, any::<[u8; 4]>()).prop_map(
			|(by, stranger, session, cumulative, tokens, weights)| Step::Settle {
				by, stranger, session, cumulative, tokens, weights
			}
		),
		2 => (who(), session()).prop_map(|(who, session)| Step::Close { who, session }),
		2 => who().prop_map(|who| Step::Claim { who }),
		1 => (who(), who(), 0u128..5_000).prop_map(|(who, to, amount)| Step::Pay { who, to, amount }),
		1 => (10u64..12).prop_map(|contribution| Step::Forget { contribution }),
		1 => (1u32..12).prop_map(Step::Blocks),
	]
}

/// Influence over the model's contributions; sometimes over one that is not the model's.
fn influence(weights: [u8; 4]) -> Vec<(u64, u32)> {
	// The fourth is rarely above zero, so that most vectors are acceptable.
	let [a, b, c, d] = weights.map(u128::from);
	apportion(&[(10, a), (11, b), (20, c), (99, d.saturating_sub(220))]).into_inner()
}

fn run(step: Step) -> bool {
	match step {
		Step::Open { who, model, deposit } => {
			Attribution::open_session(by(PEOPLE[who]), model, account("provider"), deposit).is_ok()
		},
		Step::TopUp { who, session, amount } => Attribution::top_up(by(PEOPLE[who]), session, amount).is_ok(),
		Step::Settle { by: settler, stranger, session, cumulative, tokens, weights } => {
			let voucher = voucher(session, cumulative);
			let open = Attribution::session(session);
			let user =
				open.as_ref().and_then(|open| PEOPLE.iter().position(|name| account(name) == open.user));
			let signature = sign(PEOPLE[stranger.or(user).unwrap_or_default()], &voucher);
			let is_base = open.is_some_and(|open| open.model == BASE);
			let influence = if is_base { vec![] } else { influence(weights) };
			let settlement = openledger_primitives::usage::Settlement {
				answers: 1,
				prompt_tokens: tokens,
				completion_tokens: tokens,
				receipts: Hash::zero(),
				influence: BoundedVec::truncate_from(influence),
			};
			Attribution::settle(by(PEOPLE[settler]), session, voucher, signature, settlement).is_ok()
		},
		Step::Close { who, session } => Attribution::close_session(by(PEOPLE[who]), session).is_ok(),
		Step::Claim { who } => Attribution::claim(by(PEOPLE[who])).is_ok(),
		Step::Pay { who, to, amount } => {
			super::payouts::pay(&account(PEOPLE[who]), &[(account(PEOPLE[to]), amount)]).is_ok()
		},
		Step::Forget { contribution } => Contributors::mutate(|all| all.remove(&contribution)).is_some(),
		Step::Blocks(blocks) => {
			System::set_block_number(System::block_number() + blocks);
			true
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

	/// Whatever is called by whomever in whatever order, every planck is somebody's, and a refusal changes
	/// nothing.
	#[test]
	fn money_should_be_conserved_whatever_happens(steps in proptest::collection::vec(step(), 1..40)) {
		ExtBuilder::default().build_and_execute(|| {
			let issued = Balances::total_issuance();
			for step in steps {
				let before = sp_io::storage::root(Default::default());
				let settled = match &step {
					Step::Settle { session, .. } => Attribution::session(*session).map(|s| s.settled),
					_ => None,
				};
				let accepted = frame_support::storage::with_storage_layer(|| match run(step.clone()) {
					true => Ok(()),
					false => Err(sp_runtime::DispatchError::Other("refused")),
				});
				if accepted.is_err() {
					assert_eq!(sp_io::storage::root(Default::default()), before);
				}
				if let (Ok(()), Step::Settle { session, cumulative, .. }) = (&accepted, &step) {
					let session = Attribution::session(*session).expect("it is open");
					assert!(Some(*cumulative) > settled && *cumulative <= session.deposited);
					assert_eq!(session.settled, *cumulative);
					// The same voucher again pays nothing.
					assert!(!run(step));
				}
				assert_eq!(Balances::total_issuance(), issued);
				Attribution::do_try_state().expect("every invariant holds");
			}
		});
	}
}
