// Bad input, each kind with a clear typed error and nothing lost.

import assert from 'node:assert/strict';
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { blobStatus, putChunk, upload } from '../src/lib/blobs.js';
import { Chain, ChainError, type Signer } from '../src/lib/chain.js';
import { ChatError, ChatSession } from '../src/lib/chat.js';
import { booksBalance } from '../src/lib/check.js';
import { DEFAULT_HYPER, readJob, trained } from '../src/lib/jobs.js';
import {
	createDatanet,
	enlistProvider,
	openSession,
	price,
	referenceBase,
	registerBase,
	registerProvider,
	submitJob,
} from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { open } from '../src/lib/open.js';
import { baseModel, binary } from '../src/lib/paths.js';
import { run, stopAll, temporaryFolder } from '../src/lib/process.js';
import { CHUNK, rootOf } from '../src/lib/root.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

const folder = temporaryFolder('bad-input');
const GOOD = '{"prompt": "Is this a record?", "completion": "Yes, it is a good one."}\n';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let node: Node;
let chain: Chain;
let issuance: bigint;
let alice: Signer, builder: Signer, provider: Signer, user: Signer;
let datanet: number, base: number;

before(async () => {
	node = await Node.start({ name: 'bad-input', args: soloArgs(await fastSpec(50)), provider: true });
	chain = await Chain.connect(node.ws);
	issuance = await chain.totalIssuance();
	[alice, builder, provider, user] = ['//Alice', '//Eve', '//Ferdie', '//Bob'].map((n) => chain.accounts.get(n));
	const created = await chain.submit(createDatanet(chain, 'Bad', { admission: 'Open' }), alice);
	datanet = created.get('Datanets.Created').datanet.toNumber();
	const registered = await chain.submit(registerBase(chain, referenceBase()), alice);
	base = registered.get('Models.BaseRegistered').model.toNumber();
	await enlistProvider(chain, node, provider, [base], open('0.1'), open(10));
});

after(async () => {
	await chain?.close();
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
	const data = bytes(`${GOOD}this is no JSON\n`);
	const root = await upload(chain, data);
	await chain.submit(chain.api.tx.datanets.contribute(datanet, root, 2, data.length), user);
	await chain.submit(chain.api.tx.datanets.publishSnapshot(datanet), alice);
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
	const pauper = chain.accounts.get('//Pauper');
	await chain.submit(chain.api.tx.balances.transferKeepAlive(pauper.address, open(5)), alice);
	const { attribution, modelFactory } = chain.api.tx;
	const register = registerProvider(chain, pauper.address, { bases: [base] });
	assert.equal(await chain.refusal(register, pauper), 'Token.FundsUnavailable');
	assert.equal(await chain.refusal(modelFactory.claimJob(0), pauper), 'ModelFactory.NotWorker');
	await chain.submit(chain.api.tx.models.list(base, price(open('0.5'), open('0.5'))), alice);
	const session = attribution.openSession(base, pauper.address, open(1));
	assert.equal(await chain.refusal(session, user), 'Attribution.UnknownProvider');
});

test('a voucher for another chain pays nothing here', async () => {
	const good = await openSession(chain, node, user, base, provider.address, open(5));
	const elsewhere = rootOf(bytes('another genesis'));
	const bad = new ChatSession(node.chat, user, elsewhere, base, good.session);
	const first = await good.ask('Say hello.', 16);
	bad.owed = first.owed;
	await assert.rejects(bad.pay(), (error: unknown) => error instanceof ChatError && error.status < 500);
	await assert.rejects(bad.ask('Say hello.', 16), (error: unknown) => error instanceof ChatError && error.status < 500);
	await good.pay();
	await chain.submit(chain.api.tx.attribution.closeSession(good.session), user);
});

test('the books balance', () => booksBalance(chain, issuance));
