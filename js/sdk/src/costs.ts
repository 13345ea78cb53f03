// What a job cost that came to nothing, by the events of the blocks in which it was ordered and in which it ended.
//
// The chain's record of a job that is over says nothing of money, so the blocks are searched for. A node keeps the
// states of its last 256 final blocks, and with them their events, unless it was started with
// `--state-pruning archive`.

import { type Api, BEST, type OpenLedger } from './chain.js';

/** An event of a block. */
export type EventRecord = Awaited<ReturnType<Api['query']['System']['Events']['getValue']>>[number];

/** What ordering a job moved, in planck. */
export interface OrderCost {
	/** Amount that the builder put on hold. */
	held: bigint;
	/**
	 * Part of it that was kept for the job and for the record of its model; the rest was the fee for its place in the
	 * queue.
	 */
	escrow: bigint;
	/** Fee of the builder's transaction. */
	networkFee: bigint;
}

/** What the end of a job moved, in planck. */
export interface EndCost {
	/** Amount that returned to the builder. */
	refund: bigint;
	/** Amounts that others were paid out of the escrow. */
	paid: { to: string; amount: bigint }[];
	/** Fee of the transaction that ended it, if that was the builder's. */
	networkFee: bigint;
}

/** A part of a job's cost with the block that tells it. */
export type Found<T> = T & {
	/** True if the block is final: it cannot be replaced any more. */
	isFinal: boolean;
};

/** Events of this pallet that close a job's part of a transaction which is about several jobs. */
const STEPS = ['JobSubmitted', 'JobReopened', 'JobFinalised', 'JobFailed', 'JobCancelled'];

/** States in which a job is over and came to nothing. */
const FAILED = ['Failed', 'Cancelled'];

function isStep({ event }: EventRecord): boolean {
	return event.type === 'ModelFactory' && STEPS.includes(event.value.type);
}

/** Returns the events of the transaction, or other part of a block, that one event belongs to. */
function besides(records: readonly EventRecord[], { phase }: EventRecord): EventRecord[] {
	return records.filter(({ phase: other }) => other.type === phase.type && other.value === phase.value);
}

/** Returns the events that lead to one: those of its transaction since another job's. */
function leadingTo(records: readonly EventRecord[], last: EventRecord): EventRecord[] {
	const all = besides(records, last);
	const before = all.slice(0, all.indexOf(last));
	return before.slice(before.findLastIndex(isStep) + 1);
}

/** Returns the fee that an account paid for the transaction of an event. */
function feeOf(records: readonly EventRecord[], of: EventRecord, who: string): bigint {
	const fees = besides(records, of).flatMap(({ event }) =>
		event.type === 'TransactionPayment' && event.value.value.who === who ? [event.value.value.actual_fee] : [],
	);
	return fees.reduce((sum, fee) => sum + fee, 0n);
}

/** Returns the events of the escrows' pot among some. */
function ofEscrow(records: readonly EventRecord[]) {
	return records.flatMap(({ event }) => {
		if (event.type !== 'Balances') return [];
		const { value: moved } = event;
		if (moved.type !== 'Held' && moved.type !== 'TransferOnHold') return [];
		const { reason } = moved.value;
		return reason.type === 'ModelFactory' && reason.value.type === 'JobEscrow' ? [moved] : [];
	});
}

/** Returns what ordering a job moved, by its block's events; nothing if they do not tell of it. */
export function orderCost(records: readonly EventRecord[], job: bigint): OrderCost | undefined {
	for (const record of records) {
		const { event } = record;
		if (event.type !== 'ModelFactory' || event.value.type !== 'JobSubmitted') continue;
		const { job: id, builder, escrow } = event.value.value;
		if (id !== job) continue;
		const moved = ofEscrow(leadingTo(records, record));
		const hold = moved.findLast((one) => one.type === 'Held' && one.value.who === builder);
		const held = hold?.value.amount ?? escrow;
		const place = moved
			.flatMap((one) => (one.type === 'TransferOnHold' && one.value.source === builder ? [one.value.amount] : []))
			.reduce((sum, amount) => sum + amount, 0n);
		return { held, escrow: held - place, networkFee: feeOf(records, record, builder) };
	}
	return undefined;
}

/** Returns what the end of a failed or cancelled job moved, by its block's events; nothing if they tell of none. */
export function endCost(records: readonly EventRecord[], job: bigint, builder: string): EndCost | undefined {
	for (const record of records) {
		const { event } = record;
		if (event.type !== 'ModelFactory') continue;
		const { value: end } = event;
		if ((end.type !== 'JobFailed' && end.type !== 'JobCancelled') || end.value.job !== job) continue;
		const paid = ofEscrow(leadingTo(records, record)).flatMap((moved) =>
			moved.type === 'TransferOnHold' && moved.value.source === builder
				? [{ to: moved.value.dest, amount: moved.value.amount }]
				: [],
		);
		return { refund: end.value.refund, paid, networkFee: feeOf(records, record, builder) };
	}
	return undefined;
}

/**
 * Returns the lowest number from `low` to `high` that passes, where all after it pass too.
 *
 * `high` passes, and one that cannot be tested does not.
 */
export async function firstThat(low: number, high: number, passes: (at: number) => Promise<boolean>): Promise<number> {
	let [from, to] = [low, high];
	while (from < to) {
		const middle = Math.floor((from + to) / 2);
		if (await passes(middle).catch(() => false)) to = middle;
		else from = middle + 1;
	}
	return to;
}

/** Reads the events of the first block from which on something holds, and what they say; nothing if that is lost. */
async function search<T>(
	chain: OpenLedger,
	holds: (block: string) => Promise<boolean>,
	tell: (records: readonly EventRecord[]) => T | undefined,
): Promise<Found<T> | undefined> {
	const hashOf = async (number: number): Promise<string> => {
		const hash = await chain.request<string | null>('chain_getBlockHash', number);
		if (hash === null) throw new Error(`there is no block ${number}`);
		return hash;
	};
	const best = await chain.bestNumber();
	const number = await firstThat(1, best, async (at) => holds(await hashOf(at)));
	const at = await hashOf(number);
	const records = await chain.api.query.System.Events.getValue({ at }).catch(() => []);
	const told = tell(records);
	return told && { ...told, isFinal: number <= (await chain.finalisedNumber()) };
}

/** Reads what ordering a job moved; nothing if the node has dropped the state of that block. */
export function readOrderCost(chain: OpenLedger, job: bigint): Promise<Found<OrderCost> | undefined> {
	const { NextJob } = chain.api.query.ModelFactory;
	const isOrdered = async (at: string): Promise<boolean> => (await NextJob.getValue({ at })) > job;
	return search(chain, isOrdered, (records) => orderCost(records, job));
}

/**
 * Reads what the end of a job moved that failed or was cancelled; nothing if it did not end so, or if the node has
 * dropped the state of that block.
 */
export async function readEndCost(chain: OpenLedger, job: bigint): Promise<Found<EndCost> | undefined> {
	const { Jobs } = chain.api.query.ModelFactory;
	const now = await Jobs.getValue(job, BEST);
	if (!now || !FAILED.includes(now.status.type)) return undefined;
	const isOver = async (at: string): Promise<boolean> =>
		FAILED.includes((await Jobs.getValue(job, { at }))?.status.type ?? '');
	return search(chain, isOver, (records) => endCost(records, job, now.builder));
}
