// One answer: its words coloured by the records that hold them, who shaped it, what it cost, and how to doubt it.

import { type Answer, disputes, download, NO_ADAPTER } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import { answerState } from '../chain/chats.js';
import { useChain } from '../chain/connection.js';
import { useClock, useContributionsById } from '../chain/queries.js';
import { duration, openText, share, textOf } from '../logic/format.js';
import { readLine } from '../logic/records.js';
import { cut } from '../logic/spans.js';
import { t } from '../texts/index.js';
import { Hash, Who } from './names.js';
import { Bar, Button, Facts, Loading, Table, Term } from './ui.js';

/** Colours of passages, which repeat. */
const HUES = 6;
/** Records that are shown of an answer. */
const SHOWN = 5;

const hue = (index: number): string => `hue-${(index % HUES) + 1}`;

/** The text, its passages marked. */
function Said({ answer }: { answer: Answer }): ReactNode {
	return (
		<p className="said">
			{cut(answer.text, answer.attribution.spans).map(({ text, span }, index) =>
				span === undefined ? (
					<span key={index}>{text}</span>
				) : (
					<mark key={index} className={hue(span)} title={t.answer.passage(span + 1)}>
						{text}
					</mark>
				),
			)}
		</p>
	);
}

/** The text of one record, read from the node's blobs. */
function RecordText({ contribution, line }: { contribution: number; line: number }): ReactNode {
	const chain = useChain();
	const { data: found } = useContributionsById([BigInt(contribution)]);
	const root = found?.[0]?.root;
	const { data, isError } = useQuery({
		queryKey: [chain.genesis, 'lines', root],
		queryFn: async () => textOf(await download(chain, root ?? '')).split('\n'),
		enabled: root !== undefined,
		staleTime: Infinity,
		retry: 0,
	});
	if (isError) return <span className="muted">{t.answer.blobMissing}</span>;
	if (!data) return <Loading />;
	const record = readLine(data[line] ?? '');
	if (!record) return <span className="muted">{t.answer.lineMissing}</span>;
	return (
		<span>
			<b>{record.question}</b> {record.answer}
		</span>
	);
}

/** Links to records. */
function Sources({ of }: { of: readonly { contribution: number; line: number }[] }): ReactNode {
	return of.map(({ contribution, line }) => (
		<span key={`${contribution}/${line}`}>
			<Link to="/contribution/$id" params={{ id: BigInt(contribution) }}>
				{t.answer.source(contribution, line + 1)}
			</Link>{' '}
		</span>
	));
}

function Records({ answer }: { answer: Answer }): ReactNode {
	const { records } = answer.attribution;
	if (records.length === 0) return null;
	return (
		<div className="stack tight">
			<h4>{t.answer.records}</h4>
			<ul className="steps">
				{records.slice(0, SHOWN).map((record) => (
					<li key={`${record.contribution}/${record.line}`} className="small">
						<b className="number">{share(record.share)}</b>
						<span>
							<RecordText {...record} /> <Sources of={[record]} />
						</span>
					</li>
				))}
			</ul>
		</div>
	);
}

function Quotes({ answer }: { answer: Answer }): ReactNode {
	const { spans } = answer.attribution;
	if (spans.length === 0) return null;
	return (
		<div className="stack tight">
			<h4>{t.answer.quotes}</h4>
			<ul className="steps">
				{spans.slice(0, SHOWN).map((span, index) => (
					<li key={index} className="small">
						<span className={`swatch ${hue(index)}`} aria-hidden="true" />
						<span>
							“{span.text.trim()}” <Sources of={span.records.slice(0, 3)} />
						</span>
					</li>
				))}
			</ul>
		</div>
	);
}

function Influence({ answer }: { answer: Answer }): ReactNode {
	const { data = [] } = useContributionsById(answer.influence.map(({ contribution }) => BigInt(contribution)));
	const people = new Map<string, number>();
	for (const { contribution, share: part } of answer.influence) {
		const who = data.find(({ id }) => id === BigInt(contribution))?.contributor;
		if (who) people.set(who, (people.get(who) ?? 0) + part);
	}
	if (answer.influence.length === 0) return <p className="small muted">{t.answer.noInfluence}</p>;
	return (
		<Table
			label={t.answer.influence}
			heads={[t.model.contributor, t.answer.influence]}
			right={[1]}
			rows={[...people].map(([who, part]) => [<Who address={who} />, share(part)])}
		/>
	);
}

/** Where the money is, and the challenge. */
function Doubt({ answer }: { answer: Answer }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { data: clock } = useClock();
	const { session, index } = answer.receipt;
	const { data: state } = useQuery({
		queryKey: [chain.genesis, 'answer', session.toString(), index],
		queryFn: () => answerState(chain, session, index),
		meta: { live: true },
	});
	if (!state || answer.receipt.price === 0n) return null;
	if (state.at !== 'settled') return <p className="small">{t.answer.states[state.at]}</p>;
	const left = clock ? Math.max(0, state.until - clock.now) * clock.secondsPerBlock : 0;
	const challenge = (): void => {
		void run({
			title: t.answer.challengeTitle,
			about: t.answer.challengeAbout,
			steps: [
				{ label: t.answer.challenge, call: () => disputes.challenge(chain, session, state.settlement, index) },
			],
		});
	};
	return (
		<div className="row">
			<p className="small">{state.challenged ? t.answer.challenged : t.answer.settled(duration(left))}</p>
			{!state.challenged && <Button onPress={challenge}>{t.answer.challenge}</Button>}
		</div>
	);
}

function Details({ answer }: { answer: Answer }): ReactNode {
	return (
		<div className="stack">
			<Influence answer={answer} />
			<Quotes answer={answer} />
			<Records answer={answer} />
			<Facts
				of={[
					[t.answer.receipt, <Hash of={answer.receiptHash} />],
					[t.answer.session, `${answer.receipt.session}, ${t.answer.numberIn(answer.receipt.index + 1)}`],
					[t.answer.read, answer.promptTokens],
					[t.answer.written, answer.completionTokens],
				]}
			/>
			<p className="small muted">{t.answer.checked}</p>
			<Doubt answer={answer} />
		</div>
	);
}

/** The answer; without its origin while people judge it blind. */
export function AnswerView({ answer, isBlind = false }: { answer: Answer; isBlind?: boolean }): ReactNode {
	const [isOpen, setOpen] = useState(false);
	if (isBlind) return <p className="said">{answer.text}</p>;
	const { tuned_share: tuned } = answer.attribution;
	return (
		<>
			<Said answer={answer} />
			<div className="row small muted">
				<span>{t.answer.price(openText(answer.receipt.price, 6))}</span>
				{answer.receipt.adapter !== NO_ADAPTER && (
					<Term tip={t.answer.tunedTip}>{t.answer.tuned(share(tuned))}</Term>
				)}
			</div>
			{answer.receipt.adapter !== NO_ADAPTER && <Bar value={tuned / 1e9} label={t.answer.tuned(share(tuned))} />}
			<details onToggle={(event) => setOpen(event.currentTarget.open)}>
				<summary>{t.answer.why}</summary>
				{isOpen && <Details answer={answer} />}
			</details>
		</>
	);
}
