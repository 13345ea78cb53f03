// What the runtime decides, read once.

import type { Api } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { useChain } from './connection.js';

/** Returns a constant of the runtime, once it is there. */
export function useConstant<T>(name: string, read: (constants: Api['constants']) => Promise<T>): T | undefined {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'constant', name],
		queryFn: () => read(chain.api.constants),
		staleTime: 60_000,
	}).data;
}

/** Returns the planck of a contribution's bond that stay on hold when it is over, once they are known. */
export const useRecordPrice = (): bigint | undefined =>
	useConstant('price of a record', ({ Datanets }) => Datanets.ContributionRecordDeposit());
