//! Random calls and mutated extrinsics: nothing panics, no planck comes or goes, every invariant holds.
//!
//! Ten thousand of each by default. `OPENLEDGER_FUZZ=1000000` makes it a long run, `OPENLEDGER_FUZZ_SEED=2`
//! another one.

use super::{chain, check_integrity, interface::indices};
use crate::{
	Address, Attribution, Balances, Executive, OPEN, Runtime, RuntimeCall, RuntimeOrigin, SafeMode,
	SignedPayload, System, TOTAL_SUPPLY, TxExtension, UncheckedExtrinsic, configs::origins::Origin,
};
use codec::{Compact, DecodeLimit, Encode};
use frame_support::{BoundedVec, storage::with_storage_layer, traits::Hooks, weights::Weight};
use openledger_primitives::{
	datanet::{Admission, Terms},
	job::{Capabilities, FailReason},
	model::{Manifest, Price},
};
use rand_chacha::{
	ChaCha8Rng,
	rand_core::{RngCore, SeedableRng},
};
use sp_core::H256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	MultiSignature, Permill, generic::Era, traits::Dispatchable, transaction_validity::TransactionSource,
};
use std::collections::BTreeSet;

/// Depth to which a call may nest, as the node itself allows.
const DEPTH: u32 = 256;

fn from_environment(name: &str, default: u64) -> u64 {
	std::env::var(name).map_or(default, |text| text.parse().expect("a whole number"))
}

fn cases() -> u64 {
	from_environment("OPENLEDGER_FUZZ", 10_000)
}

struct Source {
	random: ChaCha8Rng,
	/// Indices of every call, so that one added later is tried too.
	indices: Vec<[u8; 2]>,
}

impl Source {
	fn new() -> Self {
		let random = ChaCha8Rng::seed_from_u64(from_environment("OPENLEDGER_FUZZ_SEED", 1));
		Self { random, indices: indices() }
	}

	fn below(&mut self, bound: u64) -> u64 {
		self.random.next_u64() % bound
	}

	fn key(&mut self) -> Sr25519Keyring {
		let keys: Vec<_> = Sr25519Keyring::well_known().collect();
		keys[self.below(keys.len() as u64) as usize]
	}

	fn bytes(&mut self, length: usize) -> Vec<u8> {
		let mut bytes = vec![0; length];
		self.random.fill_bytes(&mut bytes);
		bytes
	}

	/// A piece of an argument: what calls are made of, and what they are not.
	fn token(&mut self) -> Vec<u8> {
		match self.below(10) {
			0 => Address::Id(self.key().to_account_id()).encode(),
			1 => self.key().to_account_id().encode(),
			2 => (self.below(4) as u32).encode(),
			3 => self.below(4).encode(),
			4 => Compact(self.below(1 << 20)).encode(),
			5 => (u128::from(self.below(200_000)) * OPEN).encode(),
			6 => {
				let (a, b) = (self.random.next_u64(), self.random.next_u64());
				u128::from(a).saturating_mul(b.into()).encode()
			},
			7 => vec![self.below(4) as u8],
			8 => {
				let length = self.below(40) as usize;
				self.bytes(length).encode()
			},
			_ => {
				let length = self.below(33) as usize;
				self.bytes(length)
			},
		}
	}

