// The network: who makes blocks, who trains and serves, and what is voted on.

import { BEST, type Call, Enum } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { useConstant } from '../chain/constants.js';
import { type Provider, useModels, useProviders } from '../chain/queries.js';
import { modelName, Who } from '../components/names.js';
import { Button, Choices, Facts, Field, Loading, Notice, PageHead, Table, Term } from '../components/ui.js';
import { readPlanck } from '../logic/amounts.js';
import { count, openText } from '../logic/format.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** A referendum that is open, or how it ended. */
interface Referendum {
	id: number;
	state: string;
	track?: string;
	ayes?: bigint;
	nays?: bigint;
}

function useValidators() {
	const chain = useChain();
	const { account } = useWallet();
	const address = account?.signer.address;
	return useQuery({
		queryKey: [chain.genesis, 'validators', address],
		queryFn: async () => {
			const { ValidatorsApi } = chain.api.apis;
			const candidates = await ValidatorsApi.candidates(BEST);
			return Promise.all(
				candidates.map(async (info) => ({
					info,
					position: address ? await ValidatorsApi.position(info.validator, address, BEST) : undefined,
				})),
			);
		},
		meta: { live: true },
	});
}

type Validator = NonNullable<ReturnType<typeof useValidators>['data']>[number];

function Stake({ validator }: { validator: Validator }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { account } = useWallet();
	const least = useConstant('least delegation', ({ Validators }) => Validators.MinDelegation()) ?? 0n;
	const [text, setText] = useState('100');
	const amount = readPlanck(text);
	const { info, position } = validator;
	const isBad = amount === undefined || amount === 0n;
	const move = (isIn: boolean): void => {
		if (amount === undefined) return;
		const { validator: who } = info;
		const { delegate, undelegate } = chain.api.tx.Validators;
		const call = (): Call => (isIn ? delegate : undelegate)({ validator: who, amount });
		void run({
			title: isIn ? t.network.delegateTitle : t.network.undelegateTitle,
			about: isIn ? t.network.delegateAbout(openText(least)) : t.network.undelegateAbout,
			moves: isIn ? [{ label: t.network.stake, planck: amount, kind: 'held' }] : [],
			steps: [{ label: isIn ? t.network.delegate : t.network.undelegate, call }],
		});
	};
	const take = (): void => {
		const call = (): Call => chain.api.tx.Validators.claim({ validator: info.validator });
		void run({ title: t.network.claimTitle, steps: [{ label: t.network.claim, call }] });
	};
	return (
		<section className="card">
			<div className="row spread">
				<h2>
					<Who address={info.validator} />
				</h2>
				<span className={`badge ${info.is_in_set ? 'good' : ''}`}>
					{info.is_in_set ? t.network.inSet : t.network.waiting}
				</span>
			</div>
			<Facts
				of={[
					[t.network.stake, openText(info.stake)],
					[<Term tip={t.network.commissionTip}>{t.network.commission}</Term>, `${info.commission / 1e7} %`],
					[t.network.blocks, count(info.authored)],
					...(position
						? ([
								[t.network.yours, openText(position.stake)],
								[t.network.yourReward, openText(position.claimable)],
							] as const)
						: []),
				]}
			/>
			{account && (
				<>
					<Field label={t.network.amount} suffix="OPEN" value={text} onChange={setText} isInvalid={isBad} />
					<div className="row">
						<Button isDisabled={isBad} onPress={() => move(true)}>
							{t.network.delegate}
						</Button>
						<Button isDisabled={isBad || !position || position.stake === 0n} onPress={() => move(false)}>
							{t.network.undelegate}
						</Button>
						{position && position.claimable > 0n && <Button onPress={take}>{t.network.claim}</Button>}
					</div>
				</>
			)}
		</section>
	);
}

function Validators(): ReactNode {
	const { data, isPending } = useValidators();
	if (isPending) return <Loading />;
	if (!data || data.length === 0) return <Notice>{t.network.noValidators}</Notice>;
	return (
		<div className="grid">
			{data.map((one) => (
				<Stake key={one.info.validator} validator={one} />
			))}
		</div>
	);
}

