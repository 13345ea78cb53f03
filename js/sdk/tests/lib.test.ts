// The definitions that the SDK shares with the chain, without a node.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sr25519CreateDerive } from '@polkadot-labs/hdkd';
import { getTypedCodecs } from 'polkadot-api';
import {
	answerRequestBytes,
	type Boundary,
	ChatError,
	ChatSession,
	computeRoot,
	decimal,
	disputes,
	download,
	encodeReceipt,
	Enum,
	errorCode,
	formatOpen,
	fromHex,
	fromUri,
	hashTokens,
	headAfter,
	newSecret,
	NO_ADAPTER,
	open,
	OPEN,
	priceOf,
	publicKeyOf,
	type Receipt,
	receiptBytes,
	receiptHash,
	rootOf,
	SESSION_START,
	signVoucher,
	toHex,
	upload,
	verify,
	verifyReceipt,
	verifyReceiptSignature,
	verifyVoucher,
	voucherBytes,
} from '@openledger/sdk';
import { openledger } from '#chain';

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31) % 251);

test('roots agree with the test vectors of docs/reference/content-addressing.md', async () => {
	const vectors: [number, string][] = [
		[0, '0x385b0856cf10b5f4c7bce6795c958690f4f72573e046031a8b10cdb9980da14b'],
		[1, '0xde85aa8d524f709214eca72e6a16244d97f17a2f614522c709a5e66e7faa47d7'],
		[65536, '0x28425f4e5921e0d3126bf4784daaaaebdbf0add6aac530e3e6aef9ceeebea513'],
		[65537, '0x9865417169bffb01e3d2005ee94f496364e048b6b83fa220b4c1876ac7afa0a4'],
		[327681, '0x6e8fd2429c4424e407a7b0b1787f4ed5802e675cd081c640e7e2d69d4cf7df91'],
	];
	for (const [length, root] of vectors) {
		assert.equal(rootOf(pattern(length)), root, `${length} bytes`);
		assert.equal(await computeRoot(pattern(length)), root, `${length} bytes in turns`);
	}
});

/** What the chain's own code makes of two receipts, one after the other: a test of Rust writes it. */
const VECTORS = JSON.parse(
	readFileSync(
		join(dirname(fileURLToPath(import.meta.url)), '../../../../primitives/core/vectors/vouchers.json'),
		'utf8',
	),
) as { receipt: string; hash: string; signed: string; head: string; cumulative: string; voucher: string }[];

test('a finding is committed to as the chain does', () => {
	const verifier = { ...fromUri('//Alice'), publicKey: new Uint8Array(32).fill(1) };
	const finding: disputes.Finding = Enum('Matches', { work: `0x${'07'.repeat(32)}` });
	// As in the tests of the chain's types.
	const known = '0xb42a5a31592455220780a5cd1c6e38addced3599bcf43cc37213498ede31222d';
	assert.equal(disputes.voteCommitment(verifier, 7n, finding, `0x${'05'.repeat(32)}`), known);
});

test('receipts and vouchers are those of the chain', () => {
	const first: Receipt = {
		genesis: `0x${'01'.repeat(32)}`,
		session: 258n,
		index: 0,
		model: 1,
		adapter: `0x${'02'.repeat(32)}`,
		prompt: NO_ADAPTER,
		answer: NO_ADAPTER,
		promptTokens: 1,
		completionTokens: 1,
		price: 100n,
		cumulative: 100n,
		influence: [],
	};
	const price = (1n << 64n) + 6n;
	const second: Receipt = {
		...first,
		index: 1,
		price,
		cumulative: price + 100n,
		influence: [
			[4n, 250_000_000],
			[9n, 750_000_000],
		],
	};
	let head = SESSION_START.receipts;
	for (const [at, receipt] of [first, second].entries()) {
		const vector = VECTORS[at]!;
		assert.equal(toHex(encodeReceipt(receipt)), vector.receipt);
		assert.equal(receiptHash(receipt), vector.hash);
		assert.equal(toHex(receiptBytes(receipt)), vector.signed);
		head = headAfter(head, [receiptHash(receipt)]);
		assert.equal(head, vector.head);
		const cumulative = BigInt(vector.cumulative);
		const { genesis, session } = receipt;
		const bytes = voucherBytes({ genesis, session, answers: at + 1, cumulative, receipts: head });
		assert.equal(toHex(bytes), vector.voucher);
		assert.equal(bytes.length, 20 + 32 + 8 + 4 + 16 + 32);
	}
	assert.equal(headAfter(SESSION_START.receipts, VECTORS.map(({ hash }) => hash)), head);
});

