#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

// Nouns, in the order in which a model comes to be and is used.
pub mod datanet;
pub mod model;
pub mod job;
pub mod usage;
pub mod boundary;
pub mod challenge;
pub mod validator;

pub mod commitment;
pub mod licence;
pub mod shares;
pub mod text;
pub mod traits;

use sp_runtime::{
	MultiSignature,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
};

pub use openledger_content::{BoundedVec, ConstU32, Hash, decimal, root};
pub use openledger_spec::influence::{self, ContributionId, MAX_INFLUENCE};

/// Hashing algorithm of the chain.
pub type Hashing = BlakeTwo256;
/// Height of a block.
pub type BlockNumber = u32;
/// Amount of OPEN in planck, each of which is 10^-18 OPEN.
pub type Balance = u128;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// Signature in any of the schemes that an account may use.
pub type Signature = MultiSignature;
/// Public identity of an account, its address.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// Number of planck in one OPEN.
pub const OPEN: Balance = 1_000_000_000_000_000_000;
/// Total supply, one billion OPEN. Nothing is minted outside genesis.
pub const TOTAL_SUPPLY: Balance = 1_000_000_000 * OPEN;

/// Most bytes of the key of an entry in storage, and of a number behind it: what deposits count them as.
pub const KEY_BYTES: u64 = 64;
/// Address format of the chain (the generic Substrate one).
pub const SS58_PREFIX: u16 = 42;

/// Number of a Datanet, from 0.
pub type DatanetId = u32;
/// Number of a snapshot within its Datanet, from 1.
pub type SnapshotNumber = u32;
/// Number of a model, base or tuned.
pub type ModelId = u32;
/// Number of a fine-tuning job, from 0.
pub type JobId = u64;
/// Number of a paid inference session.
pub type SessionId = u64;
/// Number of a settlement within its session, from 0.
pub type SettlementNumber = u32;
/// Number of a challenge, from 0.
pub type ChallengeId = u64;

/// Longest name of a Datanet, model or domain, in bytes of UTF-8.
pub const MAX_NAME: u32 = 64;
/// Longest SPDX licence expression, in bytes.
pub const MAX_LICENCE: u32 = 64;
/// Longest provider endpoint, in bytes.
pub const MAX_ENDPOINT: u32 = 128;
/// Largest number of contributions that one snapshot holds.
pub const MAX_SNAPSHOT_CONTRIBUTIONS: u32 = 256;
/// Largest number of snapshots that one job trains on.
pub const MAX_JOB_SNAPSHOTS: u32 = 8;
/// Largest number of answers that one settlement pays for.
pub const MAX_SETTLEMENT_ANSWERS: u32 = 256;
/// Largest number of tokens of a prompt that is answered for pay. It must fit a transaction when it is
/// opened.
pub const MAX_PROMPT_TOKENS: u32 = 16_384;
/// Largest number of tokens of an answer.
pub const MAX_ANSWER_TOKENS: u32 = 4_096;
/// Largest number of accounts on a leaderboard.
pub const MAX_BOARD: u32 = 100;

/// A short name in UTF-8.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;
/// An SPDX licence expression.
pub type Licence = BoundedVec<u8, ConstU32<MAX_LICENCE>>;
/// URL at which a provider answers.
pub type Endpoint = BoundedVec<u8, ConstU32<MAX_ENDPOINT>>;

/// Key type of a provider's hot key in the keystore. That key claims jobs and submits results.
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
