// Child processes that never outlive this one.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from '@openledger/sdk';

const children = new Set<Child>();
const folders = new Set<string>();
/** Files with the output of all children, of those too that have ended. */
const logs = new Set<string>();
/** Last lines of each of them that are shown where a test has failed: enough for a node's last half minute. */
const LAST_LINES = 30;
let guarded = false;
let ending = false;
let interrupted: (() => void) | undefined;

/** `OPENLEDGER_KEEP_FILES=1` leaves chains and logs on disk for a post-mortem. */
const keepFiles = process.env.OPENLEDGER_KEEP_FILES === '1';

function removeFolders(): void {
	if (keepFiles) return;
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	folders.clear();
}

/** Stops every child, politely first. Temporary folders go when this process ends. */
export async function stopAll(): Promise<void> {
	await Promise.all([...children].map((child) => child.stop()));
}

/** Returns the last lines of a file. */
const lastLines = (path: string, lines: number): string =>
	readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');

/** Shows what every child said last, since nobody sees its log later. */
function showLogs(): void {
	for (const log of logs) console.error(`\nLast lines of ${log}:\n${lastLines(log, LAST_LINES)}`);
}

function guard(): void {
	if (guarded) return;
	guarded = true;
	process.on('exit', (code) => {
		for (const child of children) child.signal('SIGKILL');
		if (code !== 0 && !ending) showLogs();
		removeFolders();
	});
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		process.on(signal, () => {
			if (ending) return;
			ending = true;
			if (interrupted) interrupted();
			else void stopAll().finally(() => process.exit(code));
		});
	}
}

/** Returns whether a signal has asked this process to end. */
export function isEnding(): boolean {
	return ending;
}

/** Waits for the first signal, which from now on is the expected end and no abort. */
export function untilInterrupted(): Promise<void> {
	guard();
	return new Promise((resolve) => (interrupted = resolve));
}

/** Makes a temporary folder that is removed when this process ends. */
export function temporaryFolder(name: string): string {
	guard();
	const folder = mkdtempSync(join(tmpdir(), `openledger-${name}-`));
	folders.add(folder);
	return folder;
}

/** One running child, its output in a file. */
export class Child {
	private readonly process: ChildProcess;
	/** Resolves when it has ended. */
	readonly finished: Promise<void>;

	private constructor(
		readonly command: string,
		args: string[],
		readonly log: string,
	) {
		const out = openSync(log, 'a');
		this.process = spawn(command, args, { stdio: ['ignore', out, out] });
		closeSync(out);
		this.finished = new Promise<void>((resolve) => {
			this.process.once('error', () => resolve());
			this.process.once('exit', () => resolve());
		}).then(() => void children.delete(this));
		children.add(this);
		logs.add(log);
	}

	static start(command: string, args: string[], log: string): Child {
		guard();
		return new Child(command, args, log);
	}

	get pid(): number | undefined {
		return this.process.pid;
	}

	/** Its exit code, once it has ended by itself. */
	get exitCode(): number | null {
		return this.process.exitCode;
	}

	get running(): boolean {
		return children.has(this);
	}

	signal(signal: NodeJS.Signals): void {
		this.process.kill(signal);
	}

	/** Sends SIGTERM, and SIGKILL if it is still there after ten seconds. */
	async stop(): Promise<void> {
		if (!this.running) return;
		this.signal('SIGTERM');
		await within('the process to end', 10, this.finished).catch(() => this.kill());
	}

	/** Ends it with SIGKILL, as a power cut would. */
	async kill(): Promise<void> {
		this.signal('SIGKILL');
		await this.finished;
	}

	/** Returns the last lines of its output. */
	tail(lines = 40): string {
		return lastLines(this.log, lines);
	}
}

/** The exit code and the output of a command. */
export interface Finished {
	code: number | null;
	stdout: string;
	stderr: string;
}

/** Runs a command to its end, with a deadline. */
export async function run(command: string, args: string[], seconds = 300): Promise<Finished> {
	guard();
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const stopOnExit = (): void => void child.kill('SIGKILL');
	process.once('exit', stopOnExit);
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
	const code = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	try {
		return { code: await within(`${command} ${args.join(' ')}`, seconds, code), stdout, stderr };
	} finally {
		child.kill('SIGKILL');
		process.off('exit', stopOnExit);
	}
}

/** Runs a command as {@link run} does and returns its output; a failure becomes an exception with its error text. */
export async function output(command: string, args: string[], seconds = 300): Promise<string> {
	const done = await run(command, args, seconds);
	if (done.code !== 0) throw new Error(`${command} ${args.join(' ')} failed (${done.code}):\n${done.stderr}`);
	return done.stdout;
}
