// Bad input, each kind with a clear typed error and nothing lost.

import assert from 'node:assert/strict';
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	blobStatus,
	ChainError,
	ChatError,
	ChatSession,
	CHUNK,
	closeSession,
	createDatanet,
	DEFAULT_HYPER,
	fromUri,
	listModel,
	open,
	type OpenLedger,
	openSession,
	publishSnapshot,
	putChunk,
	readJob,
	registerBase,
	registerProvider,
	rootOf,
	type Signer,
	submitJob,
	trained,
	upload,
} from '@openledger/sdk';
import { booksBalance, refusal } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { enlistProvider, referenceBase, transfer } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { baseModel, binary } from '../src/lib/paths.js';
import { run, stopAll, temporaryFolder } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

const folder = temporaryFolder('bad-input');
const GOOD = '{"prompt": "Is this a record?", "completion": "Yes, it is a good one."}\n';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let node: Node;
let chain: OpenLedger;
let issuance: bigint;
let alice: Signer, builder: Signer, provider: Signer, user: Signer;
let datanet: number, base: number;

before(async () => {
	node = await Node.start({ name: 'bad-input', args: soloArgs(await fastSpec(50)), provider: true });
	chain = await connect(node.ws);
	issuance = await chain.totalIssuance();
	[alice, builder, provider, user] = ['//Alice', '//Eve', '//Ferdie', '//Bob'].map((n) => fromUri(n));
	const created = await chain.submit(createDatanet(chain, 'Bad', { admission: 'Open' }), alice);
	datanet = created.get(chain.api.event.Datanets.Created).datanet;
	const registered = await chain.submit(registerBase(chain, referenceBase()), alice);
	base = registered.get(chain.api.event.Models.BaseRegistered).model;
	await enlistProvider(chain, node, provider, [base], open('0.1'), open(10));
});

after(async () => {
	chain?.close();
	await stopAll();
});

test('a blob with a wrong root is refused, and the right one can follow', async () => {
	const good = Uint8Array.from({ length: CHUNK + 100 }, (_, i) => i % 256);
	const root = rootOf(good);
	const bad = good.slice();
	bad[CHUNK + 7] ^= 1;
	await putChunk(chain, root, bad.length, 0, bad.subarray(0, CHUNK));
	await assert.rejects(putChunk(chain, root, bad.length, CHUNK, bad.subarray(CHUNK)), /root/i);
	assert.notEqual((await blobStatus(chain, root))?.complete, true);
	assert.equal(await upload(chain, good), root);
	assert.equal((await blobStatus(chain, root))?.complete, true);
});

test('a truncated GGUF file is named as such, by the command and by the node', async () => {
	const short = join(folder, 'short.gguf');
	copyFileSync(baseModel(), short);
	truncateSync(short, 50_000_000);
	const chat = await run(binary(), ['chat', '--base', short, '--prompt', 'Hello']);
	assert.notEqual(chat.code, 0);
	assert.match(chat.stderr, /short\.gguf|truncated|too short|ends/i);
	assert.doesNotMatch(chat.stderr, /panicked/);
	await assert.rejects(Node.start({ name: 'short', args: ['--dev'], provider: short }), (error: Error) => {
		assert.doesNotMatch(error.message, /panicked/);
		return /ended at once/.test(error.message);
	});
});

