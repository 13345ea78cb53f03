// The main job on a small scale: trained through three crashes of the provider, repeated, downloaded, asked, paid.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
	type Answer,
	ChatError,
	type ChatSession,
	claim,
	closeSession,
	DEFAULT_HYPER,
	download,
	earnings,
	finalise,
	fromUri,
	type HyperParameters,
	indexed,
	type Job,
	type JobResult,
	listModel,
	open,
	type OpenLedger,
	openSession,
	readJob,
	type RecordFile,
	SESSION_START,
	type Signer,
	submitJob,
	trained,
	untilDivided,
	untilSettled,
	upload,
} from '@openledger/sdk';
import { booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { finetune } from '../src/lib/finetune.js';
import { enlistProvider, openMarket } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS, baseModel, binary, ROOT } from '../src/lib/paths.js';
import { output, stopAll, temporaryFolder } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';
import { untilStep } from '../src/lib/steps.js';

const HYPER: HyperParameters = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 2, epochs: 2, learning_rate: '0.001' };
const QUESTION = 'How do I start a single node?';

const seed = Number(process.env.OPENLEDGER_SEED ?? Date.now() % 1_000_000);
/** Random numbers in [0, 1) that the printed seed brings back (mulberry32). */
const random = ((state: number) => () => {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
})(seed);

const folder = temporaryFolder('training');
const file = (name: string): string => join(folder, name);
const all = readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 24);
const parts = [toBlob(all.slice(0, 12)), toBlob(all.slice(12))];
const heldOut = toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 6));

let node: Node;
let chain: OpenLedger;
let issuance: bigint;
let owner: Signer, contributors: Signer[], builder: Signer, provider: Signer, publisher: Signer, user: Signer;
let base: number, snapshot: { datanet: number; number: number }, heldOutRoot: string;
let job: Job;

/** Node and connection again, as after a power cut. */
async function crash(): Promise<void> {
	chain.close();
	await node.kill();
	await node.restart();
	chain = await connect(node.ws);
}

const order = (hyper: HyperParameters): Promise<bigint> =>
	submitJob(chain, builder, { name: 'Small', base, snapshots: [snapshot], heldOut: heldOutRoot, hyper }, open(50));

before(async () => {
	writeFileSync(file('spec.json'), JSON.stringify(HYPER));
	const spec = await fastSpec(100);
	node = await Node.start({ name: 'training', args: soloArgs(spec), provider: true, settleAfter: 2 });
	chain = await connect(node.ws);
	issuance = await chain.totalIssuance();
	const names = ['//Alice', '//Bob', '//Charlie', '//Eve', '//Ferdie', '//Eve//stash', '//Ferdie//stash'];
	const [alice, bob, charlie, ...rest] = names.map(fromUri);
	[owner, contributors] = [alice, [bob, charlie]];
	[builder, provider, publisher, user] = rest;

	const files = parts.map((part, index): [Signer, RecordFile] => [contributors[index]!, part]);
	({ base, snapshot } = await openMarket(chain, owner, files, publisher, { feePer1kTokens: open(1) }));
	heldOutRoot = await upload(chain, heldOut.bytes);
	await enlistProvider(chain, node, provider, [base], open(1), open(10));
});

after(async () => {
	chain?.close();
	await stopAll();
});

test('a job survives three kill -9 and ends with the roots of an undisturbed run', async (t) => {
	t.diagnostic(`OPENLEDGER_SEED=${seed}`);
	const expected = await finetune(HYPER, toBlob(all), heldOut);
	const id = await order(HYPER);
	const { steps } = expected;
	const moments = new Set<number>();
	while (moments.size < 3) moments.add(2 + Math.floor(random() * (steps - 5)));
	for (const moment of [...moments].sort((a, b) => a - b)) {
		const at = await untilStep(chain, id, moment);
		await pause(random() * 700);
		await crash();
		t.diagnostic(`killed after step ${at} of ${steps}`);
		assert.equal((await readJob(chain, id)).status, 'Claimed', 'killed in mid-training');
	}
	await trained(chain, id, 300);
	job = await finalise(chain, builder, id);
	const result = job.result!;
	assert.equal(job.attempts, 1, 'one claim was enough');
	assert.equal(result.adapter, expected.adapter_root);
	assert.equal(result.trace, expected.trace_root);
	assert.equal(result.steps, steps);
	assert.equal(result.tokens, expected.tokens);
	assert.ok(result.heldOut!.after < result.heldOut!.before, 'the held-out loss falls');
});

