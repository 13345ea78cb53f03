// A running network of three validators goes from the runtime of version 1 to this tree's, with no new binary, no pause
// and no planck lost: any account applies what root authorised, a migration gives the validators their third session
// key.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open, TOTAL_SUPPLY } from '@openledger/sdk';
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { Chain, type Decoded } from '../src/lib/chain.js';
import { booksBalance, refusal } from '../src/lib/check.js';
import { Node } from '../src/lib/node.js';
import { ROOT } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { plainSpec, toRaw } from '../src/lib/spec.js';
import { newKeys, sessionIndex, untilSession } from '../src/lib/validators.js';

const SLOT = 2000;
const OLD = u8aToHex(readFileSync(join(ROOT, 'js', 'e2e', 'fixtures', 'runtime-1.wasm')));

let chain: Chain;
let nodes: Node[];
let spec: string;
/** The runtime of this tree, as a chain spec carries it. */
let code: string;

before(async () => {
	const plain = await plainSpec('local', (genesis, whole) => {
		whole.id = 'openledger_upgraded';
		genesis.validators.slotDuration = SLOT;
		genesis.validators.epochLength = 8;
		code = whole.genesis.runtimeGenesis.code;
		whole.genesis.runtimeGenesis.code = OLD;
		for (const [, , keys] of genesis.session.keys) delete keys.authority_discovery;
	});
	spec = await toRaw(plain);
	const first = await Node.start({ name: 'alice', args: ['--chain', spec, '--alice', '--no-mdns'] });
	const id = await first.request<string>('system_localPeerId');
	const boot = ['--no-mdns', '--bootnodes', `/ip4/127.0.0.1/tcp/${first.p2pPort}/p2p/${id}`];
	const second = await Node.start({ name: 'bob', args: ['--chain', spec, '--bob', ...boot] });
	// A binary of the release before may take the third place, to show that nobody has to upgrade at once.
	const old = process.env.OPENLEDGER_OLD_NODE;
	const third = await Node.start({ name: 'charlie', binary: old, args: ['--chain', spec, '--charlie', ...boot] });
	nodes = [first, second, third];
	chain = await Chain.connect(first.ws);
	await chain.untilFinalised(3, 180);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

const specVersion = async (at: Chain): Promise<number> =>
	((await at.api.rpc.state.getRuntimeVersion()) as Decoded).specVersion.toNumber();

/** The key of the runtime's code, `:code`. */
const CODE = '0x3a636f6465';

/** Checks that a chain runs the runtime of this tree, whatever its version. */
async function runsThisTree(at: Chain): Promise<void> {
	assert.equal(await at.request('state_getStorageHash', CODE), blake2AsHex(code));
	assert.ok((await specVersion(at)) > 1);
}

/** Slots that passed without a block among some blocks. */
async function missedSlots(from: number, to: number): Promise<number> {
	const times: number[] = [];
	for (const number of [from, to]) {
		const hash = (await chain.api.rpc.chain.getBlockHash(number)).toHex();
		// As it lies in the state, because a client may take the wrong one of two runtimes to read it.
		const raw = await chain.request<string>('state_getStorage', chain.api.query.timestamp.now.key(), hash);
		times.push(Number(Buffer.from(raw.slice(2), 'hex').readBigUInt64LE()));
	}
	return Math.round((times[1] - times[0]) / SLOT) - (to - from);
}

let applied: number;

test('what root authorised, anyone applies, and finality goes on', async () => {
	assert.equal(await specVersion(chain), 1);
	await booksBalance(chain, TOTAL_SUPPLY);
	const { system, sudo, validators } = chain.api.tx;
	// Something for the books of the new runtime to find.
	const alice = chain.accounts.get('//Alice');
	await chain.submit(
		validators.delegate(chain.accounts.get('//Bob//stash').address, open(500)),
		chain.accounts.get('//Dave'),
	);

	const stranger = chain.accounts.get('//Ferdie');
	assert.equal(await refusal(chain, system.authorizeUpgrade(blake2AsHex(code)), stranger), 'BadOrigin');
	const authorised = await chain.submit(sudo.sudo(system.authorizeUpgrade(blake2AsHex(code))), alice);
	assert.ok(authorised.names().includes('System.UpgradeAuthorized'));
	// Other code than what was authorised is refused.
	assert.equal(await refusal(chain, system.applyAuthorizedUpgrade(OLD), stranger), 'System.Unauthorized');
	// The events of this block were written by the old runtime and its state already names the new one, so a client may
	// fail to read them. What counts is that the new one runs.
	const inBlock = await chain.submit(system.applyAuthorizedUpgrade(code), stranger);
	const block = await chain.api.rpc.chain.getHeader(inBlock.block);
	applied = block.number.toNumber();
	await chain.untilFinalised(applied + 2, 60);
	await runsThisTree(chain);
});

test('no slot goes by without a block once the new runtime is compiled', async (t) => {
	await chain.untilBlock(applied + 12);
	// Three nodes share this machine, and each compiles the new runtime before the block after next.
	t.diagnostic(`slots missed while it was compiled: ${await missedSlots(applied, applied + 2)}`);
	assert.equal(await missedSlots(applied + 2, applied + 12), 0);
});

test('the books balance and every validator has its third key', async () => {
	await chain.close();
	chain = await Chain.connect(nodes[0].ws);
	await booksBalance(chain, TOTAL_SUPPLY);
	const bob = chain.accounts.get('//Bob//stash');
	const position = (await chain.api.call.validatorsApi.position(
		bob.address,
		chain.accounts.get('//Dave').address,
	)) as Decoded;
	assert.equal(position.stake.toBigInt(), open(500));
	const next = (await chain.api.query.session.nextKeys.entries()) as [unknown, Decoded][];
	assert.equal(next.length, 3);
	for (const [, keys] of next) {
		const { babe, authorityDiscovery } = keys.unwrap();
		assert.equal(authorityDiscovery.toHex(), babe.toHex());
	}
	// It is in use from the second session after on.
	await untilSession(chain, (await sessionIndex(chain)) + 2);
	assert.equal(((await chain.api.query.authorityDiscovery.keys()) as Decoded).length, 3);
});

test('a validator rotates to three keys of its own, on a node that was never restarted', async () => {
	const stash = chain.accounts.get('//Alice//stash');
	const { keys, proof } = await newKeys(chain, stash);
	assert.equal((keys.length - 2) / 2, 96);
	await chain.submit(chain.api.tx.session.setKeys(keys, proof), stash);
	await untilSession(chain, (await sessionIndex(chain)) + 2);
	const queued = (await chain.api.query.session.queuedKeys()) as Decoded;
	assert.equal(queued.find(([who]: [Decoded]) => who.toString() === stash.address)[1].toHex(), keys);
	const best = await chain.bestNumber();
	// Finality past the change proves that all three follow.
	await chain.untilFinalised(best + 8, 90);
	const ends = await Promise.all(nodes.map((node) => Chain.connect(node.ws)));
	for (const end of ends) {
		await end.untilFinalised(best, 60);
		await runsThisTree(end);
	}
	const hashes = await Promise.all(ends.map((end) => end.api.rpc.chain.getBlockHash(best)));
	assert.equal(new Set(hashes.map(String)).size, 1);
	for (const end of ends) await end.close();
	await booksBalance(chain, TOTAL_SUPPLY);
});
