// Training: a base model, Datanets to learn from, records to judge by, settings, a quote, and the order.

import { type HyperParameters, type ModelInfo, submitJobCall, upload } from '@openledger/sdk';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useActions } from '../app/actions.js';
import type { Step } from '../app/action.js';
import { useChain } from '../chain/connection.js';
import { useConstant } from '../chain/constants.js';
import {
	type DatanetInfo,
	useDatanets,
	useJob,
	useJobsOf,
	useModels,
	useProviders,
	useSnapshots,
} from '../chain/queries.js';
import { Expert } from '../components/expert.js';
import { HeldOut, type HeldOutFile } from '../components/held-out.js';
import { modelName } from '../components/names.js';
import {
	Button,
	Check,
	Choices,
	Empty,
	Facts,
	Field,
	Loading,
	Notice,
	PageHead,
	Table,
	Term,
} from '../components/ui.js';
import { readPlanck } from '../logic/amounts.js';
import { count, openText, plural, textOf } from '../logic/format.js';
import { hyperOf } from '../logic/jobs.js';
import { type Preset, PRESETS, refusedSetting, remedy } from '../logic/presets.js';
import { type Quote, quote } from '../logic/quote.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** What is ordered, as far as it is chosen. */
interface Order {
	name: string;
	base?: number;
	datanets: readonly number[];
	heldOut?: HeldOutFile;
	/** Root of held-out records of an order that is made again. */
	heldOutRoot?: string;
	preset: Preset | 'own';
	hyper: HyperParameters;
}

const FIRST: Order = { name: '', datanets: [], preset: 'normal', hyper: PRESETS.normal };

function useQuote(order: Order, datanets: readonly DatanetInfo[]): { quote?: Quote; takers: number } {
	const refs = order.datanets.flatMap((id) => {
		const number = datanets.find((one) => one.id === id)?.latest_snapshot ?? 0;
		return number > 0 ? [{ datanet: id, number }] : [];
	});
	const { data: snapshots = [] } = useSnapshots(refs);
	const { data: providers = [] } = useProviders();
	const takers = providers.filter(({ bases, isLeaving }) => !isLeaving && bases.includes(order.base ?? -1));
	const charges = snapshots.map(({ snapshot: { terms, entries } }) => ({
		feePer1k: terms.fee_per_1k_tokens,
		bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0n),
		records: entries.reduce((sum, { records }) => sum + BigInt(records), 0n),
	}));
	const cheapest = takers.reduce<bigint | undefined>(
		(least, { pricePer1k }) => (least === undefined || pricePer1k < least ? pricePer1k : least),
		undefined,
	);
	const isReady = cheapest !== undefined && charges.length > 0;
	return { quote: isReady ? quote(charges, order.hyper.epochs, cheapest) : undefined, takers: takers.length };
}

function QuoteView({ quote: quoted, takers }: { quote?: Quote; takers: number }): ReactNode {
	if (!quoted) return <p className="muted">{takers === 0 ? t.train.noTaker : t.train.noQuote}</p>;
	return (
		<Facts
			of={[
				[<Term tip={t.train.tokensTip}>{t.train.tokens}</Term>, t.train.about1(count(quoted.tokens))],
				[t.train.work, openText(quoted.provider)],
				[t.train.fees, openText(quoted.datanets)],
				[t.train.sum, openText(quoted.provider + quoted.datanets)],
				[t.train.most, openText(quoted.most)],
				[t.train.takers, takers],
			]}
		/>
	);
}

/** Returns what submits the order: held-out records go to the node first. */
function useSubmit(order: Order, datanets: readonly DatanetInfo[], payment: bigint | undefined): () => Promise<void> {
	const chain = useChain();
	const { run } = useActions();
	const navigate = useNavigate();
	return async () => {
		const { base, heldOut, name, hyper } = order;
		if (base === undefined || payment === undefined) return;
		const snapshots = [...order.datanets]
			.sort((a, b) => a - b)
			.map((datanet) => ({ datanet, number: datanets.find(({ id }) => id === datanet)?.latest_snapshot ?? 0 }));
		const send: Step = {
			label: t.train.sendHeldOut,
			work: async () => {
				if (heldOut) await upload(chain, heldOut.blob);
			},
		};
		const spec = { name, base, snapshots, heldOut: heldOut?.root ?? order.heldOutRoot, hyper };
		const events = await run({
			title: t.train.submitTitle(name),
			about: t.train.submitAbout,
			moves: [{ label: t.train.escrow, planck: payment, kind: 'held' }],
			steps: [
				...(heldOut ? [send] : []),
				{ label: t.train.submit, call: () => submitJobCall(chain, spec, payment) },
			],
		});
		const job = events && chain.api.event.ModelFactory.JobSubmitted.filter(events.records)[0];
		if (job) await navigate({ to: '/job/$id', params: { id: job.payload.job } });
	};
}

