// What is looked at in a file of records before anything is paid for it.
//
// The check is that of the command `check-data` and of the trainer: the crate `openledger-data`, compiled to
// WebAssembly. It is loaded when the first file is looked at.

/** A line that no trainer could use, and why. */
export interface Problem {
	/** Number of the line, from 1; none if it is about the whole file. */
	line: number | null;
	reason: string;
}

/** What looks like secrets or data about people, of one kind. */
export interface Finding {
	kind: string;
	rows: number;
	/** The first of them, masked. */
	examples: { at: { line: number }; text: string }[];
}

/** The result of looking at a file. */
export interface DataReport {
	/** Lines that can be learnt from, as they stand in the file, without exact repeats. */
	lines: string[];
	/** Number of rows of the file, whatever they are worth. */
	rows: number;
	/** Rows that repeat one before them, word for word. */
	duplicates: number;
	/** Rows that nearly repeat one before them. They are kept, since they may state other facts. */
	near: number;
	/** The first rows that no trainer could use. */
	problems: Problem[];
	/** Number of all such rows. */
	unusable: number;
	/** Why the file, or its rest, cannot be read. */
	error: string | null;
	/** Rows that are trained on too, word for word. */
	overlap: number;
	/** Rows that nearly repeat one that is trained on. */
	nearOverlap: number;
	findings: Finding[];
	/** The first rows as they are learnt: what is learnt stands between ⟦ and ⟧. */
	shown: { line: number; text: string }[];
}

/** Looks at files of records. */
export interface DataChecker {
	/** Looks at a file; `others` are files that it must not share rows with, such as those a model is trained on. */
	check(file: Blob, others?: readonly Uint8Array[]): Promise<DataReport>;
}

/** The module's functions: `engine/data-wasm` describes them. */
interface Exports {
	memory: WebAssembly.Memory;
	check_new(): number;
	check_room(check: number, bytes: number): number;
	check_begin(check: number, heldOut: number): void;
	check_push(check: number): void;
	check_end(check: number): void;
	check_answer(check: number): number;
	check_output(check: number): number;
}

/** A use of a file, as the module numbers it. */
const [TRAINING, HELD_OUT] = [0, 1];

/** Counts of duplicates in the module's report. */
interface Duplicates {
	exact_within: number;
	exact_held_out: number;
	near_within: number;
	near_held_out: number;
}

/** The module's answer, as far as it is used here. */
interface Answer {
	report: {
		files: { rows: number; left_out: number; faults: Problem[]; error: string | null }[];
		duplicates: Duplicates;
		findings: Finding[];
		first: { at: { line: number }; text: string }[];
	};
	left_out: number[];
}

/** Checks files with an instance of the module of their own, whose memory ends with it. */
class Session {
	private readonly check: number;

	constructor(private readonly exports: Exports) {
		this.check = exports.check_new();
	}

	private write(bytes: Uint8Array): void {
		const at = this.exports.check_room(this.check, bytes.length);
		new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
	}

	begin(name: string, part: number): void {
		this.write(new TextEncoder().encode(name));
		this.exports.check_begin(this.check, part);
	}

	push(bytes: Uint8Array): void {
		this.write(bytes);
		this.exports.check_push(this.check);
	}

	end(): void {
		this.exports.check_end(this.check);
	}

	answer(): Answer {
		const length = this.exports.check_answer(this.check);
		const at = this.exports.check_output(this.check);
		const text = new TextDecoder().decode(new Uint8Array(this.exports.memory.buffer, at, length));
		return JSON.parse(text) as Answer;
	}
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

/** Returns the lines of a file that hold something, but for those whose numbers are left out. */
async function kept(file: Blob, leftOut: ReadonlySet<number>): Promise<string[]> {
	const lines: string[] = [];
	let number = 0;
	for await (const line of linesOf(file)) {
		number += 1;
		const text = line.trim();
		if (text !== '' && !leftOut.has(number)) lines.push(text);
	}
	return lines;
}

/** Makes a checker of the module's bytes, which are loaded once, when they are needed. */
export function makeChecker(load: () => Promise<BufferSource>): DataChecker {
	let module: Promise<WebAssembly.Module> | undefined;
	return {
		async check(file, others) {
			module ??= load().then((bytes) => WebAssembly.compile(bytes));
			// What could not be loaded is tried again with the next file.
			const compiled = await module.catch((error: unknown) => {
				module = undefined;
				throw error;
			});
			const instance = await WebAssembly.instantiate(compiled);
			const session = new Session(instance.exports as unknown as Exports);
			for (const bytes of others ?? []) {
				session.begin('others', TRAINING);
				session.push(bytes);
				session.end();
			}
			session.begin('file', others ? HELD_OUT : TRAINING);
			const reader = file.stream().getReader();
			for (;;) {
				const { done, value } = await reader.read();
				if (done) break;
				session.push(value);
			}
			session.end();
			return reportOf(file, session.answer());
		},
	};
}

async function reportOf(file: Blob, { report, left_out }: Answer): Promise<DataReport> {
	const own = report.files.at(-1);
	if (!own) throw new Error('the check has no report of the file');
	const { duplicates } = report;
	return {
		// Training refuses a file whole whose rest cannot be read.
		lines: own.error === null ? await kept(file, new Set(left_out)) : [],
		rows: own.rows,
		duplicates: duplicates.exact_within,
		near: duplicates.near_within,
		problems: own.faults,
		unusable: own.left_out,
		error: own.error,
		overlap: duplicates.exact_held_out,
		nearOverlap: duplicates.near_held_out,
		findings: report.findings,
		shown: report.first.map(({ at, text }) => ({ line: at.line, text })),
	};
}
