// The curators' queue: contributions that wait, with their rows.

import { download, publishSnapshot, review } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { useConstant } from '../chain/constants.js';
import { useNewest, usePending } from '../chain/contributions.js';
import type { ContributionInfo, DatanetInfo } from '../chain/queries.js';
import { withReader } from '../logic/data-thread.js';
import { bytes, count, openText } from '../logic/format.js';
import { t } from '../texts/index.js';
import { Who } from './names.js';
import { Neighbours } from './neighbours.js';
import { ReportView } from './drop.js';
import { NoBlob } from './no-blob.js';
import { Button, Facts, Loading, More, Notice } from './ui.js';

/** Rows of a contribution as they are in its blob, and whether they are what was stated. */
export function Rows({ contribution }: { contribution: ContributionInfo }): ReactNode {
	const chain = useChain();
	const { data, isPending, error } = useQuery({
		queryKey: [chain.genesis, 'rows', contribution.root],
		queryFn: async () => {
			const blob = await download(chain, contribution.root);
			const file = new Blob([new Uint8Array(blob)]);
			return { size: blob.length, report: await withReader((reader) => reader.look(file)) };
		},
		staleTime: Infinity,
		retry: 0,
	});
	if (isPending) return <Loading />;
	if (!data) return <NoBlob error={error} />;
	const { report, size } = data;
	const isAsStated = report.rows === contribution.records && BigInt(size) === contribution.bytes;
	return (
		<div className="stack">
			{isAsStated ? (
				<p className="small">{t.review.asStated}</p>
			) : (
				<Notice kind="bad" title={t.review.notAsStated}>
					{t.review.found(count(report.rows), bytes(size))}
				</Notice>
			)}
			<ReportView report={report} size={size} />
		</div>
	);
}

/** What is worked out once people look at it. */
function Fold({ title, children }: { title: string; children: ReactNode }): ReactNode {
	const [isOpen, setOpen] = useState(false);
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{title}</summary>
			{isOpen && children}
		</details>
	);
}

function Item({
	datanet,
	contribution,
	accepted,
}: {
	datanet: DatanetInfo;
	contribution: ContributionInfo;
	accepted: readonly ContributionInfo[];
}): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const bond = useConstant('curator bond', ({ Datanets }) => Datanets.CuratorBond());
	const decide = (accept: boolean): void => {
		const label = accept ? t.review.accept : t.review.reject;
		void run({
			title: accept ? t.review.acceptTitle : t.review.rejectTitle,
			about: accept ? t.review.acceptAbout : t.review.rejectAbout,
			moves: accept && bond ? [{ label: t.review.bond, planck: bond, kind: 'held' }] : [],
			steps: [{ label, call: () => review(chain, datanet.id, contribution.id, accept) }],
		});
	};
	return (
		<section className="card">
			<div className="row spread">
				<h3>
					<Link to="/contribution/$id" params={{ id: contribution.id }}>
						{t.contribution.number(contribution.id.toString())}
					</Link>{' '}
					{t.market.by} <Who address={contribution.contributor} />
				</h3>
				<div className="row">
					<Button kind="primary" onPress={() => decide(true)}>
						{t.review.accept}
					</Button>
					<Button onPress={() => decide(false)}>{t.review.reject}</Button>
				</div>
			</div>
			<Facts
				of={[
					[t.data.records, count(contribution.records)],
					[t.data.size, bytes(contribution.bytes)],
					[t.contribute.bond, openText(contribution.bond)],
				]}
			/>
			<Fold title={t.review.show}>
				<Rows contribution={contribution} />
			</Fold>
			<Fold title={t.neighbours.show}>
				<Neighbours contribution={contribution} accepted={accepted} />
			</Fold>
		</section>
	);
}

/** Pages of contributions with whose accepted ones those that wait are compared. */
const COMPARED_PAGES = 10;
/** Contributions of the queue that are shown at a time. */
const STEP = 20;

function Queue({ datanet }: { datanet: DatanetInfo }): ReactNode {
	const { data: waiting } = usePending(datanet);
	const { all } = useNewest(datanet.id, COMPARED_PAGES);
	const [shown, setShown] = useState(STEP);
	const accepted = all.filter(({ status }) => status.type === 'Accepted');
	if (!waiting) return <Loading />;
	if (waiting.length === 0) return <p className="muted">{t.review.none}</p>;
	return (
		<>
			{waiting.slice(0, shown).map((one) => (
				<Item key={one.id.toString()} datanet={datanet} contribution={one} accepted={accepted} />
			))}
			<More isMore={waiting.length > shown} onMore={() => setShown(shown + STEP)} />
		</>
	);
}

/** The queue, and what publishes what was accepted. */
export function Review({ datanet }: { datanet: DatanetInfo }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const publish = (): void => {
		void run({
			title: t.review.publishTitle(datanet.latest_snapshot + 1),
			about: t.review.publishAbout,
			steps: [{ label: t.review.publish, call: () => publishSnapshot(chain, datanet.id) }],
		});
	};
	return (
		<div className="stack">
			<Queue datanet={datanet} />
			<div className="row">
				<Button isDisabled={datanet.accepted === 0} onPress={publish}>
					{t.review.publish}
				</Button>
				<span className="small muted">{t.review.publishHint}</span>
			</div>
		</div>
	);
}
