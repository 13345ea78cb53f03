//! Signatures of vouchers, in every scheme.

use crate::{PaymentError, ledger::Promise};
use codec::{DecodeAll, Encode};
use openledger_primitives::{
	AccountId, BlockNumber, Hash, Signature,
	boundary::{Boundary, VoucherFault},
	usage::{SessionInfo, Voucher, is_signed_by},
};

/// Domain tag of a request for an answer that was given, so that no other signed bytes can be taken for one.
const FETCH_TAG: &[u8; 19] = b"openledger/answer/1";

/// Checks that the session's user or key asks for one of its answers: that it signed [`FETCH_TAG`] ‖ SCALE of
/// genesis, session and index, plain or as browser wallets wrap it.
///
/// A voucher does not do: the chain shows those that were settled to everybody.
pub(crate) fn check_fetch(
	genesis: Hash,
	info: &SessionInfo<AccountId>,
	index: u32,
	signature: &str,
) -> Result<(), PaymentError> {
	let signature = parse(signature)?;
	let plain = [&FETCH_TAG[..], &(genesis, info.id, index).encode()].concat();
	let accounts = [Some(&info.user), info.key.as_ref().map(|key| &key.key)];
	match accounts.into_iter().flatten().any(|account| is_signed_by(&plain, &signature, account)) {
		true => Ok(()),
		false => Err(PaymentError::NotYours(info.id)),
	}
}

/// Blocks that a session's key must have left: time for its voucher to be settled.
const KEY_MARGIN: BlockNumber = 50;

/// Checks that the session's user or key signed this voucher, plain or as browser wallets wrap it, and that
/// it can still settle some blocks after `best`.
pub(crate) fn check(
	voucher: &Voucher,
	signature: &str,
	info: &SessionInfo<AccountId>,
	best: BlockNumber,
) -> Result<Promise, PaymentError> {
	let signature = parse(signature)?;
	let key = info.key.as_ref();
	let at = best.saturating_add(KEY_MARGIN);
	let checked = voucher.check_signature(&signature, &info.user, key, at);
	checked.map_err(|fault| match (fault, key) {
		(VoucherFault::AboveKeyCap, Some(key)) => {
			PaymentError::AboveKeyCap { cap: key.cap, needed: voucher.cumulative }
		},
		(VoucherFault::KeyIsOver, Some(key)) => PaymentError::KeyIsOver { until: key.until },
		_ => PaymentError::BadSignature(info.id),
	})?;
	let until = match voucher.is_signed_by(&signature, &info.user) {
		true => None,
		false => key.map(|key| key.until),
	};
	Ok(Promise { end: Boundary::of(voucher), signature, until })
}

