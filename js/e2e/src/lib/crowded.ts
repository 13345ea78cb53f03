// A crowded chain: a relay before a real node that answers for thousands of models and contributions which nobody had
// to submit. Everything else goes to the node and comes from it.
//
// It speaks for the reads by which the studio sees them: runtime APIs and storage of Models and Datanets. What it says
// is encoded by the chain's own metadata, so that the page has the work that it would have with a full chain.

import { type ChainCodecs, chainCodecs, type ModelInfo, toHex, utf8 } from '@openledger/sdk';
import { xxhashAsHex } from '@polkadot/util-crypto';
import type { WebSocket } from 'ws';
import { startWsRelay } from './ws-relay.js';

/** What there is too much of. */
export interface Crowd {
	models: number;
	/** Contributions to Datanet 0. */
	contributions: number;
	datanets: number;
	/** Contributions that wait for review. */
	pending: readonly number[];
	/** The account that owns everything, and made every thousandth contribution. */
	owner: string;
	/** The account that made the others. */
	others: string;
}

/** A relay that stands for a crowded chain. */
export interface CrowdedChain {
	url: string;
	/** Bytes that it sent in the node's place, and answers. */
	sent: { bytes: number; answers: number };
	close(): void;
}

interface Request {
	id: number;
	method: string;
	params: unknown[];
}

/** One key of a storage request. */
interface StorageItem {
	key: string;
	type: string;
}

const ROOT = `0x${'00'.repeat(32)}`;
const OPEN = 10n ** 18n;
/** Storage entries of one event. */
const BATCH = 1000;

const prefixOf = (pallet: string, entry: string): string =>
	xxhashAsHex(pallet, 128) + xxhashAsHex(entry, 128).slice(2);

/** Reads a number from the end of a key, little-endian, after its hash. */
function numberAt(key: string, bytes: number): number {
	const hex = key.slice(-2 * bytes);
	return parseInt((hex.match(/../g) ?? []).reverse().join(''), 16);
}

/** Encodes an answer of a runtime API: the codecs of answers that may be missing have no type. */
function encode<T>(codec: unknown, value: T): Uint8Array {
	return (codec as { enc(value: T): Uint8Array }).enc(value);
}

/** What the chain holds, as its runtime APIs and its storage tell it. */
class Content {
	constructor(
		private readonly codecs: ChainCodecs,
		private readonly crowd: Crowd,
	) {}

	private model(id: number): ModelInfo {
		const { owner } = this.crowd;
		const common = { id, owner, licence: utf8('apache-2.0'), card: ROOT };
		const completion = BigInt(1 + (id % 97)) * OPEN;
		const price = id % 2 === 0 ? { prompt_per_1k: OPEN, completion_per_1k: completion } : undefined;
		if (id === 0) {
			const manifest = { root: ROOT, bytes: 90_000_000n, parameters: 135_000_000n, context: 2048 };
			return { ...common, name: utf8('Base'), price, kind: { type: 'Base', value: { manifest, royalty: 0 } } };
		}
		const evaluation = { before: 3_000_000_000n, after: BigInt(1_000_000_000 + (id % 1999) * 1_000_000) };
		const value = {
			...{ base: 0, job: BigInt(id), adapter: ROOT, adapter_bytes: 1_000_000n, trace: ROOT, evaluation },
			snapshots: [{ datanet: id % this.crowd.datanets, number: 1 }],
		};
		const name = utf8(`Specialist ${id} for field ${id % 331}`);
		return { ...common, name, price, kind: { type: 'Tuned', value } };
	}

	private datanet(id: number) {
		const { contributions, pending, owner } = this.crowd;
		const isFull = id === 0;
		return {
			...{ id, owner, name: utf8(`Datanet ${id}`), domain: utf8(`field ${id}`), card: ROOT, closed: false },
			terms: { licence: utf8('CC-BY-4.0'), fee_per_1k_tokens: OPEN, revocable: true },
			admission: { type: 'Curated' as const, value: undefined },
			accepted: isFull ? contributions - pending.length : 0,
			pending: isFull ? pending.length : 0,
			latest_snapshot: 1,
		};
	}

