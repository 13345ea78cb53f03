// Earnings: what can be claimed, what is on its way, what was earned with what, and what earned nothing and why.

import { claim, formatOpen } from '@openledger/sdk';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { type EarningsView, type PendingPart, useEarnings } from '../chain/earnings.js';
import { useClock, useDatanets, useModels } from '../chain/queries.js';
import { modelName } from '../components/names.js';
import { Button, Empty, Facts, Loading, PageHead, save, Table, Term } from '../components/ui.js';
import { toCsv } from '../logic/csv.js';
import { count, duration, openText, share, textOf } from '../logic/format.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

function useModelNames(): (id: number) => string {
	const { data: models = [] } = useModels();
	const byId = useMemo(() => new Map(models.map((model) => [model.id, model])), [models]);
	return (id) => modelName(byId.get(id), id);
}

/** Says why an account gets a part of a settlement. */
function reason(part: PendingPart): string {
	const { as, contribution, share: parts = 0 } = part;
	return as === 'contributor' ? t.earnings.asContributor(String(contribution), share(parts)) : t.earnings.as[as];
}

function Pending({ pending }: { pending: readonly PendingPart[] }): ReactNode {
	const { data: clock } = useClock();
	const nameOf = useModelNames();
	if (pending.length === 0) return <p className="muted">{t.earnings.noPending}</p>;
	const left = (until: number): string =>
		clock ? duration(Math.max(0, until - clock.now) * clock.secondsPerBlock) : '–';
	return (
		<Table
			label={t.earnings.pending}
			heads={[
				t.contribution.model,
				t.earnings.why,
				t.earnings.of,
				t.earnings.amount,
				t.earnings.when,
				t.earnings.check,
			]}
			right={[2, 3]}
			rows={pending.map((part) => [
				nameOf(part.model),
				reason(part),
				openText(part.amount),
				<b>{openText(part.planck, 6)}</b>,
				left(part.until),
				<span className="mono">
					AttributionApi.settlement({String(part.session)}, {part.settlement})
				</span>,
			])}
		/>
	);
}

function Contributions({ view }: { view: EarningsView }): ReactNode {
	const { data: datanets = [] } = useDatanets();
	const nameOf = (id: number): string => {
		const found = datanets.find((one) => one.id === id);
		return found ? textOf(found.name) : t.lineage.datanet(id);
	};
	if (view.contributions.length === 0) {
		return (
			<Empty title={t.earnings.noContributions}>
				<p>{t.earnings.noContributionsAbout}</p>
				<Link to="/datanets" className="button">
					{t.menu.datanets}
				</Link>
			</Empty>
		);
	}
	return (
		<Table
			label={t.earnings.byContribution}
			heads={[t.contribution.title, t.datanet.title, t.model.settlements, t.model.earned, t.earnings.why]}
			right={[2, 3]}
			rows={view.contributions.map(({ info, earned, settlements, unearned }) => [
				<Link to="/contribution/$id" params={{ id: info.id }}>
					{t.contribution.number(info.id.toString())}
				</Link>,
				nameOf(info.datanet),
				settlements,
				openText(earned),
				unearned ? t.earnings.unearned[unearned] : t.earnings.named(settlements),
			])}
		/>
	);
}

function ByModel({ view }: { view: EarningsView }): ReactNode {
	const nameOf = useModelNames();
	if (view.byModel.length === 0) return <p className="muted">{t.earnings.nothingYet}</p>;
	return (
		<Table
			label={t.earnings.byModel}
			heads={[t.contribution.model, t.model.settlements, t.model.earned]}
			right={[1, 2]}
			rows={view.byModel.map(([model, { settlements, earned }]) => [
				<Link to="/model/$id" params={{ id: model }}>
					{nameOf(model)}
				</Link>,
				settlements,
				openText(earned),
			])}
		/>
	);
}

/** Writes everything as a table for a spreadsheet. */
function csvOf(view: EarningsView, nameOf: (model: number) => string): string {
	const amount = (planck: bigint): string => formatOpen(planck, 18).replaceAll(',', '');
	const heads = ['kind', 'model', 'contribution', 'session', 'settlement', 'share', 'OPEN', 'why'];
	const pending = view.pending.map((part) => [
		'pending',
		nameOf(part.model),
		String(part.contribution ?? ''),
		String(part.session),
		String(part.settlement),
		String((part.share ?? 0) / 1e9),
		amount(part.planck),
		reason(part),
	]);
	const earned = view.byModel.map(([model, { settlements, earned: planck }]) => {
		return ['earned by model', nameOf(model), '', '', '', '', amount(planck), t.earnings.named(settlements)];
	});
	const contributions = view.contributions.map(({ info, earned: planck, unearned, settlements }) => {
		const why = unearned ? t.earnings.unearned[unearned] : t.earnings.named(settlements);
		return ['earned by contribution', '', info.id.toString(), '', '', '', amount(planck), why];
	});
	return toCsv(heads, [
		['claimable', '', '', '', '', '', amount(view.claimable), ''],
		...pending,
		...earned,
		...contributions,
	]);
}

function Sums({ view }: { view: EarningsView }): ReactNode {
	const pending = view.pending.reduce((sum, { planck }) => sum + planck, 0n);
	const earned = view.byModel.reduce((sum, [, { earned: planck }]) => sum + planck, 0n);
	return (
		<section className="card">
			<Facts
				big
				of={[
					[t.earnings.claimable, openText(view.claimable)],
					[<Term tip={t.earnings.pendingTip}>{t.earnings.pending}</Term>, openText(pending)],
					[<Term tip={t.earnings.earnedTip}>{t.earnings.earned}</Term>, openText(earned)],
				]}
			/>
		</section>
	);
}

/** The page. */
export function EarningsPage(): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { account } = useWallet();
	const { view, search } = useEarnings(account?.signer.address);
	const nameOf = useModelNames();
	const take = (): void => {
		void run({
			title: t.earnings.claimTitle,
			about: t.earnings.claimAbout,
			moves: view ? [{ label: t.earnings.claimable, planck: view.claimable, kind: 'returned' }] : [],
			steps: [{ label: t.earnings.claim, call: () => claim(chain) }],
		});
	};
	return (
		<>
			<PageHead title={t.earnings.title} about={t.earnings.about}>
				{view && (
					<>
						<Button kind="primary" isDisabled={view.claimable === 0n} onPress={take}>
							{t.earnings.claim}
						</Button>
						<Button onPress={() => save('earnings.csv', csvOf(view, nameOf), 'text/csv')}>
							{t.earnings.csv}
						</Button>
					</>
				)}
			</PageHead>
			{!account && (
				<Empty title={t.earnings.noAccount}>
					<p>{t.earnings.noAccountAbout}</p>
				</Empty>
			)}
			{account && !view && (
				<Loading text={search && t.earnings.searching(count(search.done), count(search.all))} />
			)}
			{view && (
				<>
					<Sums view={view} />
					<h2>{t.earnings.pendingHead}</h2>
					<Pending pending={view.pending} />
					<h2>{t.earnings.byContribution}</h2>
					<Contributions view={view} />
					<h2>{t.earnings.byModel}</h2>
					<ByModel view={view} />
				</>
			)}
		</>
	);
}
