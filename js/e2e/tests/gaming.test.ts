// Tricks that should not pay: one contributor of three submits its records again, paraphrases them, or dresses them up,
// and what it earns is measured on the real model. One adapter serves all, so that only attribution differs.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ANSWERS, baseModel, binary, evaluator } from '../src/lib/paths.js';
import { output, stopAll, temporaryFolder } from '../src/lib/process.js';
import { readRecords, type Record } from '../src/lib/files.js';

const folder = temporaryFolder('gaming');
const file = (name: string): string => join(folder, name);
const KINDS = ['operators', 'builders', 'contributors'];
const SPEC = {
	method: 'lora',
	rank: 8,
	alpha: 16,
	targets: ['q', 'v'],
	learning_rate: '0.0005',
	warmup_steps: 2,
	epochs: 2,
	batch: 8,
	max_length: 256,
	weight_decay: '0.0',
	clip_norm: '1.0',
	seed: 1,
};
/** Records of each of the three, and questions about each. */
const [EACH, QUESTIONS] = [20, 8];

const all = KINDS.map((kind) => readRecords(join(ANSWERS, `${kind}.jsonl`)));
const honest = all.flatMap((records) => records.slice(0, EACH));
const asked = all.flatMap((records) => records.slice(60, 60 + QUESTIONS));

interface Report {
	duplicates: [number, number][];
	queries: { scores: number[]; shares: [number, number][] }[];
}

