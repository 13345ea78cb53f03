// JSONL records.

import { readFileSync } from 'node:fs';

/** One line of a contribution. */
export interface Record {
	prompt: string;
	completion: string;
}

/** A JSONL file as bytes, with its number of records. */
export interface RecordFile {
	bytes: Uint8Array;
	records: number;
}

/** Reads a file; every line must be a record. */
export function readRecords(path: string): Record[] {
	const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
	return lines.map((line) => JSON.parse(line) as Record);
}

/** Records as a JSONL blob. */
export function toBlob(records: Record[]): RecordFile {
	const text = records.map((record) => JSON.stringify(record) + '\n').join('');
	return { bytes: new TextEncoder().encode(text), records: records.length };
}
