// The library's own definitions, without a node.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootOf } from '@openledger/sdk';
import { rootOfFile } from '../src/lib/files.js';
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
