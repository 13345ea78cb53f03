// Held-out records: what a model is judged by, and must not be trained on.

import { download, rootOf } from '@openledger/sdk';
import { type ReactNode, useEffect, useState } from 'react';
import { useChain } from '../chain/connection.js';
import { type DatanetInfo, useSnapshots } from '../chain/queries.js';
import { checker, type DataReport, readLine, recordKey, toJsonLines } from '../logic/check-data.js';
import { plural, textOf } from '../logic/format.js';
import { t } from '../texts/index.js';
import { Drop } from './drop.js';
import { Facts, Notice } from './ui.js';

/** Held-out records that may be ordered with. */
export interface HeldOutFile {
	blob: Uint8Array;
	root: string;
}

/** Reads the keys of all records of snapshots; `missing` if the node lacks a blob. */
function useTrained(datanets: readonly DatanetInfo[]): { keys: ReadonlySet<string>; missing: boolean } | undefined {
	const chain = useChain();
	const { data: snapshots } = useSnapshots(
		datanets.map(({ id, latest_snapshot: number }) => ({ datanet: id, number })),
	);
	const roots = (snapshots ?? []).flatMap(({ snapshot }) => snapshot.entries.map(({ root }) => root)).join();
	const [state, setState] = useState<{ keys: ReadonlySet<string>; missing: boolean }>();
	useEffect(() => {
		let stale = false;
		setState(undefined);
		const read = async (): Promise<void> => {
			const keys = new Set<string>();
			let missing = false;
			for (const root of roots === '' ? [] : roots.split(',')) {
				const blob = await download(chain, root).catch(() => undefined);
				if (!blob) missing = true;
				for (const line of blob ? textOf(blob).split('\n') : []) {
					const record = readLine(line);
					if (typeof record !== 'string') keys.add(recordKey(record));
				}
			}
			if (!stale) setState({ keys, missing });
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
	const [report, setReport] = useState<DataReport>();
	useEffect(() => {
		let stale = false;
		if (!file || !trained) return;
		void checker.check(file, trained.keys).then((found) => {
			if (stale) return;
			setReport(found);
			const isGood = found.records.length > 0 && found.overlap === 0;
			const blob = toJsonLines(found.records);
			onChange(isGood ? { blob, root: rootOf(blob) } : undefined);
		});
		return () => {
			stale = true;
		};
		// `onChange` is another function at each rendering, and what it does is not.
	}, [file, trained]);
	if (datanets.length === 0) return <p className="muted">{t.heldOut.first}</p>;
	return (
		<>
			<Drop label={value ? t.heldOut.another : t.heldOut.drop} onFile={setFile} />
			{trained?.missing && <Notice kind="warn">{t.heldOut.missing}</Notice>}
			{report && file && (
				<>
					<Facts
						of={[
							[file.name, plural(report.records.length, 'record')],
							[t.heldOut.overlap, plural(report.overlap, 'row')],
							[t.data.duplicates, report.duplicates],
							[t.data.unusableCount, report.unusable],
						]}
					/>
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
