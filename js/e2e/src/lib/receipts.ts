// Receipts as a provider makes them: for those who check one, and for tests of those who forge one.

import { hexToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import type { Call, Chain, Signer } from './chain.js';
import { signVoucher } from './chat.js';
import { rootOf } from './root.js';

/** Shares of 10^9 by contribution, ascending. */
export type Vector = [number, number][];

/** What a provider states about one answer: `Receipt` of the chain's types. */
export interface Receipt {
	genesis: string;
	session: number;
	index: number;
	model: number;
	adapter: string;
	prompt: string;
	answer: string;
	promptTokens: number;
	completionTokens: number;
	price: bigint;
	cumulative: bigint;
	influence: Vector;
}

/** An answer with everything that it takes to repeat it. */
export interface OpenedAnswer {
	receipt: Receipt;
	prompt: number[];
	answer: number[];
}

/** blake2b-256 of token ids as u32 little-endian. */
export function hashTokens(ids: number[]): string {
	const bytes = Buffer.alloc(4 * ids.length);
	ids.forEach((id, index) => bytes.writeUInt32LE(id, 4 * index));
	return u8aToHex(blake2AsU8a(bytes, 256));
}

/** The hash by which a receipt is known. */
export function receiptHash(chain: Chain, receipt: Receipt): string {
	const type = 'OpenledgerPrimitivesUsageReceipt';
	return u8aToHex(blake2AsU8a(chain.api.createType(type, receipt).toU8a(), 256));
}

/** The root over receipts, in order. */
export function receiptsRoot(chain: Chain, receipts: Receipt[]): string {
	return rootOf(Buffer.concat(receipts.map((receipt) => hexToU8a(receiptHash(chain, receipt)))));
}

/** A call that settles answers of a session for the sum of their prices, with the influence given. */
export function settleCall(chain: Chain, user: Signer, openedAnswers: OpenedAnswer[], influence: Vector): Call {
	const receipts = openedAnswers.map(({ receipt }) => receipt);
	const [{ session, genesis }] = receipts;
	const cumulative = receipts.at(-1)!.cumulative;
	const signature = signVoucher(user, genesis, session, cumulative);
	return chain.api.tx.attribution.settle(session, { genesis, session, cumulative }, signature, {
		answers: receipts.length,
		promptTokens: receipts.reduce((sum, receipt) => sum + receipt.promptTokens, 0),
		completionTokens: receipts.reduce((sum, receipt) => sum + receipt.completionTokens, 0),
		receipts: receiptsRoot(chain, receipts),
		influence,
	});
}

/** A call that reveals one of a settlement's answers. */
export function revealCall(chain: Chain, challenge: number, openedAnswers: OpenedAnswer[], index: number): Call {
	// All hashes of one settlement are in one chunk, so that chunk is the whole proof.
	const proof = { chunk: openedAnswers.map(({ receipt }) => receiptHash(chain, receipt)), siblings: [] };
	return chain.api.tx.disputes.reveal(challenge, { Answer: { openedAnswer: openedAnswers[index], proof } });
}
