// Runs the end-to-end tests: files that mostly wait side by side, those that compute with the cores they need, and
// those that measure alone.
//
//   npm test                      all files
//   npm test -- training light    these files

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sideBySide } from './lib/lanes.js';

/** This file is compiled to `e2e/dist/src/`. */
const TESTS = join(dirname(fileURLToPath(import.meta.url)), '..', 'tests');
/** Minutes after which a file has failed. */
const LIMIT = 30;
/** Lines of a file's failures that are said again at the end. */
const FAILURE_LINES = 60;
/** A file that needs the machine for itself, because it measures time or memory. */
const ALONE = Infinity;

/**
 * Cores that a file keeps busy, the longest files first. A file that is not listed runs alone.
 *
 * They are about half as much again as each file kept busy on average on a machine with two, by the processor time of
 * all that it started: most files wait for blocks most of the time. Training and indexing use every core that is idle,
 * at low priority.
 */
const CORES: ReadonlyMap<string, number> = new Map([
	['quickstart', 1],
	['fork', 0.4],
	['equivocation', 0.4],
	['challenge', 0.5],
	['attacks', 0.7],
	['interface', 0.3],
	['earnings', 0.7],
	['training', 1],
	['studio', 1],
	['operator', 1],
	['confirm', 0.8],
	['engine', 1],
	['exchange', 1.5],
	['gaming', 1.5],
	['validators', 0.3],
	['governance', 0.3],
	['light', 0.5],
	['operations', 0.6],
	['network', 0.6],
	['studio-faults', 1],
	['attribution', 0.7],
	['bad-input', 0.7],
	['sdk', 0.7],
	['lib', 0.3],
	['sample', 0.3],
	['crowd', 1.5],
	['partition', ALONE],
	['faults', ALONE],
	['fuzz', ALONE],
	['upgrade', ALONE],
	['burst', ALONE],
	['warp', ALONE],
]);

/** Files that do not end by themselves: smoldot leaves a hundred timers behind when it is stopped. */
const ENDED_BY_FORCE: ReadonlySet<string> = new Set(['light']);

/** The result of one file. */
interface Result {
	name: string;
	minutes: number;
	passed: boolean;
	/** Everything that it said. */
	output: string;
}

const running = new Set<ChildProcess>();
/** Aborted by a signal to this program: what waits does not begin. */
const stop = new AbortController();

/** Runs one file to its end, and prints everything that it said in one piece. */
function runFile(name: string): Promise<Result> {
	const from = Date.now();
	const force = ENDED_BY_FORCE.has(name) ? ['--test-force-exit'] : [];
	const args = ['--test', '--test-reporter=spec', ...force, join(TESTS, `${name}.test.js`)];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	const output: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => output.push(data));
	let late = false;
	// The node that a file started must not outlive it, so it is asked first.
	const limit = setTimeout(() => {
		late = true;
		child.kill('SIGTERM');
		setTimeout(() => child.kill('SIGKILL'), 30_000).unref();
	}, LIMIT * 60_000);
	return new Promise((resolve) => {
		child.once('error', (error) => output.push(Buffer.from(String(error))));
		child.once('close', (code) => {
			clearTimeout(limit);
			running.delete(child);
			const [minutes, passed] = [(Date.now() - from) / 60_000, code === 0 && !late];
			const why = late ? `, ended after ${LIMIT} minutes` : passed ? '' : `, exit code ${code}`;
			console.log(`\n== ${name}: ${passed ? 'passed' : 'FAILED'} after ${minutes.toFixed(1)} min${why}`);
			const said = Buffer.concat(output);
			process.stdout.write(said);
			resolve({ name, minutes, passed, output: said.toString() });
		});
	});
}

/** Runs all files until it is to stop: at each moment as many as the cores allow, those that come first first. */
const runAll = (names: string[]): Promise<Result[]> => {
	const cores = Math.max(2, availableParallelism());
	return sideBySide(names, cores, (name) => CORES.get(name) ?? ALONE, runFile, stop.signal);
};

function namesToRun(wanted: string[]): string[] {
	const there = readdirSync(TESTS).flatMap((file) => /^(.+)\.test\.js$/.exec(file)?.[1] ?? []);
	const unknown = wanted.filter((name) => !there.includes(name));
	if (unknown.length > 0) throw new Error(`there are no such tests: ${unknown.join(', ')}`);
	const order = [...CORES.keys()];
	const gone = order.filter((name) => !there.includes(name));
	if (gone.length > 0) throw new Error(`these tests are listed and are not there: ${gone.join(', ')}`);
	const names = wanted.length > 0 ? wanted : there;
	return names.sort((a, b) => (order.indexOf(a) + 1 || Infinity) - (order.indexOf(b) + 1 || Infinity));
}

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const) {
	process.once(signal, () => {
		stop.abort();
		for (const child of running) child.kill(signal);
		process.exitCode = code;
	});
}

const from = Date.now();
const results = await runAll(namesToRun(process.argv.slice(2)));
console.log(`\nMinutes by file, ${((Date.now() - from) / 60_000).toFixed(1)} in all:`);
for (const { name, minutes, passed } of results.sort((a, b) => b.minutes - a.minutes)) {
	console.log(`${minutes.toFixed(1).padStart(6)}  ${name}${passed ? '' : '  FAILED'}`);
}
const failed = results.filter(({ passed }) => !passed);
// Once more at the end, which is all that some places keep of a long output.
for (const { name, output } of failed) {
	const [, failures = output] = output.split('\n✖ failing tests:\n');
	console.error(`\n== ${name} FAILED\n${failures.split('\n').slice(0, FAILURE_LINES).join('\n')}`);
}
if (failed.length > 0) {
	console.error(`failed: ${failed.map(({ name }) => name).join(', ')}`);
	process.exitCode ||= 1;
}
