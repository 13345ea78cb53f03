// What a failed or cancelled job cost, by the events of its blocks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endCost, Enum, type EventRecord, firstThat, orderCost } from '@openledger/sdk';
import { jobCost } from '../src/logic/jobs.js';

const ESCROW = Enum('ModelFactory', Enum('JobEscrow'));

/** Returns an event of one extrinsic. */
function happened(index: number, event: EventRecord['event']): EventRecord {
	return { phase: Enum('ApplyExtrinsic', index), event, topics: [] };
}

function held(index: number, who: string, amount: bigint): EventRecord {
	return happened(index, Enum('Balances', Enum('Held', { reason: ESCROW, who, amount })));
}

function paid(index: number, source: string, dest: string, amount: bigint): EventRecord {
	return happened(index, Enum('Balances', Enum('TransferOnHold', { reason: ESCROW, source, dest, amount })));
}

function fee(index: number, who: string, actual_fee: bigint): EventRecord {
	return happened(index, Enum('TransactionPayment', Enum('TransactionFeePaid', { who, actual_fee, tip: 0n })));
}

function submitted(index: number, job: bigint, builder: string, escrow: bigint): EventRecord {
	return happened(index, Enum('ModelFactory', Enum('JobSubmitted', { job, builder, base: 0, escrow })));
}

function failed(index: number, job: bigint, refund: bigint): EventRecord {
	const event = Enum('JobFailed', { job, reason: Enum('Diverged'), refund });
	return happened(index, Enum('ModelFactory', event));
}

function cancelled(index: number, job: bigint, compensation: bigint, refund: bigint): EventRecord {
	return happened(index, Enum('ModelFactory', Enum('JobCancelled', { job, compensation, refund })));
}

test('an order costs its fee and, in a queue that fills up, a place', () => {
	const records = [
		// Another order of the same block, and a job that this one took the place of.
		...[held(1, 'Eve', 70n), submitted(1, 6n, 'Eve', 70n), fee(1, 'Eve', 2n)],
		failed(2, 3n, 5n),
		// Of what is kept for it, 20 are for its model's record and no part of its escrow.
		...[held(2, 'Eve', 100n), paid(2, 'Eve', 'Treasury', 4n), submitted(2, 7n, 'Eve', 76n), fee(2, 'Eve', 3n)],
	];
	assert.deepEqual(orderCost(records, 7n), { held: 100n, escrow: 96n, networkFee: 3n });
	assert.deepEqual(orderCost(records, 6n), { held: 70n, escrow: 70n, networkFee: 2n });
	assert.equal(orderCost(records, 8n), undefined);
});

test('a failed job says what each provider was paid, and the worker’s fee is not the builder’s', () => {
	const records = [
		...[paid(1, 'Eve', 'Charlie', 2n), paid(1, 'Eve', 'Dave', 2n), failed(1, 7n, 92n), fee(1, 'Worker', 9n)],
		// Somebody else's job of another extrinsic.
		...[paid(2, 'Bob', 'Charlie', 50n), failed(2, 8n, 0n)],
	];
	const end = endCost(records, 7n, 'Eve');
	assert.deepEqual(end, {
		refund: 92n,
		paid: [
			{ to: 'Charlie', amount: 2n },
			{ to: 'Dave', amount: 2n },
		],
		networkFee: 0n,
	});
	assert.equal(endCost(records, 9n, 'Eve'), undefined);
});

test('of jobs that are cancelled at once, each has its own compensation', () => {
	const records = [
		...[paid(1, 'Eve', 'Charlie', 10n), cancelled(1, 1n, 10n, 90n)],
		...[paid(1, 'Eve', 'Dave', 5n), cancelled(1, 2n, 5n, 45n)],
		fee(1, 'Eve', 3n),
	];
	assert.deepEqual(endCost(records, 1n, 'Eve')?.paid, [{ to: 'Charlie', amount: 10n }]);
	assert.deepEqual(endCost(records, 2n, 'Eve'), {
		refund: 45n,
		paid: [{ to: 'Dave', amount: 5n }],
		networkFee: 3n,
	});
});

test('what did not come back is the sum of its parts, and with what did all that was spent', () => {
	const order = { held: 100n, escrow: 96n, networkFee: 3n };
	const end = { refund: 80n, paid: [{ to: 'Charlie', amount: 10n }], networkFee: 1n };
	const cost = jobCost(end, order);
	assert.deepEqual(cost.parts, [
		{ to: 'payee', who: 'Charlie', planck: 10n },
		{ to: 'earlier', planck: 6n },
		{ to: 'place', planck: 4n },
		{ to: 'order', planck: 3n },
		{ to: 'end', planck: 1n },
	]);
	assert.equal(cost.lost, 24n);
	assert.equal(cost.back + cost.lost, order.held + order.networkFee + end.networkFee);
});

test('a job that nobody took cost its fees alone, and none is invented where the order is not known', () => {
	const end = { refund: 100n, paid: [], networkFee: 0n };
	const whole = jobCost(end, { held: 100n, escrow: 100n, networkFee: 3n });
	assert.deepEqual(whole.parts, [{ to: 'order', planck: 3n }]);
	assert.deepEqual(jobCost(end, undefined), { held: undefined, back: 100n, parts: [], lost: 0n });
});

test('the first block is found, also where older states are gone', async () => {
	for (const first of [1, 2, 57, 99, 100]) {
		assert.equal(await firstThat(1, 100, async (at) => at >= first), first);
		const pruned = async (at: number): Promise<boolean> => {
			if (at < 50) throw new Error('dropped');
			return at >= first;
		};
		assert.equal(await firstThat(1, 100, pruned), Math.max(first, 50));
	}
});
