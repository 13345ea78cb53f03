#![doc = include_str!("../README.md")]

pub mod books;
pub mod people;

use openledger_primitives::{worker_key, Signature};
use sp_core::sr25519;
use sp_runtime::MultiSigner;

/// Worker keys as a runtime presents them.
pub struct WorkerAuthority;

impl frame_system::offchain::AppCrypto<MultiSigner, Signature> for WorkerAuthority {
	type RuntimeAppPublic = worker_key::Public;
	type GenericSignature = sr25519::Signature;
	type GenericPublic = sr25519::Public;
}