function Datanets({
	all,
	chosen,
	onChange,
}: {
	all: readonly DatanetInfo[];
	chosen: readonly number[];
	onChange: (chosen: readonly number[]) => void;
}): ReactNode {
	const ready = all.filter(({ latest_snapshot: latest }) => latest > 0);
	if (ready.length === 0) {
		return (
			<p className="muted">
				{t.train.noDatanet} <Link to="/datanets">{t.menu.datanets}</Link>
			</p>
		);
	}
	return (
		<div className="stack tight" role="group" aria-label={t.train.datanets}>
			{ready.map(({ id, name, domain, accepted, terms }) => (
				<Check
					key={id}
					isSelected={chosen.includes(id)}
					onChange={(is) => onChange(is ? [...chosen, id] : chosen.filter((one) => one !== id))}
				>
					<b>{textOf(name)}</b>{' '}
					<span className="muted small">
						{textOf(domain)}, {plural(accepted, 'contribution')}, {textOf(terms.licence)},{' '}
						{t.train.feeOf(openText(terms.fee_per_1k_tokens))}
					</span>
				</Check>
			))}
		</div>
	);
}

function Bases({
	models,
	value,
	onChange,
}: {
	models: readonly ModelInfo[];
	value?: number;
	onChange: (id: number) => void;
}): ReactNode {
	const { data: providers = [] } = useProviders();
	const options = models
		.filter(({ kind }) => kind.type === 'Base')
		.map((model) => {
			const served = providers.filter(({ bases }) => bases.includes(model.id)).length;
			const size = model.kind.type === 'Base' ? Number(model.kind.value.manifest.parameters) / 1e6 : 0;
			return {
				value: String(model.id),
				title: modelName(model),
				about: t.train.baseAbout(t.market.millions(size), textOf(model.licence), served),
			};
		});
	return (
		<Choices
			label={t.train.base}
			value={value === undefined ? undefined : String(value)}
			options={options}
			onChange={(id) => onChange(Number(id))}
		/>
	);
}

/** A number that no job has. */
const NO_JOB = Number.MAX_SAFE_INTEGER;

/** Fills an order in from a job that is made again. */
function useAgain(set: (order: Partial<Order>) => void): string | undefined {
	const { again } = useSearch({ from: '/train' });
	const { data } = useJob(BigInt(again ?? NO_JOB));
	const [isFilled, setFilled] = useState(false);
	useEffect(() => {
		if (again === undefined || !data || isFilled) return;
		const { spec } = data.info;
		setFilled(true);
		set({
			name: textOf(spec.name),
			base: spec.base,
			datanets: spec.snapshots.map(({ datanet }) => datanet),
			heldOutRoot: spec.held_out,
			preset: 'own',
			hyper: remedy(data.job.reason, hyperOf(spec.hyper)),
		});
	}, [again, data, isFilled, set]);
	return isFilled ? data?.job.reason : undefined;
}

function Settings({ order, set }: { order: Order; set: (change: Partial<Order>) => void }): ReactNode {
	const presets = (['quick', 'normal', 'careful'] as const).map((value) => ({ value, ...t.train.presets[value] }));
	const options = order.preset === 'own' ? [...presets, { value: 'own' as const, ...t.train.presets.own }] : presets;
	const refused = refusedSetting(order.hyper);
	return (
		<>
			<Choices<Order['preset']>
				label={t.train.settings}
				value={order.preset}
				options={options}
				onChange={(preset) => set(preset === 'own' ? { preset } : { preset, hyper: PRESETS[preset] })}
			/>
			<Expert hyper={order.hyper} onChange={(hyper) => set({ preset: 'own', hyper })} />
			{refused && <Notice kind="bad" title={t.train.refused(refused)} />}
		</>
	);
}

