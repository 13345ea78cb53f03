// Vouchers: a user's signed promise of everything owed in a session, for the provider to settle.

import { concat, fromHex, littleEndian, toHex, utf8 } from './bytes.js';
import { type Signer, verify } from './keys.js';

const VOUCHER_TAG = utf8('openledger/voucher/1');

/** The promise that a voucher's signature is over. */
export interface Voucher {
	/** Hash of the chain's genesis block. */
	genesis: string;
	session: bigint;
	/** Everything owed since the session opened, in planck. */
	cumulative: bigint;
}

/** Returns the bytes a user signs: tag ‖ genesis ‖ session u64 LE ‖ cumulative u128 LE. */
export function voucherBytes({ genesis, session, cumulative }: Voucher): Uint8Array {
	return concat([VOUCHER_TAG, fromHex(genesis), littleEndian(session, 8), littleEndian(cumulative, 16)]);
}

/** Wraps bytes as browser wallets do before they sign. */
const wrap = (bytes: Uint8Array): Uint8Array => concat([utf8('<Bytes>'), bytes, utf8('</Bytes>')]);

/**
 * Signs a voucher, in the form that wallets have, which the chain and the chat service accept; 64 bytes in hexadecimal.
 */
export async function signVoucher(user: Signer, voucher: Voucher): Promise<string> {
	return toHex(await user.signBytes(voucherBytes(voucher)));
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
