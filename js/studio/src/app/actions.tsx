// Everything that is signed goes through here: what it costs and holds is said before, how far it came while it is on
// its way, and after a reload it is found again.

import type { Call, Events, OpenLedger } from '@openledger/sdk';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useConnection } from '../chain/connection.js';
import { trace } from '../chain/trace.js';
import { onOtherTab, read, write } from '../logic/store.js';
import { type Account, useWallet } from '../wallet/wallet.js';
import type { Action, Stage } from './action.js';
import { ConfirmDialog } from './confirm.js';

/** A transaction that was sent, as long as somebody may want to know of it. */
export interface Sent {
	id: string;
	title: string;
	hash: string;
	genesis: string;
	/** Number of the best block when it was signed. */
	from: number;
	state: 'in the pool' | 'in a block' | 'final' | 'failed' | 'gone';
	block?: number;
}

interface Actions {
	/** Shows an action, and carries it out if people agree. Returns the events of its last call, or nothing. */
	run(action: Action): Promise<Events | undefined>;
	sent: readonly Sent[];
	forgetSent(): void;
}

const Context = createContext<Actions | undefined>(undefined);
/** Most transactions that are remembered. */
const KEPT = 20;

/** Transactions that were sent, kept in this browser and shared by its tabs. */
function useSent(): [readonly Sent[], (change: (sent: readonly Sent[]) => readonly Sent[]) => void] {
	const [sent, setSent] = useState<readonly Sent[]>(() => read<Sent[]>('sent') ?? []);
	useEffect(() => onOtherTab('sent', () => setSent(read<Sent[]>('sent') ?? [])), []);
	const change = useCallback((by: (sent: readonly Sent[]) => readonly Sent[]) => {
		const next = by(read<Sent[]>('sent') ?? []).slice(0, KEPT);
		write('sent', next);
		setSent(next);
	}, []);
	return [sent, change];
}

/** Looks for transactions of an earlier visit, and for all of them where the chain is another than it was. */
function useResume(sent: readonly Sent[], update: (id: string, change: Partial<Sent>) => void): void {
	const { chain, isForked } = useConnection();
	const looked = useRef(new Set<string>());
	useEffect(() => {
		if (isForked) looked.current.clear();
	}, [isForked]);
	useEffect(() => {
		if (!chain) return;
		for (const { id, hash, genesis, from, state } of sent) {
			if (looked.current.has(id) || genesis !== chain.genesis) continue;
			looked.current.add(id);
			const isOver = state === 'failed' || state === 'gone' || (state === 'final' && !isForked);
			if (isOver) continue;
			void follow(chain, hash, from).then(
				(change) => update(id, change),
				() => {},
			);
		}
	}, [chain, isForked, sent, update]);
}

async function follow(chain: OpenLedger, hash: string, from: number): Promise<Partial<Sent>> {
	return chain.atEachBlock(`transaction ${hash}`, 600, async (): Promise<Partial<Sent> | undefined> => {
		const found = await trace(chain, hash, from);
		if (found.state === 'waiting') return undefined;
		if (found.state === 'gone') return { state: 'gone' };
		if (found.ok === false) return { state: 'failed', block: found.block };
		const isFinal = (await chain.finalisedNumber()) >= found.block;
		return isFinal ? { state: 'final', block: found.block } : undefined;
	});
}

interface Running {
	action: Action;
	account: Account;
	resolve: (events: Events | undefined) => void;
}

/** Gives pages a way to sign and send. */
export function ActionsProvider({ children }: { children: ReactNode }): ReactNode {
	const { chain } = useConnection();
	const { account } = useWallet();
	const [sent, change] = useSent();
	const [running, setRunning] = useState<Running>();
	const update = useCallback(
		(id: string, by: Partial<Sent>) => change((all) => all.map((one) => (one.id === id ? { ...one, ...by } : one))),
		[change],
	);
	useResume(sent, update);

	const submit = useCallback(
		async (chain: OpenLedger, who: Account, title: string, call: Call, onStage: (stage: Stage) => void) => {
			const [id, from] = [crypto.randomUUID(), await chain.bestNumber()];
			onStage('signing');
			try {
				return await chain.submitWatched(call, who.signer, (step) => {
					if (step.at === 'signed') {
						const entry: Sent = {
							id,
							title,
							hash: step.hash,
							genesis: chain.genesis,
							from,
							state: 'in the pool',
						};
						change((all) => [entry, ...all]);
						return onStage('in the pool');
					}
					if (step.at === 'in the pool') return;
					update(id, { state: step.at, block: step.number });
					onStage(step.at);
				});
			} catch (error) {
				update(id, { state: 'failed' });
				throw error;
			}
		},
		[change, update],
	);

	const value = useMemo<Actions>(
		() => ({
			run: (action) =>
				new Promise((resolve) => {
					if (account) setRunning({ action, account, resolve });
					else resolve(undefined);
				}),
			sent,
			forgetSent: () => change(() => []),
		}),
		[account, sent, change],
	);
	const end = (events: Events | undefined): void => {
		running?.resolve(events);
		setRunning(undefined);
	};
	return (
		<Context value={value}>
			{children}
			{running && chain && (
				<ConfirmDialog
					action={running.action}
					account={running.account}
					chain={chain}
					submit={(title, call, onStage) => submit(chain, running.account, title, call, onStage)}
					onEnd={end}
				/>
			)}
		</Context>
	);
}

/** Returns the way to sign and send. */
export function useActions(): Actions {
	const value = useContext(Context);
	if (!value) throw new Error('there is no ActionsProvider');
	return value;
}
