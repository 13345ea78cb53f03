// Rows of a contribution side by side with the accepted rows that they are most like.

import { download, type OpenLedger } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useChain } from '../chain/connection.js';
import type { ContributionInfo } from '../chain/queries.js';
import type { AcceptedFile, Comparison } from '../logic/data.worker.js';
import { withReader } from '../logic/data-thread.js';
import { count, plural } from '../logic/format.js';
import { type Compared, markCommon, type Neighbour } from '../logic/neighbours.js';
import { t } from '../texts/index.js';
import { NoBlob } from './no-blob.js';
import { Loading, More, Notice } from './ui.js';

/** Most bytes of accepted files that are read to compare with: the newest are. */
const MAX_BYTES = 32n * 1024n * 1024n;
/** Files that are read at a time. */
const AT_ONCE = 4;
/** Rows that are shown at a time. */
const STEP = 10;

/** Returns the newest of some contributions, as many as are compared with. */
function newest(accepted: readonly ContributionInfo[]): ContributionInfo[] {
	let sum = 0n;
	return [...accepted]
		.sort((a, b) => (a.id < b.id ? 1 : -1))
		.filter(({ bytes }) => {
			sum += bytes;
			return sum <= MAX_BYTES;
		});
}

/** Reads files of contributions; those that the node lacks are left out. */
async function readFiles(chain: OpenLedger, wanted: readonly ContributionInfo[]): Promise<AcceptedFile[]> {
	const files: AcceptedFile[] = [];
	for (let at = 0; at < wanted.length; at += AT_ONCE) {
		const some = wanted.slice(at, at + AT_ONCE).map(async ({ id, root }): Promise<AcceptedFile[]> => {
			const bytes = await download(chain, root).catch(() => undefined);
			return bytes ? [{ contribution: id, bytes }] : [];
		});
		files.push(...(await Promise.all(some)).flat());
	}
	return files;
}

interface Found extends Comparison {
	/** Accepted files that were compared with, and those that were not. */
	files: number;
	unread: number;
}

function useNeighbours(contribution: ContributionInfo, accepted: readonly ContributionInfo[]) {
	const chain = useChain();
	const roots = accepted.map(({ root }) => root).join();
	return useQuery({
		queryKey: [chain.genesis, 'neighbours', contribution.root, roots],
		queryFn: async (): Promise<Found> => {
			const own = await download(chain, contribution.root);
			const files = await readFiles(chain, newest(accepted));
			const found = await withReader((reader) => reader.neighbours(own, files));
			return { ...found, files: files.length, unread: accepted.length - files.length };
		},
		staleTime: Infinity,
		retry: 0,
	});
}

/** A text with the words that it shares with another. */
function Marked({ text, common }: { text: string; common: readonly string[] }): ReactNode {
	return (
		<p className="as-learnt">
			{markCommon(text, common).map((piece, index) =>
				piece.isCommon ? (
					<mark key={index} className="hue-2">
						{piece.text}
					</mark>
				) : (
					piece.text
				),
			)}
		</p>
	);
}

const percent = (likeness: number): string => `${Math.round(likeness * 100)} %`;

function Other({ neighbour }: { neighbour: Neighbour }): ReactNode {
	const { row, likeness, common } = neighbour;
	return (
		<div className="stack tight">
			<p className="small muted">
				<b>{t.neighbours.alike(percent(likeness))}</b>{' '}
				{row.contribution !== undefined && (
					<Link to="/contribution/$id" params={{ id: row.contribution }}>
						{t.neighbours.place(row.contribution.toString(), row.line)}
					</Link>
				)}
			</p>
			<Marked text={row.text} common={common} />
		</div>
	);
}

function Pair({ compared }: { compared: Compared }): ReactNode {
	const { row, nearest } = compared;
	const [first, ...others] = nearest;
	return (
		<li className="halves">
			<div className="stack tight">
				<p className="small muted">{t.neighbours.line(row.line)}</p>
				<Marked text={row.text} common={first?.common ?? []} />
			</div>
			<div className="stack tight">
				{first ? <Other neighbour={first} /> : <p className="muted">{t.neighbours.unlike}</p>}
				{others.length > 0 && (
					<details>
						<summary>{t.neighbours.more(others.length)}</summary>
						{others.map((one) => (
							<Other key={`${one.row.contribution}/${one.row.line}`} neighbour={one} />
						))}
					</details>
				)}
			</div>
		</li>
	);
}

/** Says what was compared, and what is in both word for word. */
function Summary({ found }: { found: Found }): ReactNode {
	const { exact, near, rows, accepted, files, unread } = found;
	return (
		<>
			{exact > 0 && (
				<Notice kind="bad" title={t.neighbours.exact(plural(exact, 'row'))}>
					{t.neighbours.exactAbout}
				</Notice>
			)}
			{near > 0 && <Notice kind="warn">{t.neighbours.near(plural(near, 'row'))}</Notice>}
			<p className="small muted">
				{t.neighbours.compared(plural(rows, 'row'), count(accepted), plural(files, 'contribution'))}{' '}
				{unread > 0 && t.neighbours.unread(plural(unread, 'contribution'))} {t.neighbours.how}
			</p>
		</>
	);
}

/** The rows of a contribution that are most like accepted ones, beside those. */
export function Neighbours({
	contribution,
	accepted,
}: {
	contribution: ContributionInfo;
	accepted: readonly ContributionInfo[];
}): ReactNode {
	const { data, isPending, error } = useNeighbours(contribution, accepted);
	const [shown, setShown] = useState(STEP);
	if (accepted.length === 0) return <p className="muted">{t.neighbours.first}</p>;
	if (isPending) return <Loading text={t.neighbours.looking} />;
	if (!data) return <NoBlob error={error} />;
	return (
		<div className="stack">
			<Summary found={data} />
			<ul className="pairs" aria-label={t.neighbours.title}>
				{data.compared.slice(0, shown).map((one) => (
					<Pair key={one.row.line} compared={one} />
				))}
			</ul>
			<More isMore={data.compared.length > shown} onMore={() => setShown(shown + STEP)} />
		</div>
	);
}
