// The chain's hash function.

import { blake2b } from '@noble/hashes/blake2.js';
import { concat, littleEndian, toHex } from './bytes.js';

/** Returns the blake2b digest of some bytes, 32 bytes long. */
export function blake2b256(bytes: Uint8Array): Uint8Array {
	return blake2b(bytes, { dkLen: 32 });
}

/** Hashes token ids as a receipt does: blake2b-256 of each as u32, little-endian. */
export function hashTokens(ids: readonly number[]): string {
	return toHex(blake2b256(concat(ids.map((id) => littleEndian(id, 4)))));
}
