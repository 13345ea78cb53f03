// Measures throughput: three validators on this machine, and as many pre-funded senders as transactions, one each.
// scripts/bench-tps.sh runs it and says what its arguments are.

import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { open, TOTAL_SUPPLY } from '@openledger/sdk';
import { WsProvider } from '@polkadot/api';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { type Call, Chain, type Decoded } from './lib/chain.js';
import { booksBalance } from './lib/check.js';
import { Node } from './lib/node.js';
import { stopAll } from './lib/process.js';
import { createDatanet } from './lib/public.js';
import { endowments, signAll, transfers } from './lib/senders.js';
import { endow, plainSpec, toRaw } from './lib/spec.js';

/** Milliseconds between two rounds of submissions. */
const TURN = 20;
/** Clock ticks a second in /proc. */
const TICKS = 100;

/** Seconds of processor time a process has used. */
function cpuSeconds(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /, '')
		.split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** The contents of a block. */
interface Filled {
	number: number;
	time: number;
	transactions: number;
	/** Transactions that were charged for and did nothing. */
	failed: number;
	/** Share of the weight that ordinary transactions may use. */
	fullness: number;
}

async function filled(chain: Chain, hash: string): Promise<Filled> {
	const [block, at] = await Promise.all([
		chain.request<{ block: { header: { number: string }; extrinsics: string[] } }>('chain_getBlock', hash),
		chain.api.at(hash),
	]);
	const [time, weight, events] = (await Promise.all([
		at.query.timestamp.now(),
		at.query.system.blockWeight(),
		at.query.system.events(),
	])) as Decoded[];
	const most = (chain.api.consts.system.blockWeights as Decoded).perClass.normal.maxTotal.unwrap().refTime.toNumber();
	return {
		number: Number(block.block.header.number),
		time: time.toNumber() / 1000,
		// The time of the block is the one extrinsic that nobody sent.
		transactions: block.block.extrinsics.length - 1,
		failed: events.filter((record: Decoded) => at.events.system.ExtrinsicFailed.is(record.event)).length,
		fullness: weight.normal.refTime.toNumber() / most,
	};
}

/** Senders of a mixture that share a Datanet: one of ten contributes to it, and it holds 256 accepted contributions. */
const SENDERS_OF_A_DATANET = 2000;

interface Options {
	seconds: number;
	rate: number;
	slot: number;
	mix: boolean;
	inFlight: number;
	/** One validator, or the three of the preset `local`. */
	alone: boolean;
	/** The runtime to begin with, as a chain specification carries it, in place of this tree's. */
	runtime: string | undefined;
}

async function measure(options: Options): Promise<void> {
	const { seconds, rate, slot, mix, inFlight, alone, runtime } = options;
	// Enough for the run, the ramp before it and what is in flight after it.
	const total = Math.ceil(rate * (seconds + (10 * slot) / 1000)) + inFlight;
	console.log(`making ${total} senders`);
	const gifts = await endowments(total);
	const spec = await toRaw(
		await plainSpec(alone ? 'dev' : 'local', (genesis, whole) => {
			whole.id = 'openledger_tps';
			genesis.validators.slotDuration = slot;
			endow(genesis, gifts);
			if (runtime === undefined) return;
			whole.genesis.runtimeGenesis.code = runtime;
			// The first runtime's keys had no third one.
			for (const [, , keys] of genesis.session.keys) delete keys.authority_discovery;
		}),
	);
	const pool = ['--pool-limit', String(4 * inFlight), '--pool-kbytes', '200000', '--no-mdns'];
	const limits = ['--rpc-max-request-size', '64', '--rpc-max-response-size', '64'];
	const first = await Node.start({ name: 'alice', args: ['--chain', spec, '--alice', ...pool, ...limits] });
	const boot = [
		'--bootnodes',
		`/ip4/127.0.0.1/tcp/${first.p2pPort}/p2p/${await first.request<string>('system_localPeerId')}`,
	];
	const others = await Promise.all(
		(alone ? [] : ['bob', 'charlie']).map((name) =>
			Node.start({ name, args: ['--chain', spec, `--${name}`, ...boot, ...pool, ...limits] }),
		),
	);
	const nodes = [first, ...others];
	const chain = await Chain.connect(first.ws);
	await chain.untilFinalised(3, 300);

	const calls = await (mix ? mixture(chain, total) : transfers(chain));
	console.log('signing');
	const transactions = await signAll(chain, total, calls);

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
	await chain.atEachBlock(
		'two blocks with transactions',
		300,
		async () => blocks.filter((b) => b.transactions > 0).length >= 2 || undefined,
	);
	const busy = (): number[] => [...nodes.map((node) => cpuSeconds(node.pid!)), cpuSeconds(process.pid)];
	const [start, cpuBefore, opening] = [Date.now(), busy(), blocks.at(-1)!];
	await chain.atEachBlock(
		'the run to end',
		seconds + 300,
		async () => blocks.at(-1)!.time - opening.time >= seconds || undefined,
	);
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
	console.log(
		`blocks: ${final.length} in ${slots} slots, ${Math.max(...final.map((b) => b.transactions))} transactions ` +
			`at most, ${(100 * fullness).toFixed(0)} % full on average`,
	);
	const failed = final.reduce((sum, block) => sum + block.failed, 0);
	console.log(`refused by the pool: ${refused} of ${sent}; ran out of senders: ${sent >= total}`);
	// They cost what they may cost at most, and say nothing about those that succeed.
	if (failed > 0) throw new Error(`${failed} transactions failed in their blocks`);
	const program = shares.pop();
	console.log(`processor: ${shares.join(', ')} of a core for each node, ${program} for this program`);
	for (const provider of providers) await provider.disconnect();
	await chain.close();
}

/**
 * Returns a call for each of `total` senders. Of ten seven are transfers; the others make a Datanet, contribute to one
 * what nobody else does, and delegate.
 */
async function mixture(chain: Chain, total: number): Promise<Call[]> {
	const owner = chain.accounts.get('//Dave');
	const datanet = createDatanet(chain, 'Throughput', { admission: 'Open' });
	const datanets = Array(Math.ceil(total / SENDERS_OF_A_DATANET)).fill(datanet);
	const made = await chain.submit(chain.api.tx.utility.batchAll(datanets), owner);
	const first: number = made.get('Datanets.Created').datanet;
	const validator = chain.accounts.get('//Alice//stash').address;
	const { contribute } = chain.api.tx.datanets;
	const transfer = await transfers(chain);
	return Array.from({ length: total }, (_, index) => {
		if (index % 10 === 7) return createDatanet(chain, `Datanet ${index}`, { admission: 'Open' });
		if (index % 10 === 8) {
			const number = first + Math.floor(index / SENDERS_OF_A_DATANET);
			return contribute(number, blake2AsU8a(`root ${index}`), 10, 1000);
		}
		if (index % 10 === 9) return chain.api.tx.validators.delegate(validator, open(20));
		return transfer[index % transfer.length];
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
			runtime: { type: 'string' },
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
			runtime: values.runtime && `0x${readFileSync(values.runtime).toString('hex')}`,
		});
	} finally {
		await stopAll();
	}
}

await main();
