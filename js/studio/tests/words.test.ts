import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChainError, ChatError, ReceiptError, TimeoutError } from '@openledger/sdk';
import { LOCAL_NODE, nodeOf } from '../src/logic/node-address.js';
import { words } from '../src/logic/words.js';
import { t } from '../src/texts/index.js';

test('a refusal of the chain says what is wrong and what to do, from the chain’s own text', () => {
	const error = new ChainError('Attribution.DepositTooSmall', 'The deposit is below `MinDeposit`; deposit more.');
	assert.deepEqual(words(error), {
		what: 'The deposit is below MinDeposit.',
		cure: 'Deposit more.',
		code: 'Attribution.DepositTooSmall',
	});
});

test('a refusal without a text still says something', () => {
	assert.equal(words(new ChainError('Some.Thing', '')).what, t.errors.unknown.what);
	assert.equal(words(new ChainError('Token.FundsUnavailable', '')).what, 'The account has too little for this.');
});

test('a wallet that refuses is no fault', () => {
	assert.deepEqual(words(new Error('Cancelled')), t.errors.refusedByWallet);
	assert.deepEqual(words(new Error('Rejected by user')), t.errors.refusedByWallet);
});

test('a transaction that the pool refuses is told by its kind', () => {
	const error = Object.assign(new Error('invalid'), { error: { type: 'Invalid', value: { type: 'Payment' } } });
	assert.equal(words(error).what, t.errors.invalid['Payment']?.what);
	const other = Object.assign(new Error('invalid'), { error: { type: 'Invalid', value: { type: 'Custom' } } });
	assert.equal(words(other).what, t.errors.invalidOther.what);
});

test('a service that cannot be reached is told from one that refuses', () => {
	assert.equal(words(new TypeError('Failed to fetch')).what, t.errors.unreachable.what);
	const refusal = { error: { type: 'payment_required', message: 'm', code: 'deposit_exhausted' } };
	assert.equal(words(new ChatError(402, refusal)).what, t.errors.chat['deposit_exhausted']?.what);
	assert.match(words(new ChatError(500, { error: { type: 'server_error', message: 'broke' } })).what, /broke/);
});

test('a false receipt is never paid', () => {
	assert.match(words(new ReceiptError('price', 2, 1)).what, /nothing was paid/);
});

test('everything else has its own words, and none is lost', () => {
	assert.match(words(new TimeoutError('block 7', 5)).what, /block 7/);
	assert.equal(words(new Error('odd')).what, 'odd');
	assert.equal(words('odd').what, 'odd');
	assert.equal(words(undefined).what, 'undefined');
});

test('a page connects to the node that serves it, and else to that of this machine', () => {
	const page = { protocol: 'http:', hostname: 'node.example' };
	assert.equal(nodeOf({ port: 9944 }, page), 'ws://node.example:9944');
	assert.equal(nodeOf({ port: 443 }, { ...page, protocol: 'https:' }), 'wss://node.example:443');
	assert.equal(nodeOf({ address: 'wss://rpc.example/ws' }, page), 'wss://rpc.example/ws');
	const rubbish = [undefined, null, 'x', 7, {}, { port: '9944' }, { port: 0 }, { port: 1.5 }, { port: 65_536 }];
	for (const said of [...rubbish, { address: 'javascript:1' }]) assert.equal(nodeOf(said, page), LOCAL_NODE);
});
