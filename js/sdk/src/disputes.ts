// Disputes about settlements: challenged, answered by opening receipts, judged by verifiers who are drawn, resolved.
//
// All that names the calls and types of disputes in the chain's metadata is in this file.

import { Enum } from 'polkadot-api';
import type { OpenledgerApis, OpenledgerCalls } from '#chain';
import { compact, concat, fromHex, littleEndian, toHex } from './bytes.js';
import { BEST, type Call, type OpenLedger } from './chain.js';
import { blake2b256 } from './hash.js';
import { headAfter, type InfluenceVector, type OpenedAnswer, type Receipt, receiptHash } from './receipts.js';
import type { SignedReceipt } from './receipts.js';
import type { Signer } from './keys.js';
import { SESSION_START, signVoucher } from './vouchers.js';

type Evidence = OpenledgerCalls['Disputes']['reveal']['evidence'];
type EncodedReceipt = Extract<Evidence, { type: 'Receipts' }>['value'][number];

/** What a verifier found when it repeated an answer. */
export type Finding = OpenledgerCalls['Disputes']['reveal_vote']['finding'];

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

/**
 * Returns a call that challenges the answer of a receipt which the worker signed, and shows the receipt. Where
 * verifiers have looked at the settled answer before, another one convicts at once. The challenger's bond goes on hold.
 * While somebody's challenge to the answer is open, it is refused: present the receipt in that one.
 */
export function challengeWithReceipt(
	{ api }: OpenLedger,
	settlement: number,
	{ receipt, signature }: SignedReceipt,
): Call {
	return api.tx.Disputes.challenge_with_receipt({
		settlement,
		receipt: encode(receipt),
		signature: Enum('Sr25519', `0x${signature.slice(4)}`),
	});
}

/**
 * Returns what a drawn verifier commits to before it reveals its finding: `Finding::commitment` of the chain's types.
 *
 * Keep the salt, 32 random bytes in hexadecimal, until the finding is revealed.
 */
export function voteCommitment(verifier: Signer, id: bigint, finding: Finding, salt: string): string {
	const parts = [verifier.publicKey, littleEndian(id, 8), encodeFinding(finding), fromHex(salt)];
	return toHex(blake2b256(concat(parts)));
}

/** Encodes a finding as the chain does. */
function encodeFinding(finding: Finding): Uint8Array {
	const index = Uint8Array.of(['Matches', 'AnswerDiffers', 'InfluenceDiffers', 'Unrepeatable'].indexOf(finding.type));
	if (finding.type === 'Unrepeatable') return index;
	if (finding.type === 'Matches') return concat([index, fromHex(finding.value.work)]);
	const { influence } = finding.value;
	const entries = influence.flatMap(([id, share]) => [littleEndian(id, 8), littleEndian(share, 4)]);
	return concat([index, compact(influence.length), ...entries]);
}

/** Returns a call by which a drawn verifier commits to its finding. */
export function commitVote({ api }: OpenLedger, id: bigint, commitment: string): Call {
	return api.tx.Disputes.commit_vote({ challenge: id, commitment });
}

/** Returns a call by which a drawn verifier reveals its finding, once the time to commit is over. */
export function revealVote({ api }: OpenLedger, id: bigint, finding: Finding, salt: string): Call {
	return api.tx.Disputes.reveal_vote({ challenge: id, finding, salt });
}

/** Returns a call that carries out the ruling on a challenge that is due. */
export function resolve({ api }: OpenLedger, id: bigint): Call {
	return api.tx.Disputes.resolve({ challenge: id });
}

/** Reads an open challenge; nothing once it is resolved. */
export function readChallenge({ api }: OpenLedger, id: bigint): Promise<ChallengeInfo | undefined> {
	return api.apis.DisputesApi.challenge(id, BEST);
}

/** Reads open challenges, ascending, from a number on: at most 256. */
export function openChallenges({ api }: OpenLedger, from = 0n, most = 256): Promise<ChallengeInfo[]> {
	return api.apis.DisputesApi.challenges_from(from, most, BEST);
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
