//! M3: who attacked a provider's machine for 48 minutes got 50 OPEN for each of its settlements.
//!
//! Evidence that came late was refused, and silence cost the bond. Now there is a second chance, for a small
//! fee that goes to the treasury, and whoever is asked much at once has more time.

use crate::{
	disputed::{all_to, answer, challenge, market, open, providers, resolve, reveal_sum, settle},
	world::{account, advance, chain, check_integrity, wealth},
};
use openledger_primitives::{challenge::ChallengeStage, traits::ProviderRegistry};
use openledger_runtime::{Disputes, ModelFactory, OPEN, Runtime};

type Errors = pallet_disputes::Error<Runtime>;

#[test]
fn an_outage_should_cost_a_fee_and_pay_nobody() {
	chain().execute_with(|| {
		let (honest, other) = (account(100, 1_000), account(101, 1_000));
		let market = market([&honest, &other]);
		let provider = providers(1, 1, market.base).remove(0);
		let session = open(&provider, market.model, 100 * OPEN);
		let sold: Vec<_> = (0..8)
			.map(|index| vec![answer(session, index, market.model, all_to(market.contributions[0]))])
			.collect();
		for answers in &sold {
			settle(&provider, answers);
		}
		let attacker = account(102, 100);
		let mut ids = Vec::new();
		for settlement in 0..8 {
			ids.push(challenge(&attacker, session, settlement, None).expect("anyone may doubt"));
		}
		// Whoever is asked eight things has longer for the last than for the first.
		let until = |id| match Disputes::challenge_info(id).expect("it is open").stage {
			ChallengeStage::AwaitingResponse { until } => until,
			other => panic!("it is {other:?}"),
		};
		assert_eq!(until(ids[7]) - until(ids[0]), 70);
		// The machine is down until the time for all of them is over, then for half of the second chance.
		for (id, answers) in ids.iter().zip(&sold) {
			let now = openledger_runtime::System::block_number();
			advance((until(*id) + 10).saturating_sub(now));
			assert_eq!(resolve(&attacker, *id), Err(Errors::NotYetDue.into()));
			reveal_sum(&provider, *id, answers).expect("there is a second chance");
			resolve(&provider, *id).expect("the chain found it right");
		}
		assert_eq!(ModelFactory::bond(&provider), (1_000 - 8 * 5) * OPEN);
		assert_eq!(wealth(&attacker), 20 * OPEN);
		check_integrity();
	});
}
