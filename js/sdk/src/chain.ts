// The chain: connecting, submitting, waiting, reading.

import type { JsonRpcProvider, PolkadotClient, Transaction, TxCallData, TypedApi } from 'polkadot-api';
import { createClient } from 'polkadot-api';
import { getWsProvider, type WebSocketClass } from 'polkadot-api/ws';
import { openledger } from '#chain';
import { chainError } from './errors.js';
import { paceFollows } from './follow.js';
import type { Signer } from './keys.js';
import { Nonces } from './nonces.js';
import { boundReads, READ_SECONDS } from './reads.js';
import { httpRpc, type Rpc } from './rpc.js';
import { within } from './wait.js';

/** Calls, queries, events, constants and runtime APIs, typed by the chain's metadata. */
export type Api = TypedApi<typeof openledger>;

/** A call of any pallet. */
export type Call = Transaction<void, Record<string, never>>;

/** Reads are of the best block: what a call that was just included has changed is there. */
export const BEST = { at: 'best' } as const;

/** An event as it comes with a block, not yet typed. */
type RawEvents = Parameters<Api['event']['System']['ExtrinsicSuccess']['filter']>[0];

/** One kind of event, such as `chain.api.event.Datanets.Created`. */
export interface EventKind<T> {
	filter(events: RawEvents): { payload: T }[];
}

/** The events of one accepted call. */
export class Events {
	constructor(
		readonly records: RawEvents,
		/** Hash of the block that holds the call. */
		readonly block: string,
	) {}

	/** Returns the data of the first event of a kind, or throws if there is none. */
	get<T>(kind: EventKind<T>): T {
		const [found] = kind.filter(this.records);
		if (!found) throw new Error(`the event is missing among ${this.names().join(', ')}`);
		return found.payload;
	}

	/** Returns the names of all events, `Pallet.Event`. */
	names(): string[] {
		return this.records.map(({ event }) => `${event.type}.${event.value.type}`);
	}
}

/** How far a transaction has come. */
export type TransactionStep =
	| { at: 'signed'; hash: string }
	| { at: 'in the pool' }
	| { at: 'in a block'; block: string; number: number }
	| { at: 'final'; block: string; number: number };

/** Options of a connection. */
export interface ConnectOptions {
	/** The WebSocket of the platform, where it is not a global: Node.js before version 22. */
	websocket?: WebSocketClass;
	/** Sends requests that are not part of the standard interface: over HTTP to the same address by default. */
	rpc?: Rpc;
	/** Seconds to wait for the node, 180 by default. */
	seconds?: number;
	/** Seconds after which a read of the chain has failed with a `TimeoutError`, {@link READ_SECONDS} by default. */
	readSeconds?: number;
}

/** An {@link Rpc} over a connection that is open until it is closed. */
export interface OpenRpc extends Rpc {
	/** Ends the connection. */
	close(): void;
}

/** Seconds for an answer to a request outside the standard interface. */
const REQUEST_SECONDS = 120;

/** Returns an {@link Rpc} over a client's connection. */
function clientRpc(client: PolkadotClient): Rpc {
	return {
		request: <T>(method: string, ...params: unknown[]): Promise<T> =>
			within(`the answer to ${method}`, REQUEST_SECONDS, client._request<T, unknown[]>(method, params)),
	};
}

/** Opens an {@link Rpc} over whatever a provider stands for, such as a node's WebSocket. It follows no chain. */
export function openRpc(provider: JsonRpcProvider): OpenRpc {
	const client = createClient(provider);
	return { ...clientRpc(client), close: () => client.destroy() };
}

/**
 * Returns how requests outside the standard interface reach whatever a client is connected to.
 *
 * To a node they go over HTTP: when a WebSocket is renewed, requests on the old one may stay without an answer.
 */
function rpcOf(to: string | JsonRpcProvider, client: PolkadotClient): Rpc {
	if (typeof to === 'string') return httpRpc(to.replace(/^ws/, 'http'));
	return clientRpc(client);
}

/** A connection to a node, or to a light client. */
export class OpenLedger implements Rpc {
	private readonly nonces = new Nonces();

