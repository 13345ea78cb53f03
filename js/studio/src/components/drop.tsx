// A place to drop a file of records, and what was found in it.

import type { ReactNode } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { type DataReport, MAX_PROBLEMS } from '../logic/check-data.js';
import { bytes, plural } from '../logic/format.js';
import { t } from '../texts/index.js';
import { Button, Facts, Notice, Table } from './ui.js';

/** Rows that are rendered of a file. */
const ROWS = 10;

/** A place to drop one file, or to choose it by a button. */
export function Drop({ label, onFile }: { label: string; onFile: (file: File) => void }): ReactNode {
	return (
		<DropZone
			className="drop"
			aria-label={label}
			onDrop={({ items }) => {
				const file = items.find((item) => item.kind === 'file');
				if (file?.kind === 'file') void file.getFile().then(onFile);
			}}
		>
			<strong>{label}</strong>
			<FileTrigger
				acceptedFileTypes={[
					'.jsonl',
					'.json',
					'.txt',
					'application/jsonl',
					'application/x-ndjson',
					'text/plain',
				]}
				onSelect={(files) => {
					const file = files?.[0];
					if (file) onFile(file);
				}}
			>
				<Button>{t.data.choose}</Button>
			</FileTrigger>
			<span className="small muted">{t.data.form}</span>
		</DropZone>
	);
}

function Problems({ report }: { report: DataReport }): ReactNode {
	if (report.unusable === 0) return null;
	return (
		<Notice kind="warn" title={t.data.unusable(plural(report.unusable, 'line'))}>
			<span>{t.data.unusableAbout}</span>
			<ul className="steps small">
				{report.problems.slice(0, 8).map(({ line, reason }) => (
					<li key={line}>{t.data.problem(line, t.data.reasons[reason])}</li>
				))}
			</ul>
			{report.unusable > MAX_PROBLEMS && <span className="small">{t.data.manyProblems}</span>}
		</Notice>
	);
}

/** What was found in a file. */
export function ReportView({ report, size }: { report: DataReport; size: number }): ReactNode {
	return (
		<div className="stack">
			<Facts
				of={[
					[t.data.records, report.records.length],
					[t.data.size, bytes(size)],
					[t.data.duplicates, report.duplicates],
					[t.data.unusableCount, report.unusable],
				]}
			/>
			<Problems report={report} />
			{report.duplicates > 0 && <Notice>{t.data.duplicatesAbout(report.duplicates)}</Notice>}
			{report.records.length === 0 ? (
				<Notice kind="bad" title={t.data.none}>
					<span>{t.data.noneAbout}</span>
					<pre>{'{"prompt": "What does an adapter hold?", "completion": "Two small matrices."}'}</pre>
				</Notice>
			) : (
				<>
					<p className="small muted">
						{t.data.learnt} <mark className="hue-1">{t.data.learntMark}</mark>
					</p>
					<Table
						label={t.data.rows}
						heads={[t.data.prompt, t.data.completion]}
						rows={report.records
							.slice(0, ROWS)
							.map(({ prompt, completion }) => [prompt, <mark className="hue-1">{completion}</mark>])}
					/>
				</>
			)}
		</div>
	);
}
