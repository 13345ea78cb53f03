// Receipts, which a provider signs for each answer: hashed, chained, and checked by whoever paid.

import { compact, concat, fromHex, littleEndian, toHex, utf8 } from './bytes.js';
import { blake2b256, hashTokens } from './hash.js';
import { publicKeyOf, verify } from './keys.js';
import type { Boundary } from './vouchers.js';

const RECEIPT_TAG = utf8('openledger/receipt/1');

/** Shares of 10^9 by contribution, ascending. */
export type InfluenceVector = [contribution: bigint, share: number][];

/** A provider's statement about one answer: `Receipt` of the chain's types. */
export interface Receipt {
	/** Hash of the chain's genesis block. */
	genesis: string;
	session: bigint;
	/** Number of the answer among the paid ones of its session, from 0. One that costs nothing has the next number. */
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

/** A receipt with the signature of the provider's worker, which convicts a provider that settles another one. */
export interface SignedReceipt {
	receipt: Receipt;
	/** A `MultiSignature` in hexadecimal. */
	signature: string;
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

/** Returns the bytes that a worker signs: tag ‖ hash of the receipt. */
export function receiptBytes(receipt: Receipt): Uint8Array {
	return concat([RECEIPT_TAG, fromHex(receiptHash(receipt))]);
}

/** Returns the head of a chain of receipts: blake2b-256 of the head before ‖ the hash of the next, one by one. */
export function headAfter(before: string, hashes: readonly string[]): string {
	return hashes.reduce((head, hash) => toHex(blake2b256(concat([fromHex(head), fromHex(hash)]))), before);
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
	/** Address of the worker that signs the provider's receipts. */
	worker: string;
}

/** A receipt that does not say what it must; nothing should be paid for it. */
export class ReceiptError extends Error {
	constructor(field: string, stated: unknown, expected: unknown) {
		super(`the receipt states ${field} ${String(stated)}, where ${String(expected)} is right`);
		this.name = 'ReceiptError';
	}
}

/**
 * Checks a receipt against the terms of its session, the tokens that came with the answer and the point of the session
 * before it. Returns the point after it, up to which the next voucher pays.
 *
 * Throws a {@link ReceiptError} for the first field that is wrong. Whether the influence is right cannot be seen from
 * outside: a challenge on the chain finds that out.
 */
export function verifyReceipt(
	{ receipt, prompt, answer }: OpenedAnswer,
	terms: SessionTerms,
	before: Boundary,
): Boundary {
	const expected: Partial<Receipt> = {
		prompt: hashTokens(prompt),
		answer: hashTokens(answer),
		promptTokens: prompt.length,
		completionTokens: answer.length,
	};
	check(receipt, expected);
	return followReceipt(receipt, terms, before);
}

/** Checks all of a receipt but the tokens that it is about, as {@link verifyReceipt} does. */
export function followReceipt(receipt: Receipt, terms: SessionTerms, before: Boundary): Boundary {
	const price = priceOf(terms.price, receipt.promptTokens, receipt.completionTokens);
	const cumulative = before.cumulative + price;
	const { genesis, session, model, adapter } = terms;
	check(receipt, { genesis, session, model, adapter, index: before.answers, price, cumulative });
	const sum = receipt.influence.reduce((total, [, share]) => total + share, 0);
	if (receipt.influence.length > 0 && sum !== 1e9) throw new ReceiptError('shares that sum to', sum, 1e9);
	// What costs nothing is no part of what is promised.
	if (price === 0n) return before;
	const receipts = headAfter(before.receipts, [receiptHash(receipt)]);
	return { answers: before.answers + 1, cumulative, receipts };
}

/** Checks that a worker signed a receipt. Throws a {@link ReceiptError} otherwise. */
export function verifyReceiptSignature({ receipt, signature }: SignedReceipt, worker: string): void {
	// A worker's key is an sr25519 key, the variant 1 of a MultiSignature.
	const bytes = fromHex(signature);
	const isSigned =
		bytes.length === 65 && bytes[0] === 1 && verify(bytes.subarray(1), receiptBytes(receipt), publicKeyOf(worker));
	if (!isSigned) throw new ReceiptError('the signature', signature, `one of ${worker}`);
}

function check(receipt: Receipt, expected: Partial<Receipt>): void {
	for (const field of Object.keys(expected) as (keyof Receipt)[]) {
		if (receipt[field] !== expected[field]) throw new ReceiptError(field, receipt[field], expected[field]);
	}
}
