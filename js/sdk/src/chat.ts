// Paid chat with a provider: each answer is paid by the voucher that comes with the next request.

import { parseJson, toHex } from './bytes.js';
import type { Signer } from './keys.js';
import {
	encodeReceipt,
	followReceipt,
	type OpenedAnswer,
	type Receipt,
	ReceiptError,
	receiptHash,
	type SessionTerms,
	type SignedReceipt,
	verifyReceipt,
	verifyReceiptSignature,
} from './receipts.js';
import { answerRequestBytes, type Boundary, multiSignature, SESSION_START, signVoucher } from './vouchers.js';

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
	/** The worker's signature over the receipt. */
	signature: string;
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
	error: {
		type: string;
		message: string;
		/** The field that the request was refused for, if it was one. */
		param?: string | null;
		code?: string;
		owed?: string;
		top_up?: string;
		boundary?: WireBoundary;
		boundaries?: WireBoundary[];
	};
}

/** A point of a session as the service writes it. */
interface WireBoundary {
	answers: number;
	cumulative: string;
	receipts: string;
}

function readBoundary({ answers, cumulative, receipts }: WireBoundary): Boundary {
	return { answers, cumulative: BigInt(cumulative), receipts };
}

/** A refusal of the chat service. */
export class ChatError extends Error {
	readonly type: string;
	readonly code: string;
	/** The field that the request was refused for, if it was one. */
	readonly param?: string;
	/** Everything owed in the session, in planck, where the request was refused for that. */
	readonly owed?: bigint;
	/** Point up to which the service wants a voucher, where the request was refused for that. Check it first. */
	readonly boundary?: Boundary;
	/** Points up to which a voucher may pay, where the one sent ends at none of them. */
	readonly boundaries?: Boundary[];
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
		this.param = error.param ?? undefined;
		this.owed = error.owed === undefined ? undefined : BigInt(error.owed);
		this.boundary = error.boundary && readBoundary(error.boundary);
		this.boundaries = error.boundaries?.map(readBoundary);
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
		/** A `MultiSignature` of the worker over the receipt. */
		signature: string;
		owed: string;
		/** What the next voucher has to say. */
		next: WireBoundary;
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

/** A voucher as the service takes it. */
interface WireVoucher extends WireBoundary {
	session: string;
	signature: string;
}

/** A session as the service describes it. */
interface WireSession {
	/** The last receipt, until a voucher pays for it. */
	unpaid: { receipt: WireReceipt; signature: string } | null;
}

/**
 * One open session with a provider. Pays for each answer before it asks for the next.
 *
 * Every receipt is checked before anything is promised for it, and kept: whoever settles another one is convicted by
 * it. The payer is the user, or a key that the user authorised (`authorise`).
 */
export class ChatSession {
	/** Receipts of the paid answers that came here, the oldest first. */
	readonly receipts: SignedReceipt[] = [];

	constructor(
		/** Address of the provider's chat service. */
		readonly url: string,
		private readonly payer: Signer,
		readonly terms: SessionTerms,
		/** Point after the last answer, up to which the next voucher pays. Store it to go on with a session later. */
		public boundary: Boundary = SESSION_START,
	) {}

	/** Number of the session on the chain. */
	get session(): bigint {
		return this.terms.session;
	}

	/** Everything owed so far, in planck. */
	get owed(): bigint {
		return this.boundary.cumulative;
	}

	/** Signs what pays for everything up to now. */
	private async voucher(): Promise<WireVoucher> {
		const { genesis, session } = this.terms;
		const { answers, cumulative, receipts } = this.boundary;
		const signature = await signVoucher(this.payer, { genesis, session, answers, cumulative, receipts });
		return {
			session: session.toString(),
			answers,
			cumulative: cumulative.toString(),
			receipts,
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
		const signed = { receipt: readReceipt(paid.receipt), signature: paid.signature };
		const opened: OpenedAnswer = { receipt: signed.receipt, ...paid.tokens };
		const after = verifyReceipt(opened, this.terms, this.boundary);
		const hash = this.checkBytes(signed, paid.receipt);
		if (hash !== paid.receipt_hash) throw new ReceiptError('the hash', paid.receipt_hash, hash);
		const { next } = paid;
		if (next.receipts !== after.receipts) throw new ReceiptError('the head', next.receipts, after.receipts);
		this.follow(signed, after);
		const { receipt } = signed;
		return {
			text: text.trim(),
			promptTokens: receipt.promptTokens,
			completionTokens: receipt.completionTokens,
			owed: this.owed,
			receipt,
			receiptHash: hash,
			signature: signed.signature,
			influence: paid.influence,
			attribution: paid.attribution,
			tokens: paid.tokens,
		};
	}

	/** Checks the bytes and the signature of a receipt, and returns its hash. */
	private checkBytes(signed: SignedReceipt, wire: WireReceipt): string {
		const scale = toHex(encodeReceipt(signed.receipt));
		if (scale !== wire.scale) throw new ReceiptError('the bytes', wire.scale, scale);
		verifyReceiptSignature(signed, this.terms.worker);
		return receiptHash(signed.receipt);
	}

	private follow(signed: SignedReceipt, after: Boundary): void {
		if (after.answers > this.boundary.answers) this.receipts.push(signed);
		this.boundary = after;
	}

	/**
	 * Asks the service for the receipt of an answer that got lost on its way, and takes it as owed. Returns it, or
	 * nothing if there is none.
	 *
	 * Price and numbers are checked, but not what the answer was: that was lost. To owe nothing for it, open another
	 * session.
	 */
	async recover(): Promise<SignedReceipt | undefined> {
		const response = await fetch(`${this.url}/v1/sessions/${this.session}`);
		if (!response.ok) throw new ChatError(response.status, (await response.json()) as Refusal);
		const { unpaid } = (await response.json()) as WireSession;
		if (!unpaid || unpaid.receipt.index !== this.boundary.answers) return undefined;
		const signed = { receipt: readReceipt(unpaid.receipt), signature: unpaid.signature };
		const after = followReceipt(signed.receipt, this.terms, this.boundary);
		this.checkBytes(signed, unpaid.receipt);
		this.follow(signed, after);
		return signed;
	}

	/**
	 * Asks the service for an answer that got lost on its way, checks it, and takes it as owed. Returns it, or nothing
	 * if there is none: then nothing is owed for it either, and the question can be asked again.
	 */
	async fetchLost(): Promise<Answer | undefined> {
		const { genesis, session } = this.terms;
		const index = this.boundary.answers;
		const signature = await this.payer.signBytes(answerRequestBytes({ genesis, session, index }));
		const response = await fetch(`${this.url}/v1/sessions/${session}/answers/${index}`, {
			headers: { authorization: `OpenLedger ${multiSignature(toHex(signature))}` },
		});
		if (response.status === 404) return undefined;
		if (!response.ok) throw new ChatError(response.status, (await response.json()) as Refusal);
		const completion = parseJson(await response.text()) as Completion;
		return this.accept(completion.choices[0].message?.content ?? '', completion);
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
