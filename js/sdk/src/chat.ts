// Paid chat with a provider: each answer is paid by the voucher that comes with the next request.

import { parseJson, toHex } from './bytes.js';
import type { Signer } from './keys.js';
import { encodeReceipt, type OpenedAnswer, type Receipt, receiptHash, ReceiptError } from './receipts.js';
import { type SessionTerms, verifyReceipt } from './receipts.js';
import { multiSignature, signVoucher } from './vouchers.js';

/** One message of a conversation. */
export interface Message {
	role: 'system' | 'user' | 'assistant';
	content: string;
}

/** A provider's answer, with a receipt that was checked. */
export interface Answer {
	text: string;
	promptTokens: number;
	completionTokens: number;
	/** Everything owed in the session after this answer, in planck. */
	owed: bigint;
	receipt: Receipt;
	receiptHash: string;
	/** Shares of 10^9 by contribution. */
	influence: { contribution: number; share: number }[];
	attribution: Attribution;
	/** Token ids read and written, whose hashes the receipt names. */
	tokens: { prompt: number[]; answer: number[] };
}

/** The records that shaped an answer. */
export interface Attribution {
	/** Parts of 10^9 of the answer that tuning explains; the rest is the base model's. */
	tuned_share: number;
	/** Records with their parts of 10^9, the most first. */
	records: { contribution: number; line: number; share: number }[];
	/** Passages that records hold word for word, the most improbable first. */
	spans: {
		start: number;
		length: number;
		text: string;
		bits: number;
		occurrences: number;
		records: { contribution: number; line: number }[];
	}[];
}

/** The body of a refusal. */
interface Refusal {
	error: { type: string; message: string; code?: string; owed?: string; top_up?: string };
}

/** A refusal of the chat service. */
export class ChatError extends Error {
	readonly type: string;
	readonly code: string;
	/** Everything owed in the session, in planck, where the request was refused for that. */
	readonly owed?: bigint;
	/** Planck to add to the deposit before the request can be answered. */
	readonly topUp?: bigint;

	constructor(
		readonly status: number,
		{ error }: Refusal,
	) {
		super(`${status} ${error.type}: ${error.message}`);
		this.name = 'ChatError';
		this.type = error.type;
		this.code = error.code ?? '';
		this.owed = error.owed === undefined ? undefined : BigInt(error.owed);
		this.topUp = error.top_up === undefined ? undefined : BigInt(error.top_up);
	}
}

/** A receipt as the service writes it. */
interface WireReceipt {
	genesis: string;
	session: number;
	index: number;
	model: number;
	adapter: string;
	prompt: string;
	answer: string;
	prompt_tokens: number;
	completion_tokens: number;
	price: string;
	cumulative: string;
	influence: { contribution: number; share: number }[];
	/** Its SCALE encoding, which is what is hashed. */
	scale: string;
}

/** An answer, or a chunk of one, as the service writes it. */
interface Completion {
	choices: { message?: { content: string }; delta?: { content?: string }; finish_reason: string | null }[];
	openledger?: {
		receipt: WireReceipt;
		receipt_hash: string;
		owed: string;
		influence: { contribution: number; share: number }[];
		attribution: Attribution;
		tokens: { prompt: number[]; answer: number[] };
	};
}

function readReceipt(wire: WireReceipt): Receipt {
	return {
		genesis: wire.genesis,
		session: BigInt(wire.session),
		index: wire.index,
		model: wire.model,
		adapter: wire.adapter,
		prompt: wire.prompt,
		answer: wire.answer,
		promptTokens: wire.prompt_tokens,
		completionTokens: wire.completion_tokens,
		price: BigInt(wire.price),
		cumulative: BigInt(wire.cumulative),
		influence: wire.influence.map(({ contribution, share }) => [BigInt(contribution), share]),
	};
}

/** One open session with a provider. Pays for each answer before it asks for the next. */
export class ChatSession {
	/** Everything owed so far, in planck. */
	owed = 0n;

