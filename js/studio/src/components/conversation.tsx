// A conversation with one model, or with two side by side.

import type { Answer, Message, ModelInfo } from '@openledger/sdk';
import { type ReactNode, useRef, useState } from 'react';
import { ask, type StoredSession } from '../chain/chats.js';
import { useChain } from '../chain/connection.js';
import { openText } from '../logic/format.js';
import { toBlob, toRows } from '../logic/records.js';
import { drawSide, tally, type Verdict, type Vote, votesAsRecords, winnerOf } from '../logic/votes.js';
import { words } from '../logic/words.js';
import type { Words } from '../texts/types.js';
import { t } from '../texts/index.js';
import { AnswerView } from './answer.js';
import { Kind, modelName } from './names.js';
import { Button, Choices, Field, Notice, save } from './ui.js';

/** A model in a conversation, and the session that pays for it. */
export interface Side {
	session: StoredSession;
	model: ModelInfo;
}

/** One side of one question. */
interface Reply {
	text: string;
	answer?: Answer;
	refused?: Words;
}

/** A question with a reply of each side. */
interface Turn {
	question: string;
	replies: Reply[];
	/** Set if the second side stands left. */
	isSwapped: boolean;
	verdict?: Verdict;
}

/** Lengths of answers that can be chosen, in tokens. */
const LENGTHS = { short: 40, medium: 80, long: 200 } as const;
type Length = keyof typeof LENGTHS;

/** Returns what a side was asked and answered so far, then the question. */
function messagesFor(turns: readonly Turn[], side: number, question: string): Message[] {
	const before = turns.flatMap(({ question, replies }): Message[] => {
		const text = replies[side]?.answer?.text;
		if (!text) return [];
		return [
			{ role: 'user', content: question },
			{ role: 'assistant', content: text },
		];
	});
	return [...before, { role: 'user', content: question }];
}

function useConversation(
	sides: readonly Side[],
	isBlind: boolean,
): [Turn[], boolean, (q: string, n: number) => void, (at: number, verdict: Verdict) => void] {
	const chain = useChain();
	const [turns, setTurns] = useState<Turn[]>([]);
	const [isBusy, setBusy] = useState(false);
	const change = (at: number, side: number, by: (reply: Reply) => Reply): void =>
		setTurns((all) =>
			all.map((turn, index) =>
				index === at ? { ...turn, replies: turn.replies.map((one, i) => (i === side ? by(one) : one)) } : turn,
			),
		);
	const put = async (question: string, maxTokens: number): Promise<void> => {
		const at = turns.length;
		setBusy(true);
		setTurns([...turns, { question, replies: sides.map(() => ({ text: '' })), isSwapped: isBlind && drawSide() }]);
		await Promise.all(
			sides.map(async ({ session }, side) => {
				// Each comparison stands for itself; a conversation goes on.
				const messages = isBlind ? messagesFor([], side, question) : messagesFor(turns, side, question);
				const onText = (piece: string): void => change(at, side, (one) => ({ ...one, text: one.text + piece }));
				try {
					const answer = await ask(chain, session, messages, onText, maxTokens);
					change(at, side, (one) => ({ ...one, text: answer.text, answer }));
				} catch (error) {
					change(at, side, (one) => ({ ...one, refused: words(error) }));
				}
			}),
		);
		setBusy(false);
	};
	const judge = (at: number, verdict: Verdict): void =>
		setTurns((all) => all.map((turn, index) => (index === at ? { ...turn, verdict } : turn)));
	return [turns, isBusy, (question, maxTokens) => void put(question, maxTokens), judge];
}

function ReplyView({
	reply,
	side,
	hiddenName,
	onRenew,
}: {
	reply: Reply;
	side: Side;
	hiddenName?: string;
	onRenew: () => void;
}): ReactNode {
	return (
		<article className="answer" aria-busy={!reply.answer && !reply.refused}>
			<h3>
				{hiddenName ?? (
					<>
						{modelName(side.model)} <Kind model={side.model} />
					</>
				)}
			</h3>
			{reply.answer ? (
				<AnswerView answer={reply.answer} isBlind={hiddenName !== undefined} />
			) : (
				<p className="said">{reply.text || (reply.refused ? '' : t.chat.thinking)}</p>
			)}
			{reply.refused && (
				<Notice kind="bad" title={reply.refused.what}>
					<span>{reply.refused.cure}</span>
					<Button onPress={onRenew}>{t.chat.renew}</Button>
				</Notice>
			)}
		</article>
	);
}

const VERDICTS = ['left', 'right', 'tie', 'both bad'] as const;

