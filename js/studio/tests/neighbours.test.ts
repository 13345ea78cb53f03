// Rows side by side with those that they are most like.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, markCommon, readRows, type Row } from '../src/logic/neighbours.js';

const row = (line: number, text: string, contribution?: bigint): Row => ({ contribution, line, text });

const ACCEPTED = [
	row(1, 'What is the bond of a provider? It is 100 OPEN.', 4n),
	row(2, 'How do I start a validator? Run the node with --validator.', 4n),
	row(1, 'What is a Datanet? A collection of records of one field.', 5n),
	row(2, 'What is a snapshot? What a Datanet has accepted, frozen.', 5n),
	row(3, 'What is the price of an answer? Its owner decides.', 5n),
	row(4, 'What is a receipt? What a provider signs for each answer.', 5n),
	row(5, 'What is a session? A deposit and a key that spends it.', 5n),
	row(6, 'What is a voucher? A promise to pay for an answer.', 5n),
];

test('a row is shown beside the accepted row that says the same in other words', () => {
	const [first] = compare([row(1, 'What bond does a provider need? 100 OPEN.')], ACCEPTED);
	assert.deepEqual([first?.nearest[0]?.row.contribution, first?.nearest[0]?.row.line], [4n, 1]);
	assert.ok(first!.nearest[0]!.likeness > 0.5, String(first!.nearest[0]!.likeness));
	assert.ok(first!.nearest[0]!.common.includes('bond'));
	assert.ok(!first!.nearest[0]!.common.includes('what'), 'a word of all rows tells none apart');
});

test('the same words are 1, no words in common are nothing, and the most alike come first', () => {
	const [same, new1] = compare([row(1, 'Cats purr loudly.'), row(2, ACCEPTED[1]!.text)], ACCEPTED);
	assert.deepEqual([same?.row.line, same?.nearest[0]?.likeness], [2, 1]);
	assert.deepEqual([new1?.row.line, new1?.nearest], [1, []]);
	assert.deepEqual(compare([row(1, 'Alone.')], [])[0]?.nearest, []);
});

test('a rare word in common counts more than many that stand everywhere', () => {
	const rows = [row(1, 'Zebra fish.'), ...Array.from({ length: 40 }, (_, n) => row(n, `the of a is and ${n} x${n}`))];
	const [found] = compare([row(1, 'the of a is and zebra')], rows);
	assert.equal(found?.nearest[0]?.row.text, 'Zebra fish.');
});

test('capitals, accents written in two ways and other scripts are compared as people read them', () => {
	const [found] = compare([row(1, 'CAFÉ Москва')], [row(1, 'cafe\u0301 москва'), row(2, 'tea')]);
	assert.equal(found?.nearest[0]?.likeness, 1);
});

test('rows of all shapes are read, with the lines of their file, and what is none is left out', () => {
	const file = [
		'{"prompt": "a", "completion": "b", "source": "not read"}',
		'',
		'rubbish',
		'{"messages": [{"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}\r',
		'{"conversations": [{"from": "human", "value": "e"}]}',
		'{"instruction": "f", "input": "g", "output": "h"}',
		'{"prompt": 7}',
		'null',
		'"a text"',
	].join('\n');
	assert.deepEqual(
		readRows(file, 9n, 100).map(({ line, text }) => [line, text]),
		[
			[1, 'a\nb'],
			[4, 'c\nd'],
			[5, 'e'],
			[6, 'f\ng\nh'],
			[9, 'a text'],
		],
	);
	assert.equal(readRows(file, 9n, 2).length, 2);
});

test('common words are marked as they are written', () => {
	assert.deepEqual(markCommon('The Bond, the bond-holder', ['bond']), [
		{ text: 'The ', isCommon: false },
		{ text: 'Bond', isCommon: true },
		{ text: ', the ', isCommon: false },
		{ text: 'bond', isCommon: true },
		{ text: '-holder', isCommon: false },
	]);
	assert.deepEqual(markCommon('nothing', []), [{ text: 'nothing', isCommon: false }]);
});

test('work is bounded where every row is alike', () => {
	const accepted = Array.from({ length: 20_000 }, (_, n) => row(n + 1, `the same words in every row but ${n % 50}`));
	const from = performance.now();
	const compared = compare(accepted.slice(0, 500), accepted);
	assert.equal(compared.length, 500);
	assert.equal(compared[0]?.nearest[0]?.likeness, 1);
	assert.ok(performance.now() - from < 10_000, `${performance.now() - from} ms`);
});