	private contribution(id: number) {
		const { pending, owner, others } = this.crowd;
		const status = pending.includes(id) ? ('Pending' as const) : ('Accepted' as const);
		return {
			...{ datanet: 0, contributor: id % 1000 === 0 ? owner : others, root: ROOT, records: 20, bytes: 4000n },
			...{ bond: OPEN, status: { type: status, value: undefined } },
		};
	}

	private range<T>(from: number, limit: number, end: number, make: (id: number) => T): T[] {
		const length = Math.max(0, Math.min(limit, 100, end - from));
		return Array.from({ length }, (_, index) => make(from + index));
	}

	/** Answers a call of a runtime API, or leaves it to the node. */
	call(name: string, input: string): Uint8Array | undefined {
		const { ModelsApi, DatanetsApi } = this.codecs.apis;
		const { models, datanets, contributions } = this.crowd;
		switch (name) {
			case 'ModelsApi_models': {
				const [from, limit] = ModelsApi.models.args.dec(input);
				return encode(ModelsApi.models.value, this.range(from, limit, models, (id) => this.model(id)));
			}
			case 'ModelsApi_model': {
				const [id] = ModelsApi.model.args.dec(input);
				return encode(ModelsApi.model.value, id < models ? this.model(id) : undefined);
			}
			case 'DatanetsApi_datanets': {
				const [from, limit] = DatanetsApi.datanets.args.dec(input);
				const page = this.range(from, limit, datanets, (id) => this.datanet(id));
				return encode(DatanetsApi.datanets.value, page);
			}
			case 'DatanetsApi_datanet': {
				const [id] = DatanetsApi.datanet.args.dec(input);
				return encode(DatanetsApi.datanet.value, id < datanets ? this.datanet(id) : undefined);
			}
			case 'DatanetsApi_contributions': {
				const [datanet, from, limit] = DatanetsApi.contributions.args.dec(input);
				const end = datanet === 0 ? contributions : 0;
				const make = (id: number): object => ({ id: BigInt(id), ...this.contribution(id) });
				const page = this.range(Number(from), limit, end, make);
				return encode(DatanetsApi.contributions.value, page);
			}
			case 'DatanetsApi_contribution': {
				const [id] = DatanetsApi.contribution.args.dec(input);
				const info = { id, ...this.contribution(Number(id)) };
				return encode(DatanetsApi.contribution.value, id < BigInt(contributions) ? info : undefined);
			}
		}
		return undefined;
	}

	private storedDatanet(id: number): Uint8Array | undefined {
		if (id >= this.crowd.datanets) return undefined;
		const { id: _, accepted: __, ...info } = this.datanet(id);
		const stored = { ...info, deposit: OPEN, contributions: id === 0 ? this.crowd.contributions : 0 };
		return this.codecs.query.Datanets.Datanets.value.enc(stored);
	}

	private storedContribution(id: number): Uint8Array | undefined {
		if (id >= this.crowd.contributions) return undefined;
		return this.codecs.query.Datanets.Contributions.value.enc({ ...this.contribution(id), revocable: true });
	}

	private readonly entries = new Map<string, (key: string) => Uint8Array | undefined>([
		[prefixOf('Models', 'NextModelId'), () => this.codecs.query.Models.NextModelId.value.enc(this.crowd.models)],
		[
			prefixOf('Datanets', 'NextDatanetId'),
			() => this.codecs.query.Datanets.NextDatanetId.value.enc(this.crowd.datanets),
		],
		[
			prefixOf('Datanets', 'NextContributionId'),
			() => this.codecs.query.Datanets.NextContributionId.value.enc(BigInt(this.crowd.contributions)),
		],
		[prefixOf('Datanets', 'Datanets'), (key) => this.storedDatanet(numberAt(key, 4))],
		[prefixOf('Datanets', 'Contributions'), (key) => this.storedContribution(numberAt(key, 8))],
		[
			prefixOf('Datanets', 'ContributionAt'),
			(key) => this.codecs.query.Datanets.ContributionAt.value.enc(BigInt(numberAt(key, 4))),
		],
	]);

