// A test network of four validators, and a watch over its finality.

import assert from 'node:assert/strict';
import type { Chain } from './chain.js';
import type { Site } from './namespaces.js';
import { Node } from './node.js';
import { FOUR } from './spec.js';

/**
 * Starts the validators of a {@link fourSpec} chain, or some of them, in sites of their own if given. The first is the
 * boot node.
 */
export async function startFour(spec: string, sites: Site[] = [], names: readonly string[] = FOUR): Promise<Node[]> {
	const nodes: Node[] = [];
	for (const [index, name] of names.entries()) {
		const args = ['--chain', spec, `--${name}`, '--no-mdns'];
		if (nodes.length > 0) args.push('--bootnodes', await nodes[0].address());
		nodes.push(await Node.start({ name, args, site: sites[index] }));
	}
	return nodes;
}

/** Follows the blocks that nodes finalise: two different ones at one height are an error. */
export class FinalityWatch {
	private readonly blocks = new Map<number, string>();
	private readonly stops: (() => void)[] = [];
	private readonly conflicts: string[] = [];
	private last = Date.now();
	/** Longest time in milliseconds in which no watched node finalised anything new. */
	longestPause = 0;
	/** The highest final block. */
	highest = 0;

	/** Follows one more node. */
	async follow(chain: Chain): Promise<void> {
		this.stops.push(
			await chain.api.rpc.chain.subscribeFinalizedHeads((header) => {
				this.note(header.number.toNumber(), header.hash.toHex());
			}),
		);
	}

	private note(number: number, hash: string): void {
		const known = this.blocks.get(number);
		if (known === undefined) this.blocks.set(number, hash);
		else if (known !== hash) this.conflicts.push(`block ${number} is ${known} and ${hash}`);
		if (number <= this.highest) return;
		this.highest = number;
		this.longestPause = Math.max(this.longestPause, Date.now() - this.last);
		this.last = Date.now();
	}

	/** Checks that nobody finalised two blocks at one height, and that every node of `chains` holds all of them. */
	async check(chains: Chain[]): Promise<void> {
		assert.deepEqual(this.conflicts, []);
		assert.ok(this.blocks.size > 0);
		for (const [number, hash] of this.blocks) {
			for (const chain of chains) {
				assert.equal((await chain.api.rpc.chain.getBlockHash(number)).toHex(), hash, `block ${number}`);
			}
		}
	}

	stop(): void {
		for (const stop of this.stops) stop();
	}
}
