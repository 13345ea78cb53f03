// Contributions of a Datanet, of which there may be a hundred thousand: the newest first, page by page.

import { BEST, type OpenLedger } from '@openledger/sdk';
import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChain } from './connection.js';
import { type ContributionInfo, type DatanetInfo, useLive } from './queries.js';

/** Contributions of a page. */
const PAGE = 100;
/** Pages, the newest, that are refreshed with the blocks; older ones change seldom. */
const LIVE_PAGES = 5;
/** Milliseconds after which an older page is read again. */
const OLD = 60_000;
/** Pages, the newest, in which contributions that wait for review are looked for. */
const MAX_SEARCHED = 1000;
/** Pages that are searched at a time. */
const AT_ONCE = 8;

/** Number of contributions ever made to a Datanet. */
function useContributionCount(datanet: number): UseQueryResult<number> {
	return useLive(['contribution count', datanet], async ({ api }) => {
		return (await api.query.Datanets.Datanets.getValue(datanet, BEST))?.contributions ?? 0;
	});
}

/** Reads one page, of those that are counted from the oldest on; the newest of it first. */
async function readPage({ api }: OpenLedger, datanet: number, page: number): Promise<ContributionInfo[]> {
	const first = await api.query.Datanets.ContributionAt.getValue(datanet, page * PAGE, BEST);
	if (first === undefined) return [];
	return (await api.apis.DatanetsApi.contributions(datanet, first, PAGE, BEST)).reverse();
}

/** The newest contributions of a Datanet, and how many there are. */
export interface Newest {
	all: readonly ContributionInfo[];
	count: number;
	isPending: boolean;
}

/** The newest contributions of a Datanet: as many pages as are asked for. */
export function useNewest(datanet: number, pages: number): Newest {
	const chain = useChain();
	const { data: count = 0, isPending } = useContributionCount(datanet);
	const last = Math.ceil(count / PAGE) - 1;
	const wanted = Array.from({ length: Math.min(pages, last + 1) }, (_, index) => last - index);
	return useQueries({
		queries: wanted.map((page, index) => ({
			// The newest page grows; the others hold what they hold.
			queryKey: [chain.genesis, 'contributions', datanet, page],
			queryFn: () => readPage(chain, datanet, page),
			meta: { live: index < LIVE_PAGES },
			staleTime: index < LIVE_PAGES ? 1000 : OLD,
		})),
		combine: (results) => ({
			all: results.flatMap(({ data = [] }) => data),
			count,
			isPending: isPending || results.some((one) => one.isPending),
		}),
	});
}

/** Finds contributions that wait for review, from the newest on, until there are as many as the chain counts. */
async function findPending(chain: OpenLedger, datanet: DatanetInfo, count: number): Promise<ContributionInfo[]> {
	const { id, pending } = datanet;
	const found: ContributionInfo[] = [];
	const last = Math.ceil(count / PAGE) - 1;
	const end = Math.max(0, last + 1 - MAX_SEARCHED);
	for (let page = last; page >= end && found.length < pending; page -= AT_ONCE) {
		const some = Array.from({ length: AT_ONCE }, (_, index) => page - index).filter((one) => one >= end);
		const read = await Promise.all(some.map((one) => readPage(chain, id, one)));
		found.push(...read.flat().filter(({ status }) => status.type === 'Pending'));
	}
	return found;
}

/** Contributions of a Datanet that wait for review, the newest first. */
export function usePending(datanet: DatanetInfo): UseQueryResult<ContributionInfo[]> {
	const chain = useChain();
	const { data: count } = useContributionCount(datanet.id);
	const { id, pending, accepted } = datanet;
	return useQuery({
		// Whatever happens to one of them changes one of these figures.
		queryKey: [chain.genesis, 'pending', id, pending, accepted, count],
		queryFn: () => findPending(chain, datanet, count ?? 0),
		enabled: count !== undefined,
		staleTime: OLD,
		placeholderData: keepPreviousData,
	});
}
