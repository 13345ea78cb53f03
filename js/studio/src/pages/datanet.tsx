// One Datanet: its records, snapshots and boards; contributing and reviewing.

import { download, NO_ROOT } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useChain } from '../chain/connection.js';
import { useNewest } from '../chain/contributions.js';
import {
	type DatanetInfo,
	useCurators,
	useDatanet,
	useDatanetBoard,
	useSnapshots,
} from '../chain/queries.js';
import { Contribute } from '../components/contribute.js';
import { Hash, Who } from '../components/names.js';
import { Review } from '../components/review.js';
import { Button, Empty, Facts, Loading, Notice, PageHead, Table } from '../components/ui.js';
import { bytes, count, openText, textOf } from '../logic/format.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** Snapshots that are listed, the newest first. */
const SNAPSHOTS = 10;

function CardText({ root }: { root: string }): ReactNode {
	const chain = useChain();
	const { data, isError } = useQuery({
		queryKey: [chain.genesis, 'card', root],
		queryFn: async () => textOf(await download(chain, root)),
		enabled: root !== NO_ROOT,
		staleTime: Infinity,
		retry: 0,
	});
	if (root === NO_ROOT) return <p className="muted">{t.datanet.noCard}</p>;
	if (isError) return <p className="muted">{t.datanet.cardMissing}</p>;
	return data === undefined ? <Loading /> : <pre tabIndex={0}>{data}</pre>;
}

function Contributions({ id: datanet }: { id: number }): ReactNode {
	const [pages, setPages] = useState(1);
	const { all, count: sum, isPending } = useNewest(datanet, pages);
	if (isPending && all.length === 0) return <Loading />;
	if (sum === 0) return <p className="muted">{t.datanet.noContributions}</p>;
	return (
		<>
			<p className="small muted" role="status">
				{t.datanet.newestOf(count(all.length), count(sum))}
			</p>
			<Table
				label={t.datanet.contributions}
				heads={[t.contribution.title, t.model.contributor, t.data.records, t.data.size, t.contribution.status]}
				right={[2, 3]}
				rows={all.map(({ id, contributor, records, bytes: length, status }) => [
					<Link to="/contribution/$id" params={{ id }}>
						{t.contribution.number(id.toString())}
					</Link>,
					<Who address={contributor} />,
					count(records),
					bytes(length),
					<span
						className={`badge ${status.type === 'Accepted' ? 'good' : status.type === 'Pending' ? 'warn' : ''}`}
					>
						{t.contribution.statuses[status.type].name}
					</span>,
				])}
			/>
			{all.length < sum && (
				<div className="row">
					<Button isDisabled={isPending} onPress={() => setPages(pages + 1)}>
						{t.more}
					</Button>
				</div>
			)}
		</>
	);
}

function Snapshots({ datanet }: { datanet: DatanetInfo }): ReactNode {
	const { id, latest_snapshot: latest } = datanet;
	const numbers = Array.from({ length: Math.min(latest, SNAPSHOTS) }, (_, index) => latest - index);
	const { data = [] } = useSnapshots(numbers.map((number) => ({ datanet: id, number })));
	if (latest === 0) return <p className="muted">{t.datanet.noSnapshots}</p>;
	return (
		<Table
			label={t.datanet.snapshots}
			heads={[t.datanets.snapshot, t.datanet.contributions, t.data.records, t.datanet.root]}
			right={[1, 2]}
			rows={data.map(({ at, snapshot }) => [
				at.number,
				snapshot.entries.length,
				count(snapshot.entries.reduce((sum, entry) => sum + entry.records, 0)),
				<Hash of={snapshot.root} />,
			])}
		/>
	);
}

function Board({ id }: { id: number }): ReactNode {
	const { data = [] } = useDatanetBoard(id);
	if (data.length === 0) return <p className="muted">{t.datanet.noBoard}</p>;
	return (
		<Table
			label={t.datanet.board}
			heads={[t.model.contributor, t.model.settlements, t.model.earned]}
			right={[1, 2]}
			rows={data.map(([who, { settlements, earned }]) => [<Who address={who} />, settlements, openText(earned)])}
		/>
	);
}

function Overview({ datanet }: { datanet: DatanetInfo }): ReactNode {
	return (
		<div className="stack">
			<div className="halves">
				<section className="card">
					<h2>{t.datanet.card}</h2>
					<p className="small muted">{t.datanet.declared}</p>
					<CardText root={datanet.card} />
				</section>
				<section className="stack tight">
					<h2>{t.datanet.board}</h2>
					<Board id={datanet.id} />
					<h2>{t.datanet.snapshots}</h2>
					<Snapshots datanet={datanet} />
				</section>
			</div>
			<h2>{t.datanet.contributions}</h2>
			<Contributions id={datanet.id} />
		</div>
	);
}

/** The page. */
export function DatanetPage(): ReactNode {
	const { id } = useParams({ from: '/datanet/$id' });
	const { data: datanet, isPending } = useDatanet(id);
	const { data: curators = [] } = useCurators(id);
	const { account } = useWallet();
	if (isPending) return <Loading />;
	if (!datanet) {
		return (
			<Empty title={t.datanet.none(id)}>
				<Link to="/datanets">{t.datanet.toAll}</Link>
			</Empty>
		);
	}
	const isCurator = account !== undefined && [datanet.owner, ...curators].includes(account.signer.address);
	const { terms, admission } = datanet;
	return (
		<>
			<PageHead
				title={textOf(datanet.name)}
				about={
					<>
						{textOf(datanet.domain)}, {t.market.by} <Who address={datanet.owner} />
					</>
				}
			/>
			<Facts
				of={[
					[t.datanets.admission, t.datanets.admissions[admission.type].name],
					[t.datanets.licence, textOf(terms.licence)],
					[t.datanets.fee, openText(terms.fee_per_1k_tokens)],
					[t.datanet.withdraw, terms.revocable ? t.yes : t.no],
					[t.datanets.accepted, datanet.accepted],
				]}
			/>
			{datanet.closed && <Notice kind="warn">{t.datanet.isClosed}</Notice>}
			<Tabs className="tabs">
				<TabList aria-label={t.datanet.parts}>
					<Tab id="overview">{t.datanet.overview}</Tab>
					<Tab id="contribute">{t.contribute.contribute}</Tab>
					{isCurator && <Tab id="review">{t.review.title(datanet.pending)}</Tab>}
				</TabList>
				<TabPanel id="overview">
					<Overview datanet={datanet} />
				</TabPanel>
				<TabPanel id="contribute">
					<Contribute datanet={datanet} />
				</TabPanel>
				<TabPanel id="review">
					<Review datanet={datanet} />
				</TabPanel>
			</Tabs>
		</>
	);
}
