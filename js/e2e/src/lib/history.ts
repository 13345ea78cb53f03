// What blocks say that happened, read after the fact.

import type { Signer } from '@openledger/sdk';
import type { Chain, Decoded } from './chain.js';

/** An event of a block. */
export interface Happened {
	/** Number of the block. */
	block: number;
	/** The event's name, `Pallet.Event`. */
	name: string;
	/** Its fields by name, as the metadata types them. */
	fields: Record<string, Decoded>;
}

/**
 * Reads the events of the best chain's blocks from a number up to its head, in their order.
 *
 * A node keeps the states of the last 256 blocks, so the first must not be older.
 */
export async function eventsSince(chain: Chain, first: number): Promise<Happened[]> {
	const { api } = chain;
	const last = await chain.bestNumber();
	const all: Happened[] = [];
	for (let block = first; block <= last; block++) {
		const at = await api.at(await api.rpc.chain.getBlockHash(block));
		const records = (await at.query.system.events()) as Decoded;
		for (const { event } of records) {
			const { section, method, data } = event;
			const name = `${section.charAt(0).toUpperCase()}${section.slice(1)}.${method}`;
			const names: string[] = data.names ?? data.map((_: unknown, index: number) => String(index));
			const fields = Object.fromEntries(names.map((field, index) => [field, data[index]]));
			all.push({ block, name, fields });
		}
	}
	return all;
}

/** Returns the fees that accounts have paid for their calls, by the events given. */
export function feesOf(events: Happened[], ...who: Pick<Signer, 'address'>[]): bigint {
	const addresses = new Set(who.map(({ address }) => address));
	return events
		.filter(({ name }) => name === 'TransactionPayment.TransactionFeePaid')
		.filter(({ fields }) => addresses.has(fields.who.toString()))
		.reduce((sum, { fields }) => sum + fields.actualFee.toBigInt(), 0n);
}
