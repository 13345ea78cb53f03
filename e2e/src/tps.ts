// Measures throughput: three validators on this machine, as many pre-funded senders as transactions, one transaction each.
// scripts/bench-tps.sh runs it and says what its arguments are.

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady, encodeAddress, sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { WsProvider } from '@polkadot/api';
import { type Call, Chain, type Decoded } from './lib/chain.js';
import { booksBalance } from './lib/check.js';
import { createDatanet } from './lib/market.js';
import { Node } from './lib/node.js';
import { open, TOTAL_SUPPLY } from './lib/open.js';
import { stopAll } from './lib/process.js';
import { amountOf, plainSpec, toRaw } from './lib/spec.js';

/** What each sender starts with. */
const ENDOWMENT = open(100);
/** Receivers of transfers: many, so that no single account is in every transaction. */
const RECEIVERS = 1000;
/** Milliseconds between two rounds of submissions. */
const TURN = 20;
/** Clock ticks a second in /proc. */
const TICKS = 100;

const seedOf = (kind: string, index: number): Uint8Array => blake2AsU8a(stringToU8a(`tps/${kind}/${index}`));
const publicKey = (kind: string, index: number): Uint8Array => sr25519PairFromSeed(seedOf(kind, index)).publicKey;

/** What every signature commits to besides the call: nonce 0, immortal, no tip, no metadata hash. */
interface Context {
	specVersion: number;
	transactionVersion: number;
	genesis: string;
}

/** A sender's only transaction, as it travels. */
function signed(sender: number, call: Uint8Array, context: Context): string {
	const pair = sr25519PairFromSeed(seedOf('sender', sender));
	const u32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
	const genesis = hexToU8a(context.genesis);
	const extension = Uint8Array.of(0, 0, 0, 0);
	const additional = u8aConcat(
		...[u32(context.specVersion), u32(context.transactionVersion), genesis, genesis, Uint8Array.of(0)],
	);
	const payload = u8aConcat(call, extension, additional);
	const signature = sr25519Sign(payload.length > 256 ? blake2AsU8a(payload) : payload, pair);
	const body = u8aConcat(
		...[Uint8Array.of(0x84, 0), pair.publicKey, Uint8Array.of(1), signature, extension, call],
	);
	return u8aToHex(u8aConcat(compactToU8a(body.length), body));
}

interface Task {
	from: number;
	to: number;
	/** Encoded calls; sender `n` makes the one at `n` modulo their number. */
	calls: Uint8Array[];
	context: Context;
}

/** Does one job on every core and gives the answers in order. */
async function onEveryCore<T>(total: number, data: object): Promise<T[]> {
	const cores = availableParallelism();
	const parts = Array.from({ length: cores }, (_, part) => {
		const [from, to] = [part, part + 1].map((edge) => Math.floor((total * edge) / cores));
		return new Promise<T[]>((resolve, reject) => {
			const worker = new Worker(new URL(import.meta.url), { workerData: { ...data, from, to } });
			worker.once('message', resolve).once('error', reject);
		});
	});
	return (await Promise.all(parts)).flat();
}

async function work(): Promise<void> {
	await cryptoWaitReady();
	const { from, to, calls, context } = workerData as Partial<Task> & { from: number; to: number };
	const senders = Array.from({ length: to - from }, (_, index) => from + index);
	parentPort!.postMessage(
		calls && context
			? senders.map((sender) => signed(sender, calls[sender % calls.length], context))
			: senders.map((sender) => encodeAddress(publicKey('sender', sender), 42)),
	);
}

