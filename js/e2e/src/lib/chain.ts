// The chain through @polkadot/api, as most people use it: connecting, submitting, reading.

import { ChainError, type Rpc, until, within } from '@openledger/sdk';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { DispatchError, EventRecord } from '@polkadot/types/interfaces';
import type { ISubmittableResult } from '@polkadot/types/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';

/** A value whose type comes from the chain's metadata at run time. */
export type Decoded = any;
/** A call of any pallet. */
export type Call = SubmittableExtrinsic<'promise'>;
/** An account that signs. */
export type Signer = KeyringPair;

/** Returns a dispatch error with the name and text that the metadata gives it. */
export function chainError(api: ApiPromise, error: DispatchError): ChainError {
	if (!error.isModule) return new ChainError(error.isToken ? `Token.${error.asToken.type}` : error.type, '');
	const meta = api.registry.findMetaError(error.asModule);
	return new ChainError(`${pascal(meta.section)}.${meta.name}`, meta.docs.join(' ').trim());
}

/** Writes a pallet's name as the metadata does: `modelFactory` → `ModelFactory`. */
function pascal(section: string): string {
	return section.charAt(0).toUpperCase() + section.slice(1);
}

/** The events of one accepted call. */
export class Events {
	constructor(
		readonly records: EventRecord[],
		/** Hash of the block that holds the call. */
		readonly block: string,
	) {}

	/**
	 * Returns the data of the first event with this name, such as `Datanets.Created`, by field; throws if there is
	 * none.
	 */
	get(name: string): Record<string, Decoded> {
		const found = this.records.find(({ event }) => eventName(event) === name);
		if (!found) throw new Error(`no event ${name} among ${this.names().join(', ')}`);
		const { data } = found.event;
		return Object.fromEntries((data.names ?? []).map((field, index) => [field, data[index]]));
	}

	names(): string[] {
		return this.records.map(({ event }) => eventName(event));
	}
}

function eventName(event: { section: string; method: string }): string {
	return `${pascal(event.section)}.${event.method}`;
}

/** Development accounts. */
export class Accounts {
	private readonly keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });

	/** Returns the account behind a derivation path such as `//Alice`. */
	get(path: string): Signer {
		return this.keyring.addFromUri(path, { name: path.replace(/^\/\//, '') });
	}
}

/** A connection through @polkadot/api. */
export class Chain implements Rpc {
	readonly accounts = new Accounts();

	private constructor(readonly api: ApiPromise) {}

	static async connect(ws: string): Promise<Chain> {
		await cryptoWaitReady();
		const provider = new WsProvider(ws);
		return new Chain(await within(`a connection to ${ws}`, 180, ApiPromise.create({ provider, noInitWarn: true })));
	}

	close(): Promise<void> {
		return this.api.disconnect();
	}

	get genesis(): string {
		return this.api.genesisHash.toHex();
	}

	/** Sends a request that is not part of the standard interface. */
	request<T>(method: string, ...params: unknown[]): Promise<T> {
		return (this.api as Decoded)._rpcCore.provider.send(method, params) as Promise<T>;
	}

	/** Signs, sends and waits for the call's block. The runtime's refusal becomes a {@link ChainError}. */
	submit(call: Call, signer: Signer): Promise<Events> {
		return this.send(call, signer, 'in a block');
	}

	/**
	 * Does the same with the events of the finalised block: in another fork, the call may cost or bring another sum.
	 */
	submitFinal(call: Call, signer: Signer): Promise<Events> {
		return this.send(call, signer, 'final');
	}

	private async send(call: Call, signer: Signer, when: 'in a block' | 'final'): Promise<Events> {
		let stop: (() => void) | undefined;
		const done = new Promise<Events>((resolve, reject) => {
			const watch = (result: ISubmittableResult): void => {
				if (result.isError) reject(new Error(`the pool dropped the transaction: ${result.status.type}`));
				if (!result.status.isFinalized && (when === 'final' || !result.status.isInBlock)) return;
				if (result.dispatchError) reject(chainError(this.api, result.dispatchError));
				else {
					const block = result.status.isInBlock ? result.status.asInBlock : result.status.asFinalized;
					resolve(new Events(result.events, block.toHex()));
				}
			};
			const sign = (): Promise<() => void> => call.signAndSend(signer, { nonce: -1 }, watch);
			// The node counted the account's transactions while a fork had taken one back. The pool never had this one.
			const again = (error: Error): Promise<() => void> => {
				if (/Transaction is outdated/.test(error.message)) return sign();
				throw error;
			};
			sign()
				.catch(again)
				.then((unsubscribe) => (stop = unsubscribe), reject);
		});
		const { section, method } = call.method;
		try {
			return await within(`${section}.${method} to be ${when}`, 180, done);
		} finally {
			stop?.();
		}
	}

	/** Asks at every new best block until the answer is not `undefined`. */
	async atEachBlock<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
		let stop: (() => void) | undefined;
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
			this.api.rpc.chain.subscribeNewHeads(poll).then((unsubscribe) => (stop = unsubscribe), reject);
		});
		try {
			return await within(what, seconds, done);
		} finally {
			stop?.();
		}
	}

	/** Returns the number of the best block. */
	async bestNumber(): Promise<number> {
		return (await this.api.rpc.chain.getHeader()).number.toNumber();
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
		const hash = await this.api.rpc.chain.getFinalizedHead();
		return (await this.api.rpc.chain.getHeader(hash)).number.toNumber();
	}

	/** Waits for finality to reach a block. */
	async untilFinalised(number: number, seconds = 120): Promise<void> {
		await until(`block ${number} to be final`, seconds, async () =>
			(await this.finalisedNumber()) >= number ? true : undefined,
		);
	}

	/** Returns the free balance of an account and what is on hold, in planck. */
	async balance(address: string): Promise<{ free: bigint; held: bigint }> {
		const { data } = (await this.api.query.system.account(address)) as Decoded;
		return { free: data.free.toBigInt(), held: data.reserved.toBigInt() };
	}

	/** Returns everything an account owns, free and on hold, in planck. */
	async wealth(address: string): Promise<bigint> {
		const { free, held } = await this.balance(address);
		return free + held;
	}

	/** Returns the chain's own figure of all OPEN, in planck. */
	async totalIssuance(): Promise<bigint> {
		return ((await this.api.query.balances.totalIssuance()) as unknown as { toBigInt(): bigint }).toBigInt();
	}

	/** Returns the sum over every account in one block, which must be the same. */
	async sumOfBalances(): Promise<bigint> {
		const at = await this.api.at(await this.api.rpc.chain.getBlockHash());
		const accounts = (await at.query.system.account.entries()) as [unknown, Decoded][];
		return accounts.reduce((sum, [, { data }]) => sum + data.free.toBigInt() + data.reserved.toBigInt(), 0n);
	}

	/** Runs every pallet's invariants on the node; throws the first that is broken. */
	async checkIntegrity(): Promise<void> {
		const answer = await this.api.rpc.state.call('IntegrityApi_check', '0x');
		const verdict = this.api.createType('Result<Null, Text>', answer.toU8a(true));
		if (verdict.isErr) throw new Error(`an invariant is broken: ${verdict.asErr.toString()}`);
	}
}