test('the same job gives the same roots, another seed gives others', async () => {
	const run = async (hyper: HyperParameters): Promise<JobResult> => {
		const done = await trained(chain, await order(hyper), 300);
		return done.result!;
	};
	const again = await run(HYPER);
	assert.deepEqual(again, job.result);
	const other = await run({ ...HYPER, seed: HYPER.seed + 1 });
	assert.notEqual(other.adapter, again.adapter);
	assert.notEqual(other.trace, again.trace);
});

test('everyone who helped to train is paid', async () => {
	const fees = await Promise.all(contributors.map((who) => earnings(chain, who.address)));
	assert.ok(
		fees.every((fee) => fee > 0n),
		'each contributor has earned training fees',
	);
	for (const who of contributors) await chain.submit(claim(chain), who);
});

async function serve(model: number): Promise<ChatSession> {
	await chain.submit(listModel(chain, model, { promptPer1k: open(2), completionPer1k: open(8) }), builder);
	return openSession(chain, user, { model: model, provider: provider.address, deposit: open(5), url: node.chat });
}

test('the model answers, is paid and attributed', async () => {
	await indexed(chain, job.id, 300);
	const session = await serve(job.model!);
	const models = (await (await fetch(`${node.chat}/v1/models`)).json()) as { data: { id: string }[] };
	assert.ok(models.data.some(({ id }) => id === String(job.model)));
	assert.ok((await fetch(`${node.chat}/health`)).ok);

	const first = await session.ask(QUESTION, 40);
	assert.ok(first.text.length > 0 && first.promptTokens > 0 && first.completionTokens > 0);
	const due = first.owed;
	const paid = session.boundary;
	session.boundary = SESSION_START;
	await assert.rejects(session.ask(QUESTION, 40), (error: unknown) => {
		assert.ok(error instanceof ChatError && error.status === 402 && error.type === 'payment_required');
		assert.equal(error.owed, due);
		assert.deepEqual(error.boundary, paid);
		return true;
	});
	// The answer might have been lost on its way: then its receipt is had from the service.
	assert.deepEqual((await session.recover())?.receipt, first.receipt);
	assert.deepEqual(session.boundary, paid);
	const between = { ...paid, cumulative: paid.cumulative - 1n };
	session.boundary = between;
	await assert.rejects(session.pay(), (error: unknown) => {
		assert.ok(error instanceof ChatError && error.code === 'no_boundary');
		assert.deepEqual(error.boundaries, [SESSION_START, paid]);
		return true;
	});
	session.boundary = paid;

	const pieces: string[] = [];
	const streamed: Answer = await session.askStreaming(QUESTION, (text) => pieces.push(text), 40);
	assert.equal(streamed.text, first.text, 'greedy decoding repeats itself, streamed or not');
	assert.ok(pieces.length > 1);
	assert.ok(streamed.owed > due);
	for (const { influence } of [first, streamed]) {
		assert.equal(
			influence.reduce((sum, { share }) => sum + share, 0),
			1_000_000_000,
		);
	}

	await session.pay();
	const before = await chain.wealth(provider.address);
	const earned = await earnings(chain, provider.address);
	await untilSettled(chain, session);
	assert.equal(await earnings(chain, provider.address), earned, 'nobody is paid while it can be challenged');
	await untilDivided(chain, session.session);
	assert.ok((await earnings(chain, provider.address)) > earned);
	await chain.submit(claim(chain), provider);
	assert.ok((await chain.wealth(provider.address)) > before, 'the provider earns more than its fees');
	await chain.submit(closeSession(chain, session.session), provider);
});

test("the SDK's example asks the model and checks the receipt", async () => {
	const example = join(ROOT, 'js', 'sdk', 'dist', 'examples', 'chat.js');
	const args = ['--experimental-websocket', example, node.ws, String(job.model!), QUESTION];
	assert.match(await output(process.execPath, args, 120), /^receipt 0x[0-9a-f]{64}: [\d.]+ OPEN$/m);
});

test('the adapter, downloaded by its root, answers the same without a chain', async () => {
	const raw = await download(chain, job.result!.adapter);
	writeFileSync(file('adapter.raw'), raw);
	const peft = file('peft');
	const source = ['--base', baseModel(), '--spec', file('spec.json'), '--raw', file('adapter.raw')];
	await output(binary(), ['adapter', ...source, '--out', peft], 120);
	for (const name of ['adapter_config.json', 'adapter_model.safetensors']) assert.ok(existsSync(join(peft, name)));
	const ask = ['chat', '--base', baseModel(), '--prompt', QUESTION];
	const tuned = await output(binary(), [...ask, '--adapter', peft], 120);
	const plain = await output(binary(), ask, 120);
	assert.ok(tuned.trim().length > 0);
	assert.notEqual(tuned.trim(), plain.trim(), 'tuning changes the answer');
});

test('the books balance', () => booksBalance(chain, issuance));
