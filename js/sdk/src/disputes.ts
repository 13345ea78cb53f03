// Disputes about settlements: challenged, answered by opening receipts, voted on, resolved.
//
// All that names the calls and types of disputes in the chain's metadata is in this file.

import { Enum } from 'polkadot-api';
import type { OpenledgerApis, OpenledgerCalls } from '#chain';
import { BEST, type Call, type OpenLedger } from './chain.js';
import { headAfter, type InfluenceVector, type OpenedAnswer, type Receipt, receiptHash } from './receipts.js';
import type { SignedReceipt } from './receipts.js';
import type { Signer } from './keys.js';
import { SESSION_START, signVoucher } from './vouchers.js';

type Evidence = OpenledgerCalls['Disputes']['reveal']['evidence'];
type EncodedReceipt = Extract<Evidence, { type: 'Receipts' }>['value'][number];

/** An open challenge, as the chain shows it. */
export type ChallengeInfo = NonNullable<OpenledgerApis['DisputesApi']['challenge']['Value']>;

/** A settlement, as the chain keeps it while it can be challenged. */
export type SettlementInfo = NonNullable<OpenledgerApis['AttributionApi']['settlement']['Value']>;

/** Returns a receipt as the chain's calls take it. */
function encode({ promptTokens, completionTokens, ...receipt }: Receipt): EncodedReceipt {
	return { ...receipt, prompt_tokens: promptTokens, completion_tokens: completionTokens };
}

/** Returns a call that settles the first answers of a session, with the influence given. */
export async function settle(
	{ api }: OpenLedger,
	user: Signer,
	openedAnswers: readonly OpenedAnswer[],
	influence: InfluenceVector,
): Promise<Call> {
	const receipts = openedAnswers.map(({ receipt }) => receipt);
	const [{ session, genesis }] = receipts;
	const { cumulative } = receipts[receipts.length - 1];
	const head = headAfter(SESSION_START.receipts, receipts.map(receiptHash));
	const voucher = { genesis, session, answers: receipts.length, cumulative, receipts: head };
	return api.tx.Attribution.settle({
		session,
		voucher,
		signature: Enum('Sr25519', await signVoucher(user, voucher)),
		settlement: { first: 0, influence },
	});
}

/** Returns a call that challenges a settlement: one of its answers by its number, or its sum for `undefined`. */
export function challenge({ api }: OpenLedger, session: bigint, settlement: number, answer?: number): Call {
	return api.tx.Disputes.challenge({ session, settlement, answer });
}

/** Returns a call that opens one of a settlement's answers. */
export function reveal({ api }: OpenLedger, id: bigint, openedAnswers: readonly OpenedAnswer[], index: number): Call {
	const { receipt, prompt, answer } = openedAnswers[index];
	const receipts = openedAnswers.map((opened) => receiptHash(opened.receipt));
	return api.tx.Disputes.reveal({
		challenge: id,
		evidence: Enum('Answer', { opened_answer: { receipt: encode(receipt), prompt, answer }, receipts }),
	});
}

/** Returns a call that shows a receipt which the worker signed for a challenged answer: another one convicts it. */
export function presentReceipt({ api }: OpenLedger, id: bigint, { receipt, signature }: SignedReceipt): Call {
	return api.tx.Disputes.present_receipt({
		challenge: id,
		receipt: encode(receipt),
		signature: Enum('Sr25519', `0x${signature.slice(4)}`),
	});
}

/** Returns a call that carries out the ruling on a challenge that is due. */
export function resolve({ api }: OpenLedger, id: bigint): Call {
	return api.tx.Disputes.resolve({ challenge: id });
}

/** Reads an open challenge; nothing once it is resolved. */
export function readChallenge({ api }: OpenLedger, id: bigint): Promise<ChallengeInfo | undefined> {
	return api.apis.DisputesApi.challenge(id, BEST);
}

/** Reads all open challenges. */
export function openChallenges({ api }: OpenLedger): Promise<ChallengeInfo[]> {
	return api.apis.DisputesApi.challenges(BEST);
}

/** Reads the answer that was opened for a challenge. */
export async function openedAnswer({ api }: OpenLedger, id: bigint): Promise<OpenedAnswer | undefined> {
	const opened = await api.apis.DisputesApi.opened_answer(id, BEST);
	if (!opened) return undefined;
	const { prompt_tokens: promptTokens, completion_tokens: completionTokens, ...receipt } = opened.receipt;
	return { receipt: { ...receipt, promptTokens, completionTokens }, prompt: opened.prompt, answer: opened.answer };
}

/** Reads a settlement of a session by its number; nothing once it can no longer be challenged. */
export function readSettlement(
	{ api }: OpenLedger,
	session: bigint,
	number: number,
): Promise<SettlementInfo | undefined> {
	return api.apis.AttributionApi.settlement(session, number, BEST);
}
