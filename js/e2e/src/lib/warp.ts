// Warp sync: a chain of fast slots whose authorities change at every epoch, and a new node that jumps to its head.

import assert from 'node:assert/strict';
import { open, TOTAL_SUPPLY, until } from '@openledger/sdk';
import { Chain, type Decoded } from './chain.js';
import { Node } from './node.js';
import { plainSpec, toRaw } from './spec.js';
import { newKeys, sessionIndex } from './validators.js';

/** Nodes that a new one wants to see before it asks for a warp proof, by the SDK's own rule. */
const SOURCES = 3;

/** States are kept for more blocks than any chain here has, so that a missing one was never computed. */
const KEEP_STATES = ['--state-pruning', '1000000'];

/** Length and pace of the chain to make. */
export interface ChainPlan {
	/** Blocks to finalise before a node joins. */
	blocks: number;
	/** Length of a slot in milliseconds. */
	slot: number;
	/** Length of an epoch in slots. */
	epoch: number;
}

/** A chain with its only validator. */
export interface Grown {
	spec: string;
	validator: Node;
	chain: Chain;
	/** Accounts that were paid on the way. */
	paid: string[];
}

/** Times that a new node needed, in seconds, and the chain that it joined. */
export interface Measured {
	/** Last finalised block when it was started. */
	height: number;
	/** Changes of GRANDPA's authorities that its warp proof had to cross. */
	setChanges: number;
	/** Seconds that the slower of the nodes that execute every block needed. */
	fullSync: number;
	/** Seconds from starting the process until its best and finalised blocks are the chain's. */
	warpSync: number;
	/** Seconds from starting the process until it also holds all blocks of the past. */
	history: number;
}

/**
 * Makes a chain.
 *
 * At each epoch somebody new is paid and the validator takes new session keys, so that states and authorities differ.
 */
export async function growChain(plan: ChainPlan, onProgress: (finalised: number) => void = () => {}): Promise<Grown> {
	const plain = await plainSpec('dev', (genesis, spec) => {
		spec.id = `openledger_warp_${plan.slot}_${plan.epoch}`;
		genesis.validators.slotDuration = plan.slot;
		genesis.validators.epochLength = plan.epoch;
	});
	const spec = await toRaw(plain);
	const args = ['--chain', spec, '--alice', '--force-authoring', '--no-mdns', ...KEEP_STATES];
	const validator = await Node.start({ name: 'warp-validator', args });
	const chain = await Chain.connect(validator.ws);
	const [alice, stash] = ['//Alice', '//Alice//stash'].map((path) => chain.accounts.get(path));
	const paid: string[] = [];
	for (let session = -1; ; ) {
		const finalised = await until(
			`block ${plan.blocks} or the next session`,
			60 + (plan.epoch * plan.slot * 4) / 1000,
			async () => {
				const number = await chain.finalisedNumber();
				return number >= plan.blocks || (await sessionIndex(chain)) > session ? number : undefined;
			},
			500,
		);
		onProgress(finalised);
		if (finalised >= plan.blocks) return { spec, validator, chain, paid };
		session = await sessionIndex(chain);
		const { keys, proof } = await newKeys(chain, stash);
		await chain.submit(chain.api.tx.session.setKeys(keys, proof), stash);
		const someone = chain.accounts.get(`//Warp//${paid.length}`).address;
		await chain.submit(chain.api.tx.balances.transferKeepAlive(someone, open(1) + BigInt(paid.length)), alice);
		paid.push(someone);
	}
}

/** A block by number and hash. */
interface Head {
	number: number;
	hash: string;
}

/** Returns the last finalised block of a node; nothing while its header is still on the way after a warp proof. */
async function finalHead(node: Node): Promise<Head | undefined> {
	const hash = await node.request<string>('chain_getFinalizedHead');
	const header = await node.request<{ number: string } | null>('chain_getHeader', hash);
	return header ? { number: Number(header.number), hash } : undefined;
}

