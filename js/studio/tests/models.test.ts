import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConfirmationInfo, DEFAULT_HYPER, type ModelInfo } from '@openledger/sdk';
import { judge } from '../src/logic/health.js';
import { addPoint, isRepeated, repetitionEnds } from '../src/logic/jobs.js';
import { evaluationText, fall, matches, sortModels } from '../src/logic/market.js';
import { PRESETS, refusedSetting, remedy } from '../src/logic/presets.js';
import { snippets } from '../src/logic/snippets.js';
import { cut } from '../src/logic/spans.js';
import { tally, type Vote, votesAsRecords, wilson, winnerOf } from '../src/logic/votes.js';

test('a result waits for those who repeat it until nothing speaks against it', () => {
	const repetition = (stage: ConfirmationInfo['stage']): ConfirmationInfo => ({
		...{ job: 1n, attempt: 1, cause: { type: 'Chance', value: undefined }, stage, statements: [], fee: 7n },
		...{ verifier: undefined, doubt: undefined },
	});
	const drawing = repetition({ type: 'Drawing', value: { at: 40 } });
	const repeating = repetition({ type: 'Repeating', value: { until: 90 } });
	const revealing = repetition({ type: 'Revealing', value: { until: 95 } });
	const settled = repetition({ type: 'Settled', value: undefined });
	assert.deepEqual([drawing, repeating, revealing, settled].map(isRepeated), [true, true, true, false]);
	assert.deepEqual([drawing, repeating, revealing, settled].map(repetitionEnds), [40, 90, 95, undefined]);
	assert.deepEqual([isRepeated(null), isRepeated(undefined)], [false, false]);
});

test('each preset is one that the chain takes', () => {
	for (const [name, hyper] of Object.entries(PRESETS)) assert.equal(refusedSetting(hyper), undefined, name);
});

test('settings that the chain refuses are named', () => {
	assert.equal(refusedSetting({ ...DEFAULT_HYPER, rank: 257 }), 'rank: 1 to 256');
	assert.equal(refusedSetting({ ...DEFAULT_HYPER, epochs: 0 }), 'epochs: 1 to 100');
	for (const learning_rate of ['0', '1.1', 'x', '0.0000000001']) {
		assert.match(refusedSetting({ ...DEFAULT_HYPER, learning_rate }) ?? '', /learning_rate/);
	}
});

test('a job that failed is tried again with what helps', () => {
	assert.equal(remedy('Diverged', { ...DEFAULT_HYPER, learning_rate: '0.002' }).learning_rate, '0.0005');
	const smaller = remedy('OutOfResources', { ...DEFAULT_HYPER, batch: 1, max_length: 256 });
	assert.deepEqual([smaller.batch, smaller.max_length], [1, 128]);
	assert.deepEqual(remedy('Internal', DEFAULT_HYPER), DEFAULT_HYPER);
	for (const reason of ['Diverged', 'OutOfResources']) {
		let hyper = { ...DEFAULT_HYPER };
		for (let n = 0; n < 40; n += 1) hyper = { ...hyper, ...remedy(reason, hyper) };
		assert.equal(refusedSetting(hyper), undefined, `${reason}, again and again`);
	}
});

test('an answer is cut into its passages, and none of it is lost', () => {
	const answer = 'BABE makes blocks. GRANDPA finalises them.';
	const spans = [
		{ text: ' GRANDPA finalises', bits: 60, records: [] },
		{ text: 'finalises them.', bits: 50, records: [] },
		{ text: 'is not there', bits: 50, records: [] },
		{ text: '  ', bits: 50, records: [] },
	];
	const pieces = cut(answer, spans);
	assert.equal(pieces.map(({ text }) => text).join(''), answer);
	assert.deepEqual(
		pieces.filter(({ span }) => span !== undefined),
		[
			{ text: 'GRANDPA finalises', span: 0 },
			{ text: ' them.', span: 1 },
		],
	);
	assert.deepEqual(cut('', spans), []);
});

const vote = (winner: Vote['winner']): Vote => ({ question: 'q', base: 'b', tuned: 't', winner });

test('a verdict counts for the model that stood there', () => {
	assert.equal(winnerOf('left', true), 'tuned');
	assert.equal(winnerOf('left', false), 'base');
	assert.equal(winnerOf('right', true), 'base');
	assert.equal(winnerOf('tie', true), 'tie');
});

