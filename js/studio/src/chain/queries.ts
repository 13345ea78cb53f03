// What pages read of the chain, each cached once and refreshed with its blocks.

import {
	BEST,
	type ConfirmationInfo,
	isDue,
	type Job,
	type JobInfo,
	jobProgress,
	modelDepositOf,
	type ModelInfo,
	type OpenledgerApis,
	type OpenLedger,
	readConfirmation,
	readJob,
} from '@openledger/sdk';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { textOf } from '../logic/format.js';
import { useChain } from './connection.js';

/** A Datanet, as the chain shows it. */
export type DatanetInfo = NonNullable<OpenledgerApis['DatanetsApi']['datanet']['Value']>;
/** A contribution, as the chain shows it. */
export type ContributionInfo = NonNullable<OpenledgerApis['DatanetsApi']['contribution']['Value']>;
/** A snapshot, as the chain shows it. */
export type SnapshotInfo = NonNullable<OpenledgerApis['DatanetsApi']['snapshot']['Value']>;
/** Settlements that named somebody, and what that earned. */
export interface Influence {
	settlements: number;
	earned: bigint;
}

/** Entries of one page of the chain's lists. */
const PAGE = 100;
/** Pages that are asked for at a time. */
const AT_ONCE = 8;
/** From so many entries on, a list is refreshed once a minute and not with each block. */
const LARGE = 1000;

/** A live query: read again with the chain's blocks. */
export function useLive<T>(key: readonly unknown[], read: (chain: OpenLedger) => Promise<T>): UseQueryResult<T> {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, ...key.map((part) => (typeof part === 'bigint' ? part.toString() : part))],
		queryFn: () => read(chain),
		meta: { live: true },
	});
}

/** Reads a list whose entries are numbered from 0, some pages at a time; tells of what it has on the way. */
async function pages<T>(
	end: number,
	read: (from: number) => Promise<T[]>,
	onPart: (part: T[]) => void = () => {},
): Promise<T[]> {
	const all: T[] = [];
	for (let from = 0; from < end; from += PAGE * AT_ONCE) {
		const next = Array.from({ length: AT_ONCE }, (_, index) => from + index * PAGE);
		const starts = next.filter((start) => start < end);
		const asked = starts.map(read);
		// The first page of all is shown before the others have come.
		const [first] = asked;
		if (from === 0 && first !== undefined) onPart(await first);
		for (const page of await Promise.all(asked)) all.push(...page);
		onPart([...all]);
	}
	return all;
}

/** When something of many entries is read again: often while they are few. */
function refreshBySize<T>(sizeOf: (data: T) => number) {
	return {
		staleTime: 2000,
		refetchInterval: ({ state: { data } }: { state: { data?: T } }): number =>
			data !== undefined && sizeOf(data) > LARGE ? 60_000 : 5000,
	};
}

/** A list that is read with the blocks while it is short. */
function useList<T>(key: string, read: (chain: OpenLedger, onPart: (part: T[]) => void) => Promise<T[]>) {
	const chain = useChain();
	const client = useQueryClient();
	return useQuery({
		queryKey: [chain.genesis, key],
		queryFn: ({ queryKey }) => {
			const isFirst = client.getQueryData(queryKey) === undefined;
			// A list that is read again stays whole until the new one is.
			return read(chain, (part) => isFirst && client.setQueryData<T[]>(queryKey, part));
		},
		...refreshBySize<T[]>(({ length }) => length),
	});
}

/** All models. While they are read for the first time, those that have come. */
export function useModels(): UseQueryResult<ModelInfo[]> {
	return useList('models', async ({ api }, onPart) => {
		const end = await api.query.Models.NextModelId.getValue(BEST);
		return pages(end, (from) => api.apis.ModelsApi.models(from, PAGE, BEST), onPart);
	});
}

/** One model; `null` if there is none. */
export function useModel(id: number): UseQueryResult<ModelInfo | null> {
	return useLive(['model', id], async ({ api }) => (await api.apis.ModelsApi.model(id, BEST)) ?? null);
}

/** All Datanets. While they are read for the first time, those that have come. */
export function useDatanets(): UseQueryResult<DatanetInfo[]> {
	return useList('datanets', async ({ api }, onPart) => {
		const end = await api.query.Datanets.NextDatanetId.getValue(BEST);
		return pages(end, (from) => api.apis.DatanetsApi.datanets(from, PAGE, BEST), onPart);
	});
}

/** One Datanet; `null` if there is none. */
export function useDatanet(id: number): UseQueryResult<DatanetInfo | null> {
	return useLive(['datanet', id], async ({ api }) => (await api.apis.DatanetsApi.datanet(id, BEST)) ?? null);
}

/** The accounts that review a Datanet's contributions, beside its owner. */
export function useCurators(id: number): UseQueryResult<string[]> {
	return useLive(['curators', id], ({ api }) => api.query.Datanets.Curators.getValue(id, BEST));
}

/** One contribution; `null` if there is none. */
export function useContribution(id: bigint): UseQueryResult<ContributionInfo | null> {
	return useLive(['contribution', id], async ({ api }) => {
		return (await api.apis.DatanetsApi.contribution(id, BEST)) ?? null;
	});
}

/** Contributions by number, those that exist. */
export function useContributionsById(ids: readonly bigint[]): UseQueryResult<ContributionInfo[]> {
	return useLive(['contributions by id', ids.join()], async ({ api }) => {
		const all = await Promise.all(ids.map((id) => api.apis.DatanetsApi.contribution(id, BEST)));
		return all.filter((one) => one !== undefined);
	});
}

