// The SDK against a real node: its types are those of the node's runtime, and what every other test relies on works.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	blobStatus,
	ChainError,
	CHUNK,
	createDatanet,
	download,
	Enum,
	fromUri,
	open,
	type OpenLedger,
	putChunk,
	rootOf,
	TOTAL_SUPPLY,
	upload,
} from '@openledger/sdk';
import { booksBalance, refusal } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { transfer } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ROOT } from '../src/lib/paths.js';
import { output, stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

let node: Node;
let chain: OpenLedger;

before(async () => {
	node = await Node.start({ name: 'sdk', args: soloArgs(await fastSpec(50)) });
	chain = await connect(node.ws);
});

after(async () => {
	chain?.close();
	await stopAll();
});

test('the committed types are those of the runtime', async () => {
	const program = join(ROOT, 'js', 'sdk', 'dist', 'scripts', 'generate.js');
	assert.match(await output(process.execPath, [program, '--check', node.ws]), /are those of/);
});

test('a call has its events and its effect, and a refusal its name and text', async () => {
	const [alice, eve] = ['//Alice', '//Eve'].map(fromUri);
	const before = await chain.balance(eve.address);
	const events = await chain.submit(transfer(chain, eve.address, open(3)), alice);
	const { from, to, amount } = events.get(chain.api.event.Balances.Transfer);
	assert.deepEqual([from, to, amount], [alice.address, eve.address, open(3)]);
	assert.equal((await chain.balance(eve.address)).free - before.free, open(3));
	assert.throws(() => events.get(chain.api.event.Datanets.Created), /missing among .*Balances\.Transfer/);

	const created = await chain.submit(
		createDatanet(chain, 'Typed', { terms: { feePer1kTokens: open('0.5') } }),
		alice,
	);
	const { datanet } = created.get(chain.api.event.Datanets.Created);
	const info = await chain.api.apis.DatanetsApi.datanet(datanet, { at: 'best' });
	assert.equal(info?.terms.fee_per_1k_tokens, open('0.5'));
	await assert.rejects(chain.submit(createDatanet(chain, ' '), alice), (error: unknown) => {
		return error instanceof ChainError && error.code === 'Datanets.BadName' && error.message.length > 30;
	});
	const publish = chain.api.tx.Datanets.publish_snapshot({ datanet });
	assert.equal(await refusal(chain, publish, eve), 'Datanets.NotCurator');
	const all = transfer(chain, eve.address, TOTAL_SUPPLY);
	assert.equal(await refusal(chain, all, alice), 'Token.FundsUnavailable');
	const admission = chain.api.tx.System.set_heap_pages({ pages: 8n });
	assert.equal(await refusal(chain, admission, alice), 'BadOrigin');
});

test('a batch is all or nothing, and calls of one signer may be under way together', async () => {
	const [bob, eve] = ['//Bob', '//Eve'].map(fromUri);
	const bad = chain.batchAll([transfer(chain, eve.address, open(1)), chain.api.tx.Attribution.claim()]);
	const before = await chain.balance(eve.address);
	assert.equal(await refusal(chain, bad, bob), 'Attribution.NothingToClaim');
	assert.deepEqual(await chain.balance(eve.address), before);
	await Promise.all([1, 2, 3].map(() => chain.submit(transfer(chain, eve.address, open(1)), bob)));
	const remark = chain.api.tx.System.remark({ remark: new Uint8Array(3) });
	const final = await chain.submitFinal(remark, bob);
	assert.ok(final.names().includes('System.ExtrinsicSuccess'));
	assert.equal((await chain.balance(eve.address)).free - before.free, open(3));
});

test('an upload goes on where it broke off', async () => {
	const blob = Uint8Array.from({ length: 3 * CHUNK + 5 }, (_, i) => (i * 7) % 256);
	const root = rootOf(blob);
	await putChunk(chain, root, blob.length, 0, blob.subarray(0, CHUNK));
	assert.equal((await blobStatus(chain, root))?.received, CHUNK);
	const seen: number[] = [];
	assert.equal(await upload(chain, blob, (done) => seen.push(done)), root);
	assert.deepEqual(seen, [2 * CHUNK, 3 * CHUNK, blob.length]);
	assert.deepEqual(await download(chain, root), blob);
});

test('enums are made by name', () => {
	const { decodedCall } = chain.api.tx.Datanets.review({ datanet: 0, contribution: 0n, verdict: Enum('Accept') });
	assert.equal(decodedCall.type, 'Datanets');
});

test('the books balance', () => booksBalance(chain, TOTAL_SUPPLY));
