// A session and a job whose every step is first in a block of a fork that loses. Healed, each step is taken again: no
// planck is lost, none comes twice, nobody's work is done twice, and no answer that was paid goes unpaid.
//
// Four validators and a provider in network namespaces. A step is taken while the provider and the first validator are
// cut off from the three others, who go on to finalise blocks without it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import {
	BEST,
	ChatError,
	type ChatSession,
	claim,
	closeSession,
	DEFAULT_HYPER,
	earnings,
	finalise,
	fromUri,
	type HyperParameters,
	indexed,
	type Job,
	listModel,
	open,
	type OpenLedger,
	openSession,
	readConfirmation,
	readJob,
	readSession,
	type Signer,
	submitJob,
	TimeoutError,
	topUp,
	TOTAL_SUPPLY,
	until,
	untilDivided,
	untilSettled,
	upload,
	within,
} from '@openledger/sdk';
import { Chain } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { finetune } from '../src/lib/finetune.js';
import { eventsSince, feesOf, type Happened } from '../src/lib/history.js';
import { enlistProvider, openMarket } from '../src/lib/market.js';
import { Network, NOTICE_CUTS, type Site } from '../src/lib/namespaces.js';
import { FinalityWatch, startFour } from '../src/lib/network.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { FOUR, fourSpec, toRaw } from '../src/lib/spec.js';
import { untilStep } from '../src/lib/steps.js';

/** Long enough that a job is still in training when its provider has been cut off. */
const HYPER: HyperParameters = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 2, epochs: 6, learning_rate: '0.001' };
const QUESTION = 'How do I start a single node?';
/** Seconds that anything awaited may take: a validator that is cut off authors one block in four slots. */
const PATIENCE = 240;

const records = toBlob(readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 16));
const heldOut = toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 4));

let network: Network;
let provider: Node;
let cutOff: Site[];
/** The two who are cut off, and the three others. */
let inside: Node[], outside: Node[];
/** The chain as the provider knows it, through the SDK and through @polkadot/api, and as the others do. */
let here: OpenLedger, near: Chain, there: OpenLedger, far: Chain;
/** The chain as the validator knows it that is cut off with the provider. */
let ally: Chain;
const watch = new FinalityWatch();
const [owner, contributor, builder, publisher, user, rival, stash]: Signer[] = [
	...['//Alice', '//Bob', '//Charlie', '//Dave', '//Ferdie', '//Eve'],
	'//Eve//stash',
].map(fromUri);

/** Everything that final blocks say has happened, and the next block to read. */
const history: Happened[] = [];
let unread = 1;

/** Reads final blocks as long as their states are kept. */
async function readHistory(): Promise<void> {
	const last = await far.finalisedNumber();
	const events = await eventsSince(far, unread);
	history.push(...events.filter(({ block }) => block <= last));
	unread = Math.max(unread, last + 1);
}

/** Returns the events of a name in final blocks. */
const happened = (name: string): Happened[] => history.filter((event) => event.name === name);

/** Waits until every one of these nodes has this many peers. */
async function untilPeers(nodes: Node[], peers: number): Promise<void> {
	for (const node of nodes) {
		await until(`${peers} peers of ${node.ws}`, PATIENCE, async () => {
			const health = await node.request<{ peers: number }>('system_health');
			return health.peers === peers || undefined;
		});
	}
}

/** Waits until all are connected, and have the same chain up to blocks that are final. */
async function agree(): Promise<void> {
	await untilPeers([...inside, ...outside], 4);
	await near.untilFinalised(await far.finalisedNumber(), PATIENCE);
	await far.untilFinalised((await near.bestNumber()) + 1, PATIENCE);
	for (const chain of [near, ally]) await chain.untilFinalised(await far.finalisedNumber(), PATIENCE);
}

/** Returns whether the two who are cut off have one new block on top of this one. */
async function haveBlockAfter(from: number): Promise<true | undefined> {
	const number = await near.bestNumber();
	if (number <= from) return undefined;
	const [here, beside] = await Promise.all([near, ally].map((chain) => chain.api.rpc.chain.getBlockHash(number)));
	return here.eq(beside) ? true : undefined;
}

