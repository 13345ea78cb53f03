//! The node's types: Substrate's parts with this chain's runtime and executor in them.

use openledger_runtime::{apis::RuntimeApi, opaque::Block};
use std::sync::Arc;

/// Host functions of the executor: the standard ones only, so that any Substrate executor runs this runtime.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type HostFunctions = sp_io::SubstrateHostFunctions;
/// Host functions of the executor, with those that benchmarks call.
#[cfg(feature = "runtime-benchmarks")]
pub type HostFunctions = (sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);
/// The client with this chain's runtime.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, sc_executor::WasmExecutor<HostFunctions>>;
/// The database of blocks and state.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The rule that picks the best chain.
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The pool of pending transactions.
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
/// The import of blocks that GRANDPA checks.
pub type FullGrandpaBlockImport =
	sc_consensus_grandpa::GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;
/// GRANDPA's end of the import, for the voter.
pub type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, FullSelectChain>;
/// The import of blocks that BABE checks, before GRANDPA's.
pub type FullBabeBlockImport = sc_consensus_babe::BabeBlockImport<
	Block,
	FullClient,
	FullGrandpaBlockImport,
	CreateInherents,
	FullSelectChain,
>;
type InherentProviders =
	(sp_consensus_babe::inherents::InherentDataProvider, sp_timestamp::InherentDataProvider);
/// Makes the inherents of a block.
pub type CreateInherents =
	Arc<dyn sp_inherents::CreateInherentDataProviders<Block, (), InherentDataProviders = InherentProviders>>;
