// The library's own definitions, without a node.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { voucherBytes } from '../src/lib/chat.js';
import { decimal, formatOpen, open, OPEN } from '../src/lib/open.js';
import { SAMPLE } from '../src/lib/paths.js';
import { temporaryFolder } from '../src/lib/process.js';
import { readRecords, toBlob } from '../src/lib/records.js';
import { rootOf, rootOfFile } from '../src/lib/root.js';
import { table, wrap } from '../src/lib/show.js';

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31) % 251);

test('roots agree with the test vectors of docs/reference/content-addressing.md', () => {
	const vectors: [number, string][] = [
		[0, '0x385b0856cf10b5f4c7bce6795c958690f4f72573e046031a8b10cdb9980da14b'],
		[1, '0xde85aa8d524f709214eca72e6a16244d97f17a2f614522c709a5e66e7faa47d7'],
		[65536, '0x28425f4e5921e0d3126bf4784daaaaebdbf0add6aac530e3e6aef9ceeebea513'],
		[65537, '0x9865417169bffb01e3d2005ee94f496364e048b6b83fa220b4c1876ac7afa0a4'],
		[327681, '0x6e8fd2429c4424e407a7b0b1787f4ed5802e675cd081c640e7e2d69d4cf7df91'],
	];
	for (const [length, root] of vectors) assert.equal(rootOf(pattern(length)), root, `${length} bytes`);
});

test('the root of a file is the root of its bytes', () => {
	const folder = temporaryFolder('lib');
	mkdirSync(folder, { recursive: true });
	for (const length of [0, 1, 65536, 200_000]) {
		const path = join(folder, String(length));
		writeFileSync(path, pattern(length));
		assert.deepEqual(rootOfFile(path), { root: rootOf(pattern(length)), bytes: length });
	}
});

test('vouchers are tag, genesis, session and amount, little-endian', () => {
	const bytes = voucherBytes(`0x${'ab'.repeat(32)}`, 258, (1n << 64n) + 3n);
	const expected =
		`0x${Buffer.from('openledger/voucher/1').toString('hex')}${'ab'.repeat(32)}` +
		'0201000000000000' +
		'03000000000000000100000000000000';
	assert.equal(u8aToHex(bytes), expected);
	assert.equal(bytes.length, 20 + 32 + 8 + 16);
});

test('amounts are exact in both directions', () => {
	assert.equal(open('1.5'), (3n * OPEN) / 2n);
	assert.equal(open('0.000000000000000001'), 1n);
	assert.equal(decimal('0.0005'), 500_000n);
	assert.equal(formatOpen(open('1234567.25')), '1,234,567.25');
	assert.equal(formatOpen(-open('0.5')), '-0.5');
	for (const bad of ['', '-1', '1.', '.5', '1e3', '0.0000000000000000001']) assert.throws(() => open(bad));
});

test('the sample Datanet keeps its promises', () => {
	const files = ['operators', 'builders', 'contributors'].map((name) => readRecords(join(SAMPLE, `${name}.jsonl`)));
	const heldOut = readRecords(join(SAMPLE, 'held_out.jsonl'));
	assert.ok(files.flat().length >= 240);
	assert.equal(heldOut.length, 40);
	const all = [...files.flat(), ...heldOut];
	for (const { prompt, completion } of all) assert.ok(prompt.trim() && completion.trim());
	for (const field of ['prompt', 'completion'] as const) {
		assert.equal(new Set(all.map((record) => record[field])).size, all.length, `every ${field} is its own`);
	}
	assert.equal(toBlob(files[0]).records, files[0].length);
});

test('tables keep to their widths', () => {
	assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
	assert.deepEqual(wrap('abcdefgh', 3), ['abc', 'def', 'gh']);
	const lines = table('t', ['a', 'b'], [['x', '1'], ['long text here', '22']], [6, 4]).split('\n').slice(1);
	assert.equal(new Set(lines.map((line) => line.length)).size, 1);
});
