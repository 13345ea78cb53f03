// Content addressing: the same root as `primitives/core/src/root.rs`, specified in docs/reference/content-addressing.md.

import { closeSync, openSync, readSync } from 'node:fs';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { u8aToHex } from '@polkadot/util';

/** Bytes in a chunk. */
export const CHUNK = 64 * 1024;

function hash(tag: number, ...parts: Uint8Array[]): Uint8Array {
	return blake2AsU8a(Buffer.concat([Uint8Array.of(tag), ...parts]), 256);
}

function u64(value: number | bigint): Uint8Array {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(value));
	return bytes;
}

/** Computes a root from chunks: each of `CHUNK` bytes but the last. */
export class RootHasher {
	private readonly leaves: Uint8Array[] = [];
	private length = 0;

	update(chunk: Uint8Array): void {
		if (this.length % CHUNK !== 0) throw new Error('only the last chunk may be short');
		if (chunk.length === 0 || chunk.length > CHUNK) throw new Error(`a chunk holds 1 to ${CHUNK} bytes`);
		this.leaves.push(hash(0, u64(this.leaves.length), chunk));
		this.length += chunk.length;
	}

	finish(): string {
		let level = this.leaves.length > 0 ? this.leaves : [hash(0, u64(0))];
		while (level.length > 1) {
			const above: Uint8Array[] = [];
			for (let i = 0; i < level.length; i += 2) {
				above.push(i + 1 < level.length ? hash(1, level[i], level[i + 1]) : level[i]);
			}
			level = above;
		}
		return u8aToHex(hash(2, level[0], u64(this.length)));
	}
}

/** Root of a blob in memory. */
export function rootOf(blob: Uint8Array): string {
	const hasher = new RootHasher();
	for (let at = 0; at < blob.length; at += CHUNK) hasher.update(blob.subarray(at, at + CHUNK));
	return hasher.finish();
}

/** Root and length of a file of any size. */
export function rootOfFile(path: string): { root: string; bytes: number } {
	const hasher = new RootHasher();
	const chunk = Buffer.alloc(CHUNK);
	const file = openSync(path, 'r');
	try {
		for (let at = 0; ; ) {
			const read = readSync(file, chunk, 0, CHUNK, at);
			if (read === 0) return { root: hasher.finish(), bytes: at };
			hasher.update(chunk.subarray(0, read));
			at += read;
		}
	} finally {
		closeSync(file);
	}
}
