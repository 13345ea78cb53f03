// What a job cost, found in the chain's blocks and remembered: nodes drop the states of old ones.

import { type EndCost, type Found, type Job, type OrderCost, readEndCost, readOrderCost } from '@openledger/sdk';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type JobCost, jobCost } from '../logic/jobs.js';
import { read, write } from '../logic/store.js';
import { useChain } from './connection.js';

/** What is known of a job's cost. */
interface Known {
	order?: Found<OrderCost>;
	end?: Found<EndCost>;
}

/** Milliseconds between two looks at what is not final yet. */
const LOOK_AGAIN = 5000;

function finalOnly<T>(part: Found<T> | undefined): Found<T> | undefined {
	return part?.isFinal ? part : undefined;
}

function isSettled({ order, end }: Known): boolean {
	return order?.isFinal !== false && end?.isFinal !== false;
}

/**
 * What a job cost that came to nothing; `null` as long as it has not, and where the node has dropped the state that
 * tells. The order's part is read, and remembered, as soon as the page shows the job.
 */
export function useJobCost({ id, status }: Job): UseQueryResult<JobCost | null> {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'job cost', id.toString(), status],
		queryFn: async (): Promise<Known> => {
			const name = `cost.${chain.genesis}.${id}`;
			const kept = read<Known>(name) ?? {};
			const [order, end] = await Promise.all([
				kept.order ?? readOrderCost(chain, id),
				kept.end ?? readEndCost(chain, id),
			]);
			write(name, { order: finalOnly(order), end: finalOnly(end) });
			return { order, end };
		},
		select: ({ order, end }) => (end ? jobCost(end, order) : null),
		enabled: status !== 'Finalised',
		refetchInterval: ({ state }) => (state.data && !isSettled(state.data) ? LOOK_AGAIN : false),
	});
}
