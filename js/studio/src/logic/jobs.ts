// Orders as the chain keeps them, read back into the form in which they are made.

import { type ConfirmationInfo, fromDecimal, type HyperParameters, type JobInfo } from '@openledger/sdk';

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
