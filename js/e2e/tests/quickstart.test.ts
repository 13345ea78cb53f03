// The quickstart's manners: an interrupt leaves nothing running and nothing on disk. Its story is what
// scripts/quickstart.sh runs, and training.test.ts on a smaller scale.

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

test('Ctrl-C leaves nothing running', async () => {
	const before = nodes();
	const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('openledger-quickstart-'));
	const earlier = folders();
	const log = join(temporaryFolder('manners'), 'log');
	const driver = Child.start(process.execPath, [join(ROOT, 'js', 'e2e', 'dist', 'src', 'quickstart.js')], log);
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
	const help = Child.start(
		process.execPath,
		[join(ROOT, 'js', 'e2e', 'dist', 'src', 'quickstart.js'), '--help'],
		log,
	);
	await within('the help to be shown', 20, help.finished);
	assert.equal(help.exitCode, 0);
	assert.match(help.tail(), /--keep/);
});
