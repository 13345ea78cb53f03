// One contribution: its rows, which models learnt it, what it earned, and flags against it.

import { BEST, type Call, upload } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { useConstant, useRecordPrice } from '../chain/constants.js';
import { type ContributionInfo, useContribution, useDatanet, useModels } from '../chain/queries.js';
import { Hash, modelName, Who } from '../components/names.js';
import { Rows } from '../components/review.js';
import { Button, Empty, Facts, Field, Loading, Notice, PageHead, Table } from '../components/ui.js';
import { bytes, count, openText, textOf } from '../logic/format.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** Reads what a contribution did for each model that names it, and for all. */
function useInfluence(contribution: ContributionInfo): {
	byModel: { model: number; settlements: number; earned: bigint }[];
	earned: bigint;
} {
	const chain = useChain();
	const { data: models = [] } = useModels();
	const learners = models.flatMap(({ id, kind }) =>
		kind.type === 'Tuned' && kind.value.snapshots.some(({ datanet }) => datanet === contribution.datanet)
			? [id]
			: [],
	);
	const { data } = useQuery({
		queryKey: [chain.genesis, 'influence of', contribution.id.toString(), learners.join()],
		queryFn: async () => {
			const { Influence, DatanetInfluence } = chain.api.query.Attribution;
			const total = await DatanetInfluence.getValue(contribution.datanet, contribution.id, BEST);
			const each = await Promise.all(
				learners.map(async (model) => ({ model, ...(await Influence.getValue(model, contribution.id, BEST)) })),
			);
			return { byModel: each.filter(({ settlements }) => settlements > 0), earned: total.earned };
		},
		meta: { live: true },
	});
	return data ?? { byModel: [], earned: 0n };
}

function Earned({ contribution }: { contribution: ContributionInfo }): ReactNode {
	const { byModel, earned } = useInfluence(contribution);
	const { data: models = [] } = useModels();
	return (
		<section className="stack tight">
			<h2>{t.contribution.earned(openText(earned))}</h2>
			{byModel.length === 0 ? (
				<p className="muted">{t.contribution.notNamed}</p>
			) : (
				<Table
					label={t.contribution.byModel}
					heads={[t.contribution.model, t.model.settlements, t.model.earned]}
					right={[1, 2]}
					rows={byModel.map(({ model, settlements, earned: planck }) => [
						<Link to="/model/$id" params={{ id: model }}>
							{modelName(
								models.find(({ id }) => id === model),
								model,
							)}
						</Link>,
						settlements,
						openText(planck),
					])}
				/>
			)}
		</section>
	);
}

function Flag({ contribution }: { contribution: ContributionInfo }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const [why, setWhy] = useState('');
	const bond = useConstant('flag bond', ({ Datanets }) => Datanets.FlagBond()) ?? 0n;
	const { datanet, id } = contribution;
	const flag = (): void => {
		let evidence = '';
		void run({
			title: t.contribution.flagTitle,
			about: t.contribution.flagAbout,
			moves: [{ label: t.contribution.flagBond, planck: bond, kind: 'held' }],
			steps: [
				{
					label: t.contribution.sendEvidence,
					work: async () => {
						evidence = await upload(chain, new TextEncoder().encode(why));
					},
				},
				{
					label: t.contribution.flag,
					// Before the evidence is sent, the fee is asked for with another root of the same length.
					call: (): Call =>
						chain.api.tx.Datanets.flag({
							datanet,
							contribution: id,
							evidence: evidence || contribution.root,
						}),
				},
			],
		});
	};
	return (
		<details>
			<summary>{t.contribution.flagQuestion}</summary>
			<div className="stack tight">
				<Field
					label={t.contribution.flagWhy}
					rows={3}
					value={why}
					onChange={setWhy}
					hint={t.contribution.flagHint}
				/>
				<div className="row">
					<Button isDisabled={why.trim() === ''} onPress={flag}>
						{t.contribution.flag}
					</Button>
				</div>
			</div>
		</details>
	);
}

function Own({ contribution, isRevocable }: { contribution: ContributionInfo; isRevocable: boolean }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { datanet, id, bond, status } = contribution;
	const price = useRecordPrice();
	const canRevoke = status.type === 'Pending' || (status.type === 'Accepted' && isRevocable);
	if (!canRevoke || price === undefined) return null;
	const kept = price < bond ? price : bond;
	const about = status.type === 'Pending' ? t.contribution.revokePending : t.contribution.revokeAbout;
	const revoke = (): void => {
		const call = (): Call => chain.api.tx.Datanets.revoke({ datanet, contribution: id });
		void run({
			title: t.contribution.revokeTitle,
			about: `${about} ${t.contribution.recordStays(openText(kept))}`,
			moves: [{ label: t.contribute.bond, planck: bond - kept, kind: 'returned' }],
			steps: [{ label: t.contribution.revoke, call }],
		});
	};
	return <Button onPress={revoke}>{t.contribution.revoke}</Button>;
}

/** The page. */
export function ContributionPage(): ReactNode {
	const { id } = useParams({ from: '/contribution/$id' });
	const { data: contribution, isPending } = useContribution(id);
	const { data: datanet } = useDatanet(contribution?.datanet ?? -1);
	const { account } = useWallet();
	if (isPending) return <Loading />;
	if (!contribution) return <Empty title={t.contribution.none(id.toString())}>{null}</Empty>;
	const isOwn = account?.signer.address === contribution.contributor;
	const status = t.contribution.statuses[contribution.status.type];
	return (
		<>
			<PageHead
				title={t.contribution.number(id.toString())}
				about={
					<>
						{t.market.by} <Who address={contribution.contributor} /> {t.contribution.to}{' '}
						<Link to="/datanet/$id" params={{ id: contribution.datanet }}>
							{datanet ? textOf(datanet.name) : t.lineage.datanet(contribution.datanet)}
						</Link>
					</>
				}
			>
				{isOwn && <Own contribution={contribution} isRevocable={datanet?.terms.revocable ?? false} />}
			</PageHead>
			<Notice title={status.name}>{status.about}</Notice>
			<Facts
				of={[
					[t.data.records, count(contribution.records)],
					[t.data.size, bytes(contribution.bytes)],
					[t.contribute.bond, openText(contribution.bond)],
					[t.datanet.root, <Hash of={contribution.root} />],
				]}
			/>
			<Earned contribution={contribution} />
			<h2>{t.data.rows}</h2>
			<Rows contribution={contribution} />
			{!isOwn && account && ['Accepted', 'Pending'].includes(contribution.status.type) && (
				<Flag contribution={contribution} />
			)}
		</>
	);
}
