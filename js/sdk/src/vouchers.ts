// Vouchers: a user's signed promise of everything owed in a session, for the provider to settle.

import { concat, fromHex, littleEndian, toHex, utf8 } from './bytes.js';
import { type Signer, verify } from './keys.js';

const VOUCHER_TAG = utf8('openledger/voucher/2');
const ANSWER_TAG = utf8('openledger/answer/1');

/** A point between two paid answers of a session, up to which a voucher pays. */
export interface Boundary {
	/** Number of paid answers before it. */
	answers: number;
	/** Everything owed for them, in planck. */
	cumulative: bigint;
	/** Head of the chain of their receipts, by {@link headAfter}. */
	receipts: string;
}

/** The point before a session's first answer. */
export const SESSION_START: Boundary = { answers: 0, cumulative: 0n, receipts: `0x${'00'.repeat(32)}` };

/** The promise that a voucher's signature is over. */
export interface Voucher extends Boundary {
	/** Hash of the chain's genesis block. */
	genesis: string;
	session: bigint;
}

/** Returns the bytes a user signs: tag, genesis, session u64, answers u32, cumulative u128, head of receipts. */
export function voucherBytes({ genesis, session, answers, cumulative, receipts }: Voucher): Uint8Array {
	return concat([
		VOUCHER_TAG,
		fromHex(genesis),
		littleEndian(session, 8),
		littleEndian(answers, 4),
		littleEndian(cumulative, 16),
		fromHex(receipts),
	]);
}

/** Wraps bytes as browser wallets do before they sign. */
const wrap = (bytes: Uint8Array): Uint8Array => concat([utf8('<Bytes>'), bytes, utf8('</Bytes>')]);

/**
 * Signs a voucher, in the form that wallets have, which the chain and the chat service accept; 64 bytes in hexadecimal.
 */
export async function signVoucher(user: Signer, voucher: Voucher): Promise<string> {
	return toHex(await user.signBytes(voucherBytes(voucher)));
}

/** Returns the bytes that ask for an answer that was given: tag, genesis, session u64, number of the answer u32. */
export function answerRequestBytes({ genesis, session, index }: { genesis: string; session: bigint; index: number }) {
	return concat([ANSWER_TAG, fromHex(genesis), littleEndian(session, 8), littleEndian(index, 4)]);
}

/** Returns whether a signature over a voucher, plain or in the form of wallets, is that of a public key. */
export function verifyVoucher(voucher: Voucher, signature: string, publicKey: Uint8Array): boolean {
	const bytes = voucherBytes(voucher);
	return [bytes, wrap(bytes)].some((signed) => verify(fromHex(signature), signed, publicKey));
}

/** Returns a signature as the chat service takes it: a `MultiSignature` in hexadecimal. */
export function multiSignature(signature: string): string {
	return `0x01${signature.slice(2)}`;
}
