// The quickstart as scripts/quickstart.sh runs it: what the tuned model learns and who earns; and its manners, that an
// interrupt leaves nothing running and nothing on disk.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { until, within } from '@openledger/sdk';
import { ROOT } from '../src/lib/paths.js';
import { Child, stopAll, temporaryFolder } from '../src/lib/process.js';

after(stopAll);

/** Command lines of all processes that name a folder of the quickstart's. */
function nodes(): string[] {
	const lines: string[] = [];
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		try {
			const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
			if (line.includes(join(tmpdir(), 'openledger-quickstart-')))
				lines.push(`${pid} ${line.replaceAll('\0', ' ')}`);
		} catch {
			// It ended in the meantime.
		}
	}
	return lines;
}

const DRIVER = join(ROOT, 'js', 'e2e', 'dist', 'src', 'quickstart.js');

/** Returns the cells of the row that begins with a cell, out of the tables that were printed. */
function row(printed: string, first: string): string[] {
	const line = printed.split('\n').find((line) => line.startsWith(`│ ${first} `));
	assert.ok(line, `no table has a row for ${first}`);
	return line
		.split('│')
		.slice(1, -1)
		.map((cell) => cell.trim());
}

test('the tuned model answers at least 85 % of unseen questions exactly, and all who helped earn', async () => {
	const log = join(temporaryFolder('story'), 'log');
	const driver = Child.start(process.execPath, [DRIVER, '--minutes', '2'], log);
	await within('the quickstart to end', 18 * 60, driver.finished);
	const printed = readFileSync(log, 'utf8');
	assert.equal(driver.exitCode, 0, printed);
	console.log(printed.slice(printed.indexOf('Questions never trained on')));

	const numbers = (model: string): number[] => row(printed, model).slice(1).map(Number.parseFloat);
	const [asked, right, , loss] = numbers('base model');
	const [askedAgain, rightAfter, accuracy, lossAfter] = numbers('tuned model');
	assert.deepEqual([asked, askedAgain], [144, 144]);
	assert.ok(right! <= 0.2 * asked!, `the base model answers ${right} of ${asked}`);
	assert.ok(rightAfter! >= 0.85 * asked!, `the tuned model answers ${rightAfter} of ${asked}`);
	assert.equal(accuracy, Number(((rightAfter! / asked!) * 100).toFixed(1)));
	assert.ok(lossAfter! < loss!);

	// Contributors and the publisher of the base gain; who orders and who asks pay.
	const books = printed.slice(printed.indexOf('Who paid, who earned'));
	const change = (who: string): number => Number(row(books, who)[4]!.replaceAll(',', ''));
	for (const who of ['Bob', 'Charlie', 'Dave', 'Eve//stash']) assert.ok(change(who) > 0, `${who}: ${change(who)}`);
	for (const who of ['Eve', 'Ferdie//stash']) assert.ok(change(who) < 0, `${who}: ${change(who)}`);
});

test('Ctrl-C leaves nothing running', async () => {
	const before = nodes();
	const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('openledger-quickstart-'));
	const earlier = folders();
	const log = join(temporaryFolder('manners'), 'log');
	const driver = Child.start(process.execPath, [DRIVER], log);
	await until('the quickstart to be in the middle', 90, () => {
		if (!driver.running) throw new Error(`it ended early:\n${driver.tail()}`);
		return driver.tail().includes('exists') ? true : undefined;
	});
	assert.ok(nodes().length > before.length, 'its node is up');
	driver.signal('SIGINT');
	await within('the quickstart to end', 20, driver.finished);
	assert.equal(driver.exitCode, 130);
	assert.deepEqual(nodes(), before);
	assert.deepEqual(folders(), earlier);
});

test('--help explains and starts nothing', async () => {
	const log = join(temporaryFolder('help'), 'log');
	const help = Child.start(process.execPath, [DRIVER, '--help'], log);
	await within('the help to be shown', 20, help.finished);
	assert.equal(help.exitCode, 0);
	assert.match(help.tail(), /--keep/);
});
