//! Rule by which vouchers settle: one for the chain, the provider's service and whoever checks either.

use crate::{
	AccountId, Balance, BlockNumber, Hash, MAX_SETTLEMENT_ANSWERS, Signature,
	usage::{Receipt, SessionInfo, SessionKey, Voucher, head, is_signed_by},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Point between two paid answers of a session, up to which a voucher may pay. The default is the point
/// before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Boundary {
	/// Number of paid answers before it.
	pub answers: u32,
	/// Planck owed for them.
	pub cumulative: Balance,
	/// Head of the chain of their receipts, by [`head`].
	pub receipts: Hash,
}

impl Boundary {
	/// Returns the point up to which the chain shows a session settled.
	pub fn settled(info: &SessionInfo<AccountId>) -> Self {
		Self { answers: info.answers, cumulative: info.settled, receipts: info.receipts }
	}

	/// Returns the point up to which a voucher pays.
	pub fn of(voucher: &Voucher) -> Self {
		Self { answers: voucher.answers, cumulative: voucher.cumulative, receipts: voucher.receipts }
	}

	/// Returns the point after one more paid answer, or `None` if its receipt does not go on from here:
	/// another number, no price, or another amount owed after it.
	pub fn after(&self, receipt: &Receipt) -> Option<Self> {
		let answers = self.answers.checked_add(1)?;
		let cumulative = self.cumulative.checked_add(receipt.price)?;
		let goes_on = receipt.index == self.answers && receipt.price > 0 && receipt.cumulative == cumulative;
		goes_on.then(|| Self { answers, cumulative, receipts: head(self.receipts, [&receipt.hash()]) })
	}

	/// Returns the point after all these answers, or `None` if one of them does not go on from the one
	/// before.
	pub fn through<'a>(&self, receipts: impl IntoIterator<Item = &'a Receipt>) -> Option<Self> {
		receipts.into_iter().try_fold(*self, |at, receipt| at.after(receipt))
	}
}

/// Extent of a voucher that settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settles {
	/// Number of answers that it pays for beyond those that are settled.
	pub answers: u32,
	/// Planck that it pays for them.
	pub amount: Balance,
}

/// Reason for a voucher not to settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoucherFault {
	/// Its settlement begins at another answer than the next to settle.
	OtherStart,
	/// It pays nothing beyond what is settled.
	Stale,
	/// It pays for no answer beyond those that are settled.
	NoAnswers,
	/// It pays for more answers at once than one settlement may.
	TooManyAnswers,
	/// It promises more than the session's deposit.
	AboveDeposit,
	/// Neither the user nor the session's key signed it.
	NotSigned,
	/// The session's key signed it, and may not promise that much.
	AboveKeyCap,
	/// The session's key signed it, and its time is over.
	KeyIsOver,
}

impl Voucher {
	/// Returns what it pays, by a settlement whose first answer has the number `first`, in a session that is
	/// settled up to some point and has this deposit.
	pub fn settles(
		&self,
		first: u32,
		settled: &Boundary,
		deposited: Balance,
	) -> Result<Settles, VoucherFault> {
		if first != settled.answers {
			return Err(VoucherFault::OtherStart);
		}
		let amount = self.cumulative.checked_sub(settled.cumulative).filter(|amount| *amount > 0);
		let amount = amount.ok_or(VoucherFault::Stale)?;
		let answers = self.answers.checked_sub(settled.answers).filter(|count| *count > 0);
		let answers = answers.ok_or(VoucherFault::NoAnswers)?;
		if answers > MAX_SETTLEMENT_ANSWERS {
			return Err(VoucherFault::TooManyAnswers);
		}
		if self.cumulative > deposited {
			return Err(VoucherFault::AboveDeposit);
		}
		Ok(Settles { answers, amount })
	}

	/// Checks that the user signed it, or in the user's place a key that may promise so much in a block of
	/// this number.
	pub fn check_signature(
		&self,
		signature: &Signature,
		user: &AccountId,
		key: Option<&SessionKey<AccountId>>,
		at: BlockNumber,
	) -> Result<(), VoucherFault> {
		if self.is_signed_by(signature, user) {
			return Ok(());
		}
		let key = key.filter(|key| self.is_signed_by(signature, &key.key)).ok_or(VoucherFault::NotSigned)?;
		if self.cumulative > key.cap {
			return Err(VoucherFault::AboveKeyCap);
		}
		if at > key.until {
			return Err(VoucherFault::KeyIsOver);
		}
		Ok(())
	}

