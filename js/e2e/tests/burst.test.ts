// A validator comes to the network with far more transactions in its pool than a connection has room for. It is not cut
// off, takes part in finality at once, and every transaction gets into a block.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TOTAL_SUPPLY, until } from '@openledger/sdk';
import { Chain } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { FinalityWatch } from '../src/lib/network.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import { endowments, signAll, transfers } from '../src/lib/senders.js';
import { endow, plainSpec, toRaw } from '../src/lib/spec.js';

/**
 * Near what a pool holds by default, 8,192, and four times what litep2p queues for a connection before it closes it,
 * 2,048.
 */
const BURST = 8000;
/**
 * Longest time in milliseconds in which nothing new may become final.
 *
 * Blocks come each three seconds, final two or three later.
 */
const PAUSE = 25_000;

after(stopAll);

test('a validator with a full pool joins, and neither a connection nor finality breaks', async (t) => {
	const gifts = await endowments(BURST);
	const spec = await toRaw(
		await plainSpec('local', (genesis, whole) => {
			whole.id = 'openledger_burst';
			endow(genesis, gifts);
		}),
	);
	const start = (name: string, ...more: string[]): Promise<Node> =>
		Node.start({ name, args: ['--chain', spec, '--no-mdns', `--${name}`, ...more] });
	const alice = await start('alice');
	const address = await alice.address();
	const bob = await start('bob', '--bootnodes', address);
	// Knows nobody, so it neither follows nor authors; without it, two of three make nothing final.
	const charlie = await start('charlie', '--rpc-methods', 'unsafe');
	const nodes = [alice, bob, charlie];
	const chains = await Promise.all(nodes.map((node) => Chain.connect(node.ws)));
	const [chain, , lone] = chains;

	const transactions = await signAll(chain, BURST, await transfers(chain));
	const sent = await Promise.allSettled(transactions.map((hex) => lone.api.rpc.author.submitExtrinsic(hex)));
	assert.deepEqual(
		sent.filter(({ status }) => status === 'rejected'),
		[],
	);
	assert.equal((await charlie.request<unknown[]>('author_pendingExtrinsics')).length, BURST);
	assert.equal(await chain.finalisedNumber(), 0);

	const watch = new FinalityWatch();
	for (const one of chains) await watch.follow(one);
	await charlie.request('system_addReservedPeer', address);
	const joined = Date.now();
	await until(
		'the first block to become final',
		PAUSE / 1000,
		async () => (await chain.finalisedNumber()) > 0 || undefined,
	);
	t.diagnostic(`final ${Date.now() - joined} ms after joining`);

	let [counted, included] = [0, 0];
	await chain.atEachBlock('all transactions in final blocks', 240, async () => {
		for (const final = await chain.finalisedNumber(); counted < final; counted++) {
			const hash = await chain.api.rpc.chain.getBlockHash(counted + 1);
			const { block } = await chain.request<{ block: { extrinsics: string[] } }>('chain_getBlock', hash.toHex());
			// The time of the block is the one extrinsic that nobody sent.
			included += block.extrinsics.length - 1;
		}
		return included >= BURST || undefined;
	});
	t.diagnostic(`all final ${Date.now() - joined} ms after joining; longest pause ${watch.longestPause} ms`);
	assert.equal(included, BURST);
	watch.stop();
	assert.ok(watch.longestPause < PAUSE, `nothing became final for ${watch.longestPause} ms`);
	await watch.check(chains);
	await booksBalance(chain, TOTAL_SUPPLY);
	for (const node of nodes) {
		assert.doesNotMatch(node.text(), /clogged/, node.log);
		assert.equal((await node.request<{ peers: number }>('system_health')).peers, 2, node.log);
	}
	for (const one of chains) await one.close();
});
