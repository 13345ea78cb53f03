// A chain without sudo governs itself: referenda change a parameter, pay from the treasury and authorise an upgrade,
// and a delegate's vote decides.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, TOTAL_SUPPLY } from '@openledger/sdk';
import { type Call, Chain, type Decoded, type Signer } from '../src/lib/chain.js';
import { booksBalance, refusal } from '../src/lib/check.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import { price, registerBase } from '../src/lib/public.js';
import { endow, plainSpec, soloArgs, toRaw } from '../src/lib/spec.js';

// An epoch stands for four hours of a production chain, so a slot for one of the hours in which tracks are told.
const EPOCH = 4;

let chain: Chain;
let proposer: Signer, delegate: Signer, holder: Signer, beneficiary: Signer;

before(async () => {
	const plain = await plainSpec('testnet-template', (genesis, spec) => {
		spec.id = 'openledger_governed';
		// A live chain takes no well-known keys.
		spec.chainType = 'Local';
		genesis.validators.slotDuration = 1000;
		genesis.validators.epochLength = EPOCH;
		genesis.validators.validators.splice(1);
		genesis.validators.minimum = 1;
		genesis.session.keys.splice(1);
		// The richest account is the treasury.
		endow(genesis, [
			['5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy', open(20_000_000)],
			['5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw', open(1_000_000)],
			['5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL', open(100_000_000)],
		]);
	});
	const node = await Node.start({ name: 'governed', args: soloArgs(await toRaw(plain)) });
	chain = await Chain.connect(node.ws);
	proposer = chain.accounts.get('//Dave');
	delegate = chain.accounts.get('//Eve');
	holder = chain.accounts.get('//Ferdie');
	beneficiary = chain.accounts.get('//Charlie');
	await chain.untilFinalised(2);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

/** Notes a call's preimage, proposes it on a track, and puts the decision deposit down. */
async function propose(origin: unknown, call: Call): Promise<number> {
	const { preimage, referenda } = chain.api.tx;
	await chain.submit(preimage.notePreimage(call.method.toHex()), proposer);
	const proposal = { Lookup: { hash: call.method.hash.toHex(), len: call.method.encodedLength } };
	const submitted = await chain.submit(referenda.submit(origin as never, proposal as never, { After: 1 }), proposer);
	const { index } = submitted.get('Referenda.Submitted');
	await chain.submit(referenda.placeDecisionDeposit(index), proposer);
	return index.toNumber();
}

const aye = (referendum: number, balance: bigint): Call =>
	chain.api.tx.convictionVoting.vote(referendum, {
		Standard: { vote: { aye: true, conviction: 'Locked1x' }, balance },
	});

const untilApproved = (referendum: number): Promise<true> =>
	chain.atEachBlock(`referendum ${referendum} to be approved`, 240, async () => {
		const info = ((await chain.api.query.referenda.referendumInfoFor(referendum)) as Decoded).unwrap();
		assert.ok(info.isOngoing || info.isApproved, info.type);
		return info.isApproved || undefined;
	});

let parameter: number, spend: number, upgrade: number;
const CODE_HASH = `0x${'ab'.repeat(32)}`;

test('nobody is sudo', async () => {
	assert.ok(((await chain.api.query.sudo.key()) as Decoded).isNone);
	const call = chain.api.tx.system.remark('0x');
	assert.equal(
		await refusal(chain, chain.api.tx.sudo.sudo(call), chain.accounts.get('//Alice//stash')),
		'Sudo.RequireSudo',
	);
});

test('a delegate votes with what was delegated', async () => {
	const { api } = chain;
	const value = { Models: { ListingDeposit: ['ListingDeposit', open(7)] } };
	parameter = await propose({ Origins: 'Parameters' }, api.tx.parameters.setParameter(value as never));
	spend = await propose(
		{ Origins: 'Treasurer' },
		api.tx.treasury.spend(null as never, open(1_234), beneficiary.address, null),
	);
	upgrade = await propose({ system: 'Root' }, api.tx.system.authorizeUpgrade(CODE_HASH));

	// The holder gives its voice on the track of parameters away, and keeps it on the others.
	await chain.submit(api.tx.convictionVoting.delegate(1, delegate.address, 'Locked1x', open(99_000_000)), holder);
	assert.equal(await refusal(chain, aye(parameter, open(1)), holder), 'ConvictionVoting.AlreadyDelegating');
	await chain.submit(aye(parameter, open(900_000)), delegate);
	for (const referendum of [spend, upgrade]) await chain.submit(aye(referendum, open(99_000_000)), holder);
	const { tally } = ((await api.query.referenda.referendumInfoFor(parameter)) as Decoded).unwrap().asOngoing;
	assert.equal(tally.support.toBigInt(), open(99_900_000));
	assert.equal(tally.ayes.toBigInt(), open(99_900_000));
});

test('a referendum changes a parameter of the marketplace', async () => {
	await untilApproved(parameter);
	await chain.atEachBlock('the parameter to change', 120, async () => {
		const stored = (await chain.api.query.parameters.parameters({
			Models: { ListingDeposit: null },
		} as never)) as Decoded;
		return stored.isSome || undefined;
	});
	// The next model that is listed pays the new deposit.
	const { models } = chain.api.tx;
	const owner = proposer;
	const root = `0x${'11'.repeat(32)}`;
	const base = { name: 'Base', root, bytes: 1, parameters: 1, context: 1, licence: 'MIT', royalty: 0 };
	const registered = await chain.submit(registerBase(chain, base), owner);
	const { model } = registered.get('Models.BaseRegistered');
	const before = (await chain.balance(owner.address)).held;
	await chain.submit(models.list(model, price(1n, 1n)), owner);
	assert.equal((await chain.balance(owner.address)).held - before, open(7));
});

test('the treasury pays what a referendum decided', async () => {
	await untilApproved(spend);
	const before = await chain.wealth(beneficiary.address);
	await chain.atEachBlock(
		'the spend to be due',
		120,
		async () => ((await chain.api.query.treasury.spends(0)) as Decoded).isSome || undefined,
	);
	// Anyone may have it paid out.
	const paid = await chain.submit(chain.api.tx.treasury.payout(0), delegate);
	assert.ok(paid.names().includes('Treasury.Paid'), paid.names().join(', '));
	assert.equal((await chain.wealth(beneficiary.address)) - before, open(1_234));
});

test('a referendum authorises an upgrade', async () => {
	await untilApproved(upgrade);
	await chain.atEachBlock('the upgrade to be authorised', 120, async () => {
		const authorised = (await chain.api.query.system.authorizedUpgrade()) as Decoded;
		return (authorised.isSome && authorised.unwrap().codeHash.toHex() === CODE_HASH) || undefined;
	});
	// Deposits come back, and nothing was lost on the way.
	for (const referendum of [parameter, spend, upgrade]) {
		await chain.submit(chain.api.tx.referenda.refundDecisionDeposit(referendum), proposer);
	}
	await booksBalance(chain, TOTAL_SUPPLY);
});
