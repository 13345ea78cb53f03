// Deadlines: of reads of the chain, and of the market's clock that payments wait for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundReads, finalise, type OpenLedger, type Signer, TimeoutError } from '@openledger/sdk';

/** An API of the shape of a typed one, with reads that answer, and some that never do. */
function silentApi() {
	const never = new Promise<number>(() => {});
	return {
		query: {
			System: {
				Account: {
					depth: 3,
					getValue: (_at: string): Promise<number> => never,
					watchValue: (): string => 'a stream, which has no end',
				},
			},
		},
		apis: { ClockApi: { now: (): Promise<number> => Promise.resolve(7), late: (): Promise<number> => never } },
		constants: { Clock: { Step: (): Promise<number> => Promise.reject(new Error('no such constant')) } },
		tx: { System: { remark: (): Promise<number> => never } },
	};
}

test('a read that is never answered fails with what was asked', async () => {
	const api = boundReads(silentApi(), 0.05);
	await assert.rejects(api.query.System.Account.getValue('best'), (error) => {
		assert.ok(error instanceof TimeoutError);
		assert.equal(
			error.message,
			"gave up after 0.05 s waiting for the chain's answer to query.System.Account.getValue",
		);
		return true;
	});
	await assert.rejects(api.apis.ClockApi.late(), /apis\.ClockApi\.late/);
});

test('reads that are answered, their errors, streams and calls stay as they are', async () => {
	const plain = silentApi();
	const api = boundReads(plain, 0.05);
	assert.equal(await api.apis.ClockApi.now(), 7);
	await assert.rejects(api.constants.Clock.Step(), /no such constant/);
	assert.equal(api.query.System.Account.watchValue(), 'a stream, which has no end');
	assert.equal(api.query.System.Account.depth, 3);
	assert.equal(api.tx, plain.tx);
});

/** A chain in safe mode: blocks come, and the market's clock stands still before the end of a job's window. */
function pausedChain(ticks: number[]): { chain: OpenLedger; sent: string[] } {
	const sent: string[] = [];
	const sum = { mantissa: 1n, exponent: 0 };
	const result = { adapter: '0x', trace: '0x', steps: 1, tokens: 1n, loss_first: sum, loss_last: sum };
	const submitted = { type: 'Submitted', value: { result, window_ends: 10 } };
	const finalised = { type: 'Finalised', value: { result, model: 3 } };
	const chain = {
		api: {
			apis: {
				ModelFactoryApi: {
					job: async () => ({ status: sent.length > 0 ? finalised : submitted, attempts: 1, escrow: 0n }),
					confirmation: async () => undefined,
				},
			},
			tx: { ModelFactory: { finalise_job: () => 'finalise' } },
		},
		bestNumber: async () => 1000,
		marketTime: async () => ticks.shift() ?? 11,
		submit: async (call: string) => sent.push(`${call} with ${ticks.length} ticks left`),
		atEachBlock: async <T>(_: string, __: number, ask: () => Promise<T | undefined>): Promise<T> => {
			for (;;) {
				const answer = await ask();
				if (answer !== undefined) return answer;
			}
		},
	};
	return { chain: chain as unknown as OpenLedger, sent };
}

test('a job is finalised by the clock of the market, which may stand still while blocks come', async () => {
	const { chain, sent } = pausedChain([9, 9, 10, 11]);
	const job = await finalise(chain, {} as Signer, 1n);
	assert.equal(job.model, 3);
	assert.deepEqual(sent, ['finalise with 0 ticks left']);
});
