// Proof of Attribution under attack: an honest provider shows its books, a liar is found out by two who repeat its answer, one of
// which never trained the model, and another liar that says nothing is found out by that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { upload } from '../src/lib/blobs.js';
import { Chain, type Decoded, type Signer } from '../src/lib/chain.js';
import type { Answer, ChatSession } from '../src/lib/chat.js';
import { accepted, booksBalance } from '../src/lib/check.js';
import { DEFAULT_HYPER, indexed, type Job, trained } from '../src/lib/jobs.js';
import {
	contribute,
	createDatanet,
	earnings,
	enlistProvider,
	finalise,
	openSession,
	price,
	referenceBase,
	registerBase,
	registerProvider,
	submitJob,
	untilSettled,
} from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { open } from '../src/lib/open.js';
import { SAMPLE } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { type OpenedAnswer, hashTokens, revealCall, settleCall, type Vector } from '../src/lib/receipts.js';
import { readRecords, toBlob } from '../src/lib/records.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

/** The first two records' questions. The answer to the second, which is asked first, is attributed to its record. */
const QUESTIONS = readRecords(join(SAMPLE, 'operators.jsonl')).slice(0, 2).map(({ prompt }) => prompt).reverse();
const PARTS = 1_000_000_000n;
const BOND = open(1000);
const [CHALLENGE_BOND, PENALTY, REWARD] = [open(10), open(100), open(5)];

const records = readRecords(join(SAMPLE, 'operators.jsonl')).slice(0, 24);
const parts = [toBlob(records.slice(0, 16)), toBlob(records.slice(16))];

let node: Node;
/** The chain as that node and another one know it. */
let chain: Chain, theirs: Chain | undefined;
let issuance: bigint;
let owner: Signer, bob: Signer, charlie: Signer, builder: Signer, publisher: Signer, user: Signer, doubter: Signer;
/** The provider that the node serves, one that joins later, and those whose keys are in the hands of this test. */
let honest: Signer, second: Signer, liar: Signer, mute: Signer;
let spec: string;
let base: number, contributions: number[], job: Job, answers: Answer[];

before(async () => {
	spec = await fastSpec(100);
	node = await Node.start({ name: 'challenge', args: soloArgs(spec), provider: true, settleAfter: 15 });
	chain = await Chain.connect(node.ws);
	issuance = await chain.totalIssuance();
	const names = ['//Alice', '//Bob', '//Charlie', '//Eve', '//Ferdie', '//Ferdie//stash', '//Dave'];
	[owner, bob, charlie, builder, publisher, user, doubter] = names.map((name) => chain.accounts.get(name));
	const stashes = ['//Eve', '//Charlie', '//Dave', '//Bob'];
	[honest, second, liar, mute] = stashes.map((name) => chain.accounts.get(`${name}//stash`));

	const created = await chain.submit(createDatanet(chain, 'Small'), owner);
	const datanet = created.get('Datanets.Created').datanet.toNumber();
	const { datanets, utility } = chain.api.tx;
	contributions = [await contribute(chain, bob, datanet, parts[0]), await contribute(chain, charlie, datanet, parts[1])];
	const reviews = contributions.map((id) => datanets.review(datanet, id, 'Accept'));
	await chain.submit(utility.batchAll([...reviews, datanets.publishSnapshot(datanet)]), owner);
	const registered = await chain.submit(registerBase(chain, referenceBase()), publisher);
	base = registered.get('Models.BaseRegistered').model.toNumber();
	await enlistProvider(chain, node, honest, [base], open(1), open(20));

	const heldOut = await upload(chain, toBlob(readRecords(join(SAMPLE, 'held_out.jsonl')).slice(0, 4)).bytes);
	const hyper = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 4, epochs: 2 };
	const snapshots = [{ datanet, number: 1 }];
	const id = await submitJob(chain, builder, { name: 'Small', base, snapshots, heldOut, hyper }, open(50));
	await trained(chain, id, 600);
	job = await finalise(chain, builder, id);
	await indexed(chain, id, 600);
	await chain.submit(chain.api.tx.models.list(job.model!, price(open('0.5'), open(2))), builder);
	for (const stash of [liar, mute]) {
		await chain.submit(registerProvider(chain, stash.address, { bases: [base] }), stash);
	}
});

after(async () => {
	await theirs?.close();
	await chain?.close();
	await stopAll();
});

/** Doubts a settlement; the challenge's number. */
async function doubt(session: number, answer: number | null): Promise<number> {
	const call = chain.api.tx.disputes.challenge(session, 0, answer);
	const events = await accepted(chain, doubter, [[call, 'Disputes.Challenged']]);
	return events.get('Disputes.Challenged').challenge.toNumber();
}

/** An open challenge, or nothing once it is resolved. */
async function challenge(id: number): Promise<Decoded | undefined> {
	return ((await chain.api.call.disputesApi.challenge(id)) as Decoded).unwrapOr(undefined);
}

/** Waits until somebody has resolved a challenge. */
const untilResolved = (id: number): Promise<boolean> =>
	chain.atEachBlock(`the verdict on challenge ${id}`, 120, async () => (await challenge(id)) === undefined || undefined);

