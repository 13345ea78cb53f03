// What is looked at in a file of records before anything is paid for it.
//
// One interface, so that a checker that shares its code with the command line can take this one's place. This one reads
// the form that the chain's trainers read, and nothing else: it maps no other forms, and knows exact duplicates only.

/** One training example. */
export interface DataRecord {
	prompt: string;
	completion: string;
}

/** A line that no trainer could use, and why. */
export interface Problem {
	/** Number of the line, from 1. */
	line: number;
	reason: 'not JSON' | 'not an object' | 'no prompt' | 'no completion' | 'empty';
}

/** The result of looking at a file. */
export interface DataReport {
	/** Records that can be learnt from, without exact duplicates, in their order. */
	records: DataRecord[];
	/** Lines that hold something. */
	lines: number;
	/** Lines that repeat a record before them, letter for letter. */
	duplicates: number;
	/** Lines that no trainer could use, at most {@link MAX_PROBLEMS} of them. */
	problems: Problem[];
	/** Number of all such lines. */
	unusable: number;
	/** Lines that another file holds too, letter for letter. */
	overlap: number;
}

/** Looks at files of records. */
export interface DataChecker {
	/** Looks at a file; `others` are records that it must not hold, such as those that a model is trained on. */
	check(file: Blob, others?: ReadonlySet<string>): Promise<DataReport>;
}

/** Most unusable lines that are listed. */
export const MAX_PROBLEMS = 50;

/** Returns the key by which two records are the same. */
export function recordKey({ prompt, completion }: DataRecord): string {
	return JSON.stringify([prompt, completion]);
}

/** Reads one line; a string says why it is no record. */
export function readLine(text: string): DataRecord | Problem['reason'] {
	let value: unknown;
	try {
		value = JSON.parse(text) as unknown;
	} catch {
		return 'not JSON';
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
	const { prompt, completion } = value as { prompt?: unknown; completion?: unknown };
	if (typeof prompt !== 'string') return 'no prompt';
	if (typeof completion !== 'string') return 'no completion';
	if (prompt.trim() === '' || completion.trim() === '') return 'empty';
	return { prompt, completion };
}

/** Yields the lines of a file without holding all of its bytes and text at once. */
async function* linesOf(file: Blob): AsyncGenerator<string> {
	const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
	let rest = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		const lines = (rest + value).split('\n');
		rest = lines.pop() ?? '';
		yield* lines;
	}
	yield rest;
}

/** Looks at JSON lines of `{"prompt", "completion"}`. */
export const checker: DataChecker = {
	async check(file, others = new Set()) {
		const report: DataReport = { records: [], lines: 0, duplicates: 0, problems: [], unusable: 0, overlap: 0 };
		const seen = new Set<string>();
		let line = 0;
		for await (const text of linesOf(file)) {
			line += 1;
			if (text.trim() === '') continue;
			report.lines += 1;
			const found = readLine(text);
			if (typeof found === 'string') {
				report.unusable += 1;
				if (report.problems.length < MAX_PROBLEMS) report.problems.push({ line, reason: found });
				continue;
			}
			const key = recordKey(found);
			if (others.has(key)) report.overlap += 1;
			if (seen.has(key)) report.duplicates += 1;
			else {
				seen.add(key);
				report.records.push(found);
			}
		}
		return report;
	},
};

/** Writes records as the chain wants them: one JSON object a line. */
export function toJsonLines(records: readonly DataRecord[]): Uint8Array {
	const lines = records.map(({ prompt, completion }) => `${JSON.stringify({ prompt, completion })}\n`);
	return new TextEncoder().encode(lines.join(''));
}

/** Sets every `nth` record aside, to be evaluated on and never trained on. */
export function holdOut(records: readonly DataRecord[], nth: number): { train: DataRecord[]; heldOut: DataRecord[] } {
	const isHeld = (index: number): boolean => nth > 0 && index % nth === nth - 1;
	return {
		train: records.filter((_, index) => !isHeld(index)),
		heldOut: records.filter((_, index) => isHeld(index)),
	};
}
