// Which accepted rows a new one is most like, so that a curator sees what it adds.
//
// Two rows are as alike as the words that they share, by weight: the sum over words of both, divided by the sum over
// words of either. A word weighs ln(1 + N / n) if n of the N accepted rows hold it, so that rare words count and
// “what”, “is” and the like hardly do. Rows that stand in both files word for word are counted by the check of files;
// this ranks the others.

/** Keys of a row under which its text stands, in all shapes that trainers read. */
const TEXTS = new Set([
	...['prompt', 'completion', 'messages', 'content', 'conversations', 'value', 'instruction', 'input', 'output'],
]);
/** Most words of one row that are compared. */
const MAX_WORDS = 400;
/** Words of a row, its rarest, by which rows like it are looked for. */
const PROBES = 16;
/** Most rows that one word leads to: commoner words tell rows apart too little. */
const MAX_POSTINGS = 400;
/** Rows that are compared word by word with each new one. */
const CANDIDATES = 24;
/** Neighbours that are told of each row. */
const NEIGHBOURS = 3;
/** Likeness below which two rows have little to do with each other. */
const LEAST = 0.08;

/** A row by its place in the Datanet, with its text. */
export interface Row {
	/** Number of the contribution; none of a file that is not contributed yet. */
	contribution?: bigint;
	line: number;
	text: string;
}

/** An accepted row that is like a new one. */
export interface Neighbour {
	row: Row;
	/** From 0, nothing in common, to 1, the same words. */
	likeness: number;
	/** Words of both that tell rows apart. */
	common: readonly string[];
}

/** A new row and the accepted rows that it is most like, the nearest first. */
export interface Compared {
	row: Row;
	nearest: readonly Neighbour[];
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value !== 'object' || value === null) return [];
	const fields = Object.entries(value as Readonly<Record<string, unknown>>);
	return fields.flatMap(([key, item]) => (TEXTS.has(key) ? textsIn(item) : []));
}

/** Reads the rows of a file with their line numbers, at most so many; lines that are no rows are left out. */
export function readRows(file: string, contribution: bigint | undefined, most: number): Row[] {
	const rows: Row[] = [];
	let line = 0;
	for (let at = 0; at < file.length && rows.length < most;) {
		const end = file.indexOf('\n', at);
		const text = file.slice(at, end < 0 ? file.length : end).trim();
		at = end < 0 ? file.length : end + 1;
		line += 1;
		if (text === '') continue;
		try {
			const said = textsIn(JSON.parse(text) as unknown).join('\n');
			if (said.trim() !== '') rows.push({ contribution, line, text: said });
		} catch {
			// The check of files tells of lines that cannot be read.
		}
	}
	return rows;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Returns how a word is compared. */
function folded(word: string): string {
	return word.normalize('NFKC').toLowerCase();
}

function wordsOf(text: string): Set<string> {
	const words = new Set<string>();
	for (const [word] of text.matchAll(WORD)) {
		words.add(folded(word));
		if (words.size === MAX_WORDS) break;
	}
	return words;
}

/** Accepted rows, to be looked up by their words. */
export class Neighbourhood {
	private readonly words: Set<string>[];
	private readonly postings = new Map<string, number[]>();

	constructor(private readonly rows: readonly Row[]) {
		this.words = rows.map(({ text }) => wordsOf(text));
		for (const [index, words] of this.words.entries()) {
			for (const word of words) {
				const list = this.postings.get(word);
				if (list) list.push(index);
				else this.postings.set(word, [index]);
			}
		}
	}

	/** Weight of a word; one that no accepted row holds weighs as one that a single row holds. */
	private weight(word: string): number {
		return Math.log(1 + this.rows.length / (this.postings.get(word)?.length ?? 1));
	}

	/** Returns the rows that share most of a row's rarest words. */
	private candidates(words: ReadonlySet<string>): number[] {
		const known = [...words].flatMap((word) => {
			const rows = this.postings.get(word);
			return rows ? [{ rows, weight: this.weight(word) }] : [];
		});
		known.sort((a, b) => a.rows.length - b.rows.length);
		const sums = new Map<number, number>();
		for (const { rows, weight } of known.slice(0, PROBES)) {
			for (const row of rows.slice(0, MAX_POSTINGS)) sums.set(row, (sums.get(row) ?? 0) + weight);
		}
		const best = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
		return best.slice(0, CANDIDATES).map(([row]) => row);
	}

	private likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): { likeness: number; common: string[] } {
		let [both, either] = [0, 0];
		const common: string[] = [];
		for (const word of a) {
			const weight = this.weight(word);
			either += weight;
			if (!b.has(word)) continue;
			both += weight;
			// A word of more than half of all rows tells none of them apart, once there are some.
			const isCommon = this.rows.length >= 8 && (this.postings.get(word)?.length ?? 0) * 2 > this.rows.length;
			if (!isCommon) common.push(word);
		}
		for (const word of b) if (!a.has(word)) either += this.weight(word);
		return { likeness: either === 0 ? 0 : both / either, common };
	}

	/** Returns the accepted rows that a new one is most like. */
	nearest(row: Row): Compared {
		const words = wordsOf(row.text);
		const found = this.candidates(words).flatMap((index): Neighbour[] => {
			const [other, theirs] = [this.rows[index], this.words[index]];
			if (!other || !theirs) return [];
			const { likeness, common } = this.likeness(words, theirs);
			return likeness < LEAST ? [] : [{ row: other, likeness, common }];
		});
		found.sort((a, b) => b.likeness - a.likeness);
		return { row, nearest: found.slice(0, NEIGHBOURS) };
	}
}

/** Returns new rows with their neighbours, those that are most like an accepted one first. */
export function compare(rows: readonly Row[], accepted: readonly Row[]): Compared[] {
	const neighbourhood = new Neighbourhood(accepted);
	const compared = rows.map((row) => neighbourhood.nearest(row));
	const likeness = ({ nearest }: Compared): number => nearest[0]?.likeness ?? 0;
	return compared.sort((a, b) => likeness(b) - likeness(a) || a.row.line - b.row.line);
}

/** A piece of a text, and whether it is one of some words. */
export interface Piece {
	text: string;
	isCommon: boolean;
}

/** Splits a text where its words begin or cease to be among some others. */
export function markCommon(text: string, common: readonly string[]): Piece[] {
	const wanted = new Set(common);
	const pieces: Piece[] = [];
	const add = (part: string, isCommon: boolean): void => {
		const last = pieces.at(-1);
		if (part === '') return;
		if (last?.isCommon === isCommon) last.text += part;
		else pieces.push({ text: part, isCommon });
	};
	let at = 0;
	for (const match of text.matchAll(WORD)) {
		const [word] = match;
		if (!wanted.has(folded(word))) continue;
		add(text.slice(at, match.index), false);
		add(word, true);
		at = match.index + word.length;
	}
	add(text.slice(at), false);
	return pieces;
}
