// Paid sessions: opened on the chain, used over HTTP, settled on the chain.

import { ChatSession } from './chat.js';
import { BEST, type Call, type OpenLedger } from './chain.js';
import type { Signer } from './keys.js';
import { adapterOf, readModel } from './models.js';
import type { Price, SessionTerms } from './receipts.js';
import type { SessionInfo } from './types.js';
import { type Boundary, SESSION_START } from './vouchers.js';

/** Reads one session, or throws if there is none. */
export async function readSession({ api }: OpenLedger, id: bigint): Promise<SessionInfo> {
	const info = await api.apis.AttributionApi.session(id, BEST);
	if (!info) throw new Error(`there is no session ${id}`);
	return info;
}

/** Returns the terms of an open session, against which its receipts are checked. */
export async function sessionTerms(chain: OpenLedger, session: bigint): Promise<SessionTerms> {
	const { model, price, provider } = await readSession(chain, session);
	const info = await chain.api.apis.ModelFactoryApi.provider(provider, BEST);
	if (!info) throw new Error(`${provider} is no provider any more: close session ${session}`);
	return {
		genesis: chain.genesis,
		session,
		model,
		adapter: adapterOf(await readModel(chain, model)),
		price: { promptPer1k: price.prompt_per_1k, completionPer1k: price.completion_per_1k },
		worker: info.worker,
	};
}

/** The parties of a session and what is deposited for it. */
export interface SessionRequest {
	model: number;
	/** Address of the provider's stash. */
	provider: string;
	/** Planck that go on hold in the user's account. */
	deposit: bigint;
	/** Address of the provider's chat service. */
	url: string;
}

/** A key that signs vouchers of one session in its user's place: {@link newSecret} makes the secret of one. */
export interface SessionKey {
	/** Address of the key. */
	key: string;
	/** Most planck of the session, from its opening, that the key may promise. */
	cap: bigint;
	/** Last block in which its vouchers settle. */
	until: number;
}

/** Opens a paid session with a provider. */
export async function openSession(
	chain: OpenLedger,
	user: Signer,
	{ model, provider, deposit, url }: SessionRequest,
): Promise<ChatSession> {
	const call = chain.api.tx.Attribution.open_session({ model, provider, deposit });
	const { session } = (await chain.submit(call, user)).get(chain.api.event.Attribution.SessionOpened);
	return new ChatSession(url, user, await sessionTerms(chain, session));
}

/** What a session is opened with beyond {@link SessionRequest}. */
export interface SessionLimits {
	/** Highest price that is agreed to: at a higher one nothing is opened. */
	most: Price;
	/** Pays in the user's place, up to `cap` planck and block `until` of the market's clock. */
	key?: { signer: Signer; cap: bigint; until: number };
}

/** Opens a paid session with a provider, unless the model costs too much; a key may pay in it. */
export async function openSessionWith(
	chain: OpenLedger,
	user: Signer,
	{ model, provider, deposit, url }: SessionRequest,
	{ most, key }: SessionLimits,
): Promise<ChatSession> {
	const call = chain.api.tx.Attribution.open_session_with({
		model,
		provider,
		deposit,
		most: { prompt_per_1k: most.promptPer1k, completion_per_1k: most.completionPer1k },
		key: key && { key: key.signer.address, cap: key.cap, until: key.until },
	});
	const { session } = (await chain.submit(call, user)).get(chain.api.event.Attribution.SessionOpened);
	return new ChatSession(url, key?.signer ?? user, await sessionTerms(chain, session));
}

/** Goes on with an open session from a point that was stored, or from what is settled if nothing is owed beyond. */
export async function resumeSession(
	chain: OpenLedger,
	payer: Signer,
	session: bigint,
	url: string,
	from?: Boundary,
): Promise<ChatSession> {
	const boundary = from ?? (await settledUntil(chain, session));
	return new ChatSession(url, payer, await sessionTerms(chain, session), boundary);
}

/** Returns a call that sets the key that signs vouchers of a session, or ends it, one grace period later. */
export function authorise({ api }: OpenLedger, session: bigint, key?: SessionKey): Call {
	return api.tx.Attribution.authorise({ session, key });
}

/** Returns a call that adds planck to a session's deposit. */
export function topUp({ api }: OpenLedger, session: bigint, amount: bigint): Call {
	return api.tx.Attribution.top_up({ session, amount });
}

/** Returns a call that closes a session. */
export function closeSession({ api }: OpenLedger, session: bigint): Call {
	return api.tx.Attribution.close_session({ session });
}

/** Returns what has been settled in a session, in planck. */
export async function settled(chain: OpenLedger, session: bigint): Promise<bigint> {
	return (await readSession(chain, session)).settled;
}

/** Returns the point up to which a session is settled. */
export async function settledUntil(chain: OpenLedger, session: bigint): Promise<Boundary> {
	const { answers, settled, receipts } = await readSession(chain, session);
	return answers === 0 ? { ...SESSION_START, cumulative: settled } : { answers, cumulative: settled, receipts };
}

/** Returns a call that divides a settlement once it can no longer be challenged. Blocks do that by themselves too. */
export function distribute({ api }: OpenLedger, session: bigint, settlement: number): Call {
	return api.tx.Attribution.distribute({ session, settlement });
}

/** Waits until every settlement of a session is divided: until its window is over, and nobody challenges it. */
export async function untilDivided(chain: OpenLedger, session: bigint, seconds = 300): Promise<void> {
	await chain.atEachBlock(
		`the end of the windows of session ${session}`,
		seconds,
		async () =>
			(await chain.api.query.Attribution.Settlements.getEntries(session, BEST)).length === 0 || undefined,
	);
}

/** Waits until everything owed in a session is settled on chain. */
export async function untilSettled(chain: OpenLedger, session: ChatSession, seconds = 120): Promise<void> {
	await chain.atEachBlock(
		`the settlement of session ${session.session}`,
		seconds,
		async () => (await settled(chain, session.session)) === session.owed || undefined,
	);
}

/** Returns what an account can claim, in planck. */
export function earnings({ api }: OpenLedger, address: string): Promise<bigint> {
	return api.apis.AttributionApi.earnings(address, BEST);
}

/** Returns a call that moves the signer's earnings to its free balance. */
export function claim({ api }: OpenLedger): Call {
	return api.tx.Attribution.claim();
}