	private constructor(
		/** The client underneath. */
		readonly client: PolkadotClient,
		readonly api: Api,
		/** Hash of the chain's genesis block. */
		readonly genesis: string,
		private readonly rpc: Rpc,
		private readonly readSeconds: number,
	) {
		// The socket counts as dead after 40 seconds without a message, so heads have to come.
		client.bestBlocks$.subscribe({ error: () => {} });
	}

	/** Connects to a node's WebSocket, or to whatever a provider such as `polkadot-api/sm-provider` stands for. */
	static async connect(to: string | JsonRpcProvider, options: ConnectOptions = {}): Promise<OpenLedger> {
		const { websocket, seconds = 180, readSeconds = READ_SECONDS } = options;
		const provider =
			typeof to === 'string' ? getWsProvider(to, websocket ? { websocketClass: websocket } : {}) : to;
		const client = createClient(paceFollows(provider));
		const what = typeof to === 'string' ? `a connection to ${to}` : 'the chain';
		try {
			const { genesisHash } = await within(what, seconds, client.getChainSpecData());
			await within(what, seconds, client.getFinalizedBlock());
			return new OpenLedger(
				client,
				boundReads(client.getTypedApi(openledger), readSeconds),
				genesisHash,
				options.rpc ?? rpcOf(to, client),
				readSeconds,
			);
		} catch (error) {
			client.destroy();
			throw error;
		}
	}

	/** Ends the connection. */
	close(): void {
		this.client.destroy();
	}

	/** Sends a request that is not part of the standard interface. */
	request<T>(method: string, ...params: unknown[]): Promise<T> {
		return this.rpc.request(method, ...params);
	}

	/** Signs, sends and waits for the call's block. The runtime's refusal becomes a `ChainError`. */
	submit(call: Call, signer: Signer): Promise<Events> {
		return this.send(call, signer, 'in a block');
	}

	/**
	 * The same, with the events of the finalised block: in another fork the call may have cost or brought another sum.
	 */
	submitFinal(call: Call, signer: Signer): Promise<Events> {
		return this.send(call, signer, 'final');
	}

	/**
	 * Signs a call with the account's next nonce, behind those that the pool holds or that are on their way to it.
	 * Whoever sends it says by `release` when it is under way no more.
	 */
	private async sign(call: Call, signer: Signer): Promise<{ signed: Uint8Array; release: () => void }> {
		const { address } = signer;
		const nonce = this.nonces.take(address, await this.request<number>('system_accountNextIndex', address));
		let isUnderWay = true;
		const release = (): void => {
			if (isUnderWay) this.nonces.release(address, nonce);
			isUnderWay = false;
		};
		try {
			// It lives on in any fork, and is checked against the best block, which the signer's last calls changed.
			return { signed: await call.sign(signer, { nonce }), release };
		} catch (error) {
			// Nothing was sent with the nonce: a wallet refused.
			release();
			throw error;
		}
	}

	/**
	 * Submits as {@link submit} does, and tells of each step of the way; of the last, `final`, after this has returned.
	 *
	 * A transaction may be in one block, then in another, if a fork is dropped: the step is told again.
	 */
	async submitWatched(call: Call, signer: Signer, onStep: (step: TransactionStep) => void): Promise<Events> {
		const { signed, release } = await this.sign(call, signer);
		return new Promise<Events>((resolve, reject) => {
			this.client.submitAndWatch(signed, 'best').subscribe({
				next: (event) => {
					if (event.type === 'signed') return onStep({ at: 'signed', hash: event.txHash });
					if (event.type === 'broadcasted') return onStep({ at: 'in the pool' });
					if (event.type === 'txBestBlocksState' && !event.found) return;
					release();
					const { hash: block, number } = event.block;
					onStep({ at: event.type === 'finalized' ? 'final' : 'in a block', block, number });
					if (event.ok) resolve(new Events(event.events, block));
					else chainError(event.dispatchError).then(reject, reject);
				},
				error: (error: unknown) => {
					release();
					reject(error);
				},
			});
		});
	}

