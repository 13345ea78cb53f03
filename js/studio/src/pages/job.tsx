// One job: what was ordered, how far it is, what came of it.

import type { Call, Progress } from '@openledger/sdk';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { type LoadedJob, useClock, useJob, useModel, useProgress } from '../chain/queries.js';
import { Cost } from '../components/job-cost.js';
import { Hash, modelName, Who } from '../components/names.js';
import { Repetition } from '../components/repetition.js';
import { Bar, Button, Empty, Facts, Loading, Notice, PageHead, Term } from '../components/ui.js';
import { count, duration, openText, textOf } from '../logic/format.js';
import { addPoint, hyperOf, isRepeated, type LossPoint } from '../logic/jobs.js';
import { read, write } from '../logic/store.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

const LossChart = lazy(async () => ({ default: (await import('../components/loss-chart.js')).LossChart }));

/** Keeps the losses that were seen of a job, over reloads. */
function useCurve(genesis: string, id: bigint, progress: Progress | null | undefined): readonly LossPoint[] {
	const name = `loss.${genesis}.${id}`;
	const [curve, setCurve] = useState<readonly LossPoint[]>(() => read<LossPoint[]>(name) ?? []);
	const { phase, step, loss } = progress ?? {};
	useEffect(() => {
		if (phase !== 'training' || step === undefined || loss === undefined || step === 0) return;
		setCurve((now) => {
			const next = addPoint(now, { step, loss });
			write(name, next);
			return next;
		});
	}, [name, phase, step, loss]);
	return curve;
}

function Live({ progress }: { progress: Progress }): ReactNode {
	const { phase, step, steps, loss, tokens_per_second: speed, seconds_left: left } = progress;
	const name = t.job.phases[phase] ?? phase.replaceAll('_', ' ');
	return (
		<section className="card" aria-live="polite">
			<h2>{name}</h2>
			<Bar value={steps > 0 ? step / steps : 0} label={name} />
			<Facts
				of={[
					[t.job.step, steps > 0 ? t.job.of(count(step), count(steps)) : '–'],
					...(phase === 'training'
						? ([
								[<Term tip={t.job.lossTip}>{t.job.loss}</Term>, step > 0 ? loss.toFixed(3) : '–'],
								[t.job.speed, t.job.perSecond(Math.round(speed))],
								[t.job.left, speed > 0 ? duration(left) : '–'],
							] as const)
						: []),
				]}
			/>
			{progress.error && <Notice kind="bad">{progress.error}</Notice>}
		</section>
	);
}

function Result({ job }: Pick<LoadedJob, 'job'>): ReactNode {
	const { result } = job;
	if (!result) return null;
	const { heldOut } = result;
	return (
		<section className="card">
			<h2>{t.job.result}</h2>
			{heldOut && (
				<p>
					{heldOut.after < heldOut.before
						? t.model.better((((heldOut.before - heldOut.after) / heldOut.before) * 100).toFixed(1))
						: t.job.notBetter}
				</p>
			)}
			<Facts
				of={[
					...(heldOut
						? ([
								[t.model.before, heldOut.before.toFixed(4)],
								[t.model.after, heldOut.after.toFixed(4)],
							] as const)
						: []),
					[t.job.steps, count(result.steps)],
					[t.job.tokens, count(result.tokens)],
					[t.lineage.adapter, <Hash of={result.adapter} />],
					[t.lineage.trace, <Hash of={result.trace} />],
				]}
			/>
		</section>
	);
}

/** What happened and what comes next, in a sentence or two. */
function Story({ job, repetition }: LoadedJob): ReactNode {
	const { data: clock } = useClock();
	const until = (block: number | undefined): string =>
		block === undefined || !clock ? '–' : duration(Math.max(0, block - clock.now) * clock.secondsPerBlock);
	switch (job.status) {
		case 'Open':
			return <Notice title={t.job.states.Open}>{t.job.open(until(job.until))}</Notice>;
		case 'Claimed':
			return <Notice title={t.job.states.Claimed}>{t.job.claimed(until(job.deadline))}</Notice>;
		case 'Submitted':
			return (
				<>
					<Notice title={t.job.states.Submitted}>
						{isRepeated(repetition)
							? t.job.submittedRepeated(until(job.windowEnds))
							: t.job.submitted(until(job.windowEnds))}
					</Notice>
					{repetition && <Repetition of={repetition} until={until} />}
				</>
			);
		case 'Finalised':
			return <Notice title={t.job.states.Finalised}>{t.job.finalised}</Notice>;
		case 'Cancelled':
			return <Notice title={t.job.states.Cancelled}>{t.job.cancelled}</Notice>;
		case 'Failed':
			return (
				<Notice kind="bad" title={t.job.reasons[job.reason ?? ''] ?? t.job.reasonNone}>
					{t.job.cures[job.reason ?? ''] ?? t.job.cureOther}
				</Notice>
			);
	}
}

