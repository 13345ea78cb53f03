// Random and mutated requests to everything that a node opens to strangers: JSON-RPC, extrinsics, uploads, chat. The
// node answers each, keeps its memory, and goes on. Ten thousand by default; OPENLEDGER_FUZZ sets another number,
// OPENLEDGER_FUZZ_SEED another order.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { open, TOTAL_SUPPLY } from '@openledger/sdk';
import { Chain } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs, toRaw } from '../src/lib/spec.js';

const CASES = Number(process.env.OPENLEDGER_FUZZ ?? 10_000);
/** Requests under way at a time. */
const ABREAST = 32;
/** Most that memory may grow by, in MiB: room for caches, not for what strangers send. */
const MOST_GROWTH = 128;

let node: Node;
let chain: Chain;
let methods: string[];
/** A transfer that its sender signed. */
let extrinsic: string;

/** Mulberry32: a small generator that a seed determines. */
let state = Number(process.env.OPENLEDGER_FUZZ_SEED ?? 1);
function random(): number {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (bound: number): number => Math.floor(random() * bound);
const pick = <T>(list: readonly T[]): T => list[below(list.length)];
const hex = (bytes: number): string =>
	`0x${Array.from({ length: bytes }, () => below(256).toString(16).padStart(2, '0')).join('')}`;

before(async () => {
	const spec = await toRaw(await fastSpec(50));
	const args = [...soloArgs(spec), '--rpc-methods', 'safe', '--blob-uploads', 'public', '--blob-quota-mib', '64'];
	node = await Node.start({ name: 'fuzz', args, provider: true });
	chain = await Chain.connect(node.ws);
	methods = (await node.request<{ methods: string[] }>('rpc_methods')).methods;
	assert.ok(methods.includes('openledger_putBlob') && methods.length > 50, methods.join(' '));
	const dave = chain.accounts.get('//Dave');
	const transfer = chain.api.tx.balances.transferKeepAlive(chain.accounts.get('//Eve').address, open(1));
	extrinsic = (await transfer.signAsync(dave, { nonce: -1 })).toHex();
	await chain.untilFinalised(2);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

/** An argument of any kind, nested now and then. */
function argument(depth = 0): unknown {
	switch (below(depth > 3 ? 9 : 11)) {
		case 0:
			return hex(32);
		case 1:
			return hex(below(200));
		case 2:
			return below(1000);
		case 3:
			return pick([-1, 2 ** 32, 2 ** 53, 1e308, 0.5]);
		case 4:
			return pick([null, true, false, '', '0x', '0xzz', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY']);
		case 5:
			return pick([
				'Core_version',
				'IntegrityApi_check',
				'ModelFactoryApi_job',
				'BabeApi_current_epoch',
				'Metadata_metadata',
			]);
		case 6:
			return mutated(extrinsic);
		case 7:
			return 'x'.repeat(below(10_000));
		case 8:
			return Buffer.from(hex(below(300)).slice(2), 'hex').toString('base64');
		case 9:
			return Array.from({ length: below(6) }, () => argument(depth + 1));
		default:
			return Object.fromEntries(
				Array.from({ length: below(4) }, () => [pick(['root', 'length', 'offset', 'x']), argument(depth + 1)]),
			);
	}
}

/** Changes some digits of a hexadecimal text, or its length. */
function mutated(text: string): string {
	let digits = text.slice(2);
	for (let change = below(4); change > 0; change--) {
		const at = below(digits.length);
		digits = pick([
			() => digits.slice(0, at) + below(16).toString(16) + digits.slice(at + 1),
			() => digits.slice(0, at),
			() => digits.slice(0, at) + hex(1 + below(8)).slice(2) + digits.slice(at),
		])();
	}
	return `0x${digits}`;
}

/** The body of a request: mostly JSON-RPC, sometimes not. */
function body(): string {
	if (below(20) === 0) return pick(['', '{', '[]', '[[[[', '{"jsonrpc":"2.0"}', '\u0000', '['.repeat(5000), '"']);
	const call = () => ({
		jsonrpc: pick(['2.0', '2.0', '2.0', '1.0']),
		id: pick<unknown>([1, 'one', null, {}]),
		method: below(50) === 0 ? 'no_such' : pick(methods),
		params: below(10) === 0 ? argument() : Array.from({ length: below(5) }, () => argument()),
	});
	if (below(4) === 0)
		return JSON.stringify({
			jsonrpc: '2.0',
			id: 1,
			method: 'author_submitExtrinsic',
			params: [mutated(extrinsic)],
		});
	return JSON.stringify(below(10) === 0 ? Array.from({ length: 1 + below(5) }, call) : call());
}

/** Memory in use, in MiB. */
function resident(): number {
	const status = readFileSync(`/proc/${node.pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
}

/** Sends requests, a few abreast, and counts the answers by HTTP status. */
async function send(url: () => string, count: number): Promise<Map<number, number>> {
	const statuses = new Map<number, number>();
	let left = count;
	const sender = async (): Promise<void> => {
		while (left-- > 0) {
			const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: body() };
			const answer = await fetch(url(), { ...request, signal: AbortSignal.timeout(60_000) });
			await answer.arrayBuffer();
			statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
		}
	};
	await Promise.all(Array.from({ length: ABREAST }, sender));
	return statuses;
}

test('every request is answered, and the node keeps its memory', async (t) => {
	const rpc = () => `http://127.0.0.1:${node.rpcPort}`;
	// Caches fill and the allocator settles first.
	await send(rpc, Math.ceil(CASES / 10));
	const before = resident();
	const statuses = await send(rpc, CASES);
	const grown = resident() - before;
	t.diagnostic(
		`statuses ${JSON.stringify([...statuses])}, memory ${before.toFixed(0)} MiB and ${grown.toFixed(0)} more`,
	);
	assert.ok(grown < MOST_GROWTH, `memory grew by ${grown.toFixed(0)} MiB`);
	assert.ok((statuses.get(200) ?? 0) > CASES / 2);
});

test('so does the chat service', async () => {
	const paths = ['/v1/chat/completions', '/v1/vouchers', '/v1/sessions/1', '/v1/models', '/nothing'];
	const statuses = await send(() => node.chat + pick(paths), Math.ceil(CASES / 20));
	assert.ok(![...statuses.keys()].some((status) => status >= 500 && status !== 503), JSON.stringify([...statuses]));
});

test('the chain goes on, and its books balance', async () => {
	await chain.untilFinalised((await chain.bestNumber()) + 3);
	await booksBalance(chain, TOTAL_SUPPLY);
	const log = readFileSync(node.log, 'utf8');
	assert.doesNotMatch(log, /This is a bug|Essential task .* failed/);
	// Wasm traps on input that it cannot decode, which harms no one: each trap in the log must be one of these.
	const traps = log.match(/panicked at [^\n]*\n[^\n]*/g) ?? [];
	assert.deepEqual(
		traps.filter((trap) => !trap.includes('Bad input data provided to')),
		[],
	);
});