/** Published snapshots by reference, those that exist. */
export function useSnapshots(
	refs: readonly { datanet: number; number: number }[],
): UseQueryResult<{ at: { datanet: number; number: number }; snapshot: SnapshotInfo }[]> {
	const key = refs.map(({ datanet, number }) => `${datanet}/${number}`).join();
	return useLive(['snapshots', key], async ({ api }) => {
		const all = await Promise.all(
			refs.map(async (at) => ({ at, snapshot: await api.apis.DatanetsApi.snapshot(at, BEST) })),
		);
		return all.flatMap(({ at, snapshot }) => (snapshot ? [{ at, snapshot }] : []));
	});
}

/** A provider, with its texts read. */
export interface Provider {
	stash: string;
	bases: number[];
	pricePer1k: bigint;
	endpoint: string;
	bond: bigint;
	active: number;
	maxParallel: number;
	done: number;
	failed: number;
	expired: number;
	isLeaving: boolean;
}

/** All providers. */
export function useProviders(): UseQueryResult<Provider[]> {
	return useList('providers', async ({ api }) => {
		const entries = await api.query.ModelFactory.Providers.getEntries(BEST);
		return entries.map(({ keyArgs: [stash], value }): Provider => {
			const { capabilities, reputation } = value;
			return {
				stash,
				bases: capabilities.bases,
				pricePer1k: capabilities.price_per_1k_tokens,
				endpoint: textOf(capabilities.endpoint),
				bond: value.bond,
				active: value.active.length,
				maxParallel: capabilities.max_parallel,
				done: reputation.done,
				failed: reputation.failed,
				expired: reputation.expired,
				isLeaving: value.leaving !== undefined,
			};
		});
	});
}

/** The contributors who earned most with a model. */
export function useModelBoard(model: number): UseQueryResult<[string, Influence][]> {
	return useLive(['model board', model], ({ api }) => api.apis.AttributionApi.model_board(model, BEST));
}

/** The contributors who earned most with a Datanet. */
export function useDatanetBoard(datanet: number): UseQueryResult<[string, Influence][]> {
	return useLive(['datanet board', datanet], ({ api }) => api.apis.AttributionApi.datanet_board(datanet, BEST));
}

/** Settled use of models: the most settlements that named one contributor, and what contributors earned. */
export function useUse(): UseQueryResult<Map<number, Influence>> {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'use'],
		queryFn: async () => {
			const all = new Map<number, Influence>();
			for (const { keyArgs, value } of await chain.api.query.Attribution.ContributorModels.getEntries(BEST)) {
				const model = keyArgs[1];
				const { settlements = 0, earned = 0n } = all.get(model) ?? {};
				all.set(model, {
					settlements: Math.max(settlements, value.settlements),
					earned: earned + value.earned,
				});
			}
			return all;
		},
		...refreshBySize<Map<number, Influence>>(({ size }) => size),
	});
}

/** A job that somebody submitted, as it is stored. */
export interface OwnJob {
	id: bigint;
	name: string;
	status: JobInfo['status']['type'];
	base: number;
}

/** Jobs of a builder that the chain has not forgotten, the newest first. */
export function useJobsOf(builder: string | undefined): UseQueryResult<OwnJob[]> {
	return useLive(['jobs of', builder], async ({ api }) => {
		if (!builder) return [];
		const all = await api.query.ModelFactory.Jobs.getEntries(BEST);
		return all
			.filter(({ value }) => value.builder === builder)
			.map(({ keyArgs: [id], value: { spec, status } }) => ({
				id,
				name: textOf(spec.name),
				status: status.type,
				base: spec.base,
			}))
			.sort((a, b) => (a.id < b.id ? 1 : -1));
	});
}

/** A job as the chain has it: its order, its state, the repetition of its result, and whether that can be paid now. */
export interface LoadedJob {
	info: JobInfo;
	job: Job;
	/** Planck on hold, beside the escrow, for the record of the model. */
	deposit: bigint;
	repetition: ConfirmationInfo | undefined;
	due: boolean;
}

/** One job; `null` if there is none of this number. */
export function useJob(id: bigint): UseQueryResult<LoadedJob | null> {
	return useLive(['job', id], async (chain) => {
		const info = await chain.api.apis.ModelFactoryApi.job(id, BEST);
		if (!info) return null;
		const job = await readJob(chain, id);
		const [repetition, now, deposit] = await Promise.all([
			readConfirmation(chain, id),
			chain.marketTime(),
			modelDepositOf(chain, id),
		]);
		return { info, job, deposit, repetition, due: isDue(job, repetition, now) };
	});
}

/** Progress of a job on the node that the page is connected to; `null` if another works on it. */
export function useProgress(id: bigint, isRunning: boolean): UseQueryResult<Awaited<ReturnType<typeof jobProgress>>> {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'progress', id.toString()],
		queryFn: () => jobProgress(chain, id),
		refetchInterval: isRunning ? 1000 : false,
	});
}

/** The market's clock, on which every deadline runs, and the seconds that one of its blocks lasts. */
export function useClock(): UseQueryResult<{ now: number; secondsPerBlock: number }> {
	return useLive(['clock'], async (chain) => {
		const [now, slot] = await Promise.all([chain.marketTime(), chain.api.apis.BabeApi.configuration(BEST)]);
		return { now, secondsPerBlock: Number(slot.slot_duration) / 1000 };
	});
}

/** Free balance and what is on hold, in planck. */
export function useBalance(address: string | undefined): UseQueryResult<{ free: bigint; held: bigint } | null> {
	return useLive(['balance', address], async (chain) => (address ? chain.balance(address) : null));
}