	constructor(
		/** Address of the provider's chat service. */
		readonly url: string,
		private readonly user: Signer,
		readonly terms: SessionTerms,
	) {}

	/** Number of the session on the chain. */
	get session(): bigint {
		return this.terms.session;
	}

	/** Signs what pays for everything up to now. */
	private async voucher(): Promise<{ session: string; cumulative: string; signature: string }> {
		const { genesis, session } = this.terms;
		const signature = await signVoucher(this.user, { genesis, session, cumulative: this.owed });
		return {
			session: session.toString(),
			cumulative: this.owed.toString(),
			signature: multiSignature(signature),
		};
	}

	private async post(path: string, body: unknown): Promise<Response> {
		const response = await fetch(this.url + path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (response.ok) return response;
		throw new ChatError(response.status, (await response.json()) as Refusal);
	}

	private async request(conversation: string | Message[], maxTokens: number, stream: boolean): Promise<Response> {
		const messages = typeof conversation === 'string' ? [{ role: 'user', content: conversation }] : conversation;
		return this.post('/v1/chat/completions', {
			model: String(this.terms.model),
			messages,
			max_tokens: maxTokens,
			stream,
			openledger: { ...(await this.voucher()), tokens: true },
		});
	}

	/** Checks the receipt of an answer; only then what it says is owed counts. */
	private accept(text: string, { openledger: paid }: Completion): Answer {
		if (!paid) throw new Error('the answer carries no receipt');
		const receipt = readReceipt(paid.receipt);
		const opened: OpenedAnswer = { receipt, ...paid.tokens };
		verifyReceipt(opened, this.terms, this.owed);
		const scale = toHex(encodeReceipt(receipt));
		if (scale !== paid.receipt.scale) throw new ReceiptError('the bytes', paid.receipt.scale, scale);
		const hash = receiptHash(receipt);
		if (hash !== paid.receipt_hash) throw new ReceiptError('the hash', paid.receipt_hash, hash);
		this.owed = receipt.cumulative;
		return {
			text: text.trim(),
			promptTokens: receipt.promptTokens,
			completionTokens: receipt.completionTokens,
			owed: this.owed,
			receipt,
			receiptHash: hash,
			influence: paid.influence,
			attribution: paid.attribution,
			tokens: paid.tokens,
		};
	}

	/** Asks a question, or continues a conversation. */
	async ask(conversation: string | Message[], maxTokens = 80): Promise<Answer> {
		const response = await this.request(conversation, maxTokens, false);
		const completion = (await response.json()) as Completion;
		return this.accept(completion.choices[0].message?.content ?? '', completion);
	}

	/** Asks as {@link ask} does, and hands on each piece of the answer as it arrives. */
	async askStreaming(
		conversation: string | Message[],
		onText: (text: string) => void,
		maxTokens = 80,
	): Promise<Answer> {
		const response = await this.request(conversation, maxTokens, true);
		if (!response.body) throw new Error('the answer has no body');
		let text = '';
		let last: Completion | undefined;
		for await (const data of serverSentEvents(response.body)) {
			if (data === '[DONE]') break;
			const chunk = parseJson(data) as Completion | Refusal;
			if ('error' in chunk) throw new ChatError(response.status, chunk);
			const piece = chunk.choices[0]?.delta?.content ?? '';
			text += piece;
			if (piece) onText(piece);
			if (chunk.openledger) last = chunk;
		}
		if (!last) throw new Error('the stream ended without a receipt');
		return this.accept(text, last);
	}

	/** Promises everything owed, without asking for anything. */
	async pay(): Promise<void> {
		await this.post('/v1/vouchers', await this.voucher());
	}
}

/** Yields the data of each event of a stream of server-sent events. */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	const reader = body.getReader();
	let pending = '';
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			pending += decoder.decode(value, { stream: true });
			for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
				const event = pending.slice(0, end);
				pending = pending.slice(end + 2);
				for (const line of event.split('\n')) if (line.startsWith('data:')) yield line.slice(5).trim();
			}
		}
	} finally {
		await reader.cancel();
	}
}
