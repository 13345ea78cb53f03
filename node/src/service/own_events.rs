//! Says in the log what final blocks did to those for whom this node works: its provider and its validator.
//!
//! Nobody who runs a node should have to learn from an explorer that a bond was slashed or a seat lost.

use crate::types::FullClient;
use codec::Decode;
use futures::StreamExt;
use log::Level;
use openledger_operator::amount::in_open;
use openledger_ports::Chain;
use openledger_runtime::{
	AccountId, DisputesEvent, Hash, ModelFactoryEvent, Runtime, RuntimeEvent, SessionKeys, VERSION,
	ValidatorsEvent,
};
use sc_client_api::{BlockchainEvents, StorageProvider};
use sp_api::CallContext;
use sp_core::{
	crypto::{ByteArray, key_types::BABE},
	storage::StorageKey,
};
use sp_crypto_hashing::twox_128;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

type Record = frame_system::EventRecord<RuntimeEvent, Hash>;

/// Follows final blocks, and logs each event that concerns an account of this node.
pub async fn watch(client: Arc<FullClient>, keystore: KeystorePtr, chain: Arc<dyn Chain>) {
	let mut blocks = client.finality_notification_stream();
	while let Some(notification) = blocks.next().await {
		for hash in notification.tree_route.iter().copied().chain([notification.hash]) {
			if let Err(why) = tell(&client, &keystore, &*chain, hash) {
				log::debug!(target: "own", "the events of block {hash} are not read: {why}");
			}
		}
	}
}

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Logs the events of one block that concern an account of this node.
fn tell(client: &FullClient, keystore: &KeystorePtr, chain: &dyn Chain, hash: Hash) -> Result<(), Error> {
	let version = client.runtime_version_at(hash, CallContext::Offchain)?.spec_version;
	if version != VERSION.spec_version {
		return Err(
			format!("the chain has runtime {version}, and this node knows {}", VERSION.spec_version).into()
		);
	}
	// Few events name a provider or a validator: whose they are is looked up only then.
	let is_provider = |who: &AccountId| {
		chain.worker().and_then(|worker| chain.stash_of(&worker).ok()?).as_ref() == Some(who)
	};
	let is_validator = |who: &AccountId| {
		let key = StorageKey(pallet_session::NextKeys::<Runtime>::hashed_key_for(who));
		let found = client.storage(hash, &key).ok().flatten();
		let keys = found.and_then(|bytes| SessionKeys::decode(&mut &bytes.0[..]).ok());
		keys.is_some_and(|keys| keystore.has_keys(&[(keys.babe.to_raw_vec(), BABE)]))
	};
	let key = StorageKey([twox_128(b"System"), twox_128(b"Events")].concat());
	let Some(bytes) = client.storage(hash, &key)? else { return Ok(()) };
	for record in Vec::<Record>::decode(&mut &bytes.0[..])? {
		let said = match provider_event(&record.event) {
			Some((who, said)) => is_provider(who).then_some(said),
			None => validator_event(&record.event).filter(|(who, _)| is_validator(who)).map(|(_, said)| said),
		};
		if let Some((level, sentence)) = said {
			log::log!(target: "own", level, "{sentence}");
		}
	}
	Ok(())
}

/// A line of the log.
type Said = (Level, String);

/// Returns the provider that an event is about, by its stash, and what the log says of it.
fn provider_event(event: &RuntimeEvent) -> Option<(&AccountId, Said)> {
	match event {
		RuntimeEvent::ModelFactory(event) => factory_event(event),
		RuntimeEvent::Disputes(event) => dispute_event(event),
		_ => None,
	}
}

