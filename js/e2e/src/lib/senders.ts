// Many funded accounts that send one transaction each, made and signed on every core.

import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { open } from '@openledger/sdk';
import { compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady, encodeAddress, sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import type { Call, Chain } from './chain.js';

/** Balance of each sender at genesis. */
const ENDOWMENT = open(100);
/** Receivers of transfers: many, so that no single account is in every transaction. */
const RECEIVERS = 1000;

const seedOf = (kind: string, index: number): Uint8Array => blake2AsU8a(stringToU8a(`tps/${kind}/${index}`));
const publicKey = (kind: string, index: number): Uint8Array => sr25519PairFromSeed(seedOf(kind, index)).publicKey;

/** The chain that a signature commits to. Besides, it commits to nonce 0, immortality, no tip and no metadata hash. */
interface Context {
	specVersion: number;
	transactionVersion: number;
	genesis: string;
}

/** Signs a sender's only transaction and returns it as it is submitted. */
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
	const body = u8aConcat(...[Uint8Array.of(0x84, 0), pair.publicKey, Uint8Array.of(1), signature, extension, call]);
	return u8aToHex(u8aConcat(compactToU8a(body.length), body));
}

interface Task {
	from: number;
	to: number;
	/** Encoded calls; sender `n` makes the one at `n` modulo their number. Without any, addresses are wanted. */
	calls?: Uint8Array[];
	context?: Context;
}

/** Divides work over every core and returns the results in order. */
async function onEveryCore(total: number, data: Pick<Task, 'calls' | 'context'>): Promise<string[]> {
	const cores = availableParallelism();
	const parts = Array.from({ length: cores }, (_, part) => {
		const [from, to] = [part, part + 1].map((edge) => Math.floor((total * edge) / cores));
		return new Promise<string[]>((resolve, reject) => {
			const worker = new Worker(new URL(import.meta.url), { workerData: { ...data, from, to } satisfies Task });
			worker.once('message', resolve).once('error', reject);
		});
	});
	return (await Promise.all(parts)).flat();
}

async function work({ from, to, calls, context }: Task): Promise<void> {
	await cryptoWaitReady();
	const senders = Array.from({ length: to - from }, (_, index) => from + index);
	parentPort!.postMessage(
		calls && context
			? senders.map((sender) => signed(sender, calls[sender % calls.length], context))
			: senders.map((sender) => encodeAddress(publicKey('sender', sender), 42)),
	);
}

/** Returns the first `total` senders with their balances, for a genesis. */
export async function endowments(total: number): Promise<[string, bigint][]> {
	return (await onEveryCore(total, {})).map((address) => [address, ENDOWMENT]);
}

/** Returns transfers to many receivers. */
export async function transfers(chain: Chain): Promise<Call[]> {
	await cryptoWaitReady();
	return Array.from({ length: RECEIVERS }, (_, index) =>
		chain.api.tx.balances.transferKeepAlive(publicKey('receiver', index), open('0.5')),
	);
}

/** Signs one transaction of each of the first `total` senders; sender `n` makes the call at `n` modulo their number. */
export function signAll(chain: Chain, total: number, calls: Call[]): Promise<string[]> {
	const { specVersion, transactionVersion } = chain.api.runtimeVersion;
	const context = {
		specVersion: specVersion.toNumber(),
		transactionVersion: transactionVersion.toNumber(),
		genesis: chain.genesis,
	};
	return onEveryCore(total, { calls: calls.map((call) => call.method.toU8a()), context });
}

if (!isMainThread) await work(workerData as Task);
