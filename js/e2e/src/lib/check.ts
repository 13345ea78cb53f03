// What the tests expect of calls.

import assert from 'node:assert/strict';
import type { Call, Chain, Events, Signer } from './chain.js';
import { ChainError } from './chain.js';

/** Submits each call on its own and expects its event, `Pallet.Event`; gives the last call's events. */
export async function accepted(chain: Chain, signer: Signer, calls: [Call, string][]): Promise<Events> {
	let events: Events | undefined;
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
			event.method === 'ItemFailed' ? ChainError.from(chain.api, event.data[0] as never).code : 'accepted',
		);
	const name = (call: Call): string => `${call.method.section}.${call.method.method}`;
	assert.deepEqual(
		calls.map(([call], index) => [name(call), outcomes[index]]),
		calls.map(([call, error]) => [name(call), error]),
	);
}

/** What every end-to-end test ends with: all invariants hold, and no planck came or went. */
export async function booksBalance(chain: Chain, issuance: bigint): Promise<void> {
	await chain.checkIntegrity();
	assert.equal(await chain.totalIssuance(), issuance);
	assert.equal(await chain.sumOfBalances(), issuance);
}