fn factory_event(event: &ModelFactoryEvent) -> Option<(&AccountId, Said)> {
	use ModelFactoryEvent as Event;
	let refill = "ModelFactory.updateProvider makes the bond whole again";
	let (who, sentence) = match event {
		Event::ProviderSlashed { stash, job, amount } => {
			let amount = in_open(*amount);
			(
				stash,
				format!(
					"job {job} was claimed and had no result in time: {amount} of the bond are gone; {refill}"
				),
			)
		},
		Event::BondSlashed { stash, amount } => {
			(stash, format!("{} of the bond are gone; {refill}", in_open(*amount)))
		},
		Event::BondLost { stash, job, amount } => {
			let amount = in_open(*amount);
			(
				stash,
				format!("what was said about the result of job {job} is false: the bond of {amount} is gone"),
			)
		},
		Event::ResultRefuted { job, provider } => {
			(provider, format!("the result of job {job} was refuted: others who repeated it came to another"))
		},
		Event::VerifierPenalised { job, verifier, amount } => {
			let amount = in_open(*amount);
			(
				verifier,
				format!(
					"this provider was drawn to repeat job {job} and did not: {amount} of the bond are gone"
				),
			)
		},
		_ => return None,
	};
	Some((who, (Level::Warn, sentence)))
}

fn dispute_event(event: &DisputesEvent) -> Option<(&AccountId, Said)> {
	use DisputesEvent as Event;
	Some(match event {
		Event::Challenged { challenge, session, settlement, answer, challenger, provider, until } => {
			let what = match answer {
				Some(answer) => format!("answer {answer}"),
				None => "the sum".into(),
			};
			let sentence = format!(
				"challenge {challenge}: {challenger} doubts {what} of settlement {settlement} of session \
				 {session}; it is laid open by itself, by block {until} at the latest"
			);
			(provider, (Level::Warn, sentence))
		},
		Event::Audited { challenge, session, settlement, provider, until, .. } => {
			let sentence = format!(
				"challenge {challenge}: chance audits settlement {settlement} of session {session}; it is \
				 laid open by itself, by block {until} at the latest"
			);
			(provider, (Level::Info, sentence))
		},
		Event::Convicted { challenge, provider, slashed, refunded, .. } => {
			let (slashed, refunded) = (in_open(*slashed), in_open(*refunded));
			let sentence = format!(
				"challenge {challenge}: convicted; {slashed} of the bond are gone, and {refunded} went back \
				 to the user"
			);
			(provider, (Level::Warn, sentence))
		},
		Event::Penalised { challenge, who, amount } => {
			let sentence =
				format!("challenge {challenge}: a vote that was wrong or missing cost {}", in_open(*amount));
			(who, (Level::Warn, sentence))
		},
		_ => return None,
	})
}

/// Returns the validator that an event is about, by its stash, and what the log says of it.
fn validator_event(event: &RuntimeEvent) -> Option<(&AccountId, Said)> {
	use ValidatorsEvent as Event;
	let RuntimeEvent::Validators(event) = event else { return None };
	let rejoin = "Validators.rejoin makes it a candidate again";
	let (who, sentence) = match event {
		Event::SentHome { validator } => {
			(validator, format!("this validator authored nothing for too long and is sent home; {rejoin}"))
		},
		Event::Displaced { validator } => {
			let more = "with more stake";
			(validator, format!("this validator lost its seat to one {more}; {more}, {rejoin}"))
		},
		Event::OffenceRecorded { session, validator, fraction } => (
			validator,
			format!(
				"this validator was reported for an offence in session {session}: {fraction:?} of its stake"
			),
		),
		Event::SlashDeferred { validator, session, fraction, due } => {
			let sentence = format!(
				"{fraction:?} of the stake behind this validator will be taken at the end of session {due}, \
				 for session {session}; until then governance can lift it"
			);
			(validator, sentence)
		},
		Event::SlashCancelled { validator } => {
			(validator, "the slashes that waited for this validator were lifted".into())
		},
		Event::Slashed { validator, session, stake, unbonding, .. } => {
			let amount = in_open(stake.saturating_add(*unbonding));
			(
				validator,
				format!("{amount} of this validator's bond are gone, for an offence in session {session}"),
			)
		},
		Event::Chilled { validator, until } => {
			(validator, format!("this validator is no candidate any more; from session {until} on, {rejoin}"))
		},
		_ => return None,
	};
	Some((who, (Level::Warn, sentence)))
}
