// Datanets: what there is, and how to found one.

import { createDatanet, upload } from '@openledger/sdk';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { useConstant } from '../chain/constants.js';
import { type DatanetInfo, useDatanets } from '../chain/queries.js';
import { Who } from '../components/names.js';
import { Button, Check, Choices, Empty, Facts, Field, Loading, Notice, PageHead } from '../components/ui.js';
import { readPlanck } from '../logic/amounts.js';
import { openText, plural, textOf } from '../logic/format.js';
import { matches } from '../logic/market.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** Datanets that are shown at a time. */
const STEP = 30;

function Card({ datanet }: { datanet: DatanetInfo }): ReactNode {
	const { id, name, domain, terms, admission, closed, accepted, pending, latest_snapshot: latest, owner } = datanet;
	return (
		<Link to="/datanet/$id" params={{ id }} className="card">
			<div className="row spread">
				<h2>{textOf(name)}</h2>
				<span className={`badge ${closed ? 'warn' : 'good'}`}>
					{closed ? t.datanets.closed : t.datanets.admissions[admission.type].name}
				</span>
			</div>
			<p className="muted">{textOf(domain)}</p>
			<Facts
				of={[
					[t.datanets.accepted, accepted],
					[t.datanets.pending, pending],
					[t.datanets.snapshot, latest === 0 ? t.datanets.noSnapshot : latest],
					[t.datanets.fee, openText(terms.fee_per_1k_tokens)],
				]}
			/>
			<p className="small muted">
				{textOf(terms.licence)}, {t.market.by} <Who address={owner} />
			</p>
		</Link>
	);
}

interface Draft {
	name: string;
	domain: string;
	card: string;
	licence: string;
	fee: string;
	isRevocable: boolean;
	admission: 'Open' | 'Curated' | 'Permissioned';
}

const BLANK: Draft = {
	...{ name: '', domain: '', card: '', licence: 'CC-BY-4.0', fee: '0.2' },
	...{ isRevocable: true, admission: 'Curated' as const },
};

/** Returns what founds a Datanet as it was drafted: its card goes to the node first. */
function useFound(draft: Draft): () => Promise<void> {
	const chain = useChain();
	const { run } = useActions();
	const navigate = useNavigate();
	const deposit = useConstant('datanet deposit', ({ Datanets }) => Datanets.DatanetDeposit()) ?? 0n;
	return async () => {
		const { name, domain, licence, fee, isRevocable: revocable, admission } = draft;
		let card: string | undefined;
		const text = draft.card.trim();
		const sendCard = {
			label: t.datanets.sendCard,
			work: async (): Promise<void> => {
				card = await upload(chain, new TextEncoder().encode(text));
			},
		};
		const terms = { licence, feePer1kTokens: readPlanck(fee) ?? 0n, revocable };
		const call = (): ReturnType<typeof createDatanet> =>
			createDatanet(chain, name, { domain, card, terms, admission });
		const events = await run({
			title: t.datanets.foundTitle(name),
			about: t.datanets.foundAbout,
			moves: [{ label: t.datanets.deposit, planck: deposit, kind: 'held' }],
			steps: [...(text ? [sendCard] : []), { label: t.datanets.found, call }],
		});
		const created = events && chain.api.event.Datanets.Created.filter(events.records)[0];
		if (created) await navigate({ to: '/datanet/$id', params: { id: created.payload.datanet } });
	};
}

function FoundForm(): ReactNode {
	const [draft, setDraft] = useState(BLANK);
	const { account } = useWallet();
	const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
	const found = useFound(draft);
	const isFeeBad = readPlanck(draft.fee) === undefined;
	const isWhole = draft.name.trim() !== '' && draft.domain.trim() !== '' && !isFeeBad;
	const admissions = (['Curated', 'Open', 'Permissioned'] as const).map((value) => {
		const { name, about } = t.datanets.admissions[value];
		return { value, title: name, about };
	});
	return (
		<section className="card">
			<h2>{t.datanets.newTitle}</h2>
			<div className="halves">
				<Field label={t.datanets.name} value={draft.name} onChange={(name) => set({ name })} maxLength={64} />
				<Field
					label={t.datanets.domain}
					value={draft.domain}
					onChange={(domain) => set({ domain })}
					maxLength={64}
					hint={t.datanets.domainHint}
				/>
			</div>
			<Field
				label={t.datanets.card}
				rows={4}
				value={draft.card}
				onChange={(card) => set({ card })}
				hint={t.datanets.cardHint}
			/>
			<Choices
				label={t.datanets.admission}
				value={draft.admission}
				options={admissions}
				onChange={(admission) => set({ admission })}
			/>
			<div className="halves">
				<Field
					label={t.datanets.licence}
					value={draft.licence}
					onChange={(licence) => set({ licence })}
					hint={t.datanets.licenceHint}
				/>
				<Field
					label={t.datanets.fee}
					suffix="OPEN"
					value={draft.fee}
					onChange={(fee) => set({ fee })}
					isInvalid={isFeeBad}
					hint={t.datanets.feeHint}
				/>
			</div>
			<Check isSelected={draft.isRevocable} onChange={(isRevocable) => set({ isRevocable })}>
				{t.datanets.revocable}
			</Check>
			{!account && <Notice>{t.needAccount}</Notice>}
			<div className="row">
				<Button kind="primary" isDisabled={!isWhole || !account} onPress={() => void found()}>
					{t.datanets.found}
				</Button>
			</div>
		</section>
	);
}

/** The page. */
export function DatanetsPage(): ReactNode {
	const { data: datanets, isPending } = useDatanets();
	const [isNew, setNew] = useState(false);
	const [search, setSearch] = useState('');
	const [shown, setShown] = useState(STEP);
	const found = (datanets ?? [])
		.filter(({ name, domain }) => matches(search, `${textOf(name)} ${textOf(domain)}`))
		.sort((a, b) => b.accepted - a.accepted);
	return (
		<>
			<PageHead title={t.datanets.title} about={t.datanets.about}>
				<Button kind={isNew ? '' : 'primary'} onPress={() => setNew(!isNew)}>
					{isNew ? t.cancel : t.datanets.newTitle}
				</Button>
			</PageHead>
			{isNew && <FoundForm />}
			{isPending && <Loading />}
			{datanets?.length === 0 && !isNew && (
				<Empty title={t.datanets.empty}>
					<p>{t.datanets.emptyAbout}</p>
				</Empty>
			)}
			{datanets && datanets.length > 0 && (
				<>
					<Field
						label={t.datanets.search}
						value={search}
						onChange={setSearch}
						placeholder={t.datanets.searchHint}
					/>
					<p className="small muted" role="status">
						{plural(found.length, 'Datanet')}
					</p>
					<div className="grid">
						{found.slice(0, shown).map((datanet) => (
							<Card key={datanet.id} datanet={datanet} />
						))}
					</div>
				</>
			)}
			{found.length > shown && <Button onPress={() => setShown(shown + STEP)}>{t.more}</Button>}
		</>
	);
}
