// What an account earned, what waits for it, and what did not earn, with reasons.

import { BEST, earnings, type ModelInfo, type OpenLedger } from '@openledger/sdk';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type Part, partsOf } from '../logic/split.js';
import { type Unearned, whyUnearned } from '../logic/unearned.js';
import { useChain } from './connection.js';
import type { ContributionInfo, Influence } from './queries.js';

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

/** Everything that the earnings page shows. */
export interface EarningsView {
	claimable: bigint;
	pending: PendingPart[];
	byModel: [number, Influence][];
	byDatanet: [number, Influence][];
	contributions: OwnContribution[];
}

/** Most entries that one call of these APIs returns. */
const MOST = 1000;

/** Reads all contributions of an account by the chain's list. */
async function ownContributions({ api }: OpenLedger, who: string): Promise<ContributionInfo[]> {
	const all = await api.query.Datanets.Contributions.getEntries(BEST);
	const own = all.filter(({ value }) => value.contributor === who).map(({ keyArgs: [id] }) => id);
	const read = await Promise.all(own.map((id) => api.apis.DatanetsApi.contribution(id, BEST)));
	return read.filter((one) => one !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
}

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

/** Reads what each contribution earned and, where that is nothing, why. */
async function withInfluence({ api }: OpenLedger, own: readonly ContributionInfo[]): Promise<OwnContribution[]> {
	const models = await api.query.Models.Models.getEntries(BEST);
	const learners = models.flatMap(({ value: { kind, listing } }) =>
		kind.type === 'Tuned' ? [{ snapshots: kind.value.snapshots, isListed: listing !== undefined }] : [],
	);
	return Promise.all(
		own.map(async (info) => {
			const influence = await api.query.Attribution.DatanetInfluence.getValue(info.datanet, info.id, BEST);
			if (influence.earned > 0n) return { info, ...influence };
			const datanet = await api.apis.DatanetsApi.datanet(info.datanet, BEST);
			const learnt = learners.filter(({ snapshots }) => snapshots.some((at) => at.datanet === info.datanet));
			const unearned = whyUnearned({
				status: info.status.type,
				hasSnapshot: (datanet?.latest_snapshot ?? 0) > 0,
				learners: learnt.length,
				listed: learnt.filter(({ isListed }) => isListed).length,
			});
			return { info, ...influence, unearned };
		}),
	);
}

async function read(chain: OpenLedger, who: string): Promise<EarningsView> {
	const { AttributionApi } = chain.api.apis;
	const own = await ownContributions(chain, who);
	const [claimable, pending, byModel, byDatanet, contributions] = await Promise.all([
		earnings(chain, who),
		pendingOf(chain, who, own),
		AttributionApi.models_shaped_by(who, 0, MOST, BEST),
		AttributionApi.datanets_shared_by(who, 0, MOST, BEST),
		withInfluence(chain, own),
	]);
	return { claimable, pending, byModel, byDatanet, contributions };
}

/** Everything that an account earned and may earn. */
export function useEarnings(who: string | undefined): UseQueryResult<EarningsView | null> {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'earnings', who],
		queryFn: async () => (who ? read(chain, who) : null),
		meta: { live: true },
	});
}
