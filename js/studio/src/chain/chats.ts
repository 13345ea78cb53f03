// Paid sessions of this browser: opened once with a key of their own, then asked without another signature.

import {
	type Answer,
	BEST,
	type Boundary,
	type Call,
	type ChatSession,
	ChatError,
	type Events,
	fromUri,
	type Message,
	type OpenLedger,
	resumeSession,
	SESSION_START,
	type SignedReceipt,
} from '@openledger/sdk';
import { read, write } from '../logic/store.js';

/** A session that this browser holds the key of. */
export interface StoredSession {
	id: bigint;
	genesis: string;
	/** Address of the account that deposited. */
	user: string;
	model: number;
	provider: string;
	url: string;
	/** Secret of the key that signs vouchers, up to `cap` and until block `until`. It never leaves the browser. */
	secret: string;
	cap: bigint;
	until: number;
	boundary: Boundary;
	/** Receipts of paid answers, which convict a provider that settles others. */
	receipts: SignedReceipt[];
}

const NAME = 'sessions';

/** Returns the sessions of an account on a chain, the newest first. */
export function sessionsOf(genesis: string, user: string): StoredSession[] {
	const all = read<StoredSession[]>(NAME) ?? [];
	return all.filter((one) => one.genesis === genesis && one.user === user).sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Stores a session, in place of what was stored of it before. */
export function keep(session: StoredSession): void {
	const others = (read<StoredSession[]>(NAME) ?? []).filter(
		({ id, genesis }) => id !== session.id || genesis !== session.genesis,
	);
	write(NAME, [session, ...others]);
}

/** Forgets a session that is closed. */
export function drop(genesis: string, id: bigint): void {
	const all = read<StoredSession[]>(NAME) ?? [];
	write(
		NAME,
		all.filter((one) => one.id !== id || one.genesis !== genesis),
	);
}

/** Terms of a session to be opened. */
export interface Opening {
	model: number;
	provider: string;
	url: string;
	deposit: bigint;
	/** Highest price that is agreed to. */
	most: { prompt_per_1k: bigint; completion_per_1k: bigint };
	/** Last block of the browser's key. */
	until: number;
	/** Secret of the browser's key. */
	secret: string;
}

/** Returns a call that opens sessions, all or none. */
export function openingCall(chain: OpenLedger, openings: readonly Opening[]): Call {
	const calls = openings.map(({ model, provider, deposit, most, until, secret }): Call => {
		const key = { key: fromUri(secret).address, cap: deposit, until };
		return chain.api.tx.Attribution.open_session_with({ model, provider, deposit, most, key });
	});
	const [only] = calls;
	return calls.length === 1 && only ? only : chain.batchAll(calls);
}

/** Stores the sessions that an opening made. */
export function keepOpened(chain: OpenLedger, user: string, openings: readonly Opening[], events: Events): void {
	const opened = chain.api.event.Attribution.SessionOpened.filter(events.records);
	opened.forEach(({ payload: { session: id } }, index) => {
		const opening = openings[index];
		if (!opening) return;
		const { model, provider, url, secret, deposit: cap, until } = opening;
		const { genesis } = chain;
		keep({ id, genesis, user, model, provider, url, secret, cap, until, boundary: SESSION_START, receipts: [] });
	});
}

/** Holds a lock that all tabs of this browser share, where the browser has such. */
async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
	const locks = (globalThis.navigator as Partial<Navigator>).locks;
	return locks ? locks.request(name, work) : work();
}

async function askOnce(
	session: ChatSession,
	messages: Message[],
	onText: (text: string) => void,
	maxTokens: number,
): Promise<Answer> {
	try {
		return await session.askStreaming(messages, onText, maxTokens);
	} catch (error) {
		// The answer before got lost on its way: its receipt is fetched and checked, and the question asked again.
		if (!(error instanceof ChatError) || error.boundary === undefined) throw error;
		if (!(await session.recover())) throw error;
		return session.askStreaming(messages, onText, maxTokens);
	}
}

/** Asks in a session, checks the receipt and pays. Tabs that share the session take turns. */
export function ask(
	chain: OpenLedger,
	stored: StoredSession,
	messages: Message[],
	onText: (text: string) => void,
	maxTokens: number,
): Promise<Answer> {
	return exclusively(`openledger-session-${stored.genesis}-${stored.id}`, async () => {
		const latest = sessionsOf(stored.genesis, stored.user).find(({ id }) => id === stored.id) ?? stored;
		const payer = fromUri(latest.secret);
		const session = await resumeSession(chain, payer, latest.id, latest.url, latest.boundary);
		const save = (): void =>
			keep({ ...latest, boundary: session.boundary, receipts: [...latest.receipts, ...session.receipts] });
		const answer = await askOnce(session, messages, onText, maxTokens).finally(save);
		await session.pay();
		return answer;
	});
}

/** Where the money of one answer is. */
export type AnswerState =
	{ at: 'promised' } | { at: 'settled'; settlement: number; until: number; challenged: boolean } | { at: 'divided' };

/** Reads where the money of an answer is: promised, settled and open to challenge, or divided. */
export async function answerState({ api }: OpenLedger, session: bigint, index: number): Promise<AnswerState> {
	const info = await api.apis.AttributionApi.session(session, BEST);
	if (info && index >= info.answers) return { at: 'promised' };
	const waiting = await api.query.Attribution.Settlements.getEntries(session, BEST);
	for (const { keyArgs, value } of waiting) {
		if (index < value.first || index >= value.first + value.answers) continue;
		const challenges = await api.apis.DisputesApi.challenges_from(0n, 256, BEST);
		const challenged = challenges.some((one) => one.session === session && one.settlement === keyArgs[1]);
		return { at: 'settled', settlement: keyArgs[1], until: value.until, challenged };
	}
	return { at: 'divided' };
}
