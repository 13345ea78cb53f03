// Arguments and answers of the public interface as @polkadot/api takes and gives them.

import {
	type Base,
	type Boundary,
	decimal,
	type HyperParameters,
	type JobSpec,
	NO_ROOT,
	type Offer,
	type OpenedAnswer,
	receiptHash,
	type Terms,
	until,
	voucherBytes,
} from '@openledger/sdk';
import { stringToHex, u8aToHex } from '@polkadot/util';
import type { Call, Chain, Decoded, Signer } from './chain.js';

/** Returns a voucher's signature by a key pair of @polkadot/api, as a MultiSignature in hexadecimal. */
export function signVoucher(user: Signer, genesis: string, session: number, end: Boundary): string {
	const bytes = voucherBytes({ genesis, session: BigInt(session), ...end });
	return u8aToHex(user.sign(bytes, { withType: true }));
}

/** Returns the argument form of terms. */
export function encodeTerms(terms: Terms): Record<string, unknown> {
	return {
		licence: stringToHex(terms.licence ?? 'CC-BY-4.0'),
		feePer1kTokens: terms.feePer1kTokens ?? 0n,
		revocable: terms.revocable ?? true,
	};
}

/** Returns a call that creates a Datanet. */
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

/** Returns a call that registers a base model. */
export function registerBase(chain: Chain, base: Base): Call {
	const { root, bytes, parameters, context } = base;
	return chain.api.tx.models.registerBase(
		stringToHex(base.name),
		{ root, bytes, parameters, context },
		stringToHex(base.licence),
		base.royalty,
	);
}

/** Returns the argument form of a price in planck for 1,000 tokens. */
export function price(promptPer1k: bigint, completionPer1k: bigint): Record<string, bigint> {
	return { promptPer1k, completionPer1k };
}

/** Returns the argument form of a provider's offer. */
export function encodeCapabilities(offer: Offer): Record<string, unknown> {
	return {
		bases: offer.bases,
		maxParallel: offer.maxParallel ?? 1,
		pricePer1kTokens: offer.pricePer1kTokens ?? 0n,
		endpoint: stringToHex(offer.endpoint ?? ''),
	};
}

/** Returns a call that registers the signer as a provider. */
export function registerProvider(chain: Chain, worker: string, offer: Offer): Call {
	return chain.api.tx.modelFactory.registerProvider(worker, encodeCapabilities(offer));
}

const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function encodeHyper(hyper: HyperParameters): Record<string, unknown> {
	return {
		method: title(hyper.method),
		rank: hyper.rank,
		alpha: hyper.alpha,
		targets: hyper.targets.map(title),
		learningRate: decimal(hyper.learning_rate),
		warmupSteps: hyper.warmup_steps,
		epochs: hyper.epochs,
		batch: hyper.batch,
		maxLength: hyper.max_length,
		weightDecay: decimal(hyper.weight_decay),
		clipNorm: decimal(hyper.clip_norm),
		seed: hyper.seed,
	};
}

/** Returns the argument of `ModelFactory.submitJob`. */
export function encodeSpec({ name, base, snapshots, heldOut, hyper }: JobSpec): Record<string, unknown> {
	return { name: stringToHex(name), base, snapshots, heldOut: heldOut ?? null, hyper: encodeHyper(hyper) };
}

/** Submits a job and returns its number. */
export async function submitJob(chain: Chain, builder: Signer, spec: JobSpec, maxPayment: bigint): Promise<number> {
	const events = await chain.submit(chain.api.tx.modelFactory.submitJob(encodeSpec(spec), maxPayment), builder);
	return events.get('ModelFactory.JobSubmitted').job.toNumber();
}

/** The fields of a job that its status has. */
export interface JobStatus {
	escrow: bigint;
	/** Name of its stage, as `Claimed`. */
	stage: string;
	model?: number;
	windowEnds?: number;
	deadline?: number;
	until?: number;
}

/** Reads the state of a job. */
export async function readJob(chain: Chain, id: number): Promise<JobStatus> {
	const { escrow, status } = ((await chain.api.call.modelFactoryApi.job(id)) as Decoded).unwrap();
	const number = (field: string): number | undefined => status.value[field]?.toNumber?.();
	const [model, windowEnds, deadline, until] = ['model', 'windowEnds', 'deadline', 'until'].map(number);
	return { escrow: escrow.toBigInt(), stage: status.type, model, windowEnds, deadline, until };
}

/** Waits until a published result can be finalised: its window is over, and so is its confirmation if it has one. */
export async function untilDue(chain: Chain, id: number): Promise<void> {
	await chain.untilBlock((await readJob(chain, id)).windowEnds! + 1);
	await until(`the confirmation of job ${id}`, 120, async () => {
		const confirmation = (await chain.api.call.modelFactoryApi.confirmation(id)) as Decoded;
		return confirmation.isNone || confirmation.unwrap().stage.isSettled || undefined;
	});
}

/** Returns what an account can claim, in planck. */
export async function earnings(chain: Chain, address: string): Promise<bigint> {
	return ((await chain.api.call.attributionApi.earnings(address)) as Decoded).toBigInt();
}

/** Returns a call that opens one of a settlement's answers. */
export function revealCall(chain: Chain, challenge: number, openedAnswers: OpenedAnswer[], index: number): Call {
	const receipts = openedAnswers.map(({ receipt }) => receiptHash(receipt));
	return chain.api.tx.disputes.reveal(challenge, { Answer: { openedAnswer: openedAnswers[index], receipts } });
}