test('a signed voucher is verified, and another is not', async () => {
	const alice = fromUri('//Alice');
	assert.equal(alice.address, '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
	assert.equal(alice.name, 'Alice');
	assert.deepEqual(publicKeyOf(alice.address), alice.publicKey);
	assert.throws(() => fromUri('Alice//'), /secret URI/);
	const phrase = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
	assert.equal(fromUri(`${phrase}//Alice`).address, alice.address);
	const voucher = { ...SESSION_START, genesis: NO_ADAPTER, session: 7n, answers: 1, cumulative: open(3) };
	const signature = await signVoucher(alice, voucher);
	assert.ok(verifyVoucher(voucher, signature, alice.publicKey));
	assert.ok(!verifyVoucher({ ...voucher, cumulative: 1n }, signature, alice.publicKey));
	assert.ok(!verifyVoucher({ ...voucher, receipts: `0x${'01'.repeat(32)}` }, signature, alice.publicKey));
	const [key, other] = [fromUri(newSecret()), fromUri(newSecret())];
	assert.notEqual(key.address, other.address);
	assert.ok(verifyVoucher(voucher, await signVoucher(key, voucher), key.publicKey));
	assert.ok(!verifyVoucher(voucher, signature, fromUri('//Bob').publicKey));
});

test('amounts are exact in both directions', () => {
	assert.equal(open('1.5'), (3n * OPEN) / 2n);
	assert.equal(open('0.000000000000000001'), 1n);
	assert.equal(decimal('0.0005'), 500_000n);
	assert.equal(formatOpen(open('1234567.25')), '1,234,567.25');
	assert.equal(formatOpen(-open('0.5')), '-0.5');
	for (const bad of ['', '-1', '1.', '.5', '1e3', '0.0000000000000000001']) assert.throws(() => open(bad));
});

/** Key of the provider's worker, which signs receipts. */
const WORKER = sr25519CreateDerive(`0x${'01'.repeat(32)}`)('');
const signatureOf = (receipt: Receipt): string => `0x01${toHex(WORKER.sign(receiptBytes(receipt))).slice(2)}`;

const TERMS = {
	genesis: `0x${'01'.repeat(32)}`,
	session: 258n,
	model: 3,
	adapter: `0x${'02'.repeat(32)}`,
	price: { promptPer1k: 1500n, completionPer1k: 7n },
	worker: fromUri(`0x${'01'.repeat(32)}`).address,
};
/** The point before the receipt below. */
const BEFORE: Boundary = { answers: 1, cumulative: 100n, receipts: `0x${'03'.repeat(32)}` };
const [PROMPT, ANSWER] = [
	[1, 2, 70_000],
	[9, 8],
];
const RECEIPT: Receipt = {
	genesis: TERMS.genesis,
	session: TERMS.session,
	index: 1,
	model: TERMS.model,
	adapter: TERMS.adapter,
	prompt: hashTokens(PROMPT),
	answer: hashTokens(ANSWER),
	promptTokens: PROMPT.length,
	completionTokens: ANSWER.length,
	price: 6n,
	cumulative: 106n,
	influence: [
		[4n, 250_000_000],
		[9n, 750_000_000],
	],
};

test('receipts are encoded as the metadata says', async () => {
	const { tx } = await getTypedCodecs(openledger);
	const { promptTokens: prompt_tokens, completionTokens: completion_tokens, ...rest } = RECEIPT;
	const codec = tx.Disputes.reveal.inner.evidence;
	const encoded = codec.enc({ type: 'Receipts', value: [{ ...rest, prompt_tokens, completion_tokens }] });
	// The variant and the length of the list come first.
	assert.equal(toHex(encodeReceipt(RECEIPT)), toHex(encoded.subarray(2)));
});

test('a receipt is verified against its session and tokens', () => {
	const opened = { receipt: RECEIPT, prompt: PROMPT, answer: ANSWER };
	assert.equal(priceOf(TERMS.price, 3, 2), 6n);
	const after = verifyReceipt(opened, TERMS, BEFORE);
	assert.deepEqual(after, {
		answers: 2,
		cumulative: 106n,
		receipts: headAfter(BEFORE.receipts, [receiptHash(RECEIPT)]),
	});
	assert.throws(() => verifyReceipt(opened, TERMS, { ...BEFORE, cumulative: 99n }), /cumulative/);
	assert.throws(() => verifyReceipt(opened, TERMS, { ...BEFORE, answers: 0 }), /index/);
	assert.throws(() => verifyReceipt(opened, { ...TERMS, model: 4 }, BEFORE), /model/);
	assert.throws(() => verifyReceipt({ ...opened, answer: [9, 7] }, TERMS, BEFORE), /answer/);
	const half = { ...RECEIPT, influence: RECEIPT.influence.slice(0, 1) };
	assert.throws(() => verifyReceipt({ ...opened, receipt: half }, TERMS, BEFORE), /shares/);
	// What costs nothing is promised by nobody.
	const free = { ...TERMS, price: { promptPer1k: 0n, completionPer1k: 0n } };
	const gift = { ...opened, receipt: { ...RECEIPT, price: 0n, cumulative: 100n } };
	assert.deepEqual(verifyReceipt(gift, free, BEFORE), BEFORE);
});

test('a receipt counts if the worker signed it', () => {
	const signature = signatureOf(RECEIPT);
	verifyReceiptSignature({ receipt: RECEIPT, signature }, TERMS.worker);
	const other = { ...RECEIPT, index: 2 };
	assert.throws(() => verifyReceiptSignature({ receipt: other, signature }, TERMS.worker), /the signature/);
	assert.throws(
		() => verifyReceiptSignature({ receipt: RECEIPT, signature }, fromUri('//Bob').address),
		/the signature/,
	);
	const hash = `0x01${toHex(WORKER.sign(fromHex(receiptHash(RECEIPT)))).slice(2)}`;
	assert.throws(() => verifyReceiptSignature({ receipt: RECEIPT, signature: hash }, TERMS.worker), /the signature/);
});

test('errors have the names of the metadata', () => {
	const inner = { type: 'Attribution', value: { type: 'NotListed', value: undefined } };
	assert.equal(errorCode({ type: 'Module', value: inner }), 'Attribution.NotListed');
	assert.equal(errorCode({ type: 'Token', value: { type: 'FundsUnavailable' } }), 'Token.FundsUnavailable');
	assert.equal(errorCode({ type: 'BadOrigin' }), 'BadOrigin');
});

test('an upload that broke off goes on where it was, and a false download is found out', async () => {
	const blob = pattern(200_000);
	const root = rootOf(blob);
	const held = new Uint8Array(blob.length);
	let received = 65_536;
	const offsets: number[] = [];
	const rpc = {
		async request<T>(method: string, ...params: unknown[]): Promise<T> {
			if (method === 'openledger_putBlob') {
				const [, , offset, data] = params as [string, number, number, string];
				offsets.push(offset);
				held.set(Buffer.from(data.slice(2), 'hex'), offset);
				received = Math.max(received, offset + (data.length - 2) / 2);
			}
			const [, at, length] = params as [string, number, number];
			const status = { root, length: blob.length, received, complete: received === blob.length };
			return (method === 'openledger_getBlob' ? toHex(held.subarray(at, at + length)) : status) as T;
		},
	};
	held.set(blob.subarray(0, received));
	assert.equal(await upload(rpc, blob), root);
	assert.deepEqual(offsets, [65_536, 131_072, 196_608]);
	assert.deepEqual(await download(rpc, root), blob);
	held[5] ^= 1;
	await assert.rejects(download(rpc, root), /does not hash/);
});

test('a stream is put together, and its receipt checked', async (t) => {
	const user = fromUri('//Bob');
	const session = new ChatSession('http://provider.invalid', user, TERMS, BEFORE);
	const after = headAfter(BEFORE.receipts, [receiptHash(RECEIPT)]);
	const wire = {
		...RECEIPT,
		session: Number(RECEIPT.session),
		prompt_tokens: PROMPT.length,
		completion_tokens: ANSWER.length,
		price: '6',
		cumulative: '106',
		influence: RECEIPT.influence.map(([contribution, share]) => ({ contribution: Number(contribution), share })),
		scale: toHex(encodeReceipt(RECEIPT)),
	};
	const paid = {
		receipt: wire,
		receipt_hash: `0x${'00'.repeat(32)}`,
		signature: signatureOf({ ...RECEIPT, index: 2 }),
		owed: '106',
		next: { answers: 2, cumulative: '106', receipts: after },
		influence: wire.influence,
		attribution: { tuned_share: 0, records: [], spans: [] },
		tokens: { prompt: PROMPT, answer: ANSWER },
	};
	const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
	const chunk = (content: string): string => event({ choices: [{ delta: { content }, finish_reason: null }] });
	const body = (): string =>
		`${chunk('Hel')}${chunk('lo')}${event({ choices: [], openledger: paid })}data: [DONE]\n\n`;
	t.mock.method(globalThis, 'fetch', async () => new Response(body()));
	const pieces: string[] = [];
	const ask = (): Promise<unknown> => session.askStreaming('Hello?', (text) => pieces.push(text));
	await assert.rejects(ask(), /the signature/);
	paid.signature = signatureOf(RECEIPT);
	await assert.rejects(ask(), /the hash/);
	paid.receipt_hash = receiptHash(RECEIPT);
	paid.next.receipts = BEFORE.receipts;
	await assert.rejects(ask(), /the head/);
	paid.next.receipts = after;
	assert.deepEqual(session.boundary, BEFORE, 'a false receipt is not paid');
	pieces.length = 0;
	const answer = await session.askStreaming('Hello?', (text) => pieces.push(text));
	assert.equal(answer.text, 'Hello');
	assert.deepEqual(pieces, ['Hel', 'lo']);
	assert.deepEqual(session.boundary, { answers: 2, cumulative: 106n, receipts: after });
	assert.deepEqual(session.receipts, [{ receipt: RECEIPT, signature: paid.signature }]);
	// The same answer is fetched again by who did not get it, and signs for it.
	const other = new ChatSession('http://provider.invalid', user, TERMS, BEFORE);
	const choices = [{ message: { content: 'Hello' }, finish_reason: 'stop' }];
	let asked: [string, string] | undefined;
	t.mock.method(globalThis, 'fetch', async (url: string, { headers }: { headers: { authorization: string } }) => {
		asked = [url, headers.authorization];
		return new Response(JSON.stringify({ choices, openledger: paid }));
	});
	assert.deepEqual(await other.fetchLost(), answer);
	assert.deepEqual(other.boundary, session.boundary);
	const [url, authorization] = asked ?? ['', ''];
	assert.equal(url, `http://provider.invalid/v1/sessions/${TERMS.session}/answers/1`);
	const bytes = answerRequestBytes({ genesis: TERMS.genesis, session: TERMS.session, index: 1 });
	assert.equal(bytes.length, 19 + 32 + 8 + 4);
	const signature = fromHex(authorization.replace('OpenLedger 0x01', '0x'));
	const wrapped = Buffer.concat([Buffer.from('<Bytes>'), bytes, Buffer.from('</Bytes>')]);
	assert.ok(verify(signature, wrapped, user.publicKey));
	t.mock.method(globalThis, 'fetch', async () => new Response('{}', { status: 404 }));
	assert.equal(await other.fetchLost(), undefined);
	t.mock.method(
		globalThis,
		'fetch',
		async () => new Response(event({ error: { type: 'server_error', message: 'broke off', code: 'internal' } })),
	);
	await assert.rejects(
		session.askStreaming('Hello?', () => {}),
		/broke off/,
	);
});

test('a receipt that got lost is taken up, and a refusal says where the session stands', async (t) => {
	const session = new ChatSession('http://provider.invalid', fromUri('//Bob'), TERMS, BEFORE);
	const receipts = headAfter(BEFORE.receipts, [receiptHash(RECEIPT)]);
	const boundary = { answers: 2, cumulative: '106', receipts };
	const error = { type: 'payment_required', message: 'pay', code: 'voucher_too_low', owed: '106', boundary };
	t.mock.method(globalThis, 'fetch', async () => new Response(JSON.stringify({ error }), { status: 402 }));
	await assert.rejects(session.ask('Hello?'), (refusal) => {
		assert.ok(refusal instanceof ChatError);
		assert.deepEqual(refusal.boundary, { answers: 2, cumulative: 106n, receipts });
		return true;
	});
	const receipt = {
		...RECEIPT,
		session: Number(RECEIPT.session),
		prompt_tokens: PROMPT.length,
		completion_tokens: ANSWER.length,
		price: '6',
		cumulative: '106',
		influence: RECEIPT.influence.map(([contribution, share]) => ({ contribution: Number(contribution), share })),
		scale: toHex(encodeReceipt(RECEIPT)),
	};
	let unpaid: object | null = { receipt, signature: signatureOf({ ...RECEIPT, price: 7n }) };
	t.mock.method(globalThis, 'fetch', async () => new Response(JSON.stringify({ unpaid })));
	await assert.rejects(session.recover(), /the signature/);
	assert.deepEqual(session.boundary, BEFORE);
	unpaid = { receipt, signature: signatureOf(RECEIPT) };
	assert.deepEqual((await session.recover())?.receipt, RECEIPT);
	assert.deepEqual(session.boundary, { answers: 2, cumulative: 106n, receipts });
	assert.equal(await session.recover(), undefined, 'it is known by now');
	unpaid = null;
	assert.equal(await session.recover(), undefined);
});
