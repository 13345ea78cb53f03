// Orders as the chain keeps them, read back into the form in which they are made.

import {
	type ConfirmationInfo,
	type EndCost,
	fromDecimal,
	type HyperParameters,
	type JobInfo,
	type OrderCost,
} from '@openledger/sdk';

/** Writes parts of 10^9 as a decimal without noughts at its end. */
function decimalText(parts: bigint): string {
	return fromDecimal(parts)
		.toFixed(9)
		.replace(/\.?0+$/, '');
}

/** Returns the settings of a job as they were ordered. */
export function hyperOf(hyper: JobInfo['spec']['hyper']): HyperParameters {
	return {
		method: hyper.method.type.toLowerCase() as HyperParameters['method'],
		rank: hyper.rank,
		alpha: hyper.alpha,
		targets: hyper.targets.map(({ type }) => type.toLowerCase() as HyperParameters['targets'][number]),
		learning_rate: decimalText(hyper.learning_rate),
		warmup_steps: hyper.warmup_steps,
		epochs: hyper.epochs,
		batch: hyper.batch,
		max_length: hyper.max_length,
		weight_decay: decimalText(hyper.weight_decay),
		clip_norm: decimalText(hyper.clip_norm),
		seed: Number(hyper.seed),
	};
}

/** Returns whether a result waits for those who repeat it: it is not paid before they are done. */
export function isRepeated(repetition: ConfirmationInfo | null | undefined): boolean {
	return repetition != null && repetition.stage.type !== 'Settled';
}

/** Returns the last block of what a repetition waits for; nothing if it waits for nothing more. */
export function repetitionEnds({ stage }: ConfirmationInfo): number | undefined {
	switch (stage.type) {
		case 'Drawing':
			return stage.value.at;
		case 'Repeating':
		case 'Revealing':
			return stage.value.until;
		case 'Settled':
			return undefined;
	}
}

/** A point of a loss curve. */
export interface LossPoint {
	step: number;
	loss: number;
}

/** Adds a point to a curve; of one step the last counts, and a step back begins anew. */
export function addPoint(curve: readonly LossPoint[], point: LossPoint): LossPoint[] {
	return [...curve.filter(({ step }) => step < point.step), point];
}

/** A part of what a job cost: where it went, and how much. */
export interface CostPart {
	/** Paid at the end or before it, for a place in the queue, or for the network's work. */
	to: 'payee' | 'earlier' | 'place' | 'order' | 'end';
	/** The account that was paid, where there is one. */
	who?: string;
	planck: bigint;
}

/** What a job cost that came to nothing. */
export interface JobCost {
	/** Planck put on hold for it, if that is known. */
	held?: bigint;
	/** Planck that returned. */
	back: bigint;
	/** Where the rest went. */
	parts: CostPart[];
	/** Planck that did not come back: the sum of the parts. */
	lost: bigint;
}

/** Works out what a job cost. Without its order's part, what was spent on that is missing. */
export function jobCost(end: EndCost, order: OrderCost | undefined): JobCost {
	const paid = end.paid.reduce((sum, { amount }) => sum + amount, 0n);
	const parts: CostPart[] = end.paid.map(({ to, amount }) => ({ to: 'payee', who: to, planck: amount }));
	if (order) {
		parts.push({ to: 'earlier', planck: order.escrow - end.refund - paid });
		parts.push({ to: 'place', planck: order.held - order.escrow });
		parts.push({ to: 'order', planck: order.networkFee });
	}
	parts.push({ to: 'end', planck: end.networkFee });
	const known = parts.filter(({ planck }) => planck > 0n);
	const lost = known.reduce((sum, { planck }) => sum + planck, 0n);
	return { held: order?.held, back: end.refund, parts: known, lost };
}
