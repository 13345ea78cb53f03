// A new operator's mistakes: each ends in a sentence that says what to do, and nothing is done by halves.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { until } from '@openledger/sdk';
import type { Decoded } from '../src/lib/chain.js';
import { Node } from '../src/lib/node.js';
import { binary } from '../src/lib/paths.js';
import { freePort } from '../src/lib/ports.js';
import { type Finished, run, stopAll, temporaryFolder } from '../src/lib/process.js';
import { fastSpec, type Genesis, plainSpec, toRaw } from '../src/lib/spec.js';

after(stopAll);

/** Public keys of `//Alice`: sr25519 and ed25519. */
const ALICE = {
	sr25519: '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
	ed25519: '0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee',
};

/** Asserts that a command failed with one sentence, which holds some words. */
function failsWith(done: Finished, words: RegExp, what: string): void {
	assert.equal(done.code, 1, `${what}: ${done.stderr}`);
	assert.match(done.stderr, /^Error: /m, what);
	assert.match(done.stderr, words, what);
	assert.doesNotMatch(done.stderr, /backtrace|panicked|Service\(|Input\(|Other\(/, what);
}

type Edit = (genesis: Genesis, spec: Decoded) => void;

const WRONG: [string, RegExp, Edit][] = [
	['an account twice', /balances\[\d+\] is a second entry of 5/, (genesis) => {
		genesis.balances.balances.push([genesis.balances.balances[0][0], 10n ** 18n]);
	}],
	['a sum that is not the supply', /balances sum to \d+ planck/, (genesis) => {
		genesis.balances.balances.pop();
	}],
	['an address of another network', /network with prefix 0/, (genesis) => {
		genesis.balances.balances[0][0] = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5';
	}],
	['a bond above the balance', /bond is \d+ planck, and 5\w+ has/, (genesis) => {
		Object.assign(genesis.validators, { bond: 10n ** 25n });
	}],
	['an epoch of no slots', /epochLength is 0: write 4/, (genesis) => {
		genesis.validators.epochLength = 0;
	}],
	['a slot that is too short', /slotDuration is 100: write 500/, (genesis) => {
		genesis.validators.slotDuration = 100;
	}],
	['no session keys', /session\.keys has no entry of the validator 5/, (genesis) => {
		genesis.session.keys = [];
	}],
	['a shared session key', /babe is 5\w+ again/, (genesis) => {
		genesis.session.keys[1][2].babe = genesis.session.keys[0][2].babe;
	}],
	['an id that is a path', /id is \.\.\/\.\.\/evil/, (_, spec) => {
		spec.id = '../../evil';
	}],
	['an unknown section', /unknown field `nonsense`/, (genesis) => {
		Object.assign(genesis, { nonsense: {} });
	}],
	['a validator twice', /validators\[3\] is 5\w+ again/, (genesis) => {
		genesis.validators.validators.push(genesis.validators.validators[0]);
	}],
	['well-known keys on a live chain', /everybody can derive its key \(\/\/Alice\/\/stash\)/, (_, spec) => {
		spec.chainType = 'Live';
	}],
	['more than the validators there are', /minimum is 4: write 1 to 3/, (genesis) => {
		genesis.validators.minimum = 4;
	}],
];

test('a wrong specification is named by its setting, and nothing is written', async () => {
	for (const [what, words, edit] of WRONG) {
		const spec = await plainSpec('local', edit);
		const raw = join(temporaryFolder('raw'), 'raw.json');
		const args = ['export-chain-spec', '--chain', spec, '--raw', '--output', raw];
		failsWith(await run(binary(), args), words, what);
		assert.ok(!existsSync(raw), what);
	}
	const spec = await plainSpec('local', () => undefined);
	// An amount alone: the runtime's code may have the same digits in it.
	const text = readFileSync(spec, 'utf8').replace(/(?<=[\s,[])10000000000000000000000000(?=[\s,\]])/, '1e+25');
	assert.match(text, /[\s,[]1e\+25/);
	writeFileSync(spec, text);
	const done = await run(binary(), ['export-chain-spec', '--chain', spec, '--raw']);
	failsWith(done, /gives 5\w+ an amount that is 1e\+25/, 'an exponent');
	assert.equal(done.stdout, '');
	// Amounts in quotes are as good as others.
	writeFileSync(spec, text.replace('1e+25', '"10000000000000000000000000"'));
	await toRaw(spec);
});

test('a node started from a wrong specification says the same', async () => {
	const spec = await plainSpec('local', (genesis) => genesis.balances.balances.pop());
	failsWith(await run(binary(), ['--chain', spec, '--tmp', '--alice']), /balances sum to/, 'a node');
	const template = await run(binary(), ['--chain', 'testnet-template', '--tmp']);
	failsWith(template, /OpenLedger Testnet cannot be started as it is: export it[^]*\/\/Charlie\)/, 'the template');
	const none = await run(binary(), ['--chain', 'nowhere.json', '--tmp']);
	failsWith(none, /no chain specification nowhere\.json/, 'none');
});

test('a port that is taken is named with its holder', async () => {
	const port = await freePort();
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	for (const option of ['--port', '--rpc-port', '--prometheus-port', '--studio']) {
		const [peers, rpc, metrics] = [await freePort(), await freePort(), await freePort()];
		const ports = { '--port': peers, '--rpc-port': rpc, '--prometheus-port': metrics };
		const value = option === '--studio' ? `127.0.0.1:${port}` : port;
		const options = Object.entries({ ...ports, [option]: value }).flatMap(([name, value]) => [name, String(value)]);
		const done = await run(binary(), ['--dev', '--tmp', '--no-mdns', ...options], 60);
		failsWith(done, new RegExp(`port ${port} of .* is taken by .*process ${process.pid}`), option);
	}
	await new Promise((resolve) => server.close(resolve));
});

test('a validator without a node key names the command, and the command keeps what is there', async () => {
	const folder = temporaryFolder('node-key');
	const key = join(folder, 'node-key');
	const args = ['--chain', 'local', '--base-path', folder, '--validator', '--node-key-file', key];
	failsWith(await run(binary(), args, 60), new RegExp(`key generate-node-key --file ${key}`), 'no key');
	const generate = ['key', 'generate-node-key', '--file', key];
	assert.equal((await run(binary(), generate)).code, 0);
	assert.equal(statSync(key).mode & 0o777, 0o600);
	const secret = readFileSync(key, 'utf8');
	failsWith(await run(binary(), generate), /holds a node key already/, 'a second key');
	assert.equal((await run(binary(), [...generate, '--keep'])).code, 0);
	assert.equal(readFileSync(key, 'utf8'), secret);
});

test('a signal ends a node without an error', async () => {
	const node = await Node.start({ name: 'signal' });
	await node.stop();
	assert.match(node.text(), /Stopping, as a signal asks/);
	assert.doesNotMatch(node.text(), /Essential task|Error:/);
});

test('a node that is told of a proxy refuses unsafe methods', async () => {
	const args = ['--chain', 'local', '--alice', '--rpc-rate-limit', '6000', '--rpc-rate-limit-trust-proxy-headers'];
	const node = await Node.start({ name: 'proxied', args });
	await assert.rejects(node.request('author_rotateKeys'), /unsafe/i);
	const root = `0x${'11'.repeat(32)}`;
	await assert.rejects(node.request('openledger_putBlob', root, 1, 0, '0x00'), /--blob-uploads public/);
	await node.stop();
});

interface Check {
	name: string;
	state: 'ok' | 'warning' | 'fault';
	found: string;
}

/** Runs the doctor and returns its findings by name. */
async function examine(args: string[]): Promise<{ code: number | null; found: Map<string, Check> }> {
	const done = await run(binary(), ['doctor', '--json', ...args], 120);
	const { checks } = JSON.parse(done.stdout) as { checks: Check[] };
	return { code: done.code, found: new Map(checks.map((check) => [check.name, check])) };
}

test('the doctor examines a running node and a stopped one', async () => {
	const node = await Node.start({ name: 'doctor' });
	const args = ['--chain', 'dev', '--base-path', node.basePath];
	const rpc = ['--rpc-url', `http://127.0.0.1:${node.rpcPort}`];
	await until('a block that is final', 60, async () => {
		const { found } = await examine([...args, ...rpc]);
		return /[1-9]\d* is final/.test(found.get('finality')?.found ?? '') || undefined;
	});
	const running = await examine([...args, ...rpc]);
	for (const name of ['node', 'peers', 'sync', 'finality', 'clock', 'data folder']) {
		assert.equal(running.found.get(name)?.state, 'ok', JSON.stringify(running.found.get(name)));
	}
	// A development node keeps its keys in memory, so its keystore has none.
	const validator = await examine([...args, ...rpc, '--validator', '--provider']);
	assert.equal(validator.code, 1);
	assert.equal(validator.found.get('keystore')?.state, 'fault');
	assert.equal(validator.found.get('worker')?.state, 'fault');
	await node.stop();
	const stopped = await examine([...args, ...rpc]);
	assert.equal(stopped.found.get('node')?.state, 'warning');
	assert.ok(stopped.found.has('ports'));
});

test('a key that comes too late for voting is said to need a restart, and has effect after it', async () => {
	const spec = await toRaw(await fastSpec(600));
	const args = ['--chain', spec, '--validator', '--force-authoring', '--no-mdns'];
	const node = await Node.start({ name: 'late', args });
	// Its RPC answers before its voter runs: a key that comes between the two is not late.
	await until('a node at rest', 60, async () => /Idle/.test(node.text()) || undefined);
	const keys = { babe: ALICE.sr25519, gran: ALICE.ed25519, audi: ALICE.sr25519 };
	for (const [kind, key] of Object.entries(keys)) await node.request('author_insertKey', kind, '//Alice', key);
	await until('the warning', 60, async () => /GRANDPA key .* restart it/.test(node.text()) || undefined);
	await node.stop();
	await node.restart();
	await until('finality', 60, async () => {
		const hash = await node.request<string>('chain_getFinalizedHead');
		const { number } = await node.request<{ number: string }>('chain_getHeader', hash);
		return Number(number) > 0 || undefined;
	});
	await node.stop();
});