/**
 * Cuts the provider and the first validator off, and returns the last block before their fork. Where the cut falls
 * between the moments in which the two learn that a block is final, each goes on with a chain that the other may not
 * follow: then they are let in again, and cut off another time.
 */
async function cutOffTogether(begin: number): Promise<number> {
	for (let tries = 0; tries < 5; tries++) {
		await agree();
		await readHistory();
		await near.untilBlock(begin, PATIENCE);
		await network.cut(cutOff);
		await untilPeers(inside, 1);
		await untilPeers(outside, 2);
		const from = await near.bestNumber();
		try {
			await ally.atEachBlock('a block of both', 40, () => haveBlockAfter(from));
			return from;
		} catch (error) {
			await network.heal();
			if (!(error instanceof TimeoutError)) throw error;
		}
	}
	throw new Error('the two who are cut off never had one chain');
}

/**
 * Takes a step on a fork, and returns what came of it once the fork has lost. The fork begins with block `begin`, or at
 * once: those who are cut off author one block in four slots, so a fork should not be longer than it has to.
 */
async function onLosingFork<T>(t: TestContext, step: string, take: () => Promise<T>, begin = 0): Promise<T> {
	const began = Date.now();
	const from = await cutOffTogether(begin);
	const cut = Date.now();
	let taken: T, number: number, hash: string;
	try {
		taken = await within(step, PATIENCE, take());
		number = await near.bestNumber();
		assert.ok(number > from, 'the step is in a block');
		hash = (await near.api.rpc.chain.getBlockHash(number)).toHex();
		assert.ok((await near.finalisedNumber()) < number, 'that is not final');
		await far.untilFinalised(number, PATIENCE);
	} finally {
		await network.heal();
	}
	const healed = Date.now();
	await near.untilFinalised(number, PATIENCE);
	assert.notEqual((await near.api.rpc.chain.getBlockHash(number)).toHex(), hash, 'the fork has lost');
	const [before, apart, after] = [cut - began, healed - cut, Date.now() - healed].map((time) => `${time / 1000} s`);
	t.diagnostic(`${step}: ${number - from} blocks lost; cut off in ${before}, for ${apart}, healed in ${after}`);
	return taken;
}

/** Waits until a job has one of these statuses on one side. */
function untilJob(chain: OpenLedger, id: bigint, ...statuses: Job['status'][]): Promise<Job> {
	return chain.atEachBlock(`job ${id} to be ${statuses.join(' or ')}`, PATIENCE, async () => {
		const job = await readJob(chain, id).catch(() => undefined);
		return job && statuses.includes(job.status) ? job : undefined;
	});
}

before(async () => {
	network = await Network.open([...FOUR, 'provider'], NOTICE_CUTS);
	cutOff = [network.sites[0], network.sites[4]];
	const spec = await toRaw(await fourSpec(100));
	const validators = await startFour(spec, network.sites.slice(0, 4));
	const args = ['--chain', spec, '--no-mdns', '--bootnodes', await validators[0].address()];
	provider = await Node.start({ name: 'provider', args, provider: true, site: network.sites[4] });
	inside = [validators[0], provider];
	outside = validators.slice(1);
	// Peers that are reserved are tried every few seconds, while others wait longer after each try that failed.
	for (const node of inside) {
		for (const peer of outside) await node.request('system_addReservedPeer', await peer.address());
	}
	[here, there] = await Promise.all([provider, validators[1]].map((node) => connect(node.ws)));
	const nodes = [provider, validators[1], validators[0]];
	[near, far, ally] = await Promise.all(nodes.map((node) => Chain.connect(node.ws)));
	for (const chain of [near, far]) await watch.follow(chain);
	await near.untilFinalised(3);
});

after(async () => {
	watch.stop();
	for (const end of [here, there]) end?.close();
	for (const end of [near, far, ally]) await end?.close();
	await stopAll();
});

