// Transactions found again after a reload: by their hash, in the blocks in which they may be.

import { blake2b256, BEST, fromHex, type OpenLedger, toHex } from '@openledger/sdk';

/** Blocks for which a transaction can be included after it was signed. */
export const LIFE = 64;

/** Where a transaction went. */
export type Trace = { state: 'waiting' } | { state: 'included'; block: number; ok?: boolean } | { state: 'gone' };

/** Looks for a transaction that was signed when the best block had the number `from`. */
export async function trace(chain: OpenLedger, hash: string, from: number): Promise<Trace> {
	const best = await chain.bestNumber();
	for (let number = from; number <= Math.min(best, from + LIFE + 1); number += 1) {
		const block = await chain.request<string | null>('chain_getBlockHash', number);
		if (!block) break;
		const { block: body } = await chain.request<{ block: { extrinsics: string[] } }>('chain_getBlock', block);
		const index = body.extrinsics.findIndex((bytes) => toHex(blake2b256(fromHex(bytes))) === hash);
		if (index >= 0) return { state: 'included', block: number, ok: await outcome(chain, block, index) };
	}
	return (await chain.finalisedNumber()) > from + LIFE + 1 ? { state: 'gone' } : { state: 'waiting' };
}

/** Returns whether an extrinsic succeeded; nothing where the block's events are no longer there. */
async function outcome(chain: OpenLedger, block: string, index: number): Promise<boolean | undefined> {
	const events = await chain.api.query.System.Events.getValue({ at: block }).catch(() => []);
	for (const { phase, event } of events) {
		if (phase.type !== 'ApplyExtrinsic' || phase.value !== index || event.type !== 'System') continue;
		if (event.value.type === 'ExtrinsicSuccess') return true;
		if (event.value.type === 'ExtrinsicFailed') return false;
	}
	return undefined;
}

/** Returns the free balance of an account in planck. */
export async function freeBalance({ api }: OpenLedger, address: string): Promise<bigint> {
	const { data } = await api.query.System.Account.getValue(address, BEST);
	return data.free > data.frozen ? data.free - data.frozen : 0n;
}