test('votes are counted with an interval of the decided ones', () => {
	const votes = [...Array.from({ length: 8 }, () => vote('tuned')), vote('base'), vote('base'), vote('tie')];
	const { tuned, base, tie, bothBad, won } = tally(votes);
	assert.deepEqual([tuned, base, tie, bothBad], [8, 2, 1, 0]);
	// Wilson's interval of 8 in 10: 0.490 to 0.943.
	assert.deepEqual([won?.part, won?.low.toFixed(3), won?.high.toFixed(3)], [0.8, '0.490', '0.943']);
	assert.equal(tally([vote('tie')]).won, undefined);
	assert.ok(wilson(0, 1).low === 0 && wilson(1, 1).high === 1);
});

test('better answers become records', () => {
	const records = votesAsRecords([vote('tuned'), vote('base'), vote('tie'), vote('both bad')]);
	assert.deepEqual(
		records.map(({ completion }) => completion),
		['t', 'b'],
	);
});

const loss = (before: bigint, after: bigint): { before: bigint; after: bigint } => ({ before, after });

test('a fall of the loss is told from a rise', () => {
	assert.equal(evaluationText(loss(4_000_000_000n, 3_000_000_000n)), '4.00 → 3.00 (−25 %)');
	assert.equal(evaluationText(loss(2_000_000_000n, 3_000_000_000n)), '2.00 → 3.00 (+50 %)');
	assert.equal(fall(undefined), undefined);
	assert.equal(fall(loss(0n, 1n)), undefined);
});

function model(id: number, completion?: bigint): ModelInfo {
	const text = new Uint8Array();
	const manifest = { root: '0x', bytes: 0n, parameters: 0n, context: 0 };
	const price = completion === undefined ? undefined : { prompt_per_1k: 0n, completion_per_1k: completion };
	const kind = { type: 'Base' as const, value: { manifest, royalty: 0 } };
	return { id, owner: '', name: text, licence: text, card: '0x', kind, price } as unknown as ModelInfo;
}

test('models are sorted by what is settled, by price, and by age', () => {
	const models = [model(0, 5n), model(1, 1n), model(2)];
	const use = new Map([[0, { earned: 7n }]]);
	const ids = (order: 'use' | 'price' | 'newest'): number[] => sortModels(models, order, use).map(({ id }) => id);
	assert.deepEqual(ids('use'), [0, 2, 1]);
	assert.deepEqual(ids('price'), [1, 0, 2]);
	assert.deepEqual(ids('newest'), [2, 1, 0]);
});

test('ten thousand models are sorted within a second', () => {
	const models = Array.from({ length: 10_000 }, (_, id) => model(id, BigInt((id * 7919) % 10_007)));
	const start = performance.now();
	assert.equal(sortModels(models, 'price', new Map())[0]?.price?.completion_per_1k, 0n);
	assert.ok(performance.now() - start < 1000);
});

test('every word of a search has to be there', () => {
	assert.ok(matches('', 'anything'));
	assert.ok(matches('tenancy LAW', 'Law of tenancy'));
	assert.ok(!matches('tenancy tax', 'Law of tenancy'));
});

test('a curve follows a job that goes back to its last checkpoint', () => {
	const curve = [1, 2, 3, 2].reduce<{ step: number; loss: number }[]>(
		(all, step) => addPoint(all, { step, loss: step }),
		[],
	);
	assert.deepEqual(
		curve.map(({ step }) => step),
		[1, 2],
	);
});

test('snippets name the model and its provider', () => {
	for (const { code } of snippets(7, 'http://host:1/')) assert.ok(code.includes('http://host:1'));
	assert.ok(snippets(7, 'http://host:1/')[1]?.code.includes('model: 7'));
});

const FINE = {
	...{ status: 'connected' as const, answers: true, head: 100, headAge: 2, final: 98, peers: 3 },
	...{ isSyncing: false, isAlone: false, isUnproven: false, isForked: false },
};

test('the worst of what is wrong is named, and nothing when all is well', () => {
	assert.equal(judge(FINE), undefined);
	assert.equal(judge({ ...FINE, status: 'failed' })?.what, 'unreachable');
	assert.equal(judge({ ...FINE, answers: false, headAge: 90 })?.what, 'silent');
	assert.equal(judge({ ...FINE, headAge: 31 })?.what, 'stalled');
	assert.equal(judge({ ...FINE, final: 70 })?.what, 'notFinal');
	assert.equal(judge({ ...FINE, isSyncing: true })?.what, 'syncing');
	assert.equal(judge({ ...FINE, peers: 0 })?.what, 'lonely');
	assert.equal(judge({ ...FINE, peers: 0, isAlone: true }), undefined);
	assert.equal(judge({ ...FINE, isForked: true, headAge: 31 })?.what, 'forked');
	assert.equal(judge({ ...FINE, isUnproven: true })?.what, 'unproven');
});
