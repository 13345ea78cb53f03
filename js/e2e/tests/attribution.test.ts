// Attribution without a chain: it finds the records of a question's kind, and gives the same bits on every path.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ANSWERS, baseModel, binary, evaluator } from '../src/lib/paths.js';
import { output, run, stopAll, temporaryFolder } from '../src/lib/process.js';

const folder = temporaryFolder('attribution');
const file = (name: string): string => join(folder, name);
const KINDS = ['builders', 'contributors', 'operators'];
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

interface Line {
	method: string;
	auc: number;
	recall: number;
}

before(() => {
	// Of each kind 24 records; every sixth is a question, the others are learnt.
	const all = KINDS.flatMap((kind) =>
		readFileSync(join(ANSWERS, `${kind}.jsonl`), 'utf8')
			.split('\n')
			.slice(0, 24)
			.map((line, at) => ({
				asked: at % 6 === 5,
				line: JSON.stringify({ ...JSON.parse(line), class: kind }),
			})),
	);
	const write = (name: string, asked: boolean): void =>
		writeFileSync(
			file(name),
			all
				.filter((r) => r.asked === asked)
				.map((r) => `${r.line}\n`)
				.join(''),
		);
	write('train.jsonl', false);
	write('test.jsonl', true);
	writeFileSync(file('spec.json'), JSON.stringify(SPEC));
});

after(stopAll);

test('states find records of a kind better than words and than the last layer do', async () => {
	const report = JSON.parse(
		await output(evaluator(), [
			'--train',
			file('train.jsonl'),
			'--test',
			file('test.jsonl'),
			'--spec',
			file('spec.json'),
			'--base',
			baseModel(),
			'--out',
			file('out'),
			'--fast',
			'--json',
		]),
	);
	assert.deepEqual([report.records, report.queries, report.classes], [60, 12, 3]);
	assert.ok(report.bytes_per_record <= 500_000, `${report.bytes_per_record} bytes a record`);
	const [ours, ...others] = report.methods as Line[];
	assert.equal(ours!.method, 'openledger');
	assert.deepEqual(
		others.map((line) => line.method),
		['tf-idf', 'tf-idf-completion', 'representation', 'representation-completion', 'question-states'],
	);
	for (const { method, auc, recall } of others) {
		assert.ok(ours!.auc > auc && ours!.recall > recall, `${JSON.stringify(ours)} and ${method} ${auc} ${recall}`);
	}
});

test('roots, scores, spans and shares are the same with any threads and instructions', async () => {
	const attribute = async (name: string, threads: number, isa?: string): Promise<Record<string, unknown>> => {
		const args = [
			'attribute',
			'--base',
			baseModel(),
			'--adapter',
			join(file('out'), 'adapter'),
			'--data',
			file('train.jsonl'),
			'--query',
			file('test.jsonl'),
			'--index',
			file(name),
			'--threads',
			String(threads),
			'--json',
		];
		const environment = isa === undefined ? [] : [`OPENLEDGER_ISA=${isa}`];
		const report = JSON.parse(await output('env', [...environment, binary(), ...args]));
		const timeless = ({ scores, shares, spans }: Record<string, unknown>): unknown => ({ scores, shares, spans });
		return { ...report, index_seconds: undefined, queries: report.queries.map(timeless) };
	};
	const first = await attribute('one', 1);
	assert.deepEqual(await attribute('three', 3), first);
	assert.deepEqual(await attribute('scalar', 2, 'scalar'), first);
	const queries = first['queries'] as { scores: number[]; shares: [number, number][] }[];
	assert.equal(queries.length, 12);
	for (const { scores, shares } of queries) {
		assert.equal(scores.length, 60);
		assert.equal(
			shares.reduce((sum, [, share]) => sum + share, 0),
			1_000_000_000,
		);
	}
});

test('bad input is refused with a reason', async () => {
	writeFileSync(file('classless.jsonl'), '{"prompt": "a", "completion": "b"}\n');
	const args = (train: string): string[] => ['--train', train, '--test', file('test.jsonl')];
	for (const [train, says] of [
		[file('classless.jsonl'), /record 1 has no field `class`/],
		[file('missing.jsonl'), /missing\.jsonl/],
	] as const) {
		const refused = await run(evaluator(), [...args(train), '--base', baseModel(), '--out', file('refused')]);
		assert.notEqual(refused.code, 0);
		assert.match(refused.stderr, says);
	}
});