/** Returns whether a node has computed or fetched the state of a block. */
async function holdsState(node: Node, block: string): Promise<boolean> {
	try {
		await node.request('state_getRuntimeVersion', block);
		return true;
	} catch (error) {
		if (/State already discarded|UnknownBlock|unknown Block/.test(String(error))) return false;
		throw error;
	}
}

/**
 * Waits until a node's best and finalised blocks have reached a number and it holds the state.
 *
 * Checks that `chain` finalised the same block.
 */
async function untilFinal(node: Node, number: number, seconds: number, chain: Chain): Promise<Head> {
	const head = await until(
		`the node to finalise block ${number}`,
		seconds,
		async () => {
			const best = await node.request<{ number: string } | null>('chain_getHeader');
			const head = await finalHead(node);
			if (!head || !best || Number(best.number) < number || head.number < number) return undefined;
			return (await holdsState(node, head.hash)) ? head : undefined;
		},
		100,
	);
	await chain.untilFinalised(head.number);
	assert.equal(head.hash, (await chain.api.rpc.chain.getBlockHash(head.number)).toHex(), `block ${head.number}`);
	return head;
}

/** Starts a node and returns the seconds that it took to reach the head of `chain`. */
async function timeToHead(
	name: string,
	args: string[],
	chain: Chain,
): Promise<{ node: Node; seconds: number; from: number }> {
	const number = await chain.finalisedNumber();
	const from = Date.now();
	const node = await Node.start({ name, args });
	await untilFinal(node, number, 900, chain);
	return { node, seconds: (Date.now() - from) / 1000, from };
}

/** Returns every account at one block, as a node reports it. */
async function accountsAt(chain: Chain, block: string): Promise<Map<string, string>> {
	const entries = (await (await chain.api.at(block)).query.system.account.entries()) as [Decoded, Decoded][];
	return new Map(entries.map(([key, account]) => [key.args[0].toString(), account.toHex()]));
}

/** Adds nodes that execute every block, then one that warps to the head, and checks that it agrees with the others. */
export async function joinByWarp({ spec, validator, chain, paid }: Grown): Promise<Measured> {
	const boot: string[] = [await validator.address()];
	const args = (mode: string): string[] => [
		'--chain',
		spec,
		'--no-mdns',
		'--sync',
		mode,
		...KEEP_STATES,
		'--bootnodes',
		...boot,
	];
	const names = Array.from({ length: SOURCES - 1 }, (_, index) => `full-${index}`);
	const full = await Promise.all(names.map((name) => timeToHead(name, args('full'), chain)));
	boot.push(...(await Promise.all(full.map(({ node }) => node.address()))));

	const height = await chain.finalisedNumber();
	const setChanges = ((await chain.api.query.grandpa.currentSetId()) as Decoded).toNumber();
	const { node, seconds, from } = await timeToHead('warped', args('warp'), chain);
	for (const line of ['Warp sync is complete', 'State sync is complete']) {
		await until(`the node to say: ${line}`, 20, () => node.text().includes(line) || undefined);
	}

	// A node that executed the past holds its states; one that jumped does not.
	const early = (await chain.api.rpc.chain.getBlockHash(2)).toHex();
	assert.ok(await holdsState(full[0].node, early), 'a full sync computes the state of block 2');
	assert.ok(!(await holdsState(node, early)), 'a warp sync does not');

	const own = await Chain.connect(node.ws);
	try {
		const { hash } = await untilFinal(node, (await chain.bestNumber()) + 1, 60, chain);
		const [theirs, ours] = await Promise.all([chain, own].map((one) => accountsAt(one, hash)));
		assert.deepEqual(ours, theirs, 'all accounts are equal at one block');
		for (const [index, someone] of paid.entries()) {
			assert.equal((await own.balance(someone)).free, open(1) + BigInt(index));
		}
		assert.equal(await own.sumOfBalances(), TOTAL_SUPPLY);
		await until(
			'the blocks of the past',
			900,
			async () => (await node.request('chain_getBlock', early)) ?? undefined,
		);
	} finally {
		await own.close();
	}
	const history = (Date.now() - from) / 1000;
	return { height, setChanges, fullSync: Math.max(...full.map((one) => one.seconds)), warpSync: seconds, history };
}
