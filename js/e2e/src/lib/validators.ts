// Validators and delegators, through the calls and runtime APIs that anyone has.

import { u8aToHex } from '@polkadot/util';
import type { Chain, Decoded, Events, Signer } from './chain.js';

/** The stake of an account with a validator and its unclaimed rewards, in planck. */
export interface Position {
	stake: bigint;
	claimable: bigint;
}

/** Makes session keys in the keystore of a node, and the proof that they belong to `stash`. */
export async function newKeys(chain: Chain, stash: Signer): Promise<{ keys: string; proof: string }> {
	return chain.request('author_rotateKeysWithOwner', u8aToHex(stash.publicKey));
}

export async function position(chain: Chain, validator: Signer, account: Signer): Promise<Position> {
	const found = (await chain.api.call.validatorsApi.position(validator.address, account.address)) as Decoded;
	return { stake: found.stake.toBigInt(), claimable: found.claimable.toBigInt() };
}

/** Returns the number of the running session. */
export async function sessionIndex(chain: Chain): Promise<number> {
	return ((await chain.api.query.session.currentIndex()) as Decoded).toNumber();
}

/** Waits for a session to begin. */
export async function untilSession(chain: Chain, session: number, seconds = 240): Promise<void> {
	await chain.atEachBlock(
		`session ${session}`,
		seconds,
		async () => (await sessionIndex(chain)) >= session || undefined,
	);
}

/** Waits until the set of the running session has, or has no more, a validator. */
export async function untilInSet(chain: Chain, validator: Signer, is: boolean, seconds = 240): Promise<void> {
	await chain.atEachBlock(`${validator.address} to ${is ? 'enter' : 'leave'} the set`, seconds, async () => {
		const set = ((await chain.api.query.session.validators()) as Decoded).map(String) as string[];
		return set.includes(validator.address) === is || undefined;
	});
}

/** Returns how many blocks a validator has authored so far. */
export async function authoredBlocks(chain: Chain, validator: Signer): Promise<number> {
	return ((await chain.api.query.validators.authoredBlocks(validator.address)) as Decoded).toNumber();
}

/** Waits until a validator has authored more blocks than now. */
export async function untilAuthored(chain: Chain, validator: Signer, more: number, seconds = 240): Promise<void> {
	const least = (await authoredBlocks(chain, validator)) + more;
	await chain.atEachBlock(
		`${more} blocks by ${validator.address}`,
		seconds,
		async () => (await authoredBlocks(chain, validator)) >= least || undefined,
	);
}

/** Returns the fee that a signer paid for a call, from its events. */
export function feePaid(events: Events): bigint {
	const { actualFee } = events.get('TransactionPayment.TransactionFeePaid');
	return actualFee.toBigInt();
}