let base: number, order: Parameters<typeof submitJob>[2];
let first: Job;

test('a job that was ordered, claimed and finished on forks is done and paid once', async (t) => {
	const expected = await finetune(HYPER, records, heldOut);
	const market = await openMarket(here, owner, [[contributor, records]], publisher, { feePer1kTokens: open(1) });
	base = market.base;
	await enlistProvider(here, provider, stash, [base], open(1), open(10));
	const root = await upload(here, heldOut.bytes);
	order = { name: 'Small', base, snapshots: [market.snapshot], heldOut: root, hyper: HYPER };

	const id = await onLosingFork(t, 'an order', () => submitJob(here, builder, order, open(50)));
	await untilJob(there, id, 'Claimed');
	await untilStep(near, id, 2);
	await onLosingFork(t, 'a result', async () => {
		await untilJob(here, id, 'Submitted');
		assert.equal((await readJob(there, id)).status, 'Claimed', 'the result is on the fork alone');
	});
	await untilJob(there, id, 'Submitted');
	// Chance may have the result repeated, by nobody else here: then it waits.
	const step = await onLosingFork(t, 'a payment', () =>
		here.atEachBlock(`the payment of job ${id}`, PATIENCE, async () => {
			const [job, confirmation] = await Promise.all([readJob(here, id), readConfirmation(here, id)]);
			return job.status === 'Finalised' || confirmation ? job.status : undefined;
		}),
	);
	t.diagnostic(`the job was ${step}`);
	first = await finalise(there, builder, id);
	assert.equal(first.status, 'Finalised');
	assert.equal(first.attempts, 1, 'one claim was enough');
	const result = first.result!;
	assert.deepEqual(
		[result.adapter, result.trace, result.steps, result.tokens],
		[expected.adapter_root, expected.trace_root, expected.steps, expected.tokens],
	);

	const second = await onLosingFork(t, 'a claim', async () => {
		const id = await submitJob(here, builder, order, open(50));
		await untilJob(here, id, 'Claimed', 'Submitted');
		return id;
	});
	await untilJob(there, second, 'Claimed', 'Submitted', 'Finalised');
	const job = await finalise(there, builder, second, PATIENCE);
	assert.equal(job.attempts, 1);
	assert.equal(job.result!.adapter, expected.adapter_root);
});

/** Returns whether a session is open. */
const isOpen = (chain: OpenLedger, session: bigint): Promise<boolean> =>
	readSession(chain, session).then(
		() => true,
		() => false,
	);

/** Waits until a session is open, or until it is not, by those who are not cut off. */
const untilOpen = (session: bigint, wanted: boolean): Promise<true> =>
	there.atEachBlock(`session ${session} to be ${wanted ? 'open' : 'over'}`, PATIENCE, async () =>
		(await isOpen(there, session)) === wanted ? true : undefined,
	);

/** Waits for the block from which on a session, whose end was announced, can be ended by those who are not cut off. */
async function untilNoticeIsOver(session: bigint): Promise<void> {
	const closing = async (): Promise<number | undefined> => (await readSession(there, session)).closing_at;
	const at = await there.atEachBlock('the notice', PATIENCE, closing);
	await there.untilBlock(at, PATIENCE);
}

let paid: ChatSession;
/** What the user had before any session. */
let wealth: bigint;

test('a session that was opened, paid and closed on forks is paid once', async (t) => {
	await indexed(near, first.id, 300);
	await there.submit(listModel(there, first.model!, { promptPer1k: open(1), completionPer1k: open(1) }), builder);
	await agree();
	wealth = await there.wealth(user.address);
	const terms = { model: first.model!, provider: stash.address, deposit: open(5), url: provider.chat };

	paid = await onLosingFork(t, 'a session, and an answer in it', async () => {
		const session = await openSession(here, user, terms);
		await session.ask(QUESTION, 40);
		return session;
	});
	await untilOpen(paid.session, true);
	await onLosingFork(t, 'more deposit, and an answer', async () => {
		await here.submit(topUp(here, paid.session, open(1)), user);
		await paid.ask(QUESTION, 40);
	});
	await onLosingFork(t, 'a settlement', async () => {
		await paid.pay();
		await untilSettled(here, paid, PATIENCE);
	});
	await untilSettled(there, paid, PATIENCE);
	await onLosingFork(t, 'notice of its end', () => here.submit(closeSession(here, paid.session), user));
	await untilNoticeIsOver(paid.session);
	await onLosingFork(t, 'its end', () => here.submit(closeSession(here, paid.session), user));
	await untilOpen(paid.session, false);
});

