// A validator's key on two nodes: both author in the validator's slots. Any node that saw both blocks reports it. The
// validator sits out, is no candidate any more, and is slashed once the slash has waited; the reporter is paid, and no
// planck comes or goes.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open, TOTAL_SUPPLY, until } from '@openledger/sdk';
import { Chain, type Decoded, Events } from '../src/lib/chain.js';
import { booksBalance, refusal } from '../src/lib/check.js';
import { startFour } from '../src/lib/network.js';
import { Node } from '../src/lib/node.js';
import { binary } from '../src/lib/paths.js';
import { output, stopAll, temporaryFolder } from '../src/lib/process.js';
import { fourSpec, toRaw } from '../src/lib/spec.js';
import { authoredBlocks, position } from '../src/lib/validators.js';

/** Bond of each validator at genesis. */
const BOND = open(100_000);
/** One of four: (3 · 1/4)², of which a tenth is the reporter's. */
const SLASH = (BOND * 9n) / 16n;
const REPORTER = SLASH / 10n;

let chain: Chain;

before(async () => {
	// Long enough that the session of the offence lasts until its end is observed.
	const spec = await toRaw(await fourSpec(200));
	const [first] = await startFour(spec);
	// Only the key for blocks: conflicting votes would be an offence of their own.
	const basePath = join(temporaryFolder('twin'), 'data');
	const where = ['--base-path', basePath, '--chain', spec];
	await output(binary(), [
		'key',
		'insert',
		...where,
		'--key-type',
		'babe',
		'--scheme',
		'sr25519',
		'--suri',
		'//Dave',
	]);
	const args = ['--chain', spec, '--validator', '--no-mdns', '--bootnodes', await first.address()];
	await Node.start({ basePath, args });
	chain = await Chain.connect(first.ws);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

/** Returns the events of a final block. */
async function eventsOf(number: number): Promise<Events> {
	const hash = await chain.api.rpc.chain.getBlockHash(number);
	return new Events([...((await (await chain.api.at(hash)).query.system.events()) as Decoded)], hash.toHex());
}

/** Returns the gain of an account in a block, in planck. */
async function gain(number: number, address: string): Promise<bigint> {
	const hashes = await Promise.all([number, number - 1].map((one) => chain.api.rpc.chain.getBlockHash(one)));
	const [now, then] = await Promise.all(
		hashes.map(async (hash) => {
			const { data } = (await (await chain.api.at(hash)).query.system.account(address)) as Decoded;
			return (data.free.toBigInt() + data.reserved.toBigInt()) as bigint;
		}),
	);
	return now - then;
}

/** Waits until a finalised block from `next` on holds an event, and returns its number. */
async function untilEvent(name: string, next: number, seconds: number): Promise<number> {
	return until(`${name} in a block`, seconds, async () => {
		for (; next <= (await chain.finalisedNumber()); next++) {
			if ((await eventsOf(next)).names().includes(name)) return next;
		}
		return undefined;
	});
}

test('keys on two nodes cost their owner, pay the reporter, and keep it from authoring', async (t) => {
	const dave = chain.accounts.get('//Dave//stash');
	const number = await untilEvent('Offences.Offence', 1, 120);
	const events = await eventsOf(number);
	for (const name of [
		'Offences.Offence',
		'Validators.OffenceRecorded',
		'Validators.SlashDeferred',
		'Validators.Chilled',
		'Session.ValidatorDisabled',
	]) {
		assert.ok(events.names().includes(name), `${name} is missing among ${events.names().join(', ')}`);
	}
	assert.equal(events.get('Offences.Offence').kind.toUtf8(), 'babe:equivocatio');
	const deferred = events.get('Validators.SlashDeferred');
	assert.equal(deferred.validator.toString(), dave.address);
	assert.equal((await position(chain, dave, dave)).stake, BOND);
	t.diagnostic(`reported in block ${number}`);

	// It sits out: it stays in the set of the session, and blocks come from the others only.
	const set = ((await chain.api.query.session.validators()) as Decoded).map(String) as string[];
	const disabled = ((await chain.api.query.session.disabledValidators()) as Decoded).toJSON() as [number, unknown][];
	assert.deepEqual(
		disabled.map(([index]) => set[index]),
		[dave.address],
	);
	await chain.untilFinalised(number + 2);
	const authored = await authoredBlocks(chain, dave);
	await chain.untilFinalised(number + 20);
	assert.equal(await authoredBlocks(chain, dave), authored, 'no block of it enters the chain');
	const candidates = ((await chain.api.query.validators.candidates()) as Decoded).toJSON() as unknown[];
	assert.ok(!JSON.stringify(candidates).includes(dave.address));

	assert.equal(await refusal(chain, chain.api.tx.validators.rejoin(), dave), 'Validators.CoolingDown');

	// The slash waits until the session ends, since this chain's stake unbonds in one.
	const applied = await untilEvent('Validators.Slashed', number, 300);
	const slashed = (await eventsOf(applied)).get('Validators.Slashed');
	assert.deepEqual(
		['stake', 'unbonding', 'reporters', 'treasury'].map((field) => slashed[field].toBigInt()),
		[SLASH, 0n, REPORTER, SLASH - REPORTER],
	);
	// A node reports without an account: its validator is paid who puts the report into a block.
	const { author } = await chain.api.derive.chain.getHeader(await chain.api.rpc.chain.getBlockHash(number));
	assert.equal(await gain(applied, author!.toString()), REPORTER, 'the reporter is paid');
	assert.equal((await position(chain, dave, dave)).stake, BOND - SLASH);
	await booksBalance(chain, TOTAL_SUPPLY);
});