function TurnView({
	turn,
	sides,
	isBlind,
	onVerdict,
	onRenew,
}: {
	turn: Turn;
	sides: readonly Side[];
	isBlind: boolean;
	onVerdict: (verdict: Verdict) => void;
	onRenew: () => void;
}): ReactNode {
	const order = sides.map((_, index) => index);
	if (turn.isSwapped) order.reverse();
	const isHidden = isBlind && turn.verdict === undefined;
	const isWhole = turn.replies.every(({ answer }) => answer !== undefined);
	return (
		<>
			<p className="asked">{turn.question}</p>
			<div className="halves">
				{order.map((index, place) => {
					const [reply, side] = [turn.replies[index], sides[index]];
					if (!reply || !side) return null;
					const hidden = isHidden ? t.chat.answerNumber(place + 1) : undefined;
					return <ReplyView key={index} reply={reply} side={side} hiddenName={hidden} onRenew={onRenew} />;
				})}
			</div>
			{isHidden && isWhole && (
				<div className="row" role="group" aria-label={t.chat.vote}>
					<span className="label">{t.chat.vote}</span>
					{VERDICTS.map((verdict) => (
						<Button key={verdict} onPress={() => onVerdict(verdict)}>
							{t.chat.verdicts[verdict]}
						</Button>
					))}
				</div>
			)}
		</>
	);
}

/** Returns the votes of the turns that were judged; the second side is the tuned model. */
function votesOf(turns: readonly Turn[]): Vote[] {
	return turns.flatMap(({ question, replies, isSwapped, verdict }) => {
		const [base, tuned] = [replies[0]?.answer?.text, replies[1]?.answer?.text];
		if (verdict === undefined || base === undefined || tuned === undefined) return [];
		return [{ question, base, tuned, winner: winnerOf(verdict, isSwapped) }];
	});
}

function Results({ votes }: { votes: readonly Vote[] }): ReactNode {
	if (votes.length === 0) return null;
	const { base, tuned, tie, bothBad, won } = tally(votes);
	const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;
	const records = votesAsRecords(votes);
	return (
		<section className="card">
			<h2>{t.chat.results}</h2>
			<p>{t.chat.counts(tuned, base, tie, bothBad)}</p>
			{won && <p>{t.chat.interval(percent(won.part), percent(won.low), percent(won.high))}</p>}
			<div className="row">
				<Button
					isDisabled={records.length === 0}
					onPress={() => save('votes.jsonl', toBlob(toRows(records)), 'application/jsonl')}
				>
					{t.chat.exportVotes}
				</Button>
			</div>
		</section>
	);
}

/** The conversation. With two sides the first is the base model and the second the tuned one. */
export function Conversation({
	sides,
	isBlind,
	onRenew,
}: {
	sides: readonly Side[];
	isBlind: boolean;
	onRenew: () => void;
}): ReactNode {
	const [turns, isBusy, put, judge] = useConversation(sides, isBlind);
	const [question, setQuestion] = useState('');
	const [length, setLength] = useState<Length>('medium');
	const form = useRef<HTMLFormElement>(null);
	const text = question.trim();
	const send = (): void => {
		if (isBusy || text === '') return;
		put(text, LENGTHS[length]);
		setQuestion('');
	};
	const dearest = sides.reduce((sum, { model }) => sum + (model.price?.completion_per_1k ?? 0n), 0n);
	const most = (dearest * BigInt(LENGTHS[length])) / 1000n;
	const lengths = (['short', 'medium', 'long'] as const).map((value) => ({
		value,
		title: t.chat.lengths[value],
		about: t.chat.upTo(LENGTHS[value]),
	}));
	return (
		<>
			{turns.map((turn, index) => (
				<TurnView
					key={index}
					turn={turn}
					sides={sides}
					isBlind={isBlind}
					onVerdict={(verdict) => judge(index, verdict)}
					onRenew={onRenew}
				/>
			))}
			<Results votes={votesOf(turns)} />
			<form ref={form} className="card" onSubmit={(event) => (event.preventDefault(), send())}>
				<Field
					label={t.chat.question}
					rows={3}
					value={question}
					onChange={setQuestion}
					placeholder={t.chat.questionHint}
					onKeyDown={(event) => {
						if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
					}}
				/>
				<Choices<Length> label={t.chat.length} value={length} options={lengths} onChange={setLength} />
				<div className="row">
					<Button kind="primary" type="submit" isDisabled={isBusy || text === ''}>
						{t.chat.ask}
					</Button>
					<span className="small muted">{t.chat.costs(openText(most))}</span>
				</div>
			</form>
		</>
	);
}
