import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checker, holdOut, MAX_PROBLEMS, recordKey, toJsonLines } from '../src/logic/check-data.js';
import { decode, encode } from '../src/logic/store.js';

const record = (n: number): string => JSON.stringify({ prompt: `question ${n}`, completion: `answer ${n}` });
const file = (...lines: string[]): Blob => new Blob([lines.join('\n')]);

test('records are counted, and empty lines are none', async () => {
	const report = await checker.check(file(record(1), '', record(2), ''));
	assert.deepEqual([report.lines, report.records.length, report.unusable, report.duplicates], [2, 2, 0, 0]);
});

test('each unusable line is named with its reason', async () => {
	const lines = [
		'{',
		'[]',
		'null',
		'{"completion":"x"}',
		'{"prompt":"x"}',
		'{"prompt":" ","completion":"x"}',
		record(1),
	];
	const { problems, unusable, records } = await checker.check(file(...lines));
	const reasons = ['not JSON', 'not an object', 'not an object', 'no prompt', 'no completion', 'empty'];
	assert.deepEqual(
		problems,
		reasons.map((reason, index) => ({ line: index + 1, reason })),
	);
	assert.deepEqual([unusable, records.length], [6, 1]);
});

test('a file of rubbish lists the first lines only, and counts all', async () => {
	const report = await checker.check(file(...Array.from({ length: 500 }, () => 'rubbish')));
	assert.deepEqual([report.problems.length, report.unusable, report.records.length], [MAX_PROBLEMS, 500, 0]);
});

test('exact repeats are counted and kept once, whatever else their lines hold', async () => {
	const other = '{"completion": "answer 1", "prompt": "question 1", "source": "elsewhere"}';
	const report = await checker.check(file(record(1), other, record(1), record(2)));
	assert.deepEqual([report.duplicates, report.records.length], [2, 2]);
});

test('rows of another file are counted as overlap', async () => {
	const others = new Set([recordKey({ prompt: 'question 2', completion: 'answer 2' })]);
	assert.equal((await checker.check(file(record(1), record(2)), others)).overlap, 1);
});

test('a letter that two pieces of the file share is whole', async () => {
	const text = JSON.stringify({ prompt: 'ß'.repeat(70_001), completion: 'é' });
	const { records } = await checker.check(new Blob([text]));
	assert.equal(records[0]?.prompt.length, 70_001);
});

test('what is written is read again', async () => {
	const { records } = await checker.check(file(record(1), record(2)));
	const again = await checker.check(new Blob([new Uint8Array(toJsonLines(records))]));
	assert.deepEqual(again.records, records);
});

test('rows set aside are not trained on', () => {
	const rows = Array.from({ length: 10 }, (_, n) => ({ prompt: `${n}`, completion: 'x' }));
	const { train, heldOut } = holdOut(rows, 5);
	assert.deepEqual(
		heldOut.map(({ prompt }) => prompt),
		['4', '9'],
	);
	assert.equal(train.length, 8);
	assert.deepEqual(holdOut(rows, 0), { train: rows, heldOut: [] });
});

test('what the browser keeps is exact, and rubbish is nothing', () => {
	const value = { boundary: { cumulative: 123_456_789_012_345_678_901n }, list: [1n, 'x', null] };
	assert.deepEqual(decode(encode(value)), value);
	assert.equal(decode('{'), undefined);
	assert.equal(decode('{"$big": "x"}'), undefined);
});
