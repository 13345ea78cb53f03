// What an account earned, what waits for it, and what did not earn, with reasons.

import { BEST, earnings, type ModelInfo, type OpenLedger } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Part, partsOf } from '../logic/split.js';
import { type Unearned, whyUnearned } from '../logic/unearned.js';
import { useChain } from './connection.js';
import { type OnSearch, ownContributions } from './own-contributions.js';
import { type ContributionInfo, type Influence, useModels } from './queries.js';

/** A part of a settlement that is not yet divided. */
export interface PendingPart extends Part {
	session: bigint;
	settlement: number;
	model: number;
	/** Planck of the whole settlement. */
	amount: bigint;
	/** Parts of 10^9 of the contribution. */
	share?: number;
	/** Block of the market's clock from which on it is divided. */
	until: number;
}

/** A contribution of the account, with what it earned. */
export interface OwnContribution {
	info: ContributionInfo;
	earned: bigint;
	settlements: number;
	unearned?: Unearned;
}

/** What is read of an account's contributions, before models tell why some earned nothing. */
interface ReadContribution {
	info: ContributionInfo;
	earned: bigint;
	settlements: number;
	hasSnapshot: boolean;
}

/** What is read of an account. */
interface ReadView {
	claimable: bigint;
	pending: PendingPart[];
	byModel: [number, Influence][];
	byDatanet: [number, Influence][];
	contributions: ReadContribution[];
}

/** Everything that the earnings page shows. */
export interface EarningsView extends Omit<ReadView, 'contributions'> {
	contributions: OwnContribution[];
}

/** Most entries that one call of these APIs returns. */
const MOST = 1000;
/** From so many contributions on, they are read again twice a minute and not with the blocks. */
const MANY = 50;

/** Works out an account's parts of every settlement that waits. */
async function pendingOf(chain: OpenLedger, who: string, own: readonly ContributionInfo[]): Promise<PendingPart[]> {
	const { api } = chain;
	const split = await api.constants.Attribution.Split();
	const waiting = await api.query.Attribution.Settlements.getEntries(BEST);
	const models = new Map<number, ModelInfo | undefined>();
	const model = async (id: number): Promise<ModelInfo | undefined> => {
		if (!models.has(id)) models.set(id, await api.apis.ModelsApi.model(id, BEST));
		return models.get(id);
	};
	const mine = new Map(own.map(({ id, contributor }) => [id, contributor]));
	const parts: PendingPart[] = [];
	for (const { keyArgs, value } of waiting) {
		const info = await model(value.model);
		if (!info || value.condemned) continue;
		const base = info.kind.type === 'Tuned' ? await model(info.kind.value.base) : info;
		const royalty = info.kind.type === 'Tuned' && base?.kind.type === 'Base' ? base.kind.value.royalty : 0;
		const left = value.amount - value.taken;
		const parties = { provider: value.provider, owner: info.owner, baseOwner: base?.owner ?? '', royalty };
		const { influence } = value;
		for (const part of partsOf(who, { amount: left, influence, ...parties }, split, (id) => mine.get(id))) {
			const share = influence.find(([id]) => id === part.contribution)?.[1];
			const [session, settlement] = keyArgs;
			parts.push({ ...part, session, settlement, model: value.model, amount: left, share, until: value.until });
		}
	}
	return parts;
}

/** Reads what each contribution earned. */
async function withInfluence({ api }: OpenLedger, own: readonly ContributionInfo[]): Promise<ReadContribution[]> {
	const keys = own.map(({ datanet, id }): [number, bigint] => [datanet, id]);
	const datanets = [...new Set(own.map(({ datanet }) => datanet))];
	const [influences, infos] = await Promise.all([
		api.query.Attribution.DatanetInfluence.getValues(keys, BEST),
		Promise.all(datanets.map((id) => api.apis.DatanetsApi.datanet(id, BEST))),
	]);
	const published = new Set(datanets.filter((_, index) => (infos[index]?.latest_snapshot ?? 0) > 0));
	return own.map((info, index) => {
		const { earned, settlements } = influences[index] ?? { earned: 0n, settlements: 0 };
		return { info, earned, settlements, hasSnapshot: published.has(info.datanet) };
	});
}

async function readView(chain: OpenLedger, who: string, onSearch: OnSearch): Promise<ReadView> {
	const { AttributionApi } = chain.api.apis;
	const own = await ownContributions(chain, who, onSearch);
	const [claimable, pending, byModel, byDatanet, contributions] = await Promise.all([
		earnings(chain, who),
		pendingOf(chain, who, own),
		AttributionApi.models_shaped_by(who, 0, MOST, BEST),
		AttributionApi.datanets_shared_by(who, 0, MOST, BEST),
		withInfluence(chain, own),
	]);
	return { claimable, pending, byModel, byDatanet, contributions };
}

/** Returns how many models learnt from each Datanet, and how many of them can be bought. */
function useLearners(): ReadonlyMap<number, { learners: number; listed: number }> {
	const { data: models = [] } = useModels();
	return useMemo(() => {
		const all = new Map<number, { learners: number; listed: number }>();
		for (const { kind, price } of models) {
			if (kind.type !== 'Tuned') continue;
			for (const datanet of new Set(kind.value.snapshots.map((at) => at.datanet))) {
				const { learners, listed } = all.get(datanet) ?? { learners: 0, listed: 0 };
				all.set(datanet, { learners: learners + 1, listed: listed + (price ? 1 : 0) });
			}
		}
		return all;
	}, [models]);
}

/** Everything that an account earned and may earn; until that is known, how far its contributions are looked for. */
export function useEarnings(who: string | undefined): { view?: EarningsView; search?: { done: bigint; all: bigint } } {
	const chain = useChain();
	const [search, setSearch] = useState<{ done: bigint; all: bigint }>();
	const { data } = useQuery({
		queryKey: [chain.genesis, 'earnings', who],
		queryFn: async () => (who ? readView(chain, who, (done, all) => setSearch({ done, all })) : null),
		staleTime: 2000,
		refetchInterval: ({ state }) => ((state.data?.contributions.length ?? 0) > MANY ? 30_000 : 3000),
	});
	const learners = useLearners();
	const view = useMemo(() => {
		if (!data) return undefined;
		const contributions = data.contributions.map(({ info, earned, settlements, hasSnapshot }): OwnContribution => {
			const common = { info, earned, settlements };
			if (earned > 0n) return common;
			const learnt = learners.get(info.datanet) ?? { learners: 0, listed: 0 };
			return { ...common, unearned: whyUnearned({ status: info.status.type, hasSnapshot, ...learnt }) };
		});
		return { ...data, contributions };
	}, [data, learners]);
	return { view, search };
}
