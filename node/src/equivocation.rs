//! Reports validators that author two blocks in one slot.
//!
//! `sc-consensus-babe` looks for this while it verifies a block, when the seals are already off the headers,
//! and the runtime refuses a report without them (it does not let them into the pool either, see the
//! runtime's `BabeApi`). So this task looks again, at the headers of imported blocks as the client announces
//! them, whole.

use crate::types::FullClient;
use futures::StreamExt;
use openledger_runtime::opaque::{Block, Hash, Header};
use sc_client_api::BlockchainEvents;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::{BabeApi, EquivocationProof, check_equivocation_proof};
use std::{
	collections::{BTreeMap, HashMap},
	sync::Arc,
};

/// Most slots that are remembered.
///
/// An author has no reason to come back to a slot long gone, and a block older than finality is not imported.
const MAX_SLOTS: usize = 1024;

/// First block of each author in each of the last slots.
#[derive(Default)]
struct Seen(BTreeMap<u64, HashMap<u32, Hash>>);

impl Seen {
	/// Notes a block and returns an earlier one by its author in its slot, if there is one.
	fn note(&mut self, slot: u64, author: u32, block: Hash) -> Option<Hash> {
		let first = *self.0.entry(slot).or_default().entry(author).or_insert(block);
		while self.0.len() > MAX_SLOTS {
			self.0.pop_first();
		}
		(first != block).then_some(first)
	}
}

/// Checks every imported block, of any fork.
pub async fn watch(client: Arc<FullClient>, pool: OffchainTransactionPoolFactory<Block>) {
	let mut blocks = client.every_import_notification_stream();
	let mut seen = Seen::default();
	while let Some(block) = blocks.next().await {
		if let Err(error) = check(&client, &pool, &mut seen, block.hash, block.header) {
			log::warn!(target: "equivocation", "cannot report on block {}: {error}", block.hash);
		}
	}
}

type Error = Box<dyn std::error::Error + Send + Sync>;

fn check(
	client: &FullClient,
	pool: &OffchainTransactionPoolFactory<Block>,
	seen: &mut Seen,
	hash: Hash,
	second_header: Header,
) -> Result<(), Error> {
	let claim = sc_consensus_babe::find_pre_digest::<Block>(&second_header)?;
	let (slot, author) = (claim.slot(), claim.authority_index());
	let Some(first) = seen.note(slot.into(), author, hash) else { return Ok(()) };
	let first_header = client.header(first)?.ok_or("the header of the other block is gone")?;

	let authorities = client.runtime_api().current_epoch(hash)?.authorities;
	let (offender, _) = authorities.get(author as usize).ok_or("its author is no authority")?.clone();
	let proof = EquivocationProof { offender: offender.clone(), slot, first_header, second_header };
	if !check_equivocation_proof(proof.clone()) {
		return Err("two blocks of one slot make no proof".into());
	}
	// In the state after the offence the key is still one of the session's.
	let owner = client.runtime_api().generate_key_ownership_proof(hash, slot, offender.clone())?;
	let owner = owner.ok_or("its author's key is not one of the session")?;
	let best = client.info().best_hash;
	let mut api = client.runtime_api();
	api.register_extension(pool.offchain_transaction_pool(best));
	api.submit_report_equivocation_unsigned_extrinsic(best, proof, owner)?;
	log::info!(target: "equivocation", "reported {offender:?} for two blocks in slot {slot}: {first} and \
		{hash}");
	Ok(())
}
