// Fine-tuning jobs: specifications as the chain and as the command line want them, and their progress.

import { Enum } from 'polkadot-api';
import { decimal, fromDecimal } from './amount.js';
import { utf8 } from './bytes.js';
import { BEST, type Call, type OpenLedger } from './chain.js';
import { ChainError } from './errors.js';
import type { Signer } from './keys.js';
import type { Rpc } from './rpc.js';
import type { ConfirmationInfo, JobInfo, SpecArgument } from './types.js';
import { until } from './wait.js';

/** The spec file of `openledger-node finetune`, field by field. */
export interface HyperParameters {
	/** LoRA and QLoRA give the same bits; exact8 computes linears with 8-bit integers. */
	method: 'lora' | 'qlora' | 'exact8';
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

/** Hyper-parameters that suit a few hundred short records. */
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

/** The specification of a job, as a builder orders it. */
export interface JobSpec {
	name: string;
	base: number;
	snapshots: { datanet: number; number: number }[];
	/** Root of held-out records. */
	heldOut?: string;
	hyper: HyperParameters;
}

const METHODS = { lora: 'Lora', qlora: 'Qlora', exact8: 'Exact8' } as const;
const TARGETS = { q: 'Q', k: 'K', v: 'V', o: 'O', gate: 'Gate', up: 'Up', down: 'Down' } as const;

/** Returns the argument of `ModelFactory.submit_job`. */
export function encodeSpec({ name, base, snapshots, heldOut, hyper }: JobSpec): SpecArgument {
	return {
		name: utf8(name),
		base,
		snapshots,
		held_out: heldOut,
		hyper: {
			method: Enum(METHODS[hyper.method]),
			rank: hyper.rank,
			alpha: hyper.alpha,
			targets: hyper.targets.map((target) => Enum(TARGETS[target])),
			learning_rate: decimal(hyper.learning_rate),
			warmup_steps: hyper.warmup_steps,
			epochs: hyper.epochs,
			batch: hyper.batch,
			max_length: hyper.max_length,
			weight_decay: decimal(hyper.weight_decay),
			clip_norm: decimal(hyper.clip_norm),
			seed: BigInt(hyper.seed),
		},
	};
}

/** Limits that a builder sets on who takes its job, and for how much. */
export interface Wishes {
	/** Most planck for 1,000 tokens that a provider may ask. */
	maxPricePer1kTokens?: bigint;
	/** Fewest jobs that a provider must have done. */
	leastDone?: number;
	/** Stashes of the only providers that may take the job. */
	providers?: string[];
}

/** Returns a call that submits a job and holds at most `maxPayment` planck for it. */
export function submitJobCall({ api }: OpenLedger, spec: JobSpec, maxPayment: bigint, wishes?: Wishes): Call {
	const order = { spec: encodeSpec(spec), max_payment: maxPayment };
	if (!wishes) return api.tx.ModelFactory.submit_job(order);
	return api.tx.ModelFactory.submit_job_with({
		...order,
		wishes: {
			max_price_per_1k_tokens: wishes.maxPricePer1kTokens,
			least_done: wishes.leastDone ?? 0,
			providers: wishes.providers ?? [],
		},
	});
}

/** Submits a job and returns its number. */
export async function submitJob(
	chain: OpenLedger,
	builder: Signer,
	spec: JobSpec,
	maxPayment: bigint,
	wishes?: Wishes,
): Promise<bigint> {
	const events = await chain.submit(submitJobCall(chain, spec, maxPayment, wishes), builder);
	return events.get(chain.api.event.ModelFactory.JobSubmitted).job;
}

/** A provider's result. */
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
	id: bigint;
	status: JobInfo['status']['type'];
	/** Fail reason, when there is one. */
	reason?: string;
	attempts: number;
	/** Planck that are still held for it. */
	escrow: bigint;
	result?: JobResult;
	/** The model that a finalised job made. */
	model?: number;
	/** Last block, by the market's clock, of the challenge window of a submitted job. */
	windowEnds?: number;
	/** Last block, by the market's clock, in which the provider of a claimed job may submit its result. */
	deadline?: number;
	/** Last block, by the market's clock, in which an open job may be claimed. */
	until?: number;
}

type SubmittedStatus = Extract<JobInfo['status'], { type: 'Submitted' }>['value'];

function decodeResult({ result }: Pick<SubmittedStatus, 'result'>): JobResult {
	const { evaluation } = result;
	return {
		adapter: result.adapter,
		trace: result.trace,
		steps: result.steps,
		tokens: Number(result.tokens),
		lossFirst: fromDecimal(result.loss_first),
		lossLast: fromDecimal(result.loss_last),
		heldOut: evaluation && { before: fromDecimal(evaluation.before), after: fromDecimal(evaluation.after) },
	};
}

