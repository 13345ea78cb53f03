// A place to drop a file of records, and what was found in it.

import type { ReactNode } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import type { Looked } from '../logic/data.worker.js';
import { bytes, count, plural } from '../logic/format.js';
import { partsOf } from '../logic/records.js';
import { t } from '../texts/index.js';
import { Button, Facts, Notice, Table } from './ui.js';

/** Types of files of records. */
const RECORDS = ['.jsonl', '.json', '.txt', 'application/jsonl', 'application/x-ndjson', 'text/plain'];

/** A place to drop one file, of records unless said otherwise, or to choose it by a button. */
export function Drop({
	label,
	hint = t.data.form,
	types = RECORDS,
	onFile,
}: {
	label: string;
	hint?: string;
	types?: string[];
	onFile: (file: File) => void;
}): ReactNode {
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
				acceptedFileTypes={types}
				onSelect={(files) => {
					const file = files?.[0];
					if (file) onFile(file);
				}}
			>
				<Button>{t.data.choose}</Button>
			</FileTrigger>
			<span className="small muted">{hint}</span>
		</DropZone>
	);
}

/** Why a file cannot be read, if it cannot. */
export function Unreadable({ report }: { report: Looked }): ReactNode {
	if (report.error === null) return null;
	return (
		<Notice kind="bad" title={t.data.unreadable}>
			{report.error}
		</Notice>
	);
}

function Problems({ report }: { report: Looked }): ReactNode {
	if (report.unusable === 0) return null;
	return (
		<Notice kind="warn" title={t.data.unusable(plural(report.unusable, 'line'))}>
			<span>{t.data.unusableAbout}</span>
			<ul className="steps small">
				{report.problems.map(({ line, reason }) => (
					<li key={line}>{t.data.problem(line ?? 0, reason)}</li>
				))}
			</ul>
			{report.unusable > report.problems.length && <span className="small">{t.data.manyProblems}</span>}
		</Notice>
	);
}

function Findings({ report }: { report: Looked }): ReactNode {
	if (report.findings.length === 0) return null;
	return (
		<Notice kind="warn" title={t.data.findings}>
			<span>{t.data.findingsAbout}</span>
			<ul className="steps small">
				{report.findings.map(({ kind, rows, examples }) => (
					<li key={kind}>
						{t.data.finding(t.data.kinds[kind] ?? kind, plural(rows, 'row'))}
						{examples.slice(0, 2).map(({ at, text }) => (
							<span key={at.line}>
								{' '}
								<code>{text}</code> {t.data.atLine(at.line)}
							</span>
						))}
					</li>
				))}
			</ul>
		</Notice>
	);
}

/** A row as it is learnt: what is learnt is marked. */
function Shown({ text }: { text: string }): ReactNode {
	return (
		<span className="as-learnt">
			{partsOf(text).map((part, index) =>
				part.isLearnt ? (
					<mark key={index} className="hue-1">
						{part.text}
					</mark>
				) : (
					part.text
				),
			)}
		</span>
	);
}

/** What was found in a file. */
export function ReportView({ report, size }: { report: Looked; size: number }): ReactNode {
	return (
		<div className="stack">
			<Facts
				of={[
					[t.data.records, count(report.usable)],
					[t.data.size, bytes(size)],
					[t.data.duplicates, count(report.duplicates)],
					[t.data.near, count(report.near)],
					[t.data.unusableCount, count(report.unusable)],
				]}
			/>
			<Unreadable report={report} />
			<Problems report={report} />
			<Findings report={report} />
			{report.duplicates > 0 && <Notice>{t.data.duplicatesAbout(report.duplicates)}</Notice>}
			{report.near > 0 && <Notice>{t.data.nearAbout(report.near)}</Notice>}
			{report.usable === 0 ? (
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
						heads={[t.data.line, t.data.row]}
						rows={report.shown.map(({ line, text }) => [line, <Shown text={text} />])}
					/>
				</>
			)}
		</div>
	);
}
