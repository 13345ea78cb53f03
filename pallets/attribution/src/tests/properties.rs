use crate::{Settlements, mock::*};
use frame_support::{traits::Hooks, weights::Weight};
use openledger_primitives::{
	AccountId, Balance, BoundedVec, Hash, SessionId,
	influence::{aggregate, apportion},
	traits::{Conviction, SettlementRegistry},
	usage::{SessionKey, Voucher, head},
};
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
		answers: u32,
		weights: [u8; 4],
	},
	Distribute {
		session: u64,
		number: u32,
	},
	Authorise {
		who: usize,
		session: u64,
		key: Option<(usize, u128, u32)>,
	},
	Challenge {
		session: u64,
		number: u32,
	},
	Rule {
		index: usize,
		ruling: u8,
		price: u128,
	},
	Idle(u64),
	Bond(u128),
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
		8 => (1usize..4, stranger(), session(), 0u128..45_000, 0u32..300, any::<[u8; 4]>()).prop_map(
			|(by, stranger, session, cumulative, answers, weights)| Step::Settle {
				by, stranger, session, cumulative, answers, weights
			}
		),
		3 => (session(), 0u32..3).prop_map(|(session, number)| Step::Distribute { session, number }),
		1 => (0usize..3, session(), proptest::option::of((who(), 0u128..45_000, 0u32..40)))
			.prop_map(|(who, session, key)| Step::Authorise { who, session, key }),
		2 => (session(), 0u32..3).prop_map(|(session, number)| Step::Challenge { session, number }),
		2 => (0usize..3, 0u8..4, 1u128..20_000)
			.prop_map(|(index, ruling, price)| Step::Rule { index, ruling, price }),
		2 => (0u64..5).prop_map(Step::Idle),
		1 => (0u128..200_000).prop_map(Step::Bond),
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

/// Challenges a settlement, as another pallet would.
fn challenge(session: SessionId, number: u32) -> bool {
	let Some(kept) = Settlements::<Test>::get(session, number) else { return false };
	if kept.until < System::block_number() {
		return false;
	}
	<Attribution as SettlementRegistry<_>>::challenge_opened(&kept.provider);
	Challenged::mutate(|open| open.push((session, number, kept.provider)));
	true
}

/// Rules on an open challenge, as another pallet would.
fn rule(index: usize, ruling: u8, price: Balance) -> bool {
	if index >= Challenged::get().len() {
		return false;
	}
	let (session, number, provider) = Challenged::mutate(|open| open.remove(index));
	<Attribution as SettlementRegistry<_>>::challenge_resolved(&provider);
	let kept = Settlements::<Test>::get(session, number).expect("a challenge keeps it");
	let right = BoundedVec::truncate_from(vec![(10, 1_000_000_000)]);
	let conviction = Conviction {
		answer: 0,
		price,
		answer_differs: ruling == 1,
		stated: &kept.influence,
		right: (kept.model == TUNED).then_some(&right),
	};
	let ruled = match ruling {
		0 => Ok(()),
		1 | 2 => {
			<Attribution as SettlementRegistry<AccountId>>::convict(session, number, conviction).map(drop)
		},
		_ => <Attribution as SettlementRegistry<AccountId>>::condemn(session, number).map(drop),
	};
	<Attribution as SettlementRegistry<AccountId>>::ruled(session, number);
	ruled.is_ok()
}

fn run(step: Step) -> bool {
	match step {
		Step::Open { who, model, deposit } => {
			Attribution::open_session(by(PEOPLE[who]), model, account("provider"), deposit).is_ok()
		},
		Step::TopUp { who, session, amount } => Attribution::top_up(by(PEOPLE[who]), session, amount).is_ok(),
		Step::Settle { by: settler, stranger, session, cumulative, answers, weights } => {
			let open = Attribution::session(session);
			let counted = open.as_ref().map_or(0, |open| open.answers);
			let voucher = Voucher { answers: counted + answers, ..voucher(session, cumulative) };
			let user =
				open.as_ref().and_then(|open| PEOPLE.iter().position(|name| account(name) == open.user));
			let signature = sign(PEOPLE[stranger.or(user).unwrap_or_default()], &voucher);
			let is_base = open.is_some_and(|open| open.model == BASE);
			let influence = if is_base { vec![] } else { influence(weights) };
			Attribution::settle(
				by(PEOPLE[settler]),
				session,
				voucher,
				signature,
				next_settlement(session, &influence),
			)
			.is_ok()
		},
		Step::Distribute { session, number } => Attribution::distribute(by("other"), session, number).is_ok(),
		Step::Authorise { who, session, key } => {
			let key = key.map(|(who, cap, until)| SessionKey { key: account(PEOPLE[who]), cap, until });
			Attribution::authorise(by(PEOPLE[who]), session, key).is_ok()
		},
		Step::Challenge { session, number } => challenge(session, number),
		Step::Rule { index, ruling, price } => rule(index, ruling, price),
		Step::Idle(room) => {
			Attribution::on_idle(System::block_number(), Weight::from_parts(room, room));
			true
		},
		Step::Bond(bond) => {
			Bonds::mutate(|all| all.insert(account("provider"), bond));
			true
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
					// The same voucher again pays nothing, nor does one over as many answers more.
					let Step::Settle { answers, .. } = &step else { unreachable!() };
					assert!((1..=256).contains(answers));
					assert!(!run(step));
				}
				assert_eq!(Balances::total_issuance(), issued);
				Attribution::do_try_state().expect("every invariant holds");
			}
		});
	}
}

/// An answer that serving gave: its price, its influence, and whether the provider settles after it.
fn answers() -> impl Strategy<Value = Vec<(Balance, [u8; 4], bool)>> {
	let weights = any::<[u8; 4]>().prop_map(|[a, b, c, _]| [a, b, c, 0]);
	proptest::collection::vec((1u128..120, weights, proptest::bool::weighted(0.2)), 1..60)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

	/// A voucher after any answer, over all receipts so far, settles: wherever the provider settles between
	/// answers, whoever signs. Nothing is left that was promised.
	#[test]
	fn what_is_signed_after_an_answer_should_settle(answers in answers(), by_key: bool) {
		ExtBuilder::default().build_and_execute(|| {
			let session = open(TUNED, 10_000);
			let key = SessionKey { key: account("agent"), cap: 10_000, until: 9 };
			Attribution::authorise(by("user"), session, Some(key)).expect("the user may");
			let last = answers.len() - 1;
			let (mut owed, mut chain) = (0, Hash::zero());
			let mut unsettled = Vec::new();
			for (index, (price, weights, settles)) in answers.into_iter().enumerate() {
				owed += price;
				let receipt = Hash::repeat_byte(index as u8);
				chain = head(chain, [&receipt]);
				unsettled.push((price, influence(weights)));
				let voucher = Voucher {
					genesis: genesis(),
					session,
					answers: index as u32 + 1,
					cumulative: owed,
					receipts: chain,
				};
				if settles || index == last {
					let sum = aggregate(unsettled.iter().map(|(price, vector)| (*price, &vector[..])));
					let signature = sign(if by_key { "agent" } else { "user" }, &voucher);
					let next = next_settlement(session, &sum);
					let settled = Attribution::settle(by("worker"), session, voucher, signature, next);
					assert_eq!(settled, Ok(()));
					unsettled.clear();
				}
			}
			let open = Attribution::session(session).expect("it is open");
			assert_eq!((open.settled, open.answers as usize, open.receipts), (owed, last + 1, chain));
		});
	}
}
