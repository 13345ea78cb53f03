// Four validators and a provider, one of the validators killed with `kill -9` and restarted ten times: finality goes
// on, the node catches up and votes again, and what was final stays so on every node.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { open, TOTAL_SUPPLY, until } from '@openledger/sdk';
import { Chain, type Signer } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { FinalityWatch, startFour } from '../src/lib/network.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import { fourSpec, toRaw } from '../src/lib/spec.js';

const KILLS = 10;
/**
 * Longest time in milliseconds in which nothing new may become final.
 *
 * Blocks come each second, final two or three later.
 */
const PAUSE = 20_000;

/** One payment of a kind that no other is equal to, and where it became final. */
interface Payment {
	to: string;
	amount: bigint;
	final?: { block: string; index: number; hash: string };
}

let nodes: Node[], victim: Node;
/** The chain as a validator that lives knows it. */
let chain: Chain;
let payer: Signer;
const payments: Payment[] = [];
const troubles: string[] = [];

before(async () => {
	const spec = await toRaw(await fourSpec(30));
	const validators = await startFour(spec);
	victim = validators[3];
	const args = ['--chain', spec, '--no-mdns', '--bootnodes', await validators[0].address()];
	const provider = await Node.start({ name: 'provider', args, provider: true });
	nodes = [...validators, provider];
	chain = await Chain.connect(validators[1].ws);
	payer = chain.accounts.get('//Ferdie');
	await chain.untilFinalised(3);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

/** Sends the next payment to somebody new, and notes where it becomes final. */
async function pay(): Promise<void> {
	const index = payments.length;
	const [to, amount] = [chain.accounts.get(`//Fault//${index}`).address, open(1) + BigInt(index)];
	const call = chain.api.tx.balances.transferKeepAlive(to, amount);
	const payment: Payment = { to, amount };
	payments.push(payment);
	await call.signAndSend(payer, { nonce: index }, (result) => {
		if (result.isError || result.dispatchError) troubles.push(`payment ${index}: ${result.status.type}`);
		if (!result.status.isFinalized) return;
		const block = result.status.asFinalized.toHex();
		payment.final = { block, index: result.txIndex!, hash: result.txHash.toHex() };
	});
}

/** The last block that the victim calls final. */
async function finalHead(): Promise<{ number: number; hash: string }> {
	const hash = await victim.request<string>('chain_getFinalizedHead');
	const { number } = await victim.request<{ number: string }>('chain_getHeader', hash);
	return { number: Number(number), hash };
}

test(`finality survives ${KILLS} times kill -9, and loses nothing`, async (t) => {
	const watch = new FinalityWatch();
	await watch.follow(chain);
	// Payments go on all along, one at each new block.
	const stop = await chain.api.rpc.chain.subscribeNewHeads(() => {
		pay().catch((error: unknown) => troubles.push(String(error)));
	});
	for (let kill = 1; kill <= KILLS; kill++) {
		// Somewhere in a slot, not where the last wait ended.
		await pause(Math.random() * 1000);
		const known = await finalHead();
		await victim.kill();
		const gone = await chain.finalisedNumber();
		await chain.untilFinalised(gone + 3, 60);
		await victim.restart();
		const back = await chain.finalisedNumber();
		const head = await until(`the victim of kill ${kill} to catch up`, 60, async () => {
			const head = await finalHead();
			return head.number >= back ? head : undefined;
		});
		assert.equal(
			await victim.request('chain_getBlockHash', known.number),
			known.hash,
			'what it called final stays',
		);
		t.diagnostic(`kill ${kill}: final ${known.number} before, ${back} at the restart, ${head.number} soon after`);
	}
	// With another validator gone, nothing is final without the victim's vote.
	await nodes[2].kill();
	await chain.untilFinalised((await chain.finalisedNumber()) + 3, 60);
	await nodes[2].restart();
	stop();
	await until('every payment to be final', 60, () =>
		troubles.length > 0 || payments.every(({ final }) => final) ? true : undefined,
	);
	watch.stop();
	assert.deepEqual(troubles, []);
	assert.ok(payments.length >= 3 * KILLS);
	assert.ok(watch.longestPause < PAUSE, `nothing new was final for ${watch.longestPause} ms`);
	t.diagnostic(`${payments.length} payments; the longest pause of finality was ${watch.longestPause} ms`);

	// One block, after all of this, at which to compare.
	const number = await chain.finalisedNumber();
	const block = (await chain.api.rpc.chain.getBlockHash(number)).toHex();
	const chains = await Promise.all(nodes.map((node) => Chain.connect(node.ws)));
	for (const [index, own] of chains.entries()) await own.untilFinalised(number, 60 + index);
	await watch.check(chains);
	const fees = new Set<bigint>();
	for (const own of chains) {
		assert.equal((await own.api.rpc.chain.getBlockHash(number)).toHex(), block);
		for (const { final } of payments) {
			const { header, extrinsics } = (await own.api.rpc.chain.getBlock(final!.block)).block;
			assert.equal(extrinsics[final!.index].hash.toHex(), final!.hash);
			assert.equal((await own.api.rpc.chain.getBlockHash(header.number.unwrap())).toHex(), final!.block);
		}
		const at = await own.api.at(block);
		const accounts = await at.query.system.account.multi([payer.address, ...payments.map(({ to }) => to)]);
		const [left, ...got] = (accounts as unknown as { data: { free: { toBigInt(): bigint } } }[]).map(({ data }) =>
			data.free.toBigInt(),
		);
		assert.deepEqual(
			got,
			payments.map(({ amount }) => amount),
		);
		fees.add(left);
	}
	assert.equal(fees.size, 1, 'the payer has the same on every node');
	for (const own of chains) {
		await booksBalance(own, TOTAL_SUPPLY);
		await own.close();
	}
});