/** Seconds of processor time a process has used. */
function cpuSeconds(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** What a block held. */
interface Filled {
	number: number;
	time: number;
	transactions: number;
	/** Share of the weight that ordinary transactions may use. */
	fullness: number;
}

async function filled(chain: Chain, hash: string): Promise<Filled> {
	const [block, at] = await Promise.all([
		chain.rpc<{ block: { header: { number: string }; extrinsics: string[] } }>('chain_getBlock', hash),
		chain.api.at(hash),
	]);
	const [time, weight] = (await Promise.all([at.query.timestamp.now(), at.query.system.blockWeight()])) as Decoded[];
	const most = (chain.api.consts.system.blockWeights as Decoded).perClass.normal.maxTotal.unwrap().refTime.toNumber();
	return {
		number: Number(block.block.header.number),
		time: time.toNumber() / 1000,
		// The time of the block is the one extrinsic that nobody sent.
		transactions: block.block.extrinsics.length - 1,
		fullness: weight.normal.refTime.toNumber() / most,
	};
}

interface Options {
	seconds: number;
	rate: number;
	slot: number;
	mix: boolean;
	inFlight: number;
	/** One validator, or the three of the preset `local`. */
	alone: boolean;
}

async function measure(options: Options): Promise<void> {
	const { seconds, rate, slot, mix, inFlight, alone } = options;
	// Enough for the run, the ramp before it and what is in flight after it.
	const total = Math.ceil(rate * (seconds + (10 * slot) / 1000)) + inFlight;
	await cryptoWaitReady();
	console.log(`making ${total} senders`);
	const addresses = await onEveryCore<string>(total, {});
	const spec = await toRaw(
		await plainSpec(alone ? 'dev' : 'local', (genesis, whole) => {
			whole.id = 'openledger_tps';
			genesis.validators.slotDuration = slot;
			const { balances } = genesis.balances;
			const richest = balances.reduce((a, b) => (amountOf(a[1]) > amountOf(b[1]) ? a : b));
			richest[1] = amountOf(richest[1]) - ENDOWMENT * BigInt(total);
			// One by one: a call takes no hundred thousand arguments.
			for (const address of addresses) balances.push([address, ENDOWMENT]);
		}),
	);
	const pool = ['--pool-limit', String(4 * inFlight), '--pool-kbytes', '200000', '--no-mdns'];
	const limits = ['--rpc-max-request-size', '64', '--rpc-max-response-size', '64'];
	const first = await Node.start({ name: 'alice', args: ['--chain', spec, '--alice', ...pool, ...limits] });
	const boot = ['--bootnodes', `/ip4/127.0.0.1/tcp/${first.p2pPort}/p2p/${await first.request<string>('system_localPeerId')}`];
	const others = await Promise.all(
		(alone ? [] : ['bob', 'charlie']).map((name) => Node.start({ name, args: ['--chain', spec, `--${name}`, ...boot, ...pool, ...limits] })),
	);
	const nodes = [first, ...others];
	const chain = await Chain.connect(first.ws);
	await chain.untilFinalised(3, 300);

	const calls = (mix ? await mixture(chain) : transfers(chain)).map((call) => call.method.toU8a());
	console.log('signing');
	const context = {
		specVersion: chain.api.runtimeVersion.specVersion.toNumber(),
		transactionVersion: chain.api.runtimeVersion.transactionVersion.toNumber(),
		genesis: chain.genesis,
	};
	const transactions = await onEveryCore<string>(total, { calls, context });

	const providers = nodes.map((node) => new WsProvider(node.ws, 1000, {}, 120_000));
	await Promise.all(providers.map((provider) => provider.isReady));
	let sent = 0;
	/** Transactions by number of the block, so that a fork replaces what it takes back. */
	const holds = new Map<number, number>();
	let included = 0;
	let refused = 0;
	let ending = false;
	const blocks: Filled[] = [];
	const heads = await chain.api.rpc.chain.subscribeNewHeads(async (head) => {
		const block = await filled(chain, head.hash.toHex());
		blocks.push(block);
		holds.set(block.number, block.transactions);
		included = [...holds.values()].reduce((sum, count) => sum + count, 0);
		console.log(
			`block ${block.number}: ${block.transactions} transactions, ${(100 * block.fullness).toFixed(0)} % full, ` +
				`${sent - included - refused} in flight`,
		);
	});
	// Evenly, as users do, and to one node after another.
	const began = Date.now();
	const submitting = (async () => {
		for (let turn = 0; !ending && sent < total; turn++) {
			await setTimeout(TURN);
			const due = Math.floor((rate * (Date.now() - began)) / 1000) - sent;
			const room = inFlight - (sent - included - refused);
			const batch = transactions.slice(sent, sent + Math.max(0, Math.min(due, room, (rate * 4 * TURN) / 1000)));
			sent += batch.length;
			for (const hex of batch) {
				providers[turn % providers.length].send('author_submitExtrinsic', [hex]).catch(() => refused++);
			}
		}
	})();

	// The ramp: until two blocks have been filled.
	await chain.atEachBlock('two blocks with transactions', 300, async () => blocks.filter((b) => b.transactions > 0).length >= 2 || undefined);
	const busy = (): number[] => [...nodes.map((node) => cpuSeconds(node.pid!)), cpuSeconds(process.pid)];
	const [start, cpuBefore, opening] = [Date.now(), busy(), blocks.at(-1)!];
	await chain.atEachBlock('the run to end', seconds + 300, async () => blocks.at(-1)!.time - opening.time >= seconds || undefined);
	const [elapsed, cpuAfter, closing] = [(Date.now() - start) / 1000, busy(), blocks.at(-1)!];
	ending = true;
	await submitting;
	await chain.untilFinalised(closing.number, 300);
	heads();

	// Counted again on the finalised chain, where no fork can be.
	const final = [];
	for (let number = opening.number + 1; number <= closing.number; number++) {
		final.push(await filled(chain, (await chain.api.rpc.chain.getBlockHash(number)).toHex()));
	}
	const count = final.reduce((sum, block) => sum + block.transactions, 0);
	const span = final.at(-1)!.time - opening.time;
	const slots = Math.round((span * 1000) / slot);
	const fullness = final.reduce((sum, block) => sum + block.fullness, 0) / final.length;
	await booksBalance(chain, TOTAL_SUPPLY);
	const shares = cpuAfter.map((after, index) => `${((100 * (after - cpuBefore[index])) / elapsed).toFixed(0)} %`);
	console.log(`included and finalised: ${count} in ${span} s, ${(count / span).toFixed(0)} a second`);
	console.log(`blocks: ${final.length} in ${slots} slots, ${Math.max(...final.map((b) => b.transactions))} transactions at most, ${(100 * fullness).toFixed(0)} % full on average`);
	console.log(`refused by the pool: ${refused} of ${sent}; ran out of senders: ${sent >= total}`);
	const program = shares.pop();
	console.log(`processor: ${shares.join(', ')} of a core for each node, ${program} for this program`);
	for (const provider of providers) await provider.disconnect();
	await chain.close();
}

function transfers(chain: Chain): Call[] {
	return Array.from({ length: RECEIVERS }, (_, index) =>
		chain.api.tx.balances.transferKeepAlive(publicKey('receiver', index), open('0.5')),
	);
}

/** Of ten transactions seven are transfers; the others make a Datanet, contribute to one, and delegate. */
async function mixture(chain: Chain): Promise<Call[]> {
	const owner = chain.accounts.get('//Dave');
	const datanet = await chain.submit(createDatanet(chain, 'Throughput', { admission: 'Open' }), owner);
	const number = datanet.get('Datanets.Created').datanet;
	const validator = chain.accounts.get('//Alice//stash').address;
	return transfers(chain).map((transfer, index) => {
		if (index % 10 === 7) return createDatanet(chain, `Datanet ${index}`, { admission: 'Open' });
		if (index % 10 === 8) return chain.api.tx.datanets.contribute(number, blake2AsU8a(`root ${index}`), 10, 1000);
		if (index % 10 === 9) return chain.api.tx.validators.delegate(validator, open(20));
		return transfer;
	});
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			seconds: { type: 'string', default: '120' },
			rate: { type: 'string', default: '1200' },
			slot: { type: 'string', default: '6000' },
			'in-flight': { type: 'string', default: '5000' },
			mix: { type: 'boolean', default: false },
			alone: { type: 'boolean', default: false },
		},
	});
	const number = (name: 'seconds' | 'rate' | 'slot' | 'in-flight'): number => {
		const value = Number(values[name]);
		if (!Number.isInteger(value) || value <= 0) throw new Error(`--${name} wants a whole number above zero`);
		return value;
	};
	try {
		await measure({
			seconds: number('seconds'),
			rate: number('rate'),
			slot: number('slot'),
			inFlight: number('in-flight'),
			mix: values.mix!,
			alone: values.alone!,
		});
	} finally {
		await stopAll();
	}
}

await (isMainThread ? main() : work());