	/// A call of the marketplace or of the validators as a client would make it, mostly about things that
	/// exist.
	fn business(&mut self) -> RuntimeCall {
		use pallet_attribution::Call as Attribution;
		use pallet_datanets::Call as Datanets;
		use pallet_model_factory::Call as Factory;
		use pallet_models::Call as Models;
		use pallet_validators::Call as Validators;
		let who = self.key().to_account_id();
		let amount = u128::from(self.below(20_000)) * OPEN;
		let (small, other) = (self.below(3), self.below(3));
		let datanet = small as u32;
		let contribution = other;
		let root = H256::repeat_byte(self.below(8) as u8);
		match self.below(28) {
			0 | 1 => Datanets::create {
				name: text("records"),
				domain: text("law"),
				card: root,
				terms: Terms { licence: text("MIT"), fee_per_1k_tokens: amount / 1_000, revocable: true },
				admission: Admission::Open,
			}
			.into(),
			2..=4 => {
				Datanets::contribute { datanet, root, records: 1 + datanet, bytes: 1 + other * 1_000 }.into()
			},
			5 => Datanets::flag { datanet, contribution, evidence: root }.into(),
			6 => Datanets::resolve_flag { datanet, contribution, uphold: small == 0 }.into(),
			7 => Datanets::revoke { datanet, contribution }.into(),
			8 => Datanets::publish_snapshot { datanet }.into(),
			9 => Datanets::close { datanet }.into(),
			10 | 11 => Models::register_base {
				name: text("base"),
				manifest: Manifest { root, bytes: 1, parameters: 1, context: 64 },
				licence: text("MIT"),
				royalty: Permill::from_percent(datanet * 5),
			}
			.into(),
			12 => Models::list {
				model: datanet,
				price: Price { prompt_per_1k: amount / 1_000, completion_per_1k: amount / 500 },
			}
			.into(),
			13 => Models::unlist { model: datanet }.into(),
			14 => Models::transfer { model: datanet, new_owner: who }.into(),
			15 => Factory::register_provider { worker: who, capabilities: self.capabilities() }.into(),
			16 => Factory::update_provider { capabilities: self.capabilities() }.into(),
			17 => Factory::leave {}.into(),
			18 => Factory::fail_job { job: small, reason: FailReason::BadRecords }.into(),
			19 => Factory::claim_job { job: small }.into(),
			20 => Attribution::open_session { model: datanet, provider: who, deposit: amount }.into(),
			21 => Attribution::close_session { session: small }.into(),
			22 => Attribution::claim {}.into(),
			23 | 24 => Validators::delegate { validator: who, amount }.into(),
			25 => Validators::undelegate { validator: who, amount }.into(),
			26 => Validators::join { bond: amount }.into(),
			_ => Validators::claim { validator: who }.into(),
		}
	}

	fn capabilities(&mut self) -> Capabilities {
		Capabilities {
			bases: vec![self.below(3) as u32].try_into().expect("one is not too many"),
			max_parallel: 1,
			price_per_1k_tokens: u128::from(self.below(10)) * OPEN,
			endpoint: Default::default(),
		}
	}

	/// Bytes that may be a call.
	fn call_bytes(&mut self) -> Vec<u8> {
		match self.below(3) {
			0 => self.business().encode(),
			1 => {
				let mut bytes = self.business().encode();
				self.mutate(&mut bytes);
				bytes
			},
			_ => self.noise(),
		}
	}

	/// Some call's indices, with noise for arguments.
	fn noise(&mut self) -> Vec<u8> {
		let pick = self.below(self.indices.len() as u64) as usize;
		let mut bytes = self.indices[pick].to_vec();
		for _ in 0..self.below(8) {
			bytes.extend(self.token());
		}
		// Some arguments more than any call has.
		bytes.extend(self.bytes(256));
		bytes
	}

	/// Some call of some pallet.
	fn call(&mut self) -> RuntimeCall {
		loop {
			let bytes = self.call_bytes();
			match RuntimeCall::decode_with_depth_limit(DEPTH, &mut &bytes[..]) {
				// The time is an inherent: only a block's author can set it, and a wrong one voids the block.
				Ok(RuntimeCall::Timestamp(_)) | Err(_) => continue,
				Ok(call) => return call,
			}
		}
	}

	fn origin(&mut self) -> RuntimeOrigin {
		match self.below(12) {
			0 => Origin::Parameters.into(),
			1 => Origin::Treasurer.into(),
			2 => Origin::Guardian.into(),
			3 => RuntimeOrigin::none(),
			_ => RuntimeOrigin::signed(self.key().to_account_id()),
		}
	}

	/// An extrinsic that its sender did sign.
	fn extrinsic(&mut self) -> UncheckedExtrinsic {
		let (key, call) = (self.key(), self.call());
		let extension: TxExtension = (
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(Era::Immortal),
			frame_system::CheckNonce::from(System::account_nonce(key.to_account_id())),
			frame_system::CheckWeight::new(),
			pallet_transaction_payment::ChargeTransactionPayment::from(0),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			frame_system::WeightReclaim::new(),
		);
		let payload = SignedPayload::new(call, extension).expect("genesis and versions are known");
		let signature = payload.using_encoded(|bytes| MultiSignature::Sr25519(key.sign(bytes)));
		let (call, extension, _) = payload.deconstruct();
		UncheckedExtrinsic::new_signed(call, Address::Id(key.to_account_id()), signature, extension)
	}

