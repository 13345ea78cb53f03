// Nonces of transactions that are under way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Nonces } from '@openledger/sdk';

test('transactions sent at once are numbered one behind the other, those of others apart', () => {
	const nonces = new Nonces();
	assert.deepEqual([nonces.take('Alice', 7), nonces.take('Alice', 7), nonces.take('Bob', 3)], [7, 8, 3]);
	nonces.release('Alice', 7);
	assert.equal(nonces.take('Alice', 8), 9, 'the second is under way still');
});

test('a transaction that a fork took back leaves no gap', () => {
	const nonces = new Nonces();
	nonces.release('Alice', nonces.take('Alice', 7));
	assert.equal(nonces.take('Alice', 7), 7);
});

test('a transaction that was refused leaves its nonce to the next', () => {
	const nonces = new Nonces();
	const [, refused] = [nonces.take('Alice', 0), nonces.take('Alice', 0)];
	nonces.release('Alice', refused);
	assert.equal(nonces.take('Alice', 0), refused);
});
