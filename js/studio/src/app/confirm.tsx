// The dialog before and while something is signed.

import type { Call, Events, OpenLedger } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { freeBalance } from '../chain/trace.js';
import { Button, Facts, Notice } from '../components/ui.js';
import { openText } from '../logic/format.js';
import { words } from '../logic/words.js';
import type { Words } from '../texts/types.js';
import { t } from '../texts/index.js';
import type { Account } from '../wallet/wallet.js';
import type { Action, Move, Stage } from './action.js';

interface Props {
	action: Action;
	account: Account;
	chain: OpenLedger;
	submit: (title: string, call: Call, onStage: (stage: Stage) => void) => Promise<Events>;
	onEnd: (events: Events | undefined) => void;
}

/** Reads fees and what is there to pay them with. */
function useCost({ action, account, chain }: Props): { fee?: bigint; free?: bigint; isPending: boolean } {
	const { data, isPending } = useQuery({
		queryKey: [chain.genesis, 'cost', account.signer.address, action.title],
		queryFn: async () => {
			const calls = action.steps.flatMap((step) => ('call' in step ? [step.call()] : []));
			const fees = await Promise.all(calls.map((call) => call.getEstimatedFees(account.signer.address)));
			return {
				fee: fees.reduce((sum, fee) => sum + fee, 0n),
				free: await freeBalance(chain, account.signer.address),
			};
		},
		gcTime: 0,
		retry: 1,
	});
	return { ...data, isPending };
}

/** State of an action that is under way. */
interface Progress {
	/** Number of the step at work; as many as there are, when all are done. */
	at: number;
	stage?: Stage;
	note?: string;
	refused?: Words;
}

function useRun({ action, submit }: Props): [Progress | undefined, () => void, Events | undefined] {
	const [progress, setProgress] = useState<Progress>();
	const [events, setEvents] = useState<Events>();
	const start = async (from: number): Promise<void> => {
		let at = from;
		try {
			for (; at < action.steps.length; at += 1) {
				const step = action.steps[at];
				setProgress({ at });
				if ('work' in step) await step.work((note) => setProgress({ at, note }));
				// A stage of a step that is over may still come: it becomes final later.
				else {
					const here = at;
					const onStage = (stage: Stage): void =>
						setProgress((now) => (now?.at === here ? { at: here, stage } : now));
					setEvents(await submit(action.title, step.call(), onStage));
				}
			}
			setProgress({ at });
		} catch (error) {
			setProgress({ at, refused: words(error) });
		}
	};
	return [progress, () => void start(progress?.at ?? 0), events];
}

function Moves({ moves, fee }: { moves: readonly Move[]; fee?: bigint }): ReactNode {
	const rows = moves.map(({ label, planck, kind }) => [`${t.moves[kind]}: ${label}`, openText(planck)] as const);
	return <Facts of={[...rows, [t.fee, fee === undefined ? t.working : openText(fee, 6)]]} />;
}

function Steps({ action, progress }: { action: Action; progress: Progress }): ReactNode {
	return (
		<ol className="steps" aria-live="polite">
			{action.steps.map(({ label }, index) => {
				const isNow = index === progress.at;
				const state = index < progress.at ? 'done' : isNow ? (progress.refused ? 'failed' : 'now') : '';
				const mark = { done: '✓', failed: '✕', now: '…', '': '·' }[state];
				const note = isNow ? (progress.note ?? (progress.stage && t.stages[progress.stage])) : undefined;
				return (
					<li key={label}>
						<span className={`mark ${state}`} aria-hidden="true">
							{mark}
						</span>
						<span>
							{label}
							{note && <span className="muted"> – {note}</span>}
						</span>
					</li>
				);
			})}
		</ol>
	);
}

/** Shows an action with its costs; signs and sends it if people agree. */
export function ConfirmDialog(props: Props): ReactNode {
	const { action, account, onEnd } = props;
	const { fee, free, isPending } = useCost(props);
	const [progress, start, events] = useRun(props);
	const isDone = progress?.at === action.steps.length;
	const isBusy = progress !== undefined && !isDone && !progress.refused;
	useEffect(() => {
		if (isDone) onEnd(events);
	}, [isDone, events, onEnd]);
	const out = (action.moves ?? []).filter(({ kind }) => kind !== 'returned').reduce((sum, m) => sum + m.planck, 0n);
	const isShort = free !== undefined && fee !== undefined && free < out + fee;
	return (
		<ModalOverlay className="overlay" isOpen isDismissable={false} onOpenChange={() => !isBusy && onEnd(undefined)}>
			<Modal className="modal">
				<Dialog>
					<Heading slot="title">{action.title}</Heading>
					{action.about && <div>{action.about}</div>}
					<Moves moves={action.moves ?? []} fee={fee} />
					<p className="small muted">
						{t.signsWith(account.name)} {free !== undefined && t.hasFree(openText(free))}
					</p>
					{isShort && (
						<Notice kind="warn" title={t.tooLittle}>
							{t.tooLittleCure(openText(out + fee - free))}
						</Notice>
					)}
					{progress ? <Steps action={action} progress={progress} /> : null}
					{progress?.refused && (
						<Notice kind="bad" title={progress.refused.what}>
							<span>{progress.refused.cure}</span>
							{progress.refused.code && <span className="small">{t.knownAs(progress.refused.code)}</span>}
						</Notice>
					)}
					<div className="row">
						<Button kind="primary" isDisabled={isBusy || isPending} onPress={start}>
							{progress?.refused ? t.tryAgain : t.signAndSend}
						</Button>
						<Button isDisabled={isBusy} onPress={() => onEnd(undefined)}>
							{t.cancel}
						</Button>
					</div>
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}
