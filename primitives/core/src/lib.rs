//! Types, content addressing and runtime APIs that pallets, clients and the node share.
//!
//! This crate is the vocabulary of the chain. A pallet, an offchain worker, the native engine and a
//! stranger who re-checks a job all speak in these types, so that none of them needs to know the
//! insides of another.
//!
//! - [`root`]: content addressing, the Merkle root that names every blob.
//! - [`decimal`]: exact decimals, as hyper-parameters and results carry them.
//! - [`datanet`], [`model`], [`job`], [`usage`]: the nouns of the marketplace.
//! - [`challenge`]: what is said when a settlement is doubted.
//! - [`validator`]: what clients read about validators and delegations.
//! - [`influence`]: exact shares that sum to one billion; [`shares`]: amounts divided by them.
//! - [`text`]: what names and licences must look like.
//! - [`traits`]: how pallets reach one another.
//!
//! Runtime APIs stand in `openledger-runtime-api`, what offchain workers and native services say to each other in
//! `openledger-mailbox`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod challenge;
pub mod datanet;
pub mod job;
pub mod model;
pub mod shares;
pub mod text;
pub mod traits;
pub mod usage;
pub mod validator;

use sp_runtime::{
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiSignature,
};

pub use openledger_content::{decimal, root, BoundedVec, ConstU32, Hash};
pub use openledger_spec::influence::{self, ContributionId, MAX_INFLUENCE};

/// The chain's hashing algorithm.
pub type Hashing = BlakeTwo256;
/// Block height.
pub type BlockNumber = u32;
/// Amount of OPEN in planck, 10^-18 OPEN.
pub type Balance = u128;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// Any of the signature schemes that an account may use.
pub type Signature = MultiSignature;
/// Public identity of an account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// One OPEN in planck.
pub const OPEN: Balance = 1_000_000_000_000_000_000;
/// Total supply: one billion OPEN. Nothing is minted outside genesis.
pub const TOTAL_SUPPLY: Balance = 1_000_000_000 * OPEN;
/// Address format of the chain (the generic Substrate one).
pub const SS58_PREFIX: u16 = 42;

/// Number of a Datanet.
pub type DatanetId = u32;
/// Number of a snapshot within its Datanet, from 1.
pub type SnapshotNumber = u32;
/// Number of a model, base or tuned.
pub type ModelId = u32;
/// Number of a fine-tuning job.
pub type JobId = u64;
/// Number of a paid inference session.
pub type SessionId = u64;
/// Number of a settlement within its session, from 0.
pub type SettlementNumber = u32;
/// Number of a challenge.
pub type ChallengeId = u64;

/// Longest name of a Datanet, model or domain, in bytes of UTF-8.
pub const MAX_NAME: u32 = 64;
/// Longest SPDX licence expression, in bytes.
pub const MAX_LICENCE: u32 = 64;
/// Longest provider endpoint, in bytes.
pub const MAX_ENDPOINT: u32 = 128;
/// Most contributions one snapshot holds.
pub const MAX_SNAPSHOT_CONTRIBUTIONS: u32 = 256;
/// Most snapshots one job trains on.
pub const MAX_JOB_SNAPSHOTS: u32 = 8;
/// Most answers that one settlement pays for.
pub const MAX_SETTLEMENT_ANSWERS: u32 = 256;
/// Most tokens of a prompt that is answered for pay: it must fit a transaction when it is laid open.
pub const MAX_PROMPT_TOKENS: u32 = 16_384;
/// Most tokens of an answer.
pub const MAX_ANSWER_TOKENS: u32 = 4_096;
/// Most accounts on a leaderboard.
pub const MAX_BOARD: u32 = 100;

/// A short UTF-8 name.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;
/// An SPDX licence expression.
pub type Licence = BoundedVec<u8, ConstU32<MAX_LICENCE>>;
/// The URL at which a provider answers.
pub type Endpoint = BoundedVec<u8, ConstU32<MAX_ENDPOINT>>;

/// Key type of a provider's hot key in the keystore: the key that claims jobs and submits results.
pub const WORKER_KEY_TYPE: sp_core::crypto::KeyTypeId = sp_core::crypto::KeyTypeId(*b"olwk");

/// A provider's hot key: an sr25519 application key under [`WORKER_KEY_TYPE`].
pub mod worker_key {
	mod app {
		use sp_application_crypto::{app_crypto, sr25519};
		app_crypto!(sr25519, super::super::WORKER_KEY_TYPE);
	}
	/// Public half of a worker key.
	pub type Public = app::Public;
	/// Signature by a worker key.
	pub type Signature = app::Signature;
	#[cfg(feature = "std")]
	/// Key pair, for tests and tools.
	pub type Pair = app::Pair;
}
