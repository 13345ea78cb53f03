// Files as the chain names them.

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { CHUNK, type RecordFile, RootHasher } from '@openledger/sdk';

/** Returns root and length of a file of any size. */
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

/** One line of a contribution. */
export interface Record {
	prompt: string;
	completion: string;
}

/** Reads a JSONL file; every line must be a record. */
export function readRecords(path: string): Record[] {
	const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
	return lines.map((line) => JSON.parse(line) as Record);
}

/** Encodes records as a JSONL blob. */
export function toBlob(records: Record[]): RecordFile {
	const text = records.map((record) => JSON.stringify(record) + '\n').join('');
	return { bytes: new TextEncoder().encode(text), records: records.length };
}
