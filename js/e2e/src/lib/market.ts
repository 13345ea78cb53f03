// The steps of the main job, each one call or a few: the quickstart tells them as a story, the tests take them apart.

import { stringToHex } from '@polkadot/util';
import { upload } from './blobs.js';
import { ChatSession } from './chat.js';
import { type Call, type Chain, ChainError, type Decoded, type Signer } from './chain.js';
import { encodeSpec, type Job, type JobSpec, readJob } from './jobs.js';
import type { Node } from './node.js';
import { baseModel } from './paths.js';
import type { RecordFile } from './records.js';
import { rootOfFile } from './root.js';

/** A root that names nothing, for cards nobody wrote. */
export const NO_ROOT = `0x${'00'.repeat(32)}`;

/** Terms as the chain takes them. */
export interface Terms {
	licence?: string;
	feePer1kTokens?: bigint;
	revocable?: boolean;
}

/** The argument form of terms. */
export function encodeTerms(terms: Terms): Record<string, unknown> {
	return {
		licence: stringToHex(terms.licence ?? 'CC-BY-4.0'),
		feePer1kTokens: terms.feePer1kTokens ?? 0n,
		revocable: terms.revocable ?? true,
	};
}

/** A call that creates a Datanet. */
export function createDatanet(
	chain: Chain,
	name: string,
	options: { domain?: string; card?: string; terms?: Terms; admission?: 'Open' | 'Curated' | 'Permissioned' } = {},
): Call {
	return chain.api.tx.datanets.create(
		stringToHex(name),
		stringToHex(options.domain ?? 'tests'),
		options.card ?? NO_ROOT,
		encodeTerms(options.terms ?? {}),
		options.admission ?? 'Curated',
	);
}

/** Uploads a file of records and contributes it; gives the contribution's number. */
export async function contribute(chain: Chain, who: Signer, datanet: number, file: RecordFile): Promise<number> {
	const root = await upload(chain, file.bytes);
	const call = chain.api.tx.datanets.contribute(datanet, root, file.records, file.bytes.length);
	const events = await chain.submit(call, who);
	return events.get('Datanets.Contributed').contribution.toNumber();
}

/** What a base model is, as the chain wants it. */
export interface Base {
	name: string;
	root: string;
	bytes: number;
	parameters: number;
	context: number;
	licence: string;
	/** In millionths. */
	royalty: number;
}

/** The reference base model, its root computed from the file on disk. */
export function referenceBase(): Base {
	const file = rootOfFile(baseModel());
	const name = 'SmolLM2-135M-Instruct';
	return { name, ...file, parameters: 134_515_008, context: 8192, licence: 'Apache-2.0', royalty: 50_000 };
}

/** A call that registers a base model. */
export function registerBase(chain: Chain, base: Base): Call {
	const { root, bytes, parameters, context } = base;
	return chain.api.tx.models.registerBase(
		stringToHex(base.name),
		{ root, bytes, parameters, context },
		stringToHex(base.licence),
		base.royalty,
	);
}

/** The argument form of a price in planck for 1,000 tokens. */
export function price(promptPer1k: bigint, completionPer1k: bigint): Record<string, bigint> {
	return { promptPer1k, completionPer1k };
}

/** A call that registers the signer as a provider. */
export function registerProvider(
	chain: Chain,
	worker: string,
	offer: { bases: number[]; pricePer1kTokens?: bigint; endpoint?: string; maxParallel?: number },
): Call {
	return chain.api.tx.modelFactory.registerProvider(worker, encodeCapabilities(offer));
}

/** The argument form of a provider's offer. */
export function encodeCapabilities(offer: {
	bases: number[];
	pricePer1kTokens?: bigint;
	endpoint?: string;
	maxParallel?: number;
}): Record<string, unknown> {
	return {
		bases: offer.bases,
		maxParallel: offer.maxParallel ?? 1,
		pricePer1kTokens: offer.pricePer1kTokens ?? 0n,
		endpoint: stringToHex(offer.endpoint ?? ''),
	};
}

/** Makes a running provider node known to the chain: funds its worker key and bonds its stash. */
export async function enlistProvider(
	chain: Chain,
	node: Node,
	stash: Signer,
	bases: number[],
	pricePer1kTokens: bigint,
	fees: bigint,
): Promise<string> {
	const worker = await node.request<string | null>('openledger_workerAccount');
	if (!worker) throw new Error('the node is no provider: start it with --provider');
	const offer = { bases, pricePer1kTokens, endpoint: node.chat };
	await chain.submit(
		chain.api.tx.utility.batchAll([
			chain.api.tx.balances.transferKeepAlive(worker, fees),
			registerProvider(chain, worker, offer),
		]),
		stash,
	);
	return worker;
}

/** Submits a job and gives its number. */
export async function submitJob(chain: Chain, builder: Signer, spec: JobSpec, maxPayment: bigint): Promise<number> {
	const events = await chain.submit(chain.api.tx.modelFactory.submitJob(encodeSpec(spec), maxPayment), builder);
	return events.get('ModelFactory.JobSubmitted').job.toNumber();
}

/** Waits for the end of the challenge window and finalises, unless someone was faster. */
export async function finalise(chain: Chain, caller: Signer, id: number, seconds = 300): Promise<Job> {
	const job = await chain.atEachBlock(`the end of job ${id}'s challenge window`, seconds, async () => {
		const job = await readJob(chain, id);
		const due = job.status === 'Finalised' || (await chain.bestNumber()) > (job.windowEnds ?? Infinity);
		return due ? job : undefined;
	});
	if (job.status === 'Finalised') return job;
	try {
		await chain.submit(chain.api.tx.modelFactory.finaliseJob(id), caller);
	} catch (error) {
		if (!(error instanceof ChainError) || error.code !== 'ModelFactory.NothingToFinalise') throw error;
	}
	return readJob(chain, id);
}

/** Opens a paid session with a provider. */
export async function openSession(
	chain: Chain,
	node: Node,
	user: Signer,
	model: number,
	provider: string,
	deposit: bigint,
): Promise<ChatSession> {
	const events = await chain.submit(chain.api.tx.attribution.openSession(model, provider, deposit), user);
	const session = events.get('Attribution.SessionOpened').session.toNumber();
	return new ChatSession(node.chat, user, chain.genesis, model, session);
}

/** What has been settled in a session, in planck. */
export async function settled(chain: Chain, session: number): Promise<bigint> {
	const info = (await chain.api.call.attributionApi.session(session)) as Decoded;
	return info.unwrap().settled.toBigInt();
}

/** Waits until everything owed in a session is settled on chain. */
export async function untilSettled(chain: Chain, session: ChatSession, seconds = 120): Promise<void> {
	await chain.atEachBlock(`the settlement of session ${session.session}`, seconds, async () =>
		(await settled(chain, session.session)) === session.owed ? true : undefined,
	);
}

/** What an account can claim, in planck. */
export async function earnings(chain: Chain, address: string): Promise<bigint> {
	return ((await chain.api.call.attributionApi.earnings(address)) as Decoded).toBigInt();
}