/** Waits for a stage of a challenge; the last block of it. */
const untilStage = (id: number, stage: string): Promise<number | null> =>
	chain.atEachBlock(`challenge ${id} to be ${stage}`, 120, async () => {
		const info = await challenge(id);
		if (!info) throw new Error(`challenge ${id} was resolved before it was ${stage}`);
		return info.stage.type === stage ? (info.stage.value?.until?.toNumber() ?? null) : undefined;
	});

async function bond(provider: Signer): Promise<bigint> {
	return ((await chain.api.call.modelFactoryApi.provider(provider.address)) as Decoded).unwrap().bond.toBigInt();
}

/** What some can claim now. */
const claimable = (who: Signer[]): Promise<bigint[]> => Promise.all(who.map(({ address }) => earnings(chain, address)));

/** What some can claim more than before. */
async function gains(who: Signer[], before: bigint[]): Promise<bigint[]> {
	return (await claimable(who)).map((now, index) => now - before[index]);
}

test('an honest provider reveals by itself, after a kill -9 too', async () => {
	const session: ChatSession = await openSession(chain, node, user, job.model!, honest.address, open(5));
	answers = [];
	for (const question of QUESTIONS) answers.push(await session.ask(question, 24));
	await session.pay();
	await untilSettled(chain, session);
	const settlement = ((await chain.api.call.attributionApi.settlement(session.session, 0)) as Decoded).unwrap();
	assert.equal(settlement.answers.toNumber(), 2);
	await chain.close();
	await node.kill();
	await node.restart();
	chain = await Chain.connect(node.ws);

	const before = await claimable([honest]);
	const sum = await doubt(session.session, null);
	const one = await doubt(session.session, 1);
	// The sum is proven, so the provider takes the doubter's bond.
	await untilResolved(sum);
	assert.deepEqual(await gains([honest], before), [CHALLENGE_BOND]);
	// The answer lies open for others to repeat; nobody does, so nobody loses.
	const until = await untilStage(one, 'Voting');
	const openedAnswer = ((await chain.api.call.disputesApi.openedAnswer(one)) as Decoded).unwrap();
	assert.deepEqual(openedAnswer.prompt.toJSON(), answers[1].tokens.prompt);
	assert.deepEqual(openedAnswer.answer.toJSON(), answers[1].tokens.answer);
	assert.equal(hashTokens(answers[1].tokens.answer), openedAnswer.receipt.answer.toHex());
	await chain.untilBlock(until! + 1);
	await accepted(chain, doubter, [[chain.api.tx.disputes.resolve(one), 'Disputes.Dismissed']]);
	assert.equal(await bond(honest), BOND);
});

/** The file of a node's influence index. */
const indexOf = ({ basePath }: Node, suffix = ''): Buffer => {
	const worker = join(basePath, 'chains', 'openledger_fast_100', 'worker');
	return readFileSync(join(worker, 'indexes', chain.genesis.slice(2), `${job.id}.influence${suffix}`));
};

test('a provider that did not train the model answers and attributes with the same bits', async () => {
	const peer = await node.request<string>('system_localPeerId');
	const boot = ['--bootnodes', `/ip4/127.0.0.1/tcp/${node.p2pPort}/p2p/${peer}`];
	const args = ['--chain', spec, '--no-mdns', '--offchain-worker', 'always', ...boot];
	const other = await Node.start({ name: 'second', args, provider: true, settleAfter: 15 });
	theirs = await Chain.connect(other.ws);
	await enlistProvider(chain, other, second, [base], open(1), open(20));
	const session = await openSession(chain, other, user, job.model!, second.address, open(5));
	await theirs.untilBlock(await chain.bestNumber());
	// Adapter and records come from the first node by themselves.
	const answer = await session.ask(QUESTIONS[0]!, 24);
	assert.deepEqual(answer.tokens, answers[0]!.tokens);
	assert.deepEqual(answer.influence, answers[0]!.influence);
	assert.deepEqual(answer.attribution, answers[0]!.attribution);
	for (const suffix of ['', '.spans']) assert.ok(indexOf(node, suffix).equals(indexOf(other, suffix)));
});

/** The honest provider's first answer as another provider sells it, with the influence that it claims. */
async function sell(provider: Signer, influence: Vector): Promise<{ openedAnswer: OpenedAnswer; share: bigint }> {
	const opened = chain.api.tx.attribution.openSession(job.model!, provider.address, open(5));
	const session = (await chain.submit(opened, user)).get('Attribution.SessionOpened').session.toNumber();
	const { tokens, promptTokens, completionTokens, owed } = answers[0];
	const openedAnswer: OpenedAnswer = {
		receipt: {
			genesis: chain.genesis,
			session,
			index: 0,
			model: job.model!,
			adapter: job.result!.adapter,
			prompt: hashTokens(tokens.prompt),
			answer: hashTokens(tokens.answer),
			promptTokens,
			completionTokens,
			price: owed,
			cumulative: owed,
			influence,
		},
		...tokens,
	};
	const settle = settleCall(chain, user, [openedAnswer], influence);
	const events = await accepted(chain, provider, [[settle, 'Attribution.Settled']]);
	return { openedAnswer, share: events.get('Attribution.Settled').shares.contributors.toBigInt() };
}

