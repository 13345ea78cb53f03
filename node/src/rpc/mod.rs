//! RPC: the standard set, consensus, and the marketplace's own methods.

pub mod openledger;

use crate::{
	provider::Marketplace,
	types::{FullBackend, FullClient, FullPool},
};
use jsonrpsee::RpcModule;
use openledger_runtime::{BlockNumber, Hash, opaque::Block};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_rpc::SubscriptionTaskExecutor;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// The parts of the node that the methods answer from.
pub struct Deps {
	/// The client, for runtime APIs.
	pub client: Arc<FullClient>,
	/// The pool of pending transactions.
	pub pool: Arc<FullPool>,
	/// The rule that picks the best chain.
	pub select_chain: sc_consensus::LongestChain<FullBackend, Block>,
	/// The keystore of the node.
	pub keystore: KeystorePtr,
	/// State of BABE's epochs.
	pub babe_worker: BabeWorkerHandle<Block>,
	/// State of GRANDPA's round.
	pub voter_state: SharedVoterState,
	/// Set of GRANDPA's authorities.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// Stream of GRANDPA's justifications.
	pub justification_stream: GrandpaJustificationStream<Block>,
	/// GRANDPA's proofs of finality.
	pub finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
	/// The executor of subscriptions.
	pub executor: SubscriptionTaskExecutor,
	/// The parts of the marketplace.
	pub marketplace: Marketplace,
}

/// Builds the RPC module.
///
/// Methods that change the node or reveal its keys are marked unsafe and refused to callers from outside,
/// unless the operator allows them.
pub fn create(deps: Deps) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	use openledger::{OpenLedger, OpenLedgerApiServer};
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_babe_rpc::{Babe, BabeApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let mut module = RpcModule::new(());
	let Deps { client, pool, select_chain, keystore, babe_worker, executor, .. } = deps;
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(Babe::new(client, babe_worker, keystore, select_chain).into_rpc())?;
	module.merge(
		Grandpa::new(
			executor,
			deps.authority_set,
			deps.voter_state,
			deps.justification_stream,
			deps.finality_proofs,
		)
		.into_rpc(),
	)?;
	module.merge(OpenLedger::new(deps.marketplace).into_rpc())?;
	Ok(module)
}
