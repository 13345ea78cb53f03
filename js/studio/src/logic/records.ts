// Rows of records, as the chain's trainers read them.

/** The common form of a training example. */
export interface DataRecord {
	prompt: string;
	completion: string;
}

/** A part of a text, and whether models learn to write it. */
export interface Part {
	text: string;
	isLearnt: boolean;
}

/** Returns what a row says to whoever reads it: its question and answer, or the row itself if it has another form. */
export function readLine(text: string): { question: string; answer: string } | undefined {
	if (text.trim() === '') return undefined;
	try {
		const { prompt, completion } = JSON.parse(text) as { prompt?: unknown; completion?: unknown };
		if (typeof prompt === 'string' && typeof completion === 'string') {
			return { question: prompt, answer: completion };
		}
	} catch {
		return undefined;
	}
	return { question: '', answer: text };
}

/** Writes records as rows. */
export function toRows(records: readonly DataRecord[]): string[] {
	return records.map(({ prompt, completion }) => JSON.stringify({ prompt, completion }));
}

/** Writes rows as the chain wants them: one JSON object a line. */
export function toBlob(rows: readonly string[]): Uint8Array {
	return new TextEncoder().encode(rows.map((row) => `${row}\n`).join(''));
}

/** Sets every `nth` row aside, to be evaluated on and never trained on. */
export function holdOut<Row>(rows: readonly Row[], nth: number): { train: Row[]; heldOut: Row[] } {
	const isHeld = (index: number): boolean => nth > 0 && index % nth === nth - 1;
	return {
		train: rows.filter((_, index) => !isHeld(index)),
		heldOut: rows.filter((_, index) => isHeld(index)),
	};
}

/** Splits a shown row at the marks ⟦ and ⟧ around what is learnt. */
export function partsOf(shown: string): Part[] {
	return shown
		.split(/(⟦[^⟧]*⟧?)/)
		.filter((text) => text !== '')
		.map((text) =>
			text.startsWith('⟦') ? { text: text.replace(/^⟦|⟧$/g, ''), isLearnt: true } : { text, isLearnt: false },
		);
}
