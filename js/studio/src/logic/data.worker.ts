// The thread in which files of records are looked at: a large one would hold up the page for seconds.

import { rootOf } from '@openledger/sdk';
import { expose, transfer } from 'comlink';
import { type DataChecker, type DataReport, makeChecker } from './check-data.js';
import { compare, type Compared, readRows, type Row } from './neighbours.js';
import { holdOut, toBlob } from './records.js';

/** The report of a file without its rows, which stay in the thread. */
export type Looked = Omit<DataReport, 'lines'> & { usable: number };

/** A part of a file's rows as a blob. */
export interface Cut {
	records: number;
	blob: Uint8Array;
	root: string;
}

/** An accepted contribution's file. */
export interface AcceptedFile {
	contribution: bigint;
	bytes: Uint8Array;
}

/** New rows beside the accepted ones. */
export interface Comparison {
	compared: readonly Compared[];
	/** Rows that were compared, and rows that they were compared with. */
	rows: number;
	accepted: number;
	/** Rows that also stand in the accepted files word for word, and nearly so, as the check of files finds them. */
	exact: number;
	near: number;
}

/** Most rows of the new file that are compared, and most accepted rows that they are compared with. */
const [MAX_ROWS, MAX_ACCEPTED] = [2000, 50_000];
/** Rows that are shown with their neighbours. */
const MAX_SHOWN = 100;

let checker: DataChecker | undefined;
let lines: readonly string[] = [];

/** Returns the checker; its module is loaded from the page's own address. */
function theChecker(address: string): DataChecker {
	checker ??= makeChecker(async () => {
		const answer = await fetch(address);
		const { ok, status } = answer;
		if (!ok) throw new Error(`the check of files cannot be loaded: the page's host answers ${status}`);
		return answer.arrayBuffer();
	});
	return checker;
}

function cut(rows: readonly string[]): Cut {
	const blob = toBlob(rows);
	return { records: rows.length, blob, root: rootOf(blob) };
}

/** What the page asks of this thread. */
const thread = {
	/** Looks at a file and keeps its usable rows; `others` are files that it must not share rows with. */
	async look(address: string, file: Blob, others?: readonly Uint8Array[]): Promise<Looked> {
		const { lines: kept, ...report } = await theChecker(address).check(file, others);
		lines = kept;
		return { ...report, usable: kept.length };
	},

	/** Returns the usable rows of the last file, of which every `nth` is set aside; none if that is 0. */
	split(nth: number): { train: Cut; heldOut: Cut } {
		const { train, heldOut } = holdOut(lines, nth);
		const parts = { train: cut(train), heldOut: cut(heldOut) };
		return transfer(parts, [parts.train.blob.buffer, parts.heldOut.blob.buffer]);
	},

	/** Finds the accepted rows that those of a file are most like. */
	async neighbours(address: string, bytes: Uint8Array, accepted: readonly AcceptedFile[]): Promise<Comparison> {
		const others = accepted.map((file) => file.bytes);
		const report = await theChecker(address).check(new Blob([new Uint8Array(bytes)]), others);
		const text = new TextDecoder();
		const known: Row[] = [];
		for (const file of accepted) {
			known.push(...readRows(text.decode(file.bytes), file.contribution, MAX_ACCEPTED - known.length));
		}
		const rows = readRows(text.decode(bytes), undefined, MAX_ROWS);
		return {
			compared: compare(rows, known).slice(0, MAX_SHOWN),
			rows: rows.length,
			accepted: known.length,
			exact: report.overlap,
			near: report.nearOverlap,
		};
	},
};

/** The thread, as the page sees it. */
export type DataThread = typeof thread;

expose(thread);
