// An answer cut into pieces: those that records hold word for word, and the rest.

/** A passage that records hold, as the chat service names it. */
export interface Span {
	text: string;
	bits: number;
	records: { contribution: number; line: number }[];
}

/** A piece of an answer; `span` is the number of the passage that it is, if it is one. */
export interface Piece {
	text: string;
	span?: number;
}

/** Cuts an answer. Of passages that overlap the first counts: they come with the most improbable first. */
export function cut(answer: string, spans: readonly Span[]): Piece[] {
	const owner: (number | undefined)[] = new Array<number | undefined>(answer.length).fill(undefined);
	spans.forEach(({ text }, index) => {
		const words = text.trim();
		const at = words === '' ? -1 : answer.indexOf(words);
		if (at < 0) return;
		for (let i = at; i < at + words.length; i += 1) owner[i] ??= index;
	});
	const pieces: Piece[] = [];
	for (let from = 0; from < answer.length;) {
		let to = from + 1;
		while (to < answer.length && owner[to] === owner[from]) to += 1;
		pieces.push({ text: answer.slice(from, to), span: owner[from] });
		from = to;
	}
	return pieces;
}