/// Parses a `MultiSignature` in SCALE, or 64 bytes of sr25519, in hexadecimal.
fn parse(text: &str) -> Result<Signature, PaymentError> {
	let malformed = || {
		let text = "signature must be hexadecimal: a SCALE MultiSignature, or 64 bytes of sr25519";
		PaymentError::Malformed(text.into())
	};
	let bytes = sp_core::bytes::from_hex(text).map_err(|_| malformed())?;
	match <[u8; 64]>::try_from(&bytes[..]) {
		Ok(bare) => Ok(sp_core::sr25519::Signature::from_raw(bare).into()),
		Err(_) => Signature::decode_all(&mut &bytes[..]).map_err(|_| malformed()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_ports::test_utils::opened;
	use openledger_primitives::{model::Price, usage::SessionKey};
	use sp_core::{Pair, ecdsa, ed25519, sr25519};

	const BEST: BlockNumber = 10;

	fn hex(bytes: impl AsRef<[u8]>) -> String {
		sp_core::bytes::to_hex(bytes.as_ref(), false)
	}

	fn voucher() -> Voucher {
		let (genesis, receipts) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		Voucher { genesis, session: 7, answers: 3, cumulative: 100, receipts }
	}

	fn info(user: impl Into<AccountId>, key: Option<SessionKey<AccountId>>) -> SessionInfo<AccountId> {
		let provider = AccountId::new([3; 32]);
		SessionInfo { key, ..opened(7, user.into(), provider, 1, Price::default(), 1000) }
	}

	fn check_signed(text: &str, user: impl Into<AccountId>) -> Result<Promise, PaymentError> {
		check(&voucher(), text, &info(user, None), BEST)
	}

	#[test]
	fn every_scheme_and_both_forms_are_understood() {
		let voucher = voucher();
		let key = sr25519::Pair::from_seed(&[1; 32]);
		for bytes in [voucher.signing_bytes(), voucher.wrapped_signing_bytes()] {
			let signature = key.sign(&bytes);
			check_signed(&hex(signature), key.public()).unwrap();
			check_signed(&hex(signature)[2..], key.public()).unwrap();
			check_signed(&hex(Signature::from(signature).encode()), key.public()).unwrap();
		}
		let key = ed25519::Pair::from_seed(&[1; 32]);
		let signature = Signature::from(key.sign(&voucher.signing_bytes()));
		check_signed(&hex(signature.encode()), key.public()).unwrap();
		let key = ecdsa::Pair::from_seed(&[1; 32]);
		let signature = Signature::from(key.sign(&voucher.signing_bytes()));
		let user = AccountId::new(sp_crypto_hashing::blake2_256(key.public().as_ref()));
		check_signed(&hex(signature.encode()), user).unwrap();
	}

	#[test]
	fn an_answer_is_fetched_by_its_user_or_its_key_alone() {
		let [user, key, other] = [1, 2, 3].map(|seed| sr25519::Pair::from_seed(&[seed; 32]));
		let (genesis, of_key) = (Hash::repeat_byte(1), key.public().into());
		let info = info(user.public(), Some(SessionKey { key: of_key, cap: 0, until: 0 }));
		let bytes = |session: u64, index: u32| {
			[&b"openledger/answer/1"[..], &[1; 32], &session.to_le_bytes(), &index.to_le_bytes()].concat()
		};
		let wrapped = [b"<Bytes>", &bytes(7, 3)[..], b"</Bytes>"].concat();
		for signature in [user.sign(&bytes(7, 3)), key.sign(&bytes(7, 3)), user.sign(&wrapped)] {
			check_fetch(genesis, &info, 3, &hex(signature)).unwrap();
			assert!(check_fetch(genesis, &info, 4, &hex(signature)).is_err());
			assert!(check_fetch(Hash::zero(), &info, 3, &hex(signature)).is_err());
		}
		let voucher = user.sign(&voucher().signing_bytes());
		for signature in [other.sign(&bytes(7, 3)), user.sign(&bytes(8, 3)), voucher] {
			let refused = check_fetch(genesis, &info, 3, &hex(signature));
			assert!(matches!(refused, Err(PaymentError::NotYours(7))));
		}
	}

	#[test]
	fn anything_else_is_refused() {
		let key = sr25519::Pair::from_seed(&[1; 32]);
		let good = voucher();
		for voucher in [
			Voucher { genesis: Hash::repeat_byte(2), ..good.clone() },
			Voucher { session: 8, ..good.clone() },
			Voucher { answers: 4, ..good.clone() },
			Voucher { cumulative: 101, ..good.clone() },
			Voucher { receipts: Hash::zero(), ..good.clone() },
		] {
			let signature = hex(key.sign(&voucher.signing_bytes()));
			assert!(matches!(check_signed(&signature, key.public()), Err(PaymentError::BadSignature(7))));
		}
		let signature = hex(key.sign(&good.signing_bytes()));
		let stranger = sr25519::Pair::from_seed(&[2; 32]).public();
		assert!(matches!(check_signed(&signature, stranger), Err(PaymentError::BadSignature(7))));
		// Longer than a signature of any scheme: with a byte more it may be one of ed25519, by how it begins.
		for text in ["", "0x", "0x00", "zz", &signature[..20], &format!("{signature}000000")] {
			assert!(matches!(check_signed(text, key.public()), Err(PaymentError::Malformed(_))), "{text}");
		}
	}

	#[test]
	fn a_key_leaves_time_to_settle() {
		let (user, pair) = (sr25519::Pair::from_seed(&[1; 32]), sr25519::Pair::from_seed(&[2; 32]));
		let signature = hex(pair.sign(&voucher().signing_bytes()));
		let with = |cap, until| {
			let key = SessionKey { key: pair.public().into(), cap, until };
			check(&voucher(), &signature, &info(user.public(), Some(key)), BEST)
		};
		assert_eq!(with(100, BEST + KEY_MARGIN).unwrap().until, Some(BEST + KEY_MARGIN));
		assert!(matches!(with(99, 1000), Err(PaymentError::AboveKeyCap { cap: 99, needed: 100 })));
		let until = BEST + KEY_MARGIN - 1;
		assert!(matches!(with(100, until), Err(PaymentError::KeyIsOver { until: u }) if u == until));
		assert_eq!(
			check_signed(&hex(user.sign(&voucher().signing_bytes())), user.public()).unwrap().until,
			None
		);
	}
}