	/** Answers a read of storage, or leaves it to the node. */
	read(key: string): { value: Uint8Array | undefined } | undefined {
		const make = this.entries.get(key.slice(0, 66));
		return make && { value: make(key) };
	}

	/** Yields all contributions as storage has them, if their prefix is asked for. */
	*below(prefix: string): Generator<{ key: string; value: string }> {
		for (let id = 0; id < this.crowd.contributions; id += 1) {
			const number = Buffer.alloc(8);
			number.writeBigUInt64LE(BigInt(id));
			// Whoever reads entries looks at the key behind its hash.
			const key = `${prefix}${'00'.repeat(8)}${number.toString('hex')}`;
			yield { key, value: toHex(this.storedContribution(id) ?? new Uint8Array()) };
		}
	}
}

const CONTRIBUTIONS = prefixOf('Datanets', 'Contributions');

/** What one client is answered in the node's place. */
class Answers {
	private operations = 0;

	constructor(
		private readonly client: WebSocket,
		private readonly content: Content,
		private readonly sent: CrowdedChain['sent'],
	) {}

	private send(message: unknown): void {
		const text = JSON.stringify(message);
		this.sent.bytes += text.length;
		this.client.send(text);
	}

	private start(id: number, more: object): string {
		const operationId = `crowd-${(this.operations += 1)}`;
		this.sent.answers += 1;
		this.send({ jsonrpc: '2.0', id, result: { result: 'started', operationId, ...more } });
		return operationId;
	}

	private event(subscription: unknown, result: object): void {
		this.send({ jsonrpc: '2.0', method: 'chainHead_v1_followEvent', params: { subscription, result } });
	}

	private storage(id: number, follow: unknown, items: readonly StorageItem[]): boolean {
		const all = items.length === 1 && items[0]?.type === 'descendantsValues' && items[0].key === CONTRIBUTIONS;
		const values = items.map(({ key, type }) => (type === 'value' ? this.content.read(key) : undefined));
		if (!all && !values.every((value) => value !== undefined)) return false;
		const operationId = this.start(id, { discardedItems: 0 });
		const found = all
			? [...this.content.below(CONTRIBUTIONS)]
			: items.flatMap(({ key }, index) => {
					const value = values[index]?.value;
					return value ? [{ key, value: toHex(value) }] : [];
				});
		for (let at = 0; at < found.length; at += BATCH) {
			this.event(follow, { event: 'operationStorageItems', operationId, items: found.slice(at, at + BATCH) });
		}
		this.event(follow, { event: 'operationStorageDone', operationId });
		return true;
	}

	/** Answers a request in the node's place; returns whether it did. */
	answer({ id, method, params }: Request): boolean {
		if (method === 'chainHead_v1_call') {
			const [follow, , name, input] = params as [unknown, string, string, string];
			const output = this.content.call(name, input);
			if (!output) return false;
			const operationId = this.start(id, {});
			this.event(follow, { event: 'operationCallDone', operationId, output: toHex(output) });
			return true;
		}
		if (method !== 'chainHead_v1_storage') return false;
		return this.storage(id, params[0], params[2] as StorageItem[]);
	}
}

/** Starts a relay on a port before a node's WebSocket. */
export async function startCrowded(node: string, port: number, crowd: Crowd): Promise<CrowdedChain> {
	const content = new Content(await chainCodecs(), crowd);
	const sent = { bytes: 0, answers: 0 };
	const { url, close } = await startWsRelay(port, node, (client) => {
		const answers = new Answers(client, content, sent);
		return (text) => answers.answer(JSON.parse(text) as Request);
	});
	return { url, sent, close };
}
