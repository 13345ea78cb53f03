//! Signatures of vouchers, in every scheme.

use crate::PaymentError;
use codec::DecodeAll;
use openledger_primitives::{usage::Voucher, AccountId, Balance, Hash, SessionId, Signature};
use sp_runtime::traits::Verify;

/// A voucher whose signature is the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedVoucher {
	pub cumulative: Balance,
	pub signature: Signature,
}

/// Checks that `user` signed this voucher, plain or as browser wallets wrap it.
pub(crate) fn check(
	genesis: Hash,
	session: SessionId,
	cumulative: Balance,
	signature: &str,
	user: &AccountId,
) -> Result<SignedVoucher, PaymentError> {
	let signature = parse(signature)?;
	let voucher = Voucher { genesis, session, cumulative };
	let is_signed = signature.verify(&voucher.signing_bytes()[..], user)
		|| signature.verify(&voucher.wrapped_signing_bytes()[..], user);
	match is_signed {
		true => Ok(SignedVoucher { cumulative, signature }),
		false => Err(PaymentError::BadSignature(session)),
	}
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
	use codec::Encode;
	use sp_core::{ecdsa, ed25519, sr25519, Pair};

	const GENESIS: Hash = Hash::repeat_byte(1);

	fn hex(bytes: impl AsRef<[u8]>) -> String {
		sp_core::bytes::to_hex(bytes.as_ref(), false)
	}

	fn check_signed(text: &str, user: impl Into<AccountId>) -> Result<SignedVoucher, PaymentError> {
		check(GENESIS, 7, 100, text, &user.into())
	}

	#[test]
	fn every_scheme_and_both_forms_are_understood() {
		let voucher = Voucher { genesis: GENESIS, session: 7, cumulative: 100 };
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
	fn anything_else_is_refused() {
		let key = sr25519::Pair::from_seed(&[1; 32]);
		let good = Voucher { genesis: GENESIS, session: 7, cumulative: 100 };
		for voucher in [
			Voucher { genesis: Hash::repeat_byte(2), ..good.clone() },
			Voucher { session: 8, ..good.clone() },
			Voucher { cumulative: 101, ..good.clone() },
		] {
			let signature = hex(key.sign(&voucher.signing_bytes()));
			assert!(matches!(check_signed(&signature, key.public()), Err(PaymentError::BadSignature(7))));
		}
		let signature = hex(key.sign(&good.signing_bytes()));
		let stranger = sr25519::Pair::from_seed(&[2; 32]).public();
		assert!(matches!(check_signed(&signature, stranger), Err(PaymentError::BadSignature(7))));
		for text in ["", "0x", "0x00", "zz", &signature[..20], &format!("{signature}00")] {
			assert!(matches!(check_signed(text, key.public()), Err(PaymentError::Malformed(_))), "{text}");
		}
	}
}
