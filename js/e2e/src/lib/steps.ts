// Progress of a training, as its provider's node tells it.

import { jobProgress, type Rpc, until } from '@openledger/sdk';

/** Waits until a node has done a step of a job, and returns the one that it has come to. */
export function untilStep(node: Rpc, id: bigint, step: number): Promise<number> {
	return until(
		`step ${step} of job ${id}`,
		180,
		async () => {
			const progress = await jobProgress(node, id);
			return progress?.phase === 'training' && progress.step >= step ? progress.step : undefined;
		},
		50,
	);
}
