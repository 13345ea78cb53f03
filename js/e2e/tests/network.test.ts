// A custom chain of three validators, made and started by the commands of docs/guide/chain-spec.md and
// docs/guide/validator.md.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { open, TOTAL_SUPPLY, until } from '@openledger/sdk';
import { Chain, type Decoded } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { Node } from '../src/lib/node.js';
import { binary } from '../src/lib/paths.js';
import { output, stopAll, temporaryFolder } from '../src/lib/process.js';
import { endow, plainSpec, toRaw } from '../src/lib/spec.js';

after(stopAll);

test('three validators of an edited spec produce and finalise blocks', async () => {
	const holder = '5GLVLeJyTV5Mmpht937V4FqnzEACcETdkTQcQgDgDRuL75Ee';
	const gift = open(5_000_000);
	const plain = await plainSpec('local', (genesis, whole) => {
		whole.id = 'openledger_edited';
		genesis.validators.slotDuration = 2000;
		endow(genesis, [[holder, gift]]);
	});
	const spec = await toRaw(plain);

	const first = await Node.start({ name: 'alice', args: ['--chain', spec, '--alice'] });
	const id = await first.request<string>('system_localPeerId');
	const boot = ['--bootnodes', `/ip4/127.0.0.1/tcp/${first.p2pPort}/p2p/${id}`];
	const second = await Node.start({ name: 'bob', args: ['--chain', spec, '--bob', ...boot] });
	// The third has its session keys put into its keystore, as a validator without a well-known name does.
	const basePath = join(temporaryFolder('charlie'), 'data');
	for (const [type, scheme] of [
		['babe', 'sr25519'],
		['gran', 'ed25519'],
		['audi', 'sr25519'],
	]) {
		const where = ['--base-path', basePath, '--chain', spec];
		await output(binary(), [
			'key',
			'insert',
			...where,
			'--key-type',
			type,
			'--scheme',
			scheme,
			'--suri',
			'//Charlie',
		]);
	}
	const third = await Node.start({ basePath, args: ['--chain', spec, '--validator', ...boot] });

	const chains = await Promise.all([first, second, third].map((node) => Chain.connect(node.ws)));
	assert.equal(new Set(chains.map((chain) => chain.genesis)).size, 1);
	for (const [index, chain] of chains.entries()) await chain.untilFinalised(6, 120 + index);

	const [chain] = chains;
	const hashes = await Promise.all(chains.map((one) => one.api.rpc.chain.getBlockHash(6)));
	assert.equal(new Set(hashes.map((hash) => hash.toHex())).size, 1, 'all agree on block 6');
	const { slotDuration } = (await chain.api.call.babeApi.configuration()) as Decoded;
	assert.equal(slotDuration.toNumber(), 2000);
	assert.equal((await chain.balance(holder)).free, gift);
	await until('a block of each validator', 120, async () => {
		const authored = (await chain.api.query.validators.authoredBlocks.entries()) as [unknown, Decoded][];
		return authored.filter(([, blocks]) => blocks.toNumber() > 0).length === 3 ? true : undefined;
	});
	// Each finds the addresses of the other two under their discovery keys.
	for (const node of [first, second, third]) {
		await until('the others to be discovered', 180, async () =>
			(await node.metric('substrate_authority_discovery_known_authorities_count')) === 2 ? true : undefined,
		);
	}
	await booksBalance(chain, TOTAL_SUPPLY);
	// A node that takes no part in finality has peers all the same, and follows the chain.
	const deaf = await Node.start({ name: 'no-grandpa', args: ['--chain', spec, '--no-grandpa', ...boot] });
	await until('the node without GRANDPA to follow', 120, async () => {
		const [{ number }, { peers }] = await Promise.all([
			deaf.request<{ number: string }>('chain_getHeader'),
			deaf.request<{ peers: number }>('system_health'),
		]);
		return (peers > 0 && Number(number) > 6) || undefined;
	});
	for (const one of chains) await one.close();
});
