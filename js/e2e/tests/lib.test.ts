// The library's own definitions, without a node.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootOf } from '@openledger/sdk';
import { rootOfFile } from '../src/lib/files.js';
import { sideBySide } from '../src/lib/lanes.js';
import { temporaryFolder } from '../src/lib/process.js';
import { table, wrap } from '../src/lib/show.js';

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31) % 251);

test('the root of a file is the root of its bytes', () => {
	const folder = temporaryFolder('lib');
	mkdirSync(folder, { recursive: true });
	for (const length of [0, 1, 65536, 200_000]) {
		const path = join(folder, String(length));
		writeFileSync(path, pattern(length));
		assert.deepEqual(rootOfFile(path), { root: rootOf(pattern(length)), bytes: length });
	}
});

test('what needs the whole machine gets it, whatever fractions of it came free in whatever order', async () => {
	const needs = [1, 0.4, 0.4, 0.5, 0.7, 0.3, 0.7, 1, 1, 0.8, 1.5, 0.3, 0.6, 0.1, 0.2, Infinity, Infinity];
	// A generator of one of the ends that are open, the same in every run.
	let state = 1;
	const below = (most: number): number => (state = (state * 48_271) % 2_147_483_647) % most;
	for (let round = 0; round < 200; round++) {
		const open: { need: number; end: () => void }[] = [];
		const all = sideBySide(
			needs,
			2,
			(need) => need,
			(need) => new Promise<number>((resolve) => open.push({ need, end: () => resolve(need) })),
		);
		for (let ended = 0; ended < needs.length; ended++) {
			const used = open.reduce((sum, { need }) => sum + Math.min(need, 2), 0);
			assert.ok(open.length > 0 && used <= 2 + 1e-9, `${used} of 2 cores`);
			open.splice(below(open.length), 1)[0].end();
			// What it makes room for starts before the next turn of the event loop.
			await new Promise((resolve) => setImmediate(resolve));
		}
		assert.deepEqual((await all).sort(), [...needs].sort());
	}
});

test('nothing begins after a stop, and what runs ends', async () => {
	const stop = new AbortController();
	const began: string[] = [];
	const run = async (name: string): Promise<string> => {
		began.push(name);
		if (name === 'b') stop.abort();
		await new Promise((resolve) => setImmediate(resolve));
		return name;
	};
	const ended = await sideBySide(['a', 'b', 'c', 'd'], 2, () => 1, run, stop.signal);
	assert.deepEqual([began, ended], [['a', 'b'], ['a', 'b']]);
});

test('tables keep to their widths', () => {
	assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
	assert.deepEqual(wrap('abcdefgh', 3), ['abc', 'def', 'gh']);
	const lines = table(
		't',
		['a', 'b'],
		[
			['x', '1'],
			['long text here', '22'],
		],
		[6, 4],
	)
		.split('\n')
		.slice(1);
	assert.equal(new Set(lines.map((line) => line.length)).size, 1);
});
