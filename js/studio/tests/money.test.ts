import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPEN } from '@openledger/sdk';
import { readPlanck } from '../src/logic/amounts.js';
import { toCsv } from '../src/logic/csv.js';
import { bytes, duration, openText, permill, plural, share } from '../src/logic/format.js';
import { quote } from '../src/logic/quote.js';
import { divide, partsOf } from '../src/logic/split.js';
import { whyUnearned } from '../src/logic/unearned.js';

const SPLIT = { platform: 50_000, provider: 400_000, contributors: 350_000, owner: 200_000 };

test('an amount is divided as the pallet’s README works out', () => {
	const shares = divide(SPLIT, 10_000n, 100_000);
	assert.deepEqual(shares, { platform: 500n, provider: 4000n, contributors: 3500n, royalty: 950n, owner: 1050n });
});

test('the parts of any amount sum to it', () => {
	for (const amount of [0n, 1n, 7n, 9_999n, 123_456_789_012_345_678n]) {
		const { platform, provider, contributors, royalty, owner } = divide(SPLIT, amount, 333_333);
		assert.equal(platform + provider + contributors + royalty + owner, amount);
	}
});

test('royalty is the owner’s to pay, and no more than it has', () => {
	const shares = divide(SPLIT, 10_000n, 1_000_000);
	assert.deepEqual([shares.provider, shares.contributors, shares.royalty, shares.owner], [4000n, 3500n, 2000n, 0n]);
});

const WAITING = {
	amount: 10_000n,
	influence: [
		[3n, 600_000_000],
		[4n, 400_000_000],
	] as const,
	provider: 'P',
	owner: 'O',
	baseOwner: 'B',
	royalty: 100_000,
};
const OWNERS = new Map([
	[3n, 'A'],
	[4n, 'P'],
]);
const contributorOf = (id: bigint): string | undefined => OWNERS.get(id);

test('a contributor gets the part that its record shaped', () => {
	assert.deepEqual(partsOf('A', WAITING, SPLIT, contributorOf), [
		{ as: 'contributor', planck: 2100n, contribution: 3n },
	]);
});

test('a provider earns nothing with its own records', () => {
	assert.deepEqual(partsOf('P', WAITING, SPLIT, contributorOf), [{ as: 'provider', planck: 4000n }]);
});

test('a base model’s owner gets its royalty, and a stranger nothing', () => {
	assert.deepEqual(partsOf('B', WAITING, SPLIT, contributorOf), [{ as: 'base owner', planck: 950n }]);
	assert.deepEqual(partsOf('X', WAITING, SPLIT, contributorOf), []);
});

test('a quote follows the formula of the chain', () => {
	const charges = [{ feePer1k: OPEN / 5n, bytes: 4000n, records: 10n }];
	const quoted = quote(charges, 2, OPEN / 2n);
	assert.equal(quoted.tokens, 2n * (1000n + 240n));
	assert.equal(quoted.mostTokens, 2n * (4000n + 640n));
	assert.equal(quoted.provider, ((OPEN / 2n) * 2480n) / 1000n);
	assert.equal(quoted.datanets, ((OPEN / 5n) * 2480n) / 1000n);
	assert.equal(quoted.most, ((OPEN / 2n + OPEN / 5n) * 9280n) / 1000n);
});

test('fees of several snapshots are apportioned by bytes and rounded up', () => {
	const charges = [
		{ feePer1k: 1000n, bytes: 3n, records: 0n },
		{ feePer1k: 1n, bytes: 1n, records: 0n },
	];
	assert.equal(quote(charges, 1, 0n).datanets, 2n);
	assert.equal(quote([], 1, 5n).most, 0n);
});

test('amounts are read as they are shown', () => {
	assert.equal(readPlanck('1,000.5'), 1000n * OPEN + OPEN / 2n);
	for (const text of ['', '-1', '1e3', '0x1', '1.', 'five', '0.0000000000000000001']) {
		assert.equal(readPlanck(text), undefined, text);
	}
});

test('figures carry their units', () => {
	assert.equal(openText(5n * OPEN), '5 OPEN');
	assert.equal(openText(1n), '< 0.0001 OPEN');
	assert.equal(openText(0n), '0 OPEN');
	assert.equal(share(423_000_000), '42 %');
	assert.equal(share(1), '< 0.1 %');
	assert.equal(permill(47_500), '4.75 %');
	assert.equal(bytes(98_362_432), '98.4 MB');
	assert.equal(plural(1, 'record'), '1 record');
	assert.equal(plural(1234n, 'record'), '1,234 records');
	assert.deepEqual(
		[duration(0), duration(59.6), duration(3720), duration(90_000)],
		['0 s', '1 min', '1 h 2 min', '1 d 1 h'],
	);
});

test('tables for spreadsheets hold no formulas and keep commas and quotes', () => {
	const csv = toCsv(
		['why', 'OPEN'],
		[
			['=HYPERLINK("x")', '-1.5'],
			['a, b', '2'],
		],
	);
	assert.equal(csv, 'why,OPEN\r\n"\'=HYPERLINK(""x"")",-1.5\r\n"a, b",2\r\n');
});

test('what keeps a contribution from earning is named, the first thing first', () => {
	const way = { status: 'Accepted' as const, hasSnapshot: true, learners: 2, listed: 1 };
	assert.equal(whyUnearned({ ...way, status: 'Pending' }), 'pending');
	assert.equal(whyUnearned({ ...way, status: 'Removed' }), 'out');
	assert.equal(whyUnearned({ ...way, hasSnapshot: false }), 'no snapshot');
	assert.equal(whyUnearned({ ...way, learners: 0 }), 'not learnt');
	assert.equal(whyUnearned({ ...way, listed: 0 }), 'not listed');
	assert.equal(whyUnearned(way), 'not named');
});