test('settlements are divided, and earnings claimed, once', async (t) => {
	const settlements = await there.api.query.Attribution.Settlements.getEntries(paid.session, BEST);
	const until = Math.max(...settlements.map(({ value }) => value.until));
	await onLosingFork(t, 'a division', () => untilDivided(here, paid.session, PATIENCE), until - 2);
	await untilDivided(there, paid.session, PATIENCE);
	const earned = await earnings(there, stash.address);
	assert.ok(earned > 0n);
	await onLosingFork(t, 'a claim of earnings', async () => {
		assert.equal(await earnings(here, stash.address), earned);
		await here.submit(claim(here), stash);
	});
	await there.atEachBlock('the claim', PATIENCE, async () =>
		(await earnings(there, stash.address)) === 0n ? true : undefined,
	);
	await agree();
	await readHistory();
	assert.deepEqual(
		happened('Attribution.Claimed').map(({ fields }) => [fields.who.toString(), fields.amount.toBigInt()]),
		[[stash.address, earned]],
	);
});

test('two sessions that had one number on two forks are not taken for each other', async (t) => {
	const terms = { model: first.model!, provider: stash.address, deposit: open(5), url: provider.chat };
	const [mine, other] = await onLosingFork(t, 'a session of a number that another has', async () => {
		const mine = await openSession(here, user, terms);
		await mine.ask(QUESTION, 40);
		const other = await openSession(there, rival, terms);
		return [mine, other];
	});
	assert.equal(mine.session, other.session, 'both sides counted alike');
	const moved = mine.session + 1n;
	await untilOpen(moved, true);
	// The provider knows it too, before it is asked for anything.
	await near.untilFinalised(await far.bestNumber(), PATIENCE);
	assert.equal((await readSession(there, other.session)).user, rival.address);
	assert.equal((await readSession(there, moved)).user, user.address);
	for (const session of [mine, other]) {
		const code = session === mine ? 'bad_signature' : 'session_reused';
		await assert.rejects(session.ask(QUESTION, 40), (error) => error instanceof ChatError && error.code === code);
	}
	const endings: [bigint, Signer][] = [
		[moved, user],
		[other.session, rival],
	];
	for (const [session, who] of endings) await there.submit(closeSession(there, session), who);
	for (const [session, who] of endings) {
		await untilNoticeIsOver(session);
		await there.submit(closeSession(there, session), who);
		await untilOpen(session, false);
	}
});

test('nothing happened twice, and the books balance', async () => {
	await agree();
	await readHistory();
	const sum = (name: string, field: string): bigint =>
		happened(name).reduce((sum, { fields }) => sum + fields[field].toBigInt(), 0n);
	assert.equal(sum('Attribution.Settled', 'amount'), paid.owed);
	assert.equal(sum('Attribution.Divided', 'amount'), paid.owed);
	for (const name of ['JobSubmitted', 'JobClaimed', 'ResultSubmitted', 'JobFinalised']) {
		assert.equal(happened(`ModelFactory.${name}`).length, 2, name);
	}
	for (const name of ['SessionOpened', 'SessionClosed']) {
		assert.equal(happened(`Attribution.${name}`).length, 3, name);
	}
	assert.equal(await there.wealth(user.address), wealth - paid.owed - feesOf(history, user));
	for (const chain of [near, far]) await booksBalance(chain, TOTAL_SUPPLY);
	await watch.check([near, far]);
});