	private async send(call: Call, signer: Signer, when: 'in a block' | 'final'): Promise<Events> {
		const { type: pallet, value } = call.decodedCall;
		const { signed, release } = await this.sign(call, signer);
		let stop = (): void => {};
		const done = new Promise<Events>((resolve, reject) => {
			const subscription = this.client.submitAndWatch(signed, 'best').subscribe({
				next: (event) => {
					const included = event.type === 'txBestBlocksState' && event.found;
					if (included) release();
					if (event.type !== 'finalized' && (when === 'final' || !included)) return;
					if (event.ok) resolve(new Events(event.events, event.block.hash));
					else chainError(event.dispatchError).then(reject, reject);
				},
				error: reject,
			});
			stop = () => subscription.unsubscribe();
		});
		try {
			return await within(`${pallet}.${value.type} to be ${when}`, 180, done);
		} finally {
			stop();
			release();
		}
	}

	/** Returns a call that makes several, all of them or none. */
	batchAll(calls: readonly Call[]): Call {
		return this.api.tx.Utility.batch_all({ calls: calls.map(({ decodedCall }): TxCallData => decodedCall) });
	}

	/** Asks at every new best block until the answer is not `undefined`. */
	async atEachBlock<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
		let stop = (): void => {};
		let asking = false;
		const done = new Promise<T>((resolve, reject) => {
			const poll = (): void => {
				if (asking) return;
				asking = true;
				ask().then((answer) => {
					asking = false;
					if (answer !== undefined) resolve(answer);
				}, reject);
			};
			const subscription = this.client.bestBlocks$.subscribe({ next: poll, error: reject });
			stop = () => subscription.unsubscribe();
		});
		try {
			return await within(what, seconds, done);
		} finally {
			stop();
		}
	}

	/** Returns the number of the best block. */
	async bestNumber(): Promise<number> {
		const [best] = await within('the best block', this.readSeconds, this.client.getBestBlocks());
		return best.number;
	}

	/** Returns the market's clock, on which every deadline runs: it stands still in safe mode and under pauses. */
	marketTime(): Promise<number> {
		return this.api.apis.ClockApi.now(BEST);
	}

	/** Waits for a best block of at least this number. */
	async untilBlock(number: number, seconds = 120): Promise<void> {
		await this.atEachBlock(
			`block ${number}`,
			seconds,
			async () => (await this.bestNumber()) >= number || undefined,
		);
	}

	/** Returns the number of the last finalised block. */
	async finalisedNumber(): Promise<number> {
		return (await within('the final block', this.readSeconds, this.client.getFinalizedBlock())).number;
	}

	/** Waits for finality to reach a block. */
	async untilFinalised(number: number, seconds = 120): Promise<void> {
		await this.atEachBlock(
			`block ${number} to be final`,
			seconds,
			async () => (await this.finalisedNumber()) >= number || undefined,
		);
	}

	/** Returns the free balance of an account and what is on hold, in planck. */
	async balance(address: string): Promise<{ free: bigint; held: bigint }> {
		const { data } = await this.api.query.System.Account.getValue(address, BEST);
		return { free: data.free, held: data.reserved };
	}

	/** Returns everything an account owns, free and on hold, in planck. */
	async wealth(address: string): Promise<bigint> {
		const { free, held } = await this.balance(address);
		return free + held;
	}

	/** Returns the chain's own figure of all OPEN, in planck. */
	totalIssuance(): Promise<bigint> {
		return this.api.query.Balances.TotalIssuance.getValue(BEST);
	}

	/** Returns the sum over every account, in planck, which must be the same. */
	async sumOfBalances(): Promise<bigint> {
		const accounts = await this.api.query.System.Account.getEntries(BEST);
		return accounts.reduce((sum, { value: { data } }) => sum + data.free + data.reserved, 0n);
	}

	/** Runs every pallet's invariants on the node; throws the first that is broken. */
	async checkIntegrity(): Promise<void> {
		const verdict = await this.api.apis.IntegrityApi.check(BEST);
		if (!verdict.success) throw new Error(`an invariant is broken: ${verdict.value}`);
	}
}
