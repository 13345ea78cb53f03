// Content addressing: the root that docs/reference/content-addressing.md specifies and the node's Rust code computes.

import { concat, littleEndian, toHex } from './bytes.js';
import { blake2b256 } from './hash.js';

/** Length of a chunk in bytes. */
export const CHUNK = 64 * 1024;

function hash(tag: number, ...parts: Uint8Array[]): Uint8Array {
	return blake2b256(concat([Uint8Array.of(tag), ...parts]));
}

const u64 = (value: number): Uint8Array => littleEndian(value, 8);

/** Computes a root from chunks: each of {@link CHUNK} bytes but the last. */
export class RootHasher {
	private readonly leaves: Uint8Array[] = [];
	private length = 0;

	/** Adds the next chunk. */
	update(chunk: Uint8Array): void {
		if (this.length % CHUNK !== 0) throw new Error('only the last chunk may be short');
		if (chunk.length === 0 || chunk.length > CHUNK) throw new Error(`a chunk holds 1 to ${CHUNK} bytes`);
		this.leaves.push(hash(0, u64(this.leaves.length), chunk));
		this.length += chunk.length;
	}

	/** Returns the root of everything that was added. */
	finish(): string {
		let level = this.leaves.length > 0 ? this.leaves : [hash(0, u64(0))];
		while (level.length > 1) {
			const above: Uint8Array[] = [];
			for (let i = 0; i < level.length; i += 2) {
				above.push(i + 1 < level.length ? hash(1, level[i], level[i + 1]) : level[i]);
			}
			level = above;
		}
		return toHex(hash(2, level[0], u64(this.length)));
	}
}

/** Returns the root of a blob in memory. */
export function rootOf(blob: Uint8Array): string {
	const hasher = new RootHasher();
	for (let at = 0; at < blob.length; at += CHUNK) hasher.update(blob.subarray(at, at + CHUNK));
	return hasher.finish();
}

/** Milliseconds of hashing after which other work has its turn. */
const TURN = 10;

/** Computes a root as {@link rootOf} does, and lets a page answer its user meanwhile. */
export async function computeRoot(blob: Uint8Array): Promise<string> {
	const hasher = new RootHasher();
	let since = performance.now();
	for (let at = 0; at < blob.length; at += CHUNK) {
		hasher.update(blob.subarray(at, at + CHUNK));
		if (performance.now() - since < TURN) continue;
		await new Promise<void>((resolve) => setTimeout(resolve));
		since = performance.now();
	}
	return hasher.finish();
}
