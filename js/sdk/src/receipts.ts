// Receipts, which a provider makes for each answer: hashed, gathered under a root, and checked by whoever paid.

import { compact, concat, fromHex, littleEndian, toHex } from './bytes.js';
import { blake2b256, hashTokens } from './hash.js';
import { rootOf } from './root.js';

/** Shares of 10^9 by contribution, ascending. */
export type InfluenceVector = [contribution: bigint, share: number][];

/** A provider's statement about one answer: `Receipt` of the chain's types. */
export interface Receipt {
	/** Hash of the chain's genesis block. */
	genesis: string;
	session: bigint;
	/** Number of the answer in its session, from 0. */
	index: number;
	model: number;
	/** Root of the model's adapter; {@link NO_ADAPTER} for a base model. */
	adapter: string;
	/** {@link hashTokens} of the tokens read. */
	prompt: string;
	/** {@link hashTokens} of the tokens written. */
	answer: string;
	promptTokens: number;
	completionTokens: number;
	/** Price of this answer in planck. */
	price: bigint;
	/** Everything owed in the session after this answer, in planck. */
	cumulative: bigint;
	influence: InfluenceVector;
}

/** The adapter of a base model. */
export const NO_ADAPTER = `0x${'00'.repeat(32)}`;

/** An answer with everything that it takes to repeat it. */
export interface OpenedAnswer {
	receipt: Receipt;
	/** Ids of the tokens read. */
	prompt: number[];
	/** Ids of the tokens written. */
	answer: number[];
}

/** Encodes a receipt as the chain does. */
export function encodeReceipt(receipt: Receipt): Uint8Array {
	const { influence } = receipt;
	return concat([
		fromHex(receipt.genesis),
		littleEndian(receipt.session, 8),
		littleEndian(receipt.index, 4),
		littleEndian(receipt.model, 4),
		...[receipt.adapter, receipt.prompt, receipt.answer].map(fromHex),
		littleEndian(receipt.promptTokens, 4),
		littleEndian(receipt.completionTokens, 4),
		littleEndian(receipt.price, 16),
		littleEndian(receipt.cumulative, 16),
		compact(influence.length),
		...influence.flatMap(([contribution, share]) => [littleEndian(contribution, 8), littleEndian(share, 4)]),
	]);
}

/** Returns the hash by which a receipt is known. */
export function receiptHash(receipt: Receipt): string {
	return toHex(blake2b256(encodeReceipt(receipt)));
}

/** Returns the root over receipts, in order, that a settlement commits to. */
export function receiptsRoot(receipts: readonly Receipt[]): string {
	return rootOf(concat(receipts.map((receipt) => fromHex(receiptHash(receipt)))));
}

/** Prices in planck for 1,000 tokens. */
export interface Price {
	promptPer1k: bigint;
	completionPer1k: bigint;
}

/** Returns what an answer costs in planck: tokens read and tokens written, each part rounded up. */
export function priceOf(
	{ promptPer1k, completionPer1k }: Price,
	promptTokens: number,
	completionTokens: number,
): bigint {
	const part = (price: bigint, tokens: number): bigint => (price * BigInt(tokens) + 999n) / 1000n;
	return part(promptPer1k, promptTokens) + part(completionPer1k, completionTokens);
}

/** The terms of a session that its receipts must keep to. */
export interface SessionTerms {
	/** Hash of the chain's genesis block. */
	genesis: string;
	session: bigint;
	model: number;
	/** Root of the model's adapter; {@link NO_ADAPTER} for a base model. */
	adapter: string;
	price: Price;
}

/** A receipt that does not say what it must; nothing should be paid for it. */
export class ReceiptError extends Error {
	constructor(field: string, stated: unknown, expected: unknown) {
		super(`the receipt states ${field} ${String(stated)}, where ${String(expected)} is right`);
		this.name = 'ReceiptError';
	}
}

/**
 * Checks a receipt against the terms of its session, the tokens that came with the answer and what was owed before it.
 *
 * Throws a {@link ReceiptError} for the first field that is wrong. Whether the influence is right cannot be seen from
 * outside: a challenge on the chain finds that out.
 */
export function verifyReceipt(
	{ receipt, prompt, answer }: OpenedAnswer,
	terms: SessionTerms,
	owedBefore: bigint,
): void {
	const price = priceOf(terms.price, prompt.length, answer.length);
	const expected: Partial<Receipt> = {
		genesis: terms.genesis,
		session: terms.session,
		model: terms.model,
		adapter: terms.adapter,
		prompt: hashTokens(prompt),
		answer: hashTokens(answer),
		promptTokens: prompt.length,
		completionTokens: answer.length,
		price,
		cumulative: owedBefore + price,
	};
	for (const field of Object.keys(expected) as (keyof Receipt)[]) {
		if (receipt[field] !== expected[field]) throw new ReceiptError(field, receipt[field], expected[field]);
	}
	const sum = receipt.influence.reduce((total, [, share]) => total + share, 0);
	if (receipt.influence.length > 0 && sum !== 1e9) throw new ReceiptError('shares that sum to', sum, 1e9);
}