	/// Returns whether an account signed it, plain or as browser wallets wrap it.
	pub fn is_signed_by(&self, signature: &Signature, account: &AccountId) -> bool {
		is_signed_by(&self.signing_bytes(), signature, account)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec::Vec;
	use sp_core::{Pair, sr25519};

	fn receipt(index: u32, price: Balance, cumulative: Balance) -> Receipt {
		Receipt {
			genesis: Hash::zero(),
			session: 1,
			index,
			model: 1,
			adapter: Hash::zero(),
			prompt: Hash::zero(),
			answer: Hash::zero(),
			prompt_tokens: 1,
			completion_tokens: 1,
			price,
			cumulative,
			influence: Default::default(),
		}
	}

	fn voucher(answers: u32, cumulative: Balance) -> Voucher {
		Voucher { genesis: Hash::zero(), session: 1, answers, cumulative, receipts: Hash::zero() }
	}

	#[test]
	fn receipts_go_on_without_gap_or_repeat() {
		let start = Boundary::default();
		let receipts = [receipt(0, 5, 5), receipt(1, 2, 7)];
		let end = start.through(&receipts).unwrap();
		let hashes = [receipts[0].hash(), receipts[1].hash()];
		assert_eq!(end, Boundary { answers: 2, cumulative: 7, receipts: head(Hash::zero(), &hashes) });
		for broken in [receipt(1, 5, 5), receipt(0, 5, 6), receipt(0, 0, 0), receipt(0, Balance::MAX, 5)] {
			assert_eq!(start.after(&broken), None);
		}
		assert_eq!(start.through(&[receipts[0].clone(), receipts[0].clone()]), None);
		let last = Boundary { answers: u32::MAX, ..start };
		assert_eq!(last.after(&receipt(u32::MAX, 1, 1)), None);
	}

	#[test]
	fn a_voucher_pays_for_what_is_new() {
		let settled = Boundary { answers: 2, cumulative: 7, receipts: Hash::zero() };
		assert_eq!(voucher(4, 10).settles(2, &settled, 10), Ok(Settles { answers: 2, amount: 3 }));
		for none in [voucher(2, 10), voucher(1, 10)] {
			assert_eq!(none.settles(2, &settled, 10), Err(VoucherFault::NoAnswers));
		}
		for stale in [voucher(4, 7), voucher(4, 6)] {
			assert_eq!(stale.settles(2, &settled, 10), Err(VoucherFault::Stale));
		}
		assert_eq!(voucher(4, 10).settles(1, &settled, 10), Err(VoucherFault::OtherStart));
		assert_eq!(voucher(4, 11).settles(2, &settled, 10), Err(VoucherFault::AboveDeposit));
		let many = voucher(3 + MAX_SETTLEMENT_ANSWERS, 10);
		assert_eq!(many.settles(2, &settled, 10), Err(VoucherFault::TooManyAnswers));
	}

	#[test]
	fn a_key_signs_within_its_cap_and_its_time() {
		let pair = |seed: u8| sr25519::Pair::from_seed(&[seed; 32]);
		let account = |seed: u8| AccountId::from(pair(seed).public());
		let voucher = voucher(1, 10);
		let sign = |seed: u8| Signature::from(pair(seed).sign(&voucher.signing_bytes()));
		let key = SessionKey { key: account(2), cap: 10, until: 50 };
		let check = |seed, key: Option<&SessionKey<AccountId>>, at| {
			voucher.check_signature(&sign(seed), &account(1), key, at)
		};
		assert_eq!(check(1, None, 99), Ok(()));
		assert_eq!(check(2, None, 1), Err(VoucherFault::NotSigned));
		assert_eq!(check(2, Some(&key), 50), Ok(()));
		assert_eq!(check(3, Some(&key), 50), Err(VoucherFault::NotSigned));
		assert_eq!(check(2, Some(&key), 51), Err(VoucherFault::KeyIsOver));
		let key = SessionKey { cap: 9, ..key };
		assert_eq!(check(2, Some(&key), 50), Err(VoucherFault::AboveKeyCap));
		assert_eq!(check(1, Some(&key), 50), Ok(()));
		let wrapped = Signature::from(pair(1).sign(&voucher.wrapped_signing_bytes()));
		assert_eq!(voucher.check_signature(&wrapped, &account(1), None, 1), Ok(()));
	}
	/// Returns bytes in hexadecimal.
	fn hex(bytes: impl AsRef<[u8]>) -> alloc::string::String {
		let digits: Vec<_> = bytes.as_ref().iter().map(|byte| alloc::format!("{byte:02x}")).collect();
		alloc::format!("0x{}", digits.concat())
	}

	/// The file is what clients in other languages are tested with. With `OPENLEDGER_WRITE_VECTORS` set, it
	/// is written anew.
	#[test]
	fn the_vectors_are_up_to_date() {
		let (genesis, session) = (Hash::repeat_byte(1), 258);
		let first = Receipt { genesis, session, adapter: Hash::repeat_byte(2), ..receipt(0, 100, 100) };
		let influence = alloc::vec![(4, 250_000_000), (9, 750_000_000)].try_into().unwrap();
		let price = (1 << 64) + 6;
		let second = Receipt { influence, index: 1, price, cumulative: price + 100, ..first.clone() };
		let mut lines = Vec::new();
		let mut end = Boundary::default();
		for receipt in [&first, &second] {
			end = end.after(receipt).unwrap();
			let Boundary { answers, cumulative, receipts } = end;
			let voucher = Voucher { genesis, session, answers, cumulative, receipts };
			let fields = [
				("receipt", hex(receipt.encode())),
				("hash", hex(receipt.hash())),
				("signed", hex(receipt.signing_bytes())),
				("head", hex(end.receipts)),
				("cumulative", alloc::format!("{cumulative}")),
				("voucher", hex(voucher.signing_bytes())),
			];
			let fields = fields.map(|(name, value)| alloc::format!("\t\t\"{name}\": \"{value}\""));
			lines.push(alloc::format!("\t{{\n{}\n\t}}", fields.join(",\n")));
		}
		let text = alloc::format!("[\n{}\n]\n", lines.join(",\n"));
		let path = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/vouchers.json");
		if std::env::var_os("OPENLEDGER_WRITE_VECTORS").is_some() {
			std::fs::write(path, &text).unwrap();
		}
		assert_eq!(std::fs::read_to_string(path).unwrap(), text, "OPENLEDGER_WRITE_VECTORS=1 writes it anew");
	}
}
