// A result is confirmed before it is paid: drawn providers repeat the training, and whoever published something else
// loses its bond. Two honest nodes, and a thief who has a registration and no node.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	BEST,
	DEFAULT_HYPER,
	fromUri,
	type HyperParameters,
	type Job,
	open,
	type OpenLedger,
	readJob,
	registerProvider,
	type Signer,
	submitJob,
} from '@openledger/sdk';
import { Chain } from '../src/lib/chain.js';
import { accepted, booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { eventsSince, feesOf, type Happened } from '../src/lib/history.js';
import { enlistProvider, openMarket, type SmallMarket, transfer } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

/** A training of two steps. */
const HYPER: HyperParameters = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 4, max_length: 128 };
const records = toBlob(readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 8));
const BOND = open(1000);
const PAYMENT = open(5);
/** Seconds that repeating, and everything else that is awaited, may take on a machine that is busy. */
const PATIENCE = 300;

/** The honest providers, by their stashes' addresses. */
interface Honest {
	name: string;
	stash: Signer;
	node: Node;
}

let chain: OpenLedger;
/** The same chain through @polkadot/api, which reads the events of past blocks. */
let past: Chain;
let market: SmallMarket;
let issuance: bigint;
let builder: Signer, thief: Signer;
let honest: Honest[];
/** The first job: the thief has claimed it before there was anybody else. */
let first: bigint;

const byAddress = (address: string): Honest => honest.find(({ stash }) => stash.address === address)!;

/** Orders a job whose result the builder wants repeated. */
async function order(): Promise<bigint> {
	const spec = { name: 'Small', base: market.base, snapshots: [market.snapshot], hyper: HYPER };
	const id = await submitJob(chain, builder, spec, PAYMENT);
	const ask = chain.api.tx.ModelFactory.ask_confirmation({ job: id });
	await accepted(chain, builder, [[ask, 'ModelFactory.ConfirmationAsked']]);
	return id;
}

/** The part of a payment that is set apart for the record of the model. */
const depositOfModel = (): Promise<bigint> => chain.api.constants.Models.TunedRecordDeposit();

/** What happened to a job in the blocks since one, in its order. */
async function storyOf(id: bigint, since: number): Promise<Happened[]> {
	const events = await eventsSince(past, since);
	return events.filter(
		({ name, fields }) => name.startsWith('ModelFactory.') && fields.job?.toString() === String(id),
	);
}

const names = (story: Happened[]): string[] => story.map(({ name }) => name.replace('ModelFactory.', ''));

/** Returns the accounts that a kind of event names, in their order. */
const named = (story: Happened[], event: string, field: string): string[] =>
	story.filter(({ name }) => name === `ModelFactory.${event}`).map(({ fields }) => fields[field].toString());

/** Waits until a job is over, by what the nodes do alone. */
const over = (id: bigint): Promise<Job> =>
	chain.atEachBlock(`the end of job ${id}`, PATIENCE, async () => {
		const job = await readJob(chain, id);
		return ['Finalised', 'Failed', 'Cancelled'].includes(job.status) ? job : undefined;
	});

before(async () => {
	const spec = await fastSpec(150);
	const one = await Node.start({ name: 'one', args: soloArgs(spec), provider: true });
	const boot = ['--bootnodes', await one.address()];
	const args = ['--chain', spec, '--offchain-worker', 'always', ...boot];
	const two = await Node.start({ name: 'two', args, provider: true });
	[chain, past] = [await connect(one.ws), await Chain.connect(one.ws)];
	issuance = await chain.totalIssuance();
	const [owner, contributor, publisher] = ['//Alice', '//Bob', '//Ferdie'].map(fromUri);
	[builder, thief] = ['//Eve', '//Thief'].map(fromUri);
	honest = [
		{ name: 'one', stash: fromUri('//Eve//stash'), node: one },
		{ name: 'two', stash: fromUri('//Dave//stash'), node: two },
	];
	market = await openMarket(chain, owner, [[contributor, records]], publisher, { feePer1kTokens: open(1) });
	await chain.submit(transfer(chain, thief.address, BOND + open(10)), owner);
	const offer = { bases: [market.base], pricePer1kTokens: open(1) };
	await chain.submit(registerProvider(chain, thief.address, offer), thief);
	first = await order();
	const claim = chain.api.tx.ModelFactory.claim_job({ job: first });
	await accepted(chain, thief, [[claim, 'ModelFactory.JobClaimed']]);
	for (const { node, stash } of honest) {
		await enlistProvider(chain, node, stash, [market.base], open(1), open(20));
	}
});

after(async () => {
	chain?.close();
	await past?.close();
	await stopAll();
});

