// Held-out records: what a model is judged by, and must not be trained on.

import { download } from '@openledger/sdk';
import { type ReactNode, useEffect, useState } from 'react';
import { useChain } from '../chain/connection.js';
import { type DatanetInfo, useSnapshots } from '../chain/queries.js';
import type { Looked } from '../logic/data.worker.js';
import { withReader } from '../logic/data-thread.js';
import { plural } from '../logic/format.js';
import { words } from '../logic/words.js';
import { t } from '../texts/index.js';
import type { Words } from '../texts/types.js';
import { Drop, Unreadable } from './drop.js';
import { Facts, Notice } from './ui.js';
import { WriteRecords } from './write-records.js';

/** Held-out records that may be ordered with. */
export interface HeldOutFile {
	blob: Uint8Array;
	root: string;
}

/** Files that are trained on. */
interface Trained {
	blobs: readonly Uint8Array[];
	/** The node lacks some of them. */
	missing: boolean;
}

/** Reads all files of snapshots. */
function useTrained(datanets: readonly DatanetInfo[]): Trained | undefined {
	const chain = useChain();
	const { data: snapshots } = useSnapshots(
		datanets.map(({ id, latest_snapshot: number }) => ({ datanet: id, number })),
	);
	const roots = (snapshots ?? []).flatMap(({ snapshot }) => snapshot.entries.map(({ root }) => root)).join();
	const [state, setState] = useState<Trained>();
	useEffect(() => {
		let stale = false;
		setState(undefined);
		const read = async (): Promise<void> => {
			const blobs: Uint8Array[] = [];
			let missing = false;
			for (const root of roots === '' ? [] : roots.split(',')) {
				const blob = await download(chain, root).catch(() => undefined);
				if (blob) blobs.push(blob);
				else missing = true;
			}
			if (!stale) setState({ blobs, missing });
		};
		void read();
		return () => {
			stale = true;
		};
	}, [chain, roots]);
	return state;
}

/** A place for held-out records, which are refused where they overlap with what is trained on. */
export function HeldOut({
	datanets,
	value,
	onChange,
}: {
	datanets: readonly DatanetInfo[];
	value?: HeldOutFile;
	onChange: (file: HeldOutFile | undefined) => void;
}): ReactNode {
	const trained = useTrained(datanets);
	const [file, setFile] = useState<File>();
	const [report, setReport] = useState<Looked>();
	const [refused, setRefused] = useState<Words>();
	useEffect(() => {
		let stale = false;
		if (!file || !trained) return;
		setRefused(undefined);
		const looking = withReader(async (reader) => {
			const found = await reader.look(file, trained.blobs);
			return { found, part: (await reader.split(0)).train };
		});
		looking.then(
			({ found, part }) => {
				if (stale) return;
				setReport(found);
				const isGood = found.usable > 0 && found.overlap === 0;
				onChange(isGood ? { blob: part.blob, root: part.root } : undefined);
			},
			(error: unknown) => {
				if (!stale) setRefused(words(error));
			},
		);
		return () => {
			stale = true;
		};
		// `onChange` is another function at each rendering, and what it does is not.
	}, [file, trained]);
	if (datanets.length === 0) return <p className="muted">{t.heldOut.first}</p>;
	return (
		<>
			<Drop label={value ? t.heldOut.another : t.heldOut.drop} onFile={setFile} />
			<WriteRecords onFile={setFile} />
			{trained?.missing && <Notice kind="warn">{t.heldOut.missing}</Notice>}
			{refused && (
				<Notice kind="bad" title={t.data.unreadable}>
					{refused.what}
				</Notice>
			)}
			{report && file && (
				<>
					<Facts
						of={[
							[file.name, plural(report.usable, 'record')],
							[t.heldOut.overlap, plural(report.overlap, 'row')],
							[t.data.duplicates, report.duplicates],
							[t.data.near, report.near],
							[t.data.unusableCount, report.unusable],
						]}
					/>
					<Unreadable report={report} />
					{report.nearOverlap > 0 && (
						<Notice kind="warn">{t.heldOut.nearOverlap(plural(report.nearOverlap, 'row'))}</Notice>
					)}
					{report.overlap > 0 && (
						<Notice kind="bad" title={t.heldOut.refused}>
							{t.heldOut.refusedCure}
						</Notice>
					)}
				</>
			)}
		</>
	);
}