test('broken records are refused with the number of their line', async () => {
	const cases: [string, Uint8Array, RegExp][] = [
		['broken JSON', bytes(GOOD + GOOD + '{"prompt": "no end\n'), /line 3/i],
		['invalid UTF-8', Buffer.concat([bytes(GOOD), Uint8Array.of(0xff, 0xfe, 0x0a)]), /line 2/i],
		['a line of 10 MB', bytes(GOOD + `{"prompt": "${'a'.repeat(10_000_000)}", "completion": "x"}\n`), /line 2/i],
		['an empty field', bytes(GOOD + '{"prompt": "", "completion": "x"}\n'), /line 2/i],
		['a missing field', bytes('{"prompt": "x"}\n'), /line 1/i],
		['no record at all', bytes(''), /record/i],
	];
	const spec = join(folder, 'spec.json');
	writeFileSync(spec, JSON.stringify(DEFAULT_HYPER));
	for (const [name, data, expected] of cases) {
		const path = join(folder, 'data.jsonl');
		writeFileSync(path, data);
		const out = join(folder, 'out');
		const args = ['finetune', '--base', baseModel(), '--data', path, '--spec', spec, '--out', out, '--json'];
		const done = await run(binary(), args, 60);
		assert.notEqual(done.code, 0, name);
		assert.match(done.stderr, expected, name);
		assert.doesNotMatch(done.stderr, /panicked/, name);
	}
});

test('a job over broken records fails with its reason, and the escrow returns', async () => {
	const data = bytes('{"prompt": "no answer"}\nthis is no JSON\n');
	const root = await upload(chain, data);
	const contribution = { datanet, root, records: 2, bytes: BigInt(data.length) };
	await chain.submit(chain.api.tx.Datanets.contribute(contribution), user);
	await chain.submit(publishSnapshot(chain, datanet), alice);
	const before = await chain.balance(builder.address);
	const spec = { name: 'Broken', base, snapshots: [{ datanet, number: 1 }], hyper: DEFAULT_HYPER };
	const id = await submitJob(chain, builder, spec, open(5));
	await assert.rejects(trained(chain, id, 120), /BadRecords/);
	assert.equal((await readJob(chain, id)).escrow, 0n);
	const now = await chain.balance(builder.address);
	assert.ok(before.free + before.held - now.free - now.held < open('0.1'), 'only the fee is gone');
	assert.equal(now.held, before.held);
});

test('a job over an unpublished snapshot is refused', async () => {
	const spec = { name: 'Never', base, snapshots: [{ datanet, number: 77 }], hyper: DEFAULT_HYPER };
	await assert.rejects(submitJob(chain, builder, spec, open(5)), (error: unknown) => {
		return error instanceof ChainError && error.code === 'ModelFactory.UnknownSnapshot';
	});
});

test('a provider without a bond can do nothing', async () => {
	const pauper = fromUri('//Pauper');
	await chain.submit(transfer(chain, pauper.address, open(5)), alice);
	const { Attribution, ModelFactory } = chain.api.tx;
	const register = registerProvider(chain, pauper.address, { bases: [base] });
	assert.equal(await refusal(chain, register, pauper), 'Token.FundsUnavailable');
	assert.equal(await refusal(chain, ModelFactory.claim_job({ job: 0n }), pauper), 'ModelFactory.NotWorker');
	await chain.submit(listModel(chain, base, { promptPer1k: open('0.5'), completionPer1k: open('0.5') }), alice);
	const session = Attribution.open_session({ model: base, provider: pauper.address, deposit: open(1) });
	assert.equal(await refusal(chain, session, user), 'Attribution.UnknownProvider');
});

test('a voucher for another chain pays nothing here', async () => {
	const good = await openSession(chain, user, {
		model: base,
		provider: provider.address,
		deposit: open(5),
		url: node.chat,
	});
	const elsewhere = rootOf(bytes('another genesis'));
	const bad = new ChatSession(node.chat, user, { ...good.terms, genesis: elsewhere });
	await good.ask('Say hello.', 16);
	bad.boundary = good.boundary;
	await assert.rejects(bad.pay(), (error: unknown) => error instanceof ChatError && error.status < 500);
	await assert.rejects(
		bad.ask('Say hello.', 16),
		(error: unknown) => error instanceof ChatError && error.status < 500,
	);
	await good.pay();
	await chain.submit(closeSession(chain, good.session), user);
});

test('the books balance', () => booksBalance(chain, issuance));
