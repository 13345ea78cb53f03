// Paid chat: vouchers and the provider's HTTP interface.

import { hexToU8a, u8aToHex } from '@polkadot/util';
import type { Signer } from './chain.js';

const VOUCHER_TAG = new TextEncoder().encode('openledger/voucher/1');

/** The bytes a user signs: tag ‖ genesis ‖ session u64 LE ‖ cumulative u128 LE. */
export function voucherBytes(genesis: string, session: number | bigint, cumulative: bigint): Uint8Array {
	const numbers = Buffer.alloc(24);
	numbers.writeBigUInt64LE(BigInt(session), 0);
	numbers.writeBigUInt64LE(cumulative & 0xffff_ffff_ffff_ffffn, 8);
	numbers.writeBigUInt64LE(cumulative >> 64n, 16);
	return Buffer.concat([VOUCHER_TAG, hexToU8a(genesis), numbers]);
}

/** A signature over a voucher, as a MultiSignature in hex. */
export function signVoucher(user: Signer, genesis: string, session: number | bigint, cumulative: bigint): string {
	return u8aToHex(user.sign(voucherBytes(genesis, session, cumulative), { withType: true }));
}

/** What a provider says about one answer. */
export interface Answer {
	text: string;
	promptTokens: number;
	completionTokens: number;
	/** Everything owed in the session after this answer, in planck. */
	owed: bigint;
	receiptHash: string;
	/** Shares of 10^9 by contribution. */
	influence: { contribution: number; share: number }[];
	attribution: Attribution;
	/** Token ids read and written, whose hashes the receipt names. */
	tokens: { prompt: number[]; answer: number[] };
}

/** What shaped an answer. */
export interface Attribution {
	/** Parts of 10^9 of the answer that tuning explains; the rest is the base model's. */
	tuned_share: number;
	/** Records with their parts of 10^9, the most first. */
	records: { contribution: number; line: number; share: number }[];
	/** What records hold word for word, the most improbable first. */
	spans: {
		start: number;
		length: number;
		text: string;
		bits: number;
		occurrences: number;
		records: { contribution: number; line: number }[];
	}[];
}

/** A refusal of the chat service. */
export class ChatError extends Error {
	constructor(
		readonly status: number,
		readonly type: string,
		message: string,
		readonly owed?: bigint,
	) {
		super(`${status} ${type}: ${message}`);
		this.name = 'ChatError';
	}
}

interface Completion {
	choices: { message?: { content: string }; delta?: { content?: string }; finish_reason: string | null }[];
	usage?: { prompt_tokens: number; completion_tokens: number };
	openledger?: {
		receipt_hash: string;
		owed: string;
		influence: { contribution: number; share: number }[];
		attribution: Attribution;
		tokens: { prompt: number[]; answer: number[] };
	};
}

/** One open session with a provider. Pays for each answer before it asks for the next. */
export class ChatSession {
	/** Everything owed so far, in planck. */
	owed = 0n;

	constructor(
		private readonly base: string,
		private readonly user: Signer,
		private readonly genesis: string,
		readonly model: number,
		readonly session: number,
	) {}

	/** What pays for everything up to now. */
	private voucher(): { session: number; cumulative: string; signature: string } {
		return {
			session: this.session,
			cumulative: this.owed.toString(),
			signature: signVoucher(this.user, this.genesis, this.session, this.owed),
		};
	}

	private async post(path: string, body: unknown): Promise<Response> {
		const response = await fetch(this.base + path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (response.ok) return response;
		const { error } = (await response.json()) as { error: { type: string; message: string; owed?: string } };
		throw new ChatError(response.status, error.type, error.message, error.owed ? BigInt(error.owed) : undefined);
	}

	private request(prompt: string, maxTokens: number, stream: boolean): unknown {
		return {
			model: String(this.model),
			messages: [{ role: 'user', content: prompt }],
			max_tokens: maxTokens,
			stream,
			openledger: { ...this.voucher(), tokens: true },
		};
	}

	private answer(text: string, completion: Completion): Answer {
		const paid = completion.openledger;
		if (!paid) throw new Error('the answer carries no receipt');
		this.owed = BigInt(paid.owed);
		return {
			text: text.trim(),
			promptTokens: completion.usage?.prompt_tokens ?? 0,
			completionTokens: completion.usage?.completion_tokens ?? 0,
			owed: this.owed,
			receiptHash: paid.receipt_hash,
			influence: paid.influence,
			attribution: paid.attribution,
			tokens: paid.tokens,
		};
	}

	/** Asks one question. */
	async ask(prompt: string, maxTokens = 80): Promise<Answer> {
		const response = await this.post('/v1/chat/completions', this.request(prompt, maxTokens, false));
		const completion = (await response.json()) as Completion;
		return this.answer(completion.choices[0].message?.content ?? '', completion);
	}

	/** Asks one question and hands on each piece of the answer as it arrives. */
	async askStreaming(prompt: string, onText: (text: string) => void, maxTokens = 80): Promise<Answer> {
		const response = await this.post('/v1/chat/completions', this.request(prompt, maxTokens, true));
		if (!response.body) throw new Error('the answer has no body');
		let text = '';
		let last: Completion | undefined;
		for await (const data of serverSentEvents(response.body)) {
			if (data === '[DONE]') break;
			const chunk = JSON.parse(data) as Completion;
			const piece = chunk.choices[0]?.delta?.content ?? '';
			text += piece;
			if (piece) onText(piece);
			if (chunk.openledger) last = chunk;
		}
		if (!last) throw new Error('the stream ended without a receipt');
		return this.answer(text, last);
	}

	/** Promises everything owed, without asking for anything. */
	async pay(): Promise<void> {
		await this.post('/v1/vouchers', this.voucher());
	}
}

async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let pending = '';
	for await (const bytes of body) {
		pending += decoder.decode(bytes, { stream: true });
		for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
			const event = pending.slice(0, end);
			pending = pending.slice(end + 2);
			for (const line of event.split('\n')) if (line.startsWith('data:')) yield line.slice(5).trim();
		}
	}
}
