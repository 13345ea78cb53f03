//! Notices a GRANDPA key that is inserted while a validator runs.
//!
//! BABE looks into the keystore in each slot, GRANDPA only when a set of voters begins. Without a word,
//! blocks would come and nothing would be final until somebody thought of a restart.

use crate::types::FullClient;
use futures::StreamExt;
use openledger_runtime::{BlockNumber, Hash};
use sc_client_api::BlockchainEvents;
use sc_consensus_grandpa::SharedAuthoritySet;
use sp_core::crypto::{ByteArray, key_types::GRANDPA};
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// Warns once for each set of voters that has a key which came after its beginning.
pub async fn watch(
	client: Arc<FullClient>,
	keystore: KeystorePtr,
	voters: SharedAuthoritySet<Hash, BlockNumber>,
) {
	let is_voter = || {
		let set = voters.current_authorities();
		set.iter().any(|(id, _)| keystore.has_keys(&[(id.to_raw_vec(), GRANDPA)]))
	};
	let mut seen = (voters.set_id(), is_voter());
	let mut blocks = client.import_notification_stream();
	while blocks.next().await.is_some() {
		let now = (voters.set_id(), is_voter());
		let (is_same_set, came) = (now.0 == seen.0, now.1 && !seen.1);
		if is_same_set && came {
			log::warn!(
				"A GRANDPA key of the current set was inserted while the node runs: restart it, or it does \
				 not vote until the set changes."
			);
		}
		seen = now;
	}
}