const jsonl = (records: object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

async function attribute(name: string, records: Record[]): Promise<Report> {
	writeFileSync(file(`${name}.jsonl`), jsonl(records));
	const args = [
		'attribute',
		'--base',
		baseModel(),
		'--adapter',
		join(file('out'), 'adapter'),
		'--data',
		file(`${name}.jsonl`),
		'--query',
		file('asked.jsonl'),
		'--index',
		file(name),
		'--json',
	];
	return JSON.parse(await output(binary(), args)) as Report;
}

/** Returns the part of all answers' worth that some records earn together. */
function earned(report: Report, which: (record: number) => boolean): number {
	const of = (shares: [number, number][]): number =>
		shares.reduce((sum, [record, share]) => sum + (which(record) ? share : 0), 0);
	return report.queries.reduce((sum, { shares }) => sum + of(shares), 0) / (1e9 * report.queries.length);
}

/** Returns whether a record is the cheater's: one of the first kind, or added behind all honest ones. */
const cheats = (record: number): boolean => record < EACH || record >= honest.length;
const report = (what: string, number: number): void => console.log(`# ${what}: ${number.toFixed(4)}`);

let once: Report;

before(async () => {
	const labelled = (records: Record[], each: number): object[] =>
		records.map((record, at) => ({ ...record, class: KINDS[Math.floor(at / each)] }));
	writeFileSync(file('train.jsonl'), jsonl(labelled(honest, EACH)));
	writeFileSync(file('asked.jsonl'), jsonl(labelled(asked, QUESTIONS)));
	writeFileSync(file('spec.json'), JSON.stringify(SPEC));
	await output(evaluator(), [
		'--train',
		file('train.jsonl'),
		'--test',
		file('asked.jsonl'),
		'--spec',
		file('spec.json'),
		'--base',
		baseModel(),
		'--out',
		file('out'),
		'--fast',
		'--json',
	]);
	once = await attribute('once', honest);
});

after(stopAll);

test('honest records are no duplicates, and earn', () => {
	assert.deepEqual(once.duplicates, []);
	report('earned by the first of three', earned(once, cheats));
	assert.ok(earned(once, cheats) > 0.2);
});

test('ten times the same records earn what they earn once', async () => {
	const mine = honest.slice(0, EACH);
	const ten = await attribute('ten', [...honest, ...Array.from({ length: 9 }, () => mine).flat()]);
	const gain = earned(ten, cheats) / earned(once, cheats) - 1;
	report('gained by submitting ten times', gain);
	// All that copies move is how rare the words of quotes are.
	assert.ok(Math.abs(gain) < 0.005, `${gain}`);
	assert.equal(ten.duplicates.length, 9 * EACH);
});

const SYNONYMS: { [word: string]: string } = {
	start: 'begin',
	stop: 'halt',
	show: 'display',
	use: 'employ',
	run: 'execute',
	find: 'discover',
	make: 'produce',
	need: 'require',
	must: 'has to',
	should: 'ought to',
	answer: 'reply',
	each: 'every',
	only: 'just',
	because: 'since',
	large: 'big',
	whole: 'entire',
	how: 'in what way',
	what: 'which',
	then: 'after that',
	also: 'too',
	first: 'initial',
	keep: 'hold',
	give: 'hand',
};

/** Paraphrases cheaply: other words here and there, another punctuation, a polite beginning. */
function paraphrase({ prompt, completion }: Record, at: number): Record {
	const swap = (text: string): string =>
		text.replace(/[A-Za-z]+/g, (word) => {
			const other = SYNONYMS[word.toLowerCase()];
			if (!other) return word;
			return /^[A-Z]/.test(word) ? other[0]!.toUpperCase() + other.slice(1) : other;
		});
	const other = swap(prompt);
	const asked = [`Please: ${other[0]!.toLowerCase()}${other.slice(1)}`, other.replace('?', ' ?'), `${other} Thanks.`];
	return { prompt: asked[at % 3]!, completion: swap(completion) };
}

test('light paraphrases earn what the records earn once', async () => {
	const mine = honest.slice(0, EACH).map(paraphrase);
	assert.ok(mine.every(({ prompt }, at) => prompt !== honest[at]!.prompt));
	const twice = await attribute('paraphrased', [...honest, ...mine]);
	const gain = earned(twice, cheats) / earned(once, cheats) - 1;
	report('gained by paraphrasing', gain);
	report('paraphrases recognised', twice.duplicates.length / EACH);
	assert.ok(gain <= 0.05, `${gain}`);
	for (const [record, leader] of twice.duplicates) assert.equal(record - honest.length, leader);
});

test('short, long and rare records earn no more than the median of their kind', async () => {
	const tricks: { [name: string]: (record: Record) => Record } = {
		short: ({ prompt, completion }) => ({ prompt, completion: completion.split(' ').slice(0, 3).join(' ') }),
		long: ({ prompt, completion }) => ({ prompt, completion: Array(4).fill(completion).join(' ') }),
		rare: ({ prompt, completion }) => ({ prompt, completion: completion.replace(/ /g, ' \u{10348}\u{2c1e} ') }),
	};
	for (const [name, trick] of Object.entries(tricks)) {
		// Every fourth record of the first kind is dressed up.
		const isDressed = (at: number): boolean => at < EACH && at % 4 === 3;
		const dressed = honest.map((record, at) => (isDressed(at) ? trick(record) : record));
		const found = await attribute(name, dressed);
		const each = (record: number): number => earned(found, (other) => other === record);
		const plain = Array.from({ length: EACH }, (_, at) => at)
			.filter((at) => !isDressed(at))
			.map(each);
		const median = plain.sort((a, b) => a - b)[Math.floor(plain.length / 2)]!;
		const cheated = Array.from({ length: EACH }, (_, at) => at)
			.filter(isDressed)
			.map(each);
		const mean = cheated.reduce((sum, part) => sum + part, 0) / cheated.length;
		const before = earned(once, isDressed) / cheated.length;
		report(`earned by a ${name} record, over the median of its kind`, mean / median);
		report(`the same records undressed, over the median`, before / median);
		assert.ok(mean <= median, `${name}: ${mean} and ${median}`);
	}
});

test('random text stays below the threshold', async () => {
	const words = honest.flatMap(({ prompt, completion }) => `${prompt} ${completion}`.split(/\s+/));
	let state = 7;
	const some = (count: number): string =>
		Array.from({ length: count }, () => {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			return words[state % words.length]!;
		}).join(' ');
	const noise = Array.from({ length: EACH }, () => ({ prompt: some(12), completion: some(24) }));
	const found = await attribute('noise', [...honest, ...noise]);
	const isNoise = (record: number): boolean => record >= honest.length;
	const counted = (which: (record: number) => boolean): number =>
		found.queries.reduce((sum, { shares }) => sum + shares.filter(([record]) => which(record)).length, 0);
	const [ofNoise, ofRecords] = [counted(isNoise), counted((record) => !isNoise(record))];
	report('records of noise that count for an answer, of all', ofNoise / (noise.length * found.queries.length));
	report('honest records that count for an answer, of all', ofRecords / (honest.length * found.queries.length));
	report('earned by noise', earned(found, isNoise));
	assert.ok(earned(found, isNoise) < 0.01);
	const unpaid = found.queries.filter(({ shares }) => shares.length === 0).length;
	assert.equal(unpaid, 0, 'every answer is about what the records are about');
});
