// Paid sessions: opened on the chain, used over HTTP, settled on the chain.

import { ChatSession } from './chat.js';
import { BEST, type Call, type OpenLedger } from './chain.js';
import type { Signer } from './keys.js';
import { adapterOf, readModel } from './models.js';
import type { SessionTerms } from './receipts.js';
import type { SessionInfo } from './types.js';

/** Reads one session, or throws if there is none. */
export async function readSession({ api }: OpenLedger, id: bigint): Promise<SessionInfo> {
	const info = await api.apis.AttributionApi.session(id, BEST);
	if (!info) throw new Error(`there is no session ${id}`);
	return info;
}

/** Returns the terms of an open session, against which its receipts are checked. */
export async function sessionTerms(chain: OpenLedger, session: bigint): Promise<SessionTerms> {
	const { model, price } = await readSession(chain, session);
	return {
		genesis: chain.genesis,
		session,
		model,
		adapter: adapterOf(await readModel(chain, model)),
		price: { promptPer1k: price.prompt_per_1k, completionPer1k: price.completion_per_1k },
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

/** Returns a call that closes a session. */
export function closeSession({ api }: OpenLedger, session: bigint): Call {
	return api.tx.Attribution.close_session({ session });
}

/** Returns what has been settled in a session, in planck. */
export async function settled(chain: OpenLedger, session: bigint): Promise<bigint> {
	return (await readSession(chain, session)).settled;
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