function Providers(): ReactNode {
	const { data, isPending } = useProviders();
	const { data: models = [] } = useModels();
	if (isPending) return <Loading />;
	if (!data || data.length === 0) return <p className="muted">{t.network.noProviders}</p>;
	const bases = ({ bases: ids }: Provider): string =>
		ids
			.map((id) =>
				modelName(
					models.find((one) => one.id === id),
					id,
				),
			)
			.join(', ');
	return (
		<Table
			label={t.network.providers}
			heads={[
				t.network.provider,
				t.network.runs,
				t.network.trainPrice,
				t.network.bond,
				t.network.busy,
				t.network.done,
				t.network.gaveBack,
				t.network.missed,
			]}
			right={[2, 3, 4, 5, 6, 7]}
			rows={data.map((one) => [
				<Who address={one.stash} />,
				bases(one),
				openText(one.pricePer1k),
				openText(one.bond),
				`${one.active} / ${one.maxParallel}`,
				one.done,
				one.failed,
				one.expired,
			])}
		/>
	);
}

function useReferenda() {
	const chain = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'referenda'],
		queryFn: async (): Promise<Referendum[]> => {
			const entries = await chain.api.query.Referenda.ReferendumInfoFor.getEntries(BEST);
			const tracks = new Map(await chain.api.constants.Referenda.Tracks());
			return entries
				.map(({ keyArgs: [id], value: info }): Referendum => {
					if (info.type !== 'Ongoing') return { id, state: info.type };
					const { tally, track, deciding } = info.value;
					const name = tracks.get(track)?.name ?? String(track);
					const state = deciding ? 'Deciding' : 'Preparing';
					return { id, state, track: name, ayes: tally.ayes, nays: tally.nays };
				})
				.sort((a, b) => b.id - a.id);
		},
		meta: { live: true },
	});
}

function Vote({ referendum }: { referendum: Referendum }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { account } = useWallet();
	const [text, setText] = useState('100');
	const [side, setSide] = useState<'aye' | 'nay'>('aye');
	const balance = readPlanck(text);
	const vote = (): void => {
		if (balance === undefined) return;
		// The highest bit says aye; no conviction, so that nothing stays locked after the vote.
		const standard = { vote: side === 'aye' ? 128 : 0, balance };
		const call = (): Call =>
			chain.api.tx.ConvictionVoting.vote({ poll_index: referendum.id, vote: Enum('Standard', standard) });
		void run({
			title: t.network.voteTitle(referendum.id),
			about: t.network.voteAbout,
			steps: [{ label: t.network.sides[side], call }],
		});
	};
	const sides = (['aye', 'nay'] as const).map((value) => ({ value, title: t.network.sides[value] }));
	if (!account || referendum.ayes === undefined) return null;
	return (
		<>
			<Choices label={t.network.vote} value={side} options={sides} onChange={setSide} />
			<Field
				label={t.network.voteWith}
				suffix="OPEN"
				value={text}
				onChange={setText}
				isInvalid={balance === undefined}
			/>
			<div className="row">
				<Button isDisabled={balance === undefined} onPress={vote}>
					{t.network.vote}
				</Button>
			</div>
		</>
	);
}

function Referenda(): ReactNode {
	const { data, isPending } = useReferenda();
	if (isPending) return <Loading />;
	if (!data || data.length === 0) return <p className="muted">{t.network.noReferenda}</p>;
	return (
		<div className="grid">
			{data.map((one) => (
				<section key={one.id} className="card">
					<div className="row spread">
						<h2>{t.network.referendum(one.id)}</h2>
						<span className="badge">{t.network.referendumStates[one.state] ?? one.state}</span>
					</div>
					{one.track && (
						<Facts
							of={[
								[t.network.track, one.track.replaceAll('_', ' ')],
								[t.network.ayes, openText(one.ayes ?? 0n)],
								[t.network.nays, openText(one.nays ?? 0n)],
							]}
						/>
					)}
					<Vote referendum={one} />
				</section>
			))}
		</div>
	);
}

/** The page. */
export function NetworkPage(): ReactNode {
	return (
		<>
			<PageHead title={t.network.title} about={t.network.about} />
			<Tabs className="tabs">
				<TabList aria-label={t.network.title}>
					<Tab id="validators">{t.network.validators}</Tab>
					<Tab id="providers">{t.network.providers}</Tab>
					<Tab id="referenda">{t.network.referenda}</Tab>
				</TabList>
				<TabPanel id="validators">
					<Validators />
				</TabPanel>
				<TabPanel id="providers">
					<Providers />
				</TabPanel>
				<TabPanel id="referenda">
					<Referenda />
				</TabPanel>
			</Tabs>
		</>
	);
}
