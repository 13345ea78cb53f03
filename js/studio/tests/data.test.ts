import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeChecker } from '../src/logic/check-data.js';
import { holdOut, partsOf, readLine, toBlob, toRows } from '../src/logic/records.js';
import { decode, encode } from '../src/logic/store.js';

/** This file is compiled to `js/studio/build/tests/`. */
const MODULE = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'public', 'check-data.wasm');
let loaded = 0;
const checker = makeChecker(async () => {
	loaded += 1;
	return new Uint8Array(readFileSync(MODULE));
});

const record = (n: number): string => JSON.stringify({ prompt: `question ${n}`, completion: `answer ${n}` });
const file = (...lines: string[]): Blob => new Blob([lines.join('\n')]);

test('records are counted, and empty lines are none', async () => {
	const report = await checker.check(file('\ufeff' + record(1), '', `${record(2)}\r`, ''));
	assert.deepEqual([report.rows, report.unusable, report.duplicates, report.error], [2, 0, 0, null]);
	assert.deepEqual(report.lines, [record(1), record(2)]);
	assert.equal(report.shown[0]?.text, 'user: question 1\nassistant: ⟦answer 1⟧');
});

test('each unusable line is named with its reason, as the command does', async () => {
	const lines = [record(1), '{', '[]', 'null', '{"completion":"x"}', '{"prompt":" ","completion":"x"}', record(2)];
	const { problems, unusable, lines: kept } = await checker.check(file(...lines));
	assert.deepEqual(
		problems.map(({ line }) => line),
		[2, 3, 4, 5, 6],
	);
	assert.match(problems[0]?.reason ?? '', /^not valid JSON: /);
	assert.match(problems[2]?.reason ?? '', /^the row is null: write /);
	assert.match(problems[4]?.reason ?? '', /^prompt is empty: /);
	assert.deepEqual([unusable, kept], [5, [record(1), record(2)]]);
});

test('all shapes that a trainer reads are taken as they are', async () => {
	const chat = { messages: [{ role: 'user', content: 'Where?' }, { role: 'assistant', content: 'Here.' }], id: 7 };
	const alpaca = { instruction: 'Say so.', output: 'So.' };
	const lines = [chat, alpaca].map((row) => JSON.stringify(row));
	assert.deepEqual((await checker.check(file(...lines))).lines, lines);
});

test('a file in another format says what to do', async () => {
	const report = await checker.check(file('question,answer', 'What?,That.'));
	assert.match(report.error ?? '', /line 1: this is /);
	assert.deepEqual([report.lines, report.rows], [[], 0]);
	assert.match((await checker.check(file(''))).error ?? '', /no records/);
});

test('a file of rubbish lists the first lines only, and counts all', async () => {
	const rubbish = Array.from({ length: 500 }, () => '{"rubbish": 1}');
	const report = await checker.check(file(...rubbish));
	assert.deepEqual([report.unusable, report.lines.length], [500, 0]);
	assert.ok(report.problems.length > 0 && report.problems.length < 50);
});

test('exact repeats are counted and kept once, near ones are counted and kept', async () => {
	const other = '{"completion": "answer 1", "prompt": "question 1", "source": "elsewhere"}';
	const long = 'The ferry to the island leaves from the third pier at half past seven in the morning';
	const near = [long, `${long}!!`].map((completion) => JSON.stringify({ prompt: 'When and where?', completion }));
	const report = await checker.check(file(record(1), other, record(1), record(2), ...near));
	assert.deepEqual([report.duplicates, report.near], [2, 1]);
	assert.deepEqual(report.lines, [record(1), record(2), ...near]);
});

test('rows of other files are counted as overlap, whatever form they have', async () => {
	const chat = { messages: [{ role: 'user', content: 'question 2' }, { role: 'assistant', content: 'answer 2' }] };
	const others = [toBlob([record(1)]), toBlob([JSON.stringify(chat)])];
	const report = await checker.check(file(record(2), record(3)), others);
	assert.deepEqual([report.overlap, report.rows, report.lines], [1, 2, [record(3)]]);
});

test('secrets are found and masked', async () => {
	const key = 'AKIA' + 'ABCDEFGHIJKLMNOP';
	const report = await checker.check(file(JSON.stringify({ prompt: 'Which key?', completion: `It is ${key}.` })));
	assert.equal(report.findings[0]?.kind, 'api-key');
	assert.ok(!JSON.stringify(report.findings).includes(key));
});

test('a letter that two pieces of the file share is whole', async () => {
	const text = JSON.stringify({ prompt: 'ß'.repeat(70_001), completion: 'é' });
	assert.deepEqual((await checker.check(new Blob([text]))).lines, [text]);
});

test('what is written is read again, by a module that was loaded once', async () => {
	const rows = toRows([
		{ prompt: 'a', completion: 'b' },
		{ prompt: 'c', completion: 'd' },
	]);
	const { lines } = await checker.check(new Blob([new Uint8Array(toBlob(rows))]));
	assert.deepEqual(lines, rows);
	assert.equal(loaded, 1);
});

test('what cannot be loaded is tried again', async () => {
	let tries = 0;
	const late = makeChecker(async () => {
		tries += 1;
		if (tries === 1) throw new Error('offline');
		return new Uint8Array(readFileSync(MODULE));
	});
	await assert.rejects(late.check(file(record(1))), /offline/);
	assert.equal((await late.check(file(record(1)))).rows, 1);
});

test('what is learnt of a row is marked', () => {
	assert.deepEqual(partsOf('user: a\nassistant: ⟦b⟧\nuser: c'), [
		{ text: 'user: a\nassistant: ', isLearnt: false },
		{ text: 'b', isLearnt: true },
		{ text: '\nuser: c', isLearnt: false },
	]);
	// A row that was cut off has no end of its mark.
	assert.deepEqual(partsOf('⟦long …'), [{ text: 'long …', isLearnt: true }]);
});

test('a row is shown by its question and answer, or as it is', () => {
	assert.deepEqual(readLine(record(1)), { question: 'question 1', answer: 'answer 1' });
	assert.deepEqual(readLine('{"messages":[]}'), { question: '', answer: '{"messages":[]}' });
	assert.deepEqual([readLine(''), readLine('{')], [undefined, undefined]);
});

test('rows set aside are not trained on', () => {
	const rows = Array.from({ length: 10 }, (_, n) => `${n}`);
	const { train, heldOut } = holdOut(rows, 5);
	assert.deepEqual(heldOut, ['4', '9']);
	assert.equal(train.length, 8);
	assert.deepEqual(holdOut(rows, 0), { train: rows, heldOut: [] });
});

test('what the browser keeps is exact, and rubbish is nothing', () => {
	const value = { boundary: { cumulative: 123_456_789_012_345_678_901n }, list: [1n, 'x', null] };
	assert.deepEqual(decode(encode(value)), value);
	assert.equal(decode('{'), undefined);
	assert.equal(decode('{"$big": "x"}'), undefined);
});