	/// Changes a few bytes, or the length.
	fn mutate(&mut self, bytes: &mut Vec<u8>) {
		for _ in 0..=self.below(4) {
			let at = self.below(bytes.len() as u64) as usize;
			match self.below(4) {
				0 => bytes[at] = self.below(256) as u8,
				1 => bytes[at] ^= 1 << self.below(8),
				2 => bytes.truncate(at + 1),
				_ => {
					let piece = self.token();
					bytes.splice(at..at, piece);
				},
			}
		}
	}
}

/// A bounded text of the chain's own.
fn text<S: frame_support::traits::Get<u32>>(text: &str) -> BoundedVec<u8, S> {
	text.as_bytes().to_vec().try_into().expect("a short text")
}

fn books_balance() {
	assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	let sum: u128 = frame_system::Account::<Runtime>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(sum, TOTAL_SUPPLY);
	check_integrity();
}

#[test]
fn noise_should_try_every_call() {
	let mut source = Source::new();
	let tried: BTreeSet<_> = (0..20_000).map(|_| source.noise()).map(|bytes| [bytes[0], bytes[1]]).collect();
	assert_eq!(tried, indices().into_iter().collect());
}

#[test]
fn random_calls_should_break_nothing() {
	let mut source = Source::new();
	let mut accepted = BTreeSet::new();
	chain("local").execute_with(|| {
		for case in 1..=cases() {
			let call = source.call();
			let origin = source.origin();
			let name = frame_support::traits::GetCallMetadata::get_call_metadata(&call);
			if with_storage_layer(|| call.dispatch(origin).map(drop).map_err(|e| e.error)).is_ok() {
				accepted.insert((name.pallet_name, name.function_name));
			}
			if case % 64 == 0 {
				let next = System::block_number() + 1;
				System::set_block_number(next);
				Attribution::on_idle(next, Weight::MAX);
				// A guardian's pause would end the test's business.
				let _ = SafeMode::force_exit(RuntimeOrigin::root());
				let _ = pallet_tx_pause::PausedCalls::<Runtime>::clear(u32::MAX, None);
				System::reset_events();
			}
			if case % 1024 == 0 {
				books_balance();
			}
		}
		books_balance();
	});
	// The random calls get somewhere: many kinds of call succeed, of the marketplace too.
	assert!(accepted.len() >= 25, "{accepted:?}");
	for pallet in ["Datanets", "Models", "ModelFactory", "Attribution", "Validators"] {
		assert!(
			accepted.iter().any(|(name, _)| *name == pallet),
			"no call of {pallet} was accepted: {accepted:?}"
		);
	}
}

#[test]
fn mutated_extrinsics_should_be_refused_or_valid() {
	let mut source = Source::new();
	let (mut decoded, mut valid) = (0, 0);
	chain("local").execute_with(|| {
		let validate = |extrinsic| {
			Executive::validate_transaction(TransactionSource::External, extrinsic, System::parent_hash())
				.is_ok()
		};
		// An extrinsic as signed is valid, so that the mutations below start from something.
		let all: Vec<_> = (0..32).map(|_| source.extrinsic()).collect();
		assert!(all.iter().filter(|extrinsic| validate((*extrinsic).clone())).count() > 16);
		for _ in 0..cases() {
			let pick = source.below(all.len() as u64) as usize;
			let mut bytes = all[pick].encode();
			source.mutate(&mut bytes);
			if let Ok(extrinsic) = UncheckedExtrinsic::decode_with_depth_limit(DEPTH, &mut &bytes[..]) {
				decoded += 1;
				let changed = extrinsic.encode() != all[pick].encode();
				if validate(extrinsic) {
					valid += 1;
					assert!(!changed, "a changed extrinsic kept its signature: {bytes:?}");
				}
			}
		}
		books_balance();
	});
	assert!(decoded > cases() / 100, "{decoded} decoded, {valid} valid");
}
