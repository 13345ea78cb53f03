// Fine-tuning jobs: specifications as the chain and as the command line want them, and their progress.

import { stringToHex } from '@polkadot/util';
import type { Chain, Decoded } from './chain.js';
import { decimal, fromDecimal } from './open.js';
import { until } from './wait.js';

/** The spec file of `openledger-node finetune`, field by field. */
export interface HyperParameters {
	method: 'lora' | 'qlora';
	rank: number;
	alpha: number;
	targets: ('q' | 'k' | 'v' | 'o' | 'gate' | 'up' | 'down')[];
	learning_rate: string;
	warmup_steps: number;
	epochs: number;
	batch: number;
	max_length: number;
	weight_decay: string;
	clip_norm: string;
	seed: number;
}

/** A sound start for a few hundred short records. */
export const DEFAULT_HYPER: HyperParameters = {
	method: 'lora',
	rank: 8,
	alpha: 16,
	targets: ['q', 'k', 'v', 'o', 'gate', 'up', 'down'],
	learning_rate: '0.002',
	warmup_steps: 4,
	epochs: 1,
	batch: 4,
	max_length: 256,
	weight_decay: '0.0',
	clip_norm: '1.0',
	seed: 1,
};

/** What a builder asks for. */
export interface JobSpec {
	name: string;
	base: number;
	snapshots: { datanet: number; number: number }[];
	/** Root of held-out records. */
	heldOut?: string;
	hyper: HyperParameters;
}

const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The argument of `ModelFactory.submit_job`. */
export function encodeSpec(spec: JobSpec): Record<string, unknown> {
	const { hyper } = spec;
	return {
		name: stringToHex(spec.name),
		base: spec.base,
		snapshots: spec.snapshots,
		heldOut: spec.heldOut ?? null,
		hyper: {
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
		},
	};
}

/** What a provider published. */
export interface JobResult {
	adapter: string;
	trace: string;
	steps: number;
	tokens: number;
	lossFirst: number;
	lossLast: number;
	heldOut?: { before: number; after: number };
}

/** A job as the chain shows it. */
export interface Job {
	id: number;
	status: 'Open' | 'Claimed' | 'Submitted' | 'Finalised' | 'Cancelled' | 'Failed';
	/** Fail reason, when there is one. */
	reason?: string;
	attempts: number;
	escrow: bigint;
	result?: JobResult;
	model?: number;
	windowEnds?: number;
	deadline?: number;
	until?: number;
}

function decodeResult(result: Decoded): JobResult {
	const evaluation = result.evaluation.unwrapOr(undefined);
	return {
		adapter: result.adapter.toHex(),
		trace: result.trace.toHex(),
		steps: result.steps.toNumber(),
		tokens: result.tokens.toNumber(),
		lossFirst: fromDecimal(result.lossFirst.toBigInt()),
		lossLast: fromDecimal(result.lossLast.toBigInt()),
		heldOut: evaluation && {
			before: fromDecimal(evaluation.before.toBigInt()),
			after: fromDecimal(evaluation.after.toBigInt()),
		},
	};
}

/** One job. */
export async function readJob(chain: Chain, id: number): Promise<Job> {
	const answer = (await chain.api.call.modelFactoryApi.job(id)) as Decoded;
	if (answer.isNone) throw new Error(`there is no job ${id}`);
	const info = answer.unwrap();
	const fields = info.status.value;
	const number = (field: string): number | undefined => fields[field]?.toNumber?.();
	return {
		id,
		status: info.status.type,
		reason: info.status.isFailed ? fields.reason.unwrapOr(undefined)?.type : undefined,
		attempts: info.attempts.toNumber(),
		escrow: info.escrow.toBigInt(),
		result: fields.result ? decodeResult(fields.result) : undefined,
		model: number('model'),
		windowEnds: number('windowEnds'),
		deadline: number('deadline'),
		until: number('until'),
	};
}

/** What the provider's node says about a job in training. */
export interface Progress {
	job: number;
	attempt: number;
	phase: string;
	step: number;
	steps: number;
	loss: number;
	tokens_per_second: number;
	seconds_left: number;
	error: string | null;
}

/** Progress of a job on this provider, or null if it does not work on it. */
export function jobProgress(chain: Chain, id: number): Promise<Progress | null> {
	return chain.rpc('openledger_jobProgress', id);
}

/** Waits until a job is no longer open or claimed; reports progress on the way. */
export async function trained(
	chain: Chain,
	id: number,
	seconds: number,
	onProgress: (progress: Progress) => void = () => {},
): Promise<Job> {
	const job = await until(
		`a result of job ${id}`,
		seconds,
		async () => {
			const progress = await jobProgress(chain, id);
			if (progress) onProgress(progress);
			const job = await readJob(chain, id);
			return job.status === 'Open' || job.status === 'Claimed' ? undefined : job;
		},
		1000,
	);
	if (job.status === 'Failed' || job.status === 'Cancelled') {
		throw new Error(`job ${id} ended as ${job.status}${job.reason ? ` (${job.reason})` : ''}`);
	}
	return job;
}

/** Waits until the provider has indexed a job's records: without that it cannot tell whose shaped an answer. */
export async function indexed(
	chain: Chain,
	id: number,
	seconds: number,
	onProgress: (progress: Progress) => void = () => {},
): Promise<void> {
	await until(
		`the influence index of job ${id}`,
		seconds,
		async () => {
			const progress = await jobProgress(chain, id);
			if (!progress) throw new Error(`the provider does not work on job ${id}`);
			if (progress.phase === 'done') return true;
			onProgress(progress);
			if (progress.phase === 'failed') throw new Error(`job ${id}: ${progress.error}`);
			return undefined;
		},
		1000,
	);
}