function decodeStatus(status: JobInfo['status']): Partial<Job> {
	switch (status.type) {
		case 'Open':
			return { until: status.value.until };
		case 'Claimed':
			return { deadline: status.value.deadline };
		case 'Submitted':
			return { result: decodeResult(status.value), windowEnds: status.value.window_ends };
		case 'Finalised':
			return { result: decodeResult(status.value), model: status.value.model };
		case 'Failed':
			return { reason: status.value.reason?.type };
		case 'Cancelled':
			return {};
	}
}

/** Reads one job, or throws if there is none. */
export async function readJob({ api }: OpenLedger, id: bigint): Promise<Job> {
	const info = await api.apis.ModelFactoryApi.job(id, BEST);
	if (!info) throw new Error(`there is no job ${id}`);
	const { status, attempts, escrow } = info;
	return { id, status: status.type, attempts, escrow, ...decodeStatus(status) };
}

/**
 * Reads the planck that a job's builder has on hold, beside the escrow, for the record of the model that comes of it.
 * It is none once the job has ended, and none for a job from before there were such deposits.
 */
export function modelDepositOf({ api }: OpenLedger, id: bigint): Promise<bigint> {
	return api.query.ModelFactory.ModelDeposits.getValue(id, BEST);
}

/** Progress of a job in training, as the provider's node reports it. */
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

/** A callback for the progress of a job. */
export type OnProgress = (progress: Progress) => void;

/** Returns the progress of a job on this provider, or null if it does not work on it. */
export function jobProgress(rpc: Rpc, id: bigint): Promise<Progress | null> {
	return rpc.request('openledger_jobProgress', Number(id));
}

/** Waits until a job is no longer open or claimed; reports progress on the way. */
export async function trained(
	chain: OpenLedger,
	id: bigint,
	seconds: number,
	onProgress: OnProgress = () => {},
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
	if (job.status === 'Failed' || job.status === 'Cancelled') throw new Error(whyEnded(job));
	return job;
}

/** Says why a job came to nothing. */
function whyEnded({ id, status, reason, attempts }: Job): string {
	if (status === 'Cancelled') return `job ${id} was cancelled`;
	if (reason) return `job ${id} failed: ${reason}`;
	const tried = attempts === 1 ? 'one attempt' : `${attempts} attempts`;
	return `job ${id} failed: no provider delivered a result in time, after ${tried}`;
}

/** Waits until the provider has indexed a job's records: without that it cannot attribute an answer to them. */
export async function indexed(rpc: Rpc, id: bigint, seconds: number, onProgress: OnProgress = () => {}): Promise<void> {
	await until(
		`the influence index of job ${id}`,
		seconds,
		async () => {
			const progress = await jobProgress(rpc, id);
			if (!progress) throw new Error(`the provider does not work on job ${id}`);
			if (progress.phase === 'done') return true;
			onProgress(progress);
			if (progress.phase === 'failed') throw new Error(`job ${id}: ${progress.error}`);
			return undefined;
		},
		1000,
	);
}

/** States in which nothing happens to a job any more. */
const OVER: Job['status'][] = ['Finalised', 'Failed', 'Cancelled'];

/** Reads how the repetition of a job's result stands; `undefined` if nobody repeats it. */
export function readConfirmation({ api }: OpenLedger, id: bigint): Promise<ConfirmationInfo | undefined> {
	return api.apis.ModelFactoryApi.confirmation(id, BEST);
}

/**
 * Returns whether finalising a published result does something when the market's clock shows `now`: it pays the result,
 * or passes over a verifier that says nothing. {@link OpenLedger.marketTime} reads that clock.
 */
export function isDue({ windowEnds }: Job, confirmation: ConfirmationInfo | undefined, now: number): boolean {
	if (windowEnds === undefined) return false;
	switch (confirmation?.stage.type) {
		case 'Drawing':
			return false;
		case 'Repeating':
		case 'Revealing':
			return now > confirmation.stage.value.until;
		case 'Settled':
		case undefined:
			return now > windowEnds;
	}
}

/**
 * Waits for the end of the challenge window, and of the confirmation where the result is repeated, and finalises,
 * unless someone was faster. Returns the job once it is over.
 */
export async function finalise(chain: OpenLedger, caller: Signer, id: bigint, seconds = 300): Promise<Job> {
	const until = Date.now() + seconds * 1000;
	for (;;) {
		const left = (until - Date.now()) / 1000;
		const job = await chain.atEachBlock(`the end of job ${id}`, left, async () => {
			const job = await readJob(chain, id);
			if (OVER.includes(job.status)) return job;
			const [confirmation, now] = await Promise.all([readConfirmation(chain, id), chain.marketTime()]);
			return isDue(job, confirmation, now) ? job : undefined;
		});
		if (OVER.includes(job.status)) return job;
		try {
			await chain.submit(chain.api.tx.ModelFactory.finalise_job({ job: id }), caller);
		} catch (error) {
			if (!(error instanceof ChainError) || error.code !== 'ModelFactory.NothingToFinalise') throw error;
		}
	}
}
