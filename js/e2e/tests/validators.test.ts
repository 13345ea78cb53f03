// A stranger becomes a validator with nothing but a node and @polkadot/api: joins, authors, is delegated to, earns,
// rotates keys, leaves, and withdraws. Every planck of every account is accounted for.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, TOTAL_SUPPLY } from '@openledger/sdk';
import { type Call, Chain, type Decoded, type Events, type Signer } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs, toRaw } from '../src/lib/spec.js';
import {
	feePaid,
	newKeys,
	position,
	sessionIndex,
	untilAuthored,
	untilInSet,
	untilSession,
} from '../src/lib/validators.js';

const EPOCH = 8;

let chain: Chain;
let validator: Signer, delegator: Signer;
/** Fees and payments of each account. */
const ledger = new Map<string, { before: bigint; fees: bigint; claimed: bigint }>();

before(async () => {
	const spec = await toRaw(await fastSpec(EPOCH));
	const first = await Node.start({ name: 'first', args: soloArgs(spec) });
	const id = await first.request<string>('system_localPeerId');
	const boot = ['--bootnodes', `/ip4/127.0.0.1/tcp/${first.p2pPort}/p2p/${id}`];
	const own = await Node.start({ name: 'stranger', args: ['--chain', spec, '--validator', '--no-mdns', ...boot] });
	// Everything goes through the stranger's own node.
	chain = await Chain.connect(own.ws);
	await chain.untilFinalised(2);
	validator = chain.accounts.get('//Dave//stash');
	delegator = chain.accounts.get('//Ferdie');
	for (const who of [validator, delegator]) {
		ledger.set(who.address, { before: await chain.wealth(who.address), fees: 0n, claimed: 0n });
	}
});

after(async () => {
	await chain?.close();
	await stopAll();
});

/** Submits a call, expects its event, and notes what it cost and brought. */
async function act(who: Signer, call: Call, event: string): Promise<Events> {
	const events = await chain.submitFinal(call, who);
	assert.ok(events.names().includes(event), `${event} is missing among ${events.names().join(', ')}`);
	const account = ledger.get(who.address)!;
	account.fees += feePaid(events);
	if (event === 'Validators.Claimed') account.claimed += events.get(event).amount.toBigInt();
	return events;
}

test('it joins with session keys of its node, and authors', async () => {
	const { session, validators } = chain.api.tx;
	const { keys, proof } = await newKeys(chain, validator);
	await act(validator, session.setKeys(keys, proof), 'TransactionPayment.TransactionFeePaid');
	await act(validator, validators.join(open(80_000)), 'Validators.Joined');
	await act(validator, validators.setCommission(100_000_000), 'Validators.CommissionSet');
	await untilInSet(chain, validator, true);
	await untilAuthored(chain, validator, 2);
});

test('it is delegated to, and both earn by their stake', async () => {
	const { validators } = chain.api.tx;
	await act(delegator, validators.delegate(validator.address, open(240_000)), 'Validators.Delegated');
	// What is claimable by now depends on who authored the blocks since.
	assert.equal((await position(chain, validator, delegator)).stake, open(240_000));
	await untilAuthored(chain, validator, 2);
	const earned = await position(chain, validator, delegator);
	// Each block brings an OPEN: a tenth is commission, and three quarters of the rest the delegator's.
	assert.ok(earned.claimable >= open('1.35'), `${earned.claimable} planck after two blocks`);
	await act(delegator, validators.claim(validator.address), 'Validators.Claimed');
	await act(validator, validators.claim(validator.address), 'Validators.Claimed');
});

test('it rotates its keys and authors with the new ones', async () => {
	const { keys, proof } = await newKeys(chain, validator);
	await act(validator, chain.api.tx.session.setKeys(keys, proof), 'TransactionPayment.TransactionFeePaid');
	await untilSession(chain, (await sessionIndex(chain)) + 2);
	const queued = (await chain.api.query.session.queuedKeys()) as Decoded;
	const mine = queued.find(([who]: [Decoded]) => who.toString() === validator.address);
	assert.equal(mine[1].toHex(), keys);
	await untilAuthored(chain, validator, 2);
});

test('it leaves, and everyone withdraws to the planck', async () => {
	const { validators } = chain.api.tx;
	const out = await act(delegator, validators.undelegate(validator.address, open(240_000)), 'Validators.Undelegated');
	assert.equal(out.get('Validators.Undelegated').amount.toBigInt(), open(240_000));
	const left = await act(validator, validators.leave(), 'Validators.Left');
	assert.equal(left.get('Validators.Left').bond.toBigInt(), open(80_000));
	await untilInSet(chain, validator, false);
	for (const who of [delegator, validator]) {
		await act(who, validators.claim(validator.address), 'Validators.Claimed');
	}
	await act(validator, validators.purgeKeys(), 'Validators.KeysPurged');

	const unbonding = (await chain.api.call.validatorsApi.unbonding(validator.address)) as Decoded;
	assert.equal(unbonding[0].amount.toBigInt(), open(80_000));
	await untilSession(chain, unbonding[0].session.toNumber());
	for (const [who, amount] of [
		[delegator, open(240_000)],
		[validator, open(80_000)],
	] as const) {
		const back = await act(who, validators.withdraw(), 'Validators.Withdrawn');
		assert.equal(back.get('Validators.Withdrawn').amount.toBigInt(), amount);
	}

	for (const who of [delegator, validator]) {
		const { before, fees, claimed } = ledger.get(who.address)!;
		assert.ok(claimed > 0n);
		assert.deepEqual(await chain.balance(who.address), { free: before - fees + claimed, held: 0n });
	}
	assert.ok(
		((await chain.api.call.validatorsApi.validator(validator.address)) as Decoded).isNone,
		'its books are closed',
	);
	// The chain goes on without it.
	await chain.untilFinalised((await chain.bestNumber()) + 2);
	await booksBalance(chain, TOTAL_SUPPLY);
});
