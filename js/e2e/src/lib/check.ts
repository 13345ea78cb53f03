// Expectations about calls and about the chain's books.

import assert from 'node:assert/strict';
import { ChainError } from '@openledger/sdk';
import { type Call, type Chain, chainError, type Signer } from './chain.js';

/** A connection that submits calls: the SDK's or that of @polkadot/api. */
interface Submits<C, S, E> {
	submit(call: C, signer: S): Promise<E>;
}

/** Submits each call on its own and expects its event, `Pallet.Event`; returns the last call's events. */
export async function accepted<C, S, E extends { names(): string[] }>(
	chain: Submits<C, S, E>,
	signer: S,
	calls: [NoInfer<C>, string][],
): Promise<E> {
	let events: E | undefined;
	for (const [call, event] of calls) {
		events = await chain.submit(call, signer);
		assert.ok(events.names().includes(event), `${event} is missing among ${events.names().join(', ')}`);
	}
	assert.ok(events);
	return events;
}

/** Submits calls in one batch and expects each to be refused with its error, `Pallet.Error`. */
export async function refused(chain: Chain, signer: Signer, calls: [Call, string][]): Promise<void> {
	const batch = chain.api.tx.utility.forceBatch(calls.map(([call]) => call));
	const events = await chain.submit(batch, signer);
	const outcomes = events.records
		.filter(({ event }) => event.section === 'utility' && event.method.startsWith('Item'))
		.map(({ event }) =>
			event.method === 'ItemFailed' ? chainError(chain.api, event.data[0] as never).code : 'accepted',
		);
	const name = (call: Call): string => `${call.method.section}.${call.method.method}`;
	assert.deepEqual(
		calls.map(([call], index) => [name(call), outcomes[index]]),
		calls.map(([call, error]) => [name(call), error]),
	);
}

/** Returns the code of the refusal that a call meets, or throws if it is accepted. */
export async function refusal<C, S>(chain: Submits<C, S, unknown>, call: NoInfer<C>, signer: S): Promise<string> {
	try {
		await chain.submit(call, signer);
	} catch (error) {
		if (error instanceof ChainError) return error.code;
		throw error;
	}
	throw new Error('the call was accepted');
}

/** A connection that reads the chain's books. */
interface Books {
	checkIntegrity(): Promise<void>;
	totalIssuance(): Promise<bigint>;
	sumOfBalances(): Promise<bigint>;
}

/** Checks the end of every end-to-end test: all invariants hold, and no planck came or went. */
export async function booksBalance(chain: Books, issuance: bigint): Promise<void> {
	await chain.checkIntegrity();
	assert.equal(await chain.totalIssuance(), issuance);
	assert.equal(await chain.sumOfBalances(), issuance);
}