test('a false vector is found out by repeating the answer', async () => {
	const right = answers[0].influence;
	assert.ok(right.length > 0, 'nobody is to be deprived of anything');
	// Everything to whom the right vector gives less.
	const shareOf = (id: number): bigint => BigInt(right.find(({ contribution }) => contribution === id)?.share ?? 0);
	const [most, least] = shareOf(contributions[0]) >= shareOf(contributions[1]) ? [0, 1] : [1, 0];
	const { openedAnswer, share } = await sell(liar, [[contributions[least], 1_000_000_000]]);
	const id = await doubt(openedAnswer.receipt.session, 0);
	const owed = (share * shareOf(contributions[most])) / PARTS;
	const deprived = [bob, charlie][most];
	const parties = [deprived, [bob, charlie][least], doubter, honest, second];
	const before = await claimable(parties);
	await accepted(chain, liar, [[revealCall(chain, id, [openedAnswer], 0), 'Disputes.Revealed']]);

	// The other providers' nodes repeat the answer, vote, and have the verdict carried out: nobody tells them to.
	const votes = await chain.atEachBlock('the votes of both other providers', 120, async () => {
		const votes: Decoded[] = (await challenge(id))?.votes ?? [];
		return votes.length === 2 ? votes : undefined;
	});
	assert.deepEqual(votes.map(([voter]) => voter.toString()).sort(), [honest.address, second.address].sort());
	for (const [, found] of votes) {
		assert.ok(found.isInfluenceDiffers, `it found ${found.type}`);
		assert.deepEqual(
			found.asInfluenceDiffers.influence.map(([id, share]: Decoded) => [id.toNumber(), share.toNumber()]),
			right.map(({ contribution, share }) => [contribution, share]),
		);
	}
	await untilResolved(id);
	assert.equal(await bond(liar), BOND - PENALTY - owed, 'the penalty comes on top of what is owed');
	assert.ok(owed > 0n);
	assert.deepEqual(await gains(parties, before), [owed, 0n, PENALTY / 2n, REWARD, REWARD]);
	const settlement = ((await chain.api.call.attributionApi.settlement(openedAnswer.receipt.session, 0)) as Decoded).unwrap();
	assert.equal(settlement.restored.toBigInt(), owed);
	const again = chain.api.tx.disputes.challenge(openedAnswer.receipt.session, 0, 0);
	assert.equal(await chain.refusal(again, doubter), 'Disputes.AlreadyJudged');
	assert.equal(await chain.refusal(chain.api.tx.modelFactory.leave(), liar), 'ModelFactory.ProviderLiable');
});

test('silence costs as much as a lie', async () => {
	const { openedAnswer, share } = await sell(mute, [[contributions[0], 1_000_000_000]]);
	const id = await doubt(openedAnswer.receipt.session, null);
	const parties = [bob, charlie, doubter];
	const before = await claimable(parties);
	const until = await untilStage(id, 'AwaitingResponse');
	await chain.untilBlock(until! + 1);
	await accepted(chain, publisher, [[chain.api.tx.disputes.resolve(id), 'Disputes.Convicted']]);
	// By records, since nobody knows better: 16 of 24 are Bob's.
	const [bobs, charlies] = [(share * 16n) / 24n, (share * 8n) / 24n];
	assert.equal(await bond(mute), BOND - PENALTY - bobs - charlies);
	assert.deepEqual(await gains(parties, before), [bobs, charlies, PENALTY / 2n]);
});

test('who shaped what is readable from the present state', async () => {
	const { attributionApi } = chain.api.call;
	const entries = async (answer: Promise<unknown>): Promise<[string, bigint][]> =>
		((await answer) as Decoded).map(([key, total]: Decoded) => [key.toString(), total.earned.toBigInt()]);
	const board = await entries(attributionApi.modelBoard(job.model!));
	assert.deepEqual(board.map(([who]) => who).sort(), [bob.address, charlie.address].sort());
	assert.ok(board[0][1] >= board[1][1]);
	const influence = await entries(attributionApi.influence(job.model!));
	const sum = (list: [string, bigint][]): bigint => list.reduce((sum, [, earned]) => sum + earned, 0n);
	assert.equal(sum(board), sum(influence));
	const datanet = ((await chain.api.call.datanetsApi.contribution(contributions[0])) as Decoded).unwrap().datanet;
	assert.deepEqual(await entries(attributionApi.influenceOfDatanet(datanet, 0, 10)), influence);
	assert.deepEqual(await entries(attributionApi.datanetBoard(datanet)), board);
	for (const [who, earned] of board) {
		assert.deepEqual(await entries(attributionApi.modelsShapedBy(who, 0, 10)), [[String(job.model), earned]]);
		assert.deepEqual(await entries(attributionApi.datanetsSharedBy(who, 0, 10)), [[datanet.toString(), earned]]);
	}
});

test('the books balance', () => booksBalance(chain, issuance));