function Ordered({ info, deposit }: Pick<LoadedJob, 'info' | 'deposit'>): ReactNode {
	const { data: base } = useModel(info.spec.base);
	const hyper = hyperOf(info.spec.hyper);
	return (
		<section className="card">
			<h2>{t.job.ordered}</h2>
			<Facts
				of={[
					[t.train.base, modelName(base ?? undefined, info.spec.base)],
					[
						t.train.datanets,
						info.spec.snapshots.map(({ datanet, number }) => (
							<span key={datanet}>
								<Link to="/datanet/$id" params={{ id: datanet }}>
									{t.lineage.datanet(datanet)}
								</Link>{' '}
								({t.lineage.snapshot(number)}){' '}
							</span>
						)),
					],
					[t.expert.names.epochs, hyper.epochs],
					[t.expert.names.rank, hyper.rank],
					[t.expert.names.learning_rate, hyper.learning_rate],
					[
						deposit > 0n ? <Term tip={t.job.escrowTip(openText(deposit))}>{t.job.escrow}</Term> : t.job.escrow,
						openText(info.escrow + deposit),
					],
					[t.job.attempts, info.attempts],
				]}
			/>
		</section>
	);
}

function Next({ loaded }: { loaded: LoadedJob }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { account } = useWallet();
	const { info, job, due } = loaded;
	const isOwn = account?.signer.address === info.builder;
	const cancel = (): void => {
		const call = (): Call => chain.api.tx.ModelFactory.cancel_job({ job: job.id });
		const about = job.status === 'Open' ? t.job.cancelOpen : t.job.cancelClaimed;
		void run({ title: t.job.cancelTitle, about, steps: [{ label: t.job.cancel, call }] });
	};
	const finish = (): void => {
		void run({
			title: t.job.finishTitle,
			about: t.job.finishAbout,
			steps: [{ label: t.job.finish, call: (): Call => chain.api.tx.ModelFactory.finalise_job({ job: job.id }) }],
		});
	};
	return (
		<>
			{isOwn && (job.status === 'Open' || job.status === 'Claimed') && (
				<Button onPress={cancel}>{t.job.cancel}</Button>
			)}
			{due && account && <Button onPress={finish}>{t.job.finish}</Button>}
			{(job.status === 'Failed' || job.status === 'Cancelled') && (
				<Link to="/train" search={{ again: Number(job.id) }} className="button primary">
					{t.job.again}
				</Link>
			)}
			{job.model !== undefined && (
				<Link to="/model/$id" params={{ id: job.model }} className="button primary">
					{t.job.toModel}
				</Link>
			)}
		</>
	);
}

/** The page. */
export function JobPage(): ReactNode {
	const { id } = useParams({ from: '/job/$id' });
	const chain = useChain();
	const { data, isPending } = useJob(id);
	const isRunning = data?.job.status === 'Claimed' || data?.job.status === 'Open';
	const { data: progress } = useProgress(id, isRunning);
	const curve = useCurve(chain.genesis, id, progress);
	if (isPending) return <Loading />;
	if (!data) {
		return (
			<Empty title={t.job.none(id.toString())}>
				<p>{t.job.noneAbout}</p>
			</Empty>
		);
	}
	const { info, job } = data;
	return (
		<>
			<PageHead
				title={textOf(info.spec.name)}
				about={
					<>
						{t.lineage.job(id.toString())} {t.market.by} <Who address={info.builder} />
					</>
				}
			>
				<Next loaded={data} />
			</PageHead>
			<Story {...data} />
			<Cost job={job} />
			{isRunning && progress && <Live progress={progress} />}
			{job.status === 'Claimed' && !progress && <p className="muted">{t.job.elsewhere}</p>}
			{curve.length > 1 && (
				<section className="card">
					<h2>{t.job.lossByStep}</h2>
					<Suspense fallback={<Loading />}>
						<LossChart curve={curve} heldOut={job.result?.heldOut} />
					</Suspense>
				</section>
			)}
			<Result job={job} />
			<Ordered info={info} deposit={data.deposit} />
		</>
	);
}
