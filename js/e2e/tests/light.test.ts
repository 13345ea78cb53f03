// Other people's tools on this chain: smoldot follows it as a light client, and chopsticks forks it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BuildBlockMode, destroyWorker, setupWithServer } from '@acala-network/chopsticks';
import { earnings, open, TOTAL_SUPPLY, until } from '@openledger/sdk';
import { Chain, type Decoded } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { LightClient } from '../src/lib/light.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs, toRaw } from '../src/lib/spec.js';
import { newKeys } from '../src/lib/validators.js';

const EPOCH = 8;
/** The event of chopsticks' pool when a block has no place for a transaction. */
const REFUSED = 'TxPool::ApplyExtrinsicError';

let spec: string;
let validator: Node, full: Node;
let chain: Chain;

before(async () => {
	spec = await toRaw(await fastSpec(EPOCH));
	validator = await Node.start({ name: 'validator', args: soloArgs(spec) });
	const args = ['--chain', spec, '--no-mdns', '--bootnodes', await validator.address()];
	full = await Node.start({ name: 'full', args });
	chain = await Chain.connect(validator.ws);
});

after(async () => {
	await chain?.close();
	await stopAll();
	// The fork's WebAssembly runs in a thread that would keep this process alive.
	await destroyWorker();
});

/** Returns the number of changes of GRANDPA's authorities so far. */
const setId = async (): Promise<number> => ((await chain.api.query.grandpa.currentSetId()) as Decoded).toNumber();

/** Gives the validator new session keys and waits until GRANDPA votes with them. */
async function changeAuthorities(): Promise<void> {
	const before = await setId();
	const stash = chain.accounts.get('//Alice//stash');
	const { keys, proof } = await newKeys(chain, stash);
	await chain.submit(chain.api.tx.session.setKeys(keys, proof), stash);
	await chain.atEachBlock('a change of authorities', 60, async () => (await setId()) > before || undefined);
	await chain.untilFinalised((await chain.bestNumber()) + 1);
}

test('smoldot follows the chain, over changes of authorities, and proves balances', async (t) => {
	// A light client begins at genesis: this change is behind it when it starts, and the next one comes while it
	// follows.
	await changeAuthorities();
	const light = await LightClient.start(spec, [await full.address()]);
	try {
		const reach = async (): Promise<string> => {
			const number = await chain.finalisedNumber();
			return until(`smoldot to finalise block ${number}`, 90, async () => {
				const hash = await light.request<string>('chain_getFinalizedHead');
				const header = await light.request<{ number: string }>('chain_getHeader', hash);
				return Number(header.number) >= number ? hash : undefined;
			}).catch((error: unknown) => {
				throw new Error(`${error}\n${light.log.slice(-20).join('\n')}`);
			});
		};
		const from = Date.now();
		await reach();
		t.diagnostic(`it was at the head after ${Date.now() - from} ms`);
		const someone = chain.accounts.get('//Light').address;
		await chain.submit(chain.api.tx.balances.transferKeepAlive(someone, open(7)), chain.accounts.get('//Ferdie'));
		await changeAuthorities();
		const hash = await reach();
		const header = await chain.api.rpc.chain.getHeader(hash);
		assert.equal((await chain.api.rpc.chain.getBlockHash(header.number.unwrap())).toHex(), hash);
		assert.ok(header.number.toNumber() <= (await chain.finalisedNumber()), 'what it calls final is final');
		const key = chain.api.query.system.account.key(someone);
		const account = chain.api.createType('AccountInfo', await light.request<string>('state_getStorage', key, hash));
		assert.equal((account as Decoded).data.free.toBigInt(), open(7));
		// The SDK on it reads storage and calls runtime APIs, each by a proof.
		const typed = await light.connect();
		assert.equal(typed.genesis, chain.genesis);
		assert.equal((await typed.balance(someone)).free, open(7));
		assert.equal(await earnings(typed, someone), 0n);
		assert.equal((await typed.api.apis.ValidatorsApi.candidates()).length, 1);
		typed.close();
		// It learnt of heads as they came, not once at the end.
		assert.ok(light.finalised.length >= EPOCH, `finalised ${light.finalised.join(', ')}`);
		assert.deepEqual(
			light.finalised,
			[...light.finalised].sort((a, b) => a - b),
		);
	} finally {
		await light.stop();
	}
});

test('chopsticks forks the chain: a transfer on the fork leaves the original as it was', async () => {
	await chain.untilFinalised((await chain.bestNumber()) + 1);
	const mode = { 'build-block-mode': BuildBlockMode.Manual };
	const server = await setupWithServer({ endpoint: validator.ws, host: '127.0.0.1', port: 0, ...mode });
	const refused: string[] = [];
	server.chain.txPool.event.on(REFUSED, ([, error]: unknown[]) => refused.push(String(error)));
	const fork = await Chain.connect(`ws://${server.addr}`);
	try {
		assert.equal(fork.genesis, chain.genesis);
		const head = await fork.bestNumber();
		assert.equal(
			(await fork.api.rpc.chain.getBlockHash(head)).toHex(),
			(await chain.api.rpc.chain.getBlockHash(head)).toHex(),
			'it begins at a block of the chain',
		);
		const [payer, someone] = [fork.accounts.get('//Ferdie'), fork.accounts.get('//Fork').address];
		const before = await chain.wealth(payer.address);
		// Immortal: what it is valid for does not hang on which blocks the fork knows by now.
		const transfer = fork.api.tx.balances.transferKeepAlive(someone, open(3));
		const signed = await transfer.signAsync(payer, { era: 0, nonce: -1 });
		const include = async (): Promise<void> => {
			await fork.api.rpc.author.submitExtrinsic(signed);
			await until(
				'the transfer to be in the pool of the fork',
				30,
				async () => (await fork.api.rpc.author.pendingExtrinsics()).length > 0 || undefined,
			);
			await fork.request('dev_newBlock', { count: 1 });
		};
		await include();
		if (refused.length > 0) {
			// The first block of a session has room for nothing else, and chopsticks forgets what it has no place for.
			assert.match(refused[0], /exhaustsResources/i);
			await include();
		}
		assert.ok(refused.length < 2, refused.join(', '));
		assert.equal(await fork.bestNumber(), head + 1 + refused.length);
		assert.equal((await fork.balance(someone)).free, open(3));
		await booksBalance(fork, TOTAL_SUPPLY);

		await chain.untilFinalised(head + 1);
		assert.notEqual(
			(await fork.api.rpc.chain.getBlockHash(head + 1)).toHex(),
			(await chain.api.rpc.chain.getBlockHash(head + 1)).toHex(),
		);
		assert.equal((await chain.balance(someone)).free, 0n);
		assert.equal(await chain.wealth(payer.address), before);
		await booksBalance(chain, TOTAL_SUPPLY);
	} finally {
		await fork.close();
		await server.close();
	}
});