function Pay({ order, datanets }: { order: Order; datanets: readonly DatanetInfo[] }): ReactNode {
	const { account } = useWallet();
	const { quote: quoted, takers } = useQuote(order, datanets);
	const smallest = useConstant('least payment', ({ ModelFactory }) => ModelFactory.MinJobPayment()) ?? 0n;
	const deposit = useConstant('deposit of a model', ({ Models }) => Models.TunedRecordDeposit()) ?? 0n;
	const least = smallest + deposit;
	const [typed, setTyped] = useState<string>();
	const likely = quoted ? (quoted.provider + quoted.datanets) * 2n + deposit : 0n;
	const offered = likely > least ? likely : least;
	const text = typed ?? openText(offered).replace(' OPEN', '').replace('< ', '');
	const payment = readPlanck(text);
	const submit = useSubmit(order, datanets, payment);
	const missing = [
		...(order.name.trim() === '' ? [t.train.missing.name] : []),
		...(order.base === undefined ? [t.train.missing.base] : []),
		...(order.datanets.length === 0 ? [t.train.missing.datanets] : []),
		...(order.heldOut || order.heldOutRoot ? [] : [t.train.missing.heldOut]),
		...(account ? [] : [t.train.missing.account]),
	];
	const isLow = payment !== undefined && payment < least;
	const isBad = payment === undefined || isLow || refusedSetting(order.hyper) !== undefined;
	return (
		<section className="card">
			<h2>{t.train.quote}</h2>
			<QuoteView quote={quoted} takers={takers} />
			<Field
				label={t.train.payment}
				suffix="OPEN"
				value={text}
				onChange={setTyped}
				isInvalid={payment === undefined || isLow}
				hint={isLow ? t.train.paymentLow(openText(least)) : t.train.paymentHint(openText(deposit))}
			/>
			{missing.length > 0 && <p className="small muted">{t.train.missingAbout(missing.join(', '))}</p>}
			<div className="row">
				<Button kind="primary" isDisabled={missing.length > 0 || isBad} onPress={() => void submit()}>
					{t.train.submit}
				</Button>
			</div>
		</section>
	);
}

function OwnJobs(): ReactNode {
	const { account } = useWallet();
	const { data: jobs = [] } = useJobsOf(account?.signer.address);
	const { data: models = [] } = useModels();
	if (jobs.length === 0) return null;
	return (
		<section className="stack tight">
			<h2>{t.train.history}</h2>
			<Table
				label={t.train.history}
				heads={[t.job.name, t.train.base, t.job.state]}
				rows={jobs.map(({ id, name, base, status }) => [
					<Link to="/job/$id" params={{ id }}>
						{name} ({t.lineage.job(id.toString())})
					</Link>,
					modelName(
						models.find((one) => one.id === base),
						base,
					),
					<span className={`badge ${status === 'Finalised' ? 'good' : status === 'Failed' ? 'bad' : ''}`}>
						{t.job.states[status]}
					</span>,
				])}
			/>
		</section>
	);
}

/** The page. */
export function TrainPage(): ReactNode {
	const { data: models, isPending } = useModels();
	const { data: datanets = [] } = useDatanets();
	const [order, setOrder] = useState(FIRST);
	const set = useCallback((change: Partial<Order>) => setOrder((now) => ({ ...now, ...change })), []);
	const reason = useAgain(set);
	const bases = (models ?? []).filter(({ kind }) => kind.type === 'Base');
	if (isPending) return <Loading />;
	return (
		<>
			<PageHead title={t.train.title} about={t.train.about} />
			{reason && <Notice title={t.train.changed}>{t.job.cures[reason] ?? t.job.cureOther}</Notice>}
			{bases.length === 0 ? (
				<Empty title={t.train.noBase}>
					<p>{t.train.noBaseAbout}</p>
				</Empty>
			) : (
				<div className="stack">
					<section className="card">
						<h2>{t.train.step1}</h2>
						<Bases models={bases} value={order.base} onChange={(base) => set({ base })} />
						<Field
							label={t.train.name}
							value={order.name}
							onChange={(name) => set({ name })}
							maxLength={64}
						/>
					</section>
					<section className="card">
						<h2>{t.train.step2}</h2>
						<Datanets
							all={datanets}
							chosen={order.datanets}
							onChange={(chosen) => set({ datanets: chosen })}
						/>
					</section>
					<section className="card">
						<h2>{t.train.step3}</h2>
						<p>{t.train.heldOutAbout}</p>
						{order.heldOutRoot && !order.heldOut && <Notice>{t.train.heldOutAgain}</Notice>}
						<HeldOut
							datanets={datanets.filter(({ id }) => order.datanets.includes(id))}
							value={order.heldOut}
							onChange={(heldOut) => set({ heldOut })}
						/>
					</section>
					<section className="card">
						<h2>{t.train.step4}</h2>
						<Settings order={order} set={set} />
					</section>
					<Pay order={order} datanets={datanets} />
				</div>
			)}
			<OwnJobs />
		</>
	);
}