test('a false result is found out by two who repeat it, and costs the whole bond', async () => {
	const since = await chain.bestNumber();
	const before = await chain.wealth(thief.address);
	const worth = await Promise.all(honest.map(({ stash }) => chain.wealth(stash.address)));
	const result = {
		adapter: `0x${'ad'.repeat(32)}`,
		adapter_bytes: 1_000_000n,
		trace: `0x${'7a'.repeat(32)}`,
		steps: 2,
		tokens: 500n,
		loss_first: 3_000_000_000n,
		loss_last: 2_000_000_000n,
		evaluation: undefined,
	};
	const { ModelFactory } = chain.api.tx;
	const lie = ModelFactory.submit_result({ job: first, result });
	await accepted(chain, thief, [[lie, 'ModelFactory.ResultSubmitted']]);

	// From here on only the nodes act.
	const reopened = await chain.atEachBlock(`the verdict on job ${first}`, PATIENCE, async () => {
		const job = await readJob(chain, first);
		return job.status === 'Submitted' && job.attempts === 1 ? undefined : job;
	});
	assert.equal(reopened.escrow, PAYMENT - (await depositOfModel()), 'the builder has paid nothing for it');
	assert.equal((await chain.api.apis.ModelFactoryApi.provider(thief.address, BEST))!.bond, 0n);
	const all = await storyOf(first, since);
	const story = all.slice(0, names(all).indexOf('JobReopened') + 1);
	const round = ['VerifierDrawn', 'RepetitionCommitted', 'RepetitionRevealed'];
	assert.deepEqual(names(story), [
		...['ResultSubmitted', 'ConfirmationCalled', ...round, ...round],
		...['ResultRefuted', 'BondLost', 'JobReopened'],
	]);
	assert.deepEqual(named(story, 'ConfirmationCalled', 'cause'), ['Asked']);
	const drawn = named(story, 'VerifierDrawn', 'verifier');
	assert.deepEqual(drawn.toSorted(), honest.map(({ stash }) => stash.address).sort());
	assert.deepEqual(named(story, 'RepetitionRevealed', 'verifier'), drawn);
	for (const { name, fields } of story) {
		if (name === 'ModelFactory.RepetitionRevealed') assert.ok(fields.statement.isDiffers, String(fields.statement));
	}
	assert.deepEqual(named(story, 'BondLost', 'stash'), [thief.address]);
	assert.deepEqual(named(story, 'BondLost', 'amount'), [String(BOND)]);

	// The thief is poorer by its bond and its fees. Each verifier has what the training would have been paid: half of
	// an OPEN for 500 tokens.
	assert.equal(await chain.wealth(thief.address), before - BOND - feesOf(await eventsSince(past, since), thief));
	for (const [index, { stash, node }] of honest.entries()) {
		const gained = (await chain.wealth(stash.address)) - worth[index];
		assert.ok(gained >= open('0.5'), `${stash.name} gained ${gained} planck`);
		for (const step of ['CommitRepetition', 'RevealRepetition']) {
			await node.untilSays(new RegExp(`job ${first}: sent ${step}`));
		}
	}
});

/** Checks that a job's result was confirmed by another provider than its own, and that its log tells of it. */
async function confirmed(id: bigint, since: number): Promise<{ worker: Honest; verifier: Honest; story: Happened[] }> {
	const story = await storyOf(id, since);
	const end = story.slice(names(story).lastIndexOf('JobClaimed'));
	assert.deepEqual(names(end), [
		...['JobClaimed', 'ResultCommitted', 'ResultSubmitted', 'ConfirmationCalled'],
		...['VerifierDrawn', 'RepetitionCommitted', 'RepetitionRevealed', 'ResultConfirmed', 'JobFinalised'],
	]);
	const [worker, verifier] = [named(end, 'JobClaimed', 'provider'), named(end, 'VerifierDrawn', 'verifier')].map(
		([address]) => byAddress(address),
	);
	assert.notEqual(worker.name, verifier.name);
	for (const step of ['CommitRepetition', 'RevealRepetition']) {
		await verifier.node.untilSays(new RegExp(`job ${id}: sent ${step}`));
	}
	for (const step of ['Claim', 'Commit', 'Answer', 'Finalise']) {
		await worker.node.untilSays(new RegExp(`job ${id}: sent ${step}\\b`));
	}
	return { worker, verifier, story: end };
}

let made: Job;

test('an honest provider finishes the job, and the other one confirms it', async () => {
	made = await over(first);
	assert.equal(made.status, 'Finalised');
	assert.equal(made.attempts, 2);
	assert.equal(made.escrow, 0n);
	await confirmed(first, Math.max(1, (await chain.bestNumber()) - 250));
});

test('a confirmation costs its builder what the training costs, and pays who repeats it', async () => {
	const since = (await chain.bestNumber()) + 1;
	const worth = new Map<string, bigint>();
	for (const who of [builder, ...honest.map(({ stash }) => stash)]) {
		worth.set(who.address, await chain.wealth(who.address));
	}
	const gainOf = async ({ address }: Signer): Promise<bigint> =>
		(await chain.wealth(address)) - worth.get(address)!;
	const id = await order();
	const job = await over(id);
	assert.equal(job.status, 'Finalised');
	assert.ok(job.model! > made.model!, 'the job ends in a model');
	assert.deepEqual(job.result, made.result, 'the same training as before');
	const { worker, verifier, story } = await confirmed(id, since);
	const { fields } = story.at(-1)!;
	const [fee, datanets] = [fields.providerFee.toBigInt(), fields.datanetFees.toBigInt()];
	assert.ok(fee > 0n && datanets > 0n);
	// Workers pay the fees of nodes, so stashes gain exactly what they are paid.
	assert.equal(await gainOf(worker.stash), fee);
	assert.equal(await gainOf(verifier.stash), fee);
	// The rest of the escrow, and of what was on hold for the repetition, is back.
	assert.equal(await gainOf(builder), -2n * fee - datanets - feesOf(await eventsSince(past, since), builder));
	// Both jobs have ended in a model, which keeps what its record costs.
	assert.equal((await chain.balance(builder.address)).held, 2n * (await depositOfModel()));
});

test('the books balance', () => booksBalance(chain, issuance));
