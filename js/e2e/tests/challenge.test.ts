// Proof of Attribution under attack: an honest provider shows its books, a liar is found out by verifiers who are drawn to
// repeat its answer, one of which never trained the model, and another liar that says nothing is found out by that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Enum } from 'polkadot-api';
import {
	type Answer,
	BEST,
	type ChatSession,
	contribute,
	createDatanet,
	DEFAULT_HYPER,
	disputes,
	earnings,
	finalise,
	fromUri,
	hashTokens,
	indexed,
	type InfluenceVector,
	type Job,
	listModel,
	open,
	type OpenedAnswer,
	type OpenLedger,
	openSession,
	registerBase,
	registerProvider,
	type SessionRequest,
	type Signer,
	submitJob,
	trained,
	untilSettled,
	upload,
} from '@openledger/sdk';
import { accepted, booksBalance, refusal } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { acceptAll, enlistProvider, referenceBase } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { SAMPLE } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

/** The first two records' questions. The answer to the second, which is asked first, is attributed to its record. */
const QUESTIONS = readRecords(join(SAMPLE, 'operators.jsonl'))
	.slice(0, 2)
	.map(({ prompt }) => prompt)
	.reverse();
const PARTS = 1_000_000_000n;
const BOND = open(1000);
const [CHALLENGE_BOND, PENALTY, REWARD, SILENCE] = [open(10), open(100), open(5), open(5)];
const SALT = `0x${'07'.repeat(32)}`;

const records = readRecords(join(SAMPLE, 'operators.jsonl')).slice(0, 24);
const parts = [toBlob(records.slice(0, 16)), toBlob(records.slice(16))];

let node: Node;
/** The chain as that node and another one know it. */
let chain: OpenLedger, theirs: OpenLedger | undefined;
let issuance: bigint;
let owner: Signer, bob: Signer, charlie: Signer, builder: Signer, publisher: Signer, user: Signer, doubter: Signer;
/** The provider that the node serves, one that joins later, and those whose keys are in the hands of this test. */
let honest: Signer, second: Signer, liar: Signer, mute: Signer, third: Signer;
let spec: string;
let base: number, contributions: bigint[], job: Job, answers: Answer[];

before(async () => {
	spec = await fastSpec(100);
	node = await Node.start({ name: 'challenge', args: soloArgs(spec), provider: true, settleAfter: 15 });
	chain = await connect(node.ws);
	issuance = await chain.totalIssuance();
	const names = ['//Alice', '//Bob', '//Charlie', '//Eve', '//Ferdie', '//Ferdie//stash', '//Dave'];
	[owner, bob, charlie, builder, publisher, user, doubter] = names.map(fromUri);
	const stashes = ['//Eve', '//Charlie', '//Dave', '//Bob', '//Alice'];
	[honest, second, liar, mute, third] = stashes.map((name) => fromUri(`${name}//stash`));

	const created = await chain.submit(createDatanet(chain, 'Small'), owner);
	const { datanet } = created.get(chain.api.event.Datanets.Created);
	contributions = [
		await contribute(chain, bob, datanet, parts[0]),
		await contribute(chain, charlie, datanet, parts[1]),
	];
	const number = await acceptAll(chain, owner, datanet, contributions);
	const registered = await chain.submit(registerBase(chain, referenceBase()), publisher);
	base = registered.get(chain.api.event.Models.BaseRegistered).model;
	await enlistProvider(chain, node, honest, [base], open(1), open(20));

	const heldOut = await upload(chain, toBlob(readRecords(join(SAMPLE, 'held_out.jsonl')).slice(0, 4)).bytes);
	const hyper = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 4, epochs: 2 };
	const snapshots = [{ datanet, number }];
	const id = await submitJob(chain, builder, { name: 'Small', base, snapshots, heldOut, hyper }, open(50));
	await trained(chain, id, 600);
	job = await finalise(chain, builder, id);
	await indexed(chain, id, 600);
	const price = { promptPer1k: open('0.5'), completionPer1k: open(2) };
	await chain.submit(listModel(chain, job.model!, price), builder);
	for (const stash of [liar, mute]) {
		await chain.submit(registerProvider(chain, stash.address, { bases: [base] }), stash);
	}
});

after(async () => {
	theirs?.close();
	chain?.close();
	await stopAll();
});

/** Challenges a settlement and returns the challenge's number. */
async function doubt(session: bigint, answer?: number): Promise<bigint> {
	const call = disputes.challenge(chain, session, 0, answer);
	const events = await accepted(chain, doubter, [[call, 'Disputes.Challenged']]);
	return events.get(chain.api.event.Disputes.Challenged).challenge;
}

/** Waits until somebody has resolved a challenge. */
const untilResolved = (id: bigint): Promise<boolean> =>
	chain.atEachBlock(
		`the verdict on challenge ${id}`,
		120,
		async () => (await disputes.readChallenge(chain, id)) === undefined || undefined,
	);

/** Waits for a stage of a challenge, and returns the last block of it. */
const untilStage = (id: bigint, stage: disputes.ChallengeInfo['stage']['type']): Promise<number> =>
	chain.atEachBlock(`challenge ${id} to be ${stage}`, 120, async () => {
		const info = await disputes.readChallenge(chain, id);
		if (!info) throw new Error(`challenge ${id} was resolved before it was ${stage}`);
		if (info.stage.type !== stage) return undefined;
		return typeof info.stage.value === 'object' && 'until' in info.stage.value ? info.stage.value.until : Infinity;
	});

async function bond(provider: Signer): Promise<bigint> {
	return (await chain.api.apis.ModelFactoryApi.provider(provider.address, BEST))!.bond;
}

/** A session with a provider of the tuned model. */
const offer = (provider: Signer, { chat }: Node): SessionRequest => ({
	model: job.model!,
	provider: provider.address,
	deposit: open(5),
	url: chat,
});

/** Returns the claimable earnings of accounts. */
const claimable = (who: Signer[]): Promise<bigint[]> => Promise.all(who.map(({ address }) => earnings(chain, address)));

/** Returns the claimable earnings of accounts above what they were. */
async function gains(who: Signer[], before: bigint[]): Promise<bigint[]> {
	return (await claimable(who)).map((now, index) => now - before[index]);
}

test('an honest provider reveals by itself, after a kill -9 too', async () => {
	const session: ChatSession = await openSession(chain, user, offer(honest, node));
	answers = [];
	for (const question of QUESTIONS) answers.push(await session.ask(question, 24));
	await session.pay();
	await untilSettled(chain, session);
	const settlement = (await disputes.readSettlement(chain, session.session, 0))!;
	assert.equal(settlement.answers, 2);
	chain.close();
	await node.kill();
	await node.restart();
	chain = await connect(node.ws);

	const before = await claimable([honest]);
	const sum = await doubt(session.session);
	const one = await doubt(session.session, 1);
	// The sum is proven, so the provider takes half of the doubter's bond.
	await untilResolved(sum);
	assert.deepEqual(await gains([honest], before), [CHALLENGE_BOND / 2n]);
	// The answer lies open for others to repeat; they are too few, so nobody loses.
	await untilStage(one, 'Undecided');
	const openedAnswer = (await disputes.openedAnswer(chain, one))!;
	assert.deepEqual(openedAnswer.prompt, answers[1].tokens.prompt);
	assert.deepEqual(openedAnswer.answer, answers[1].tokens.answer);
	assert.equal(hashTokens(answers[1].tokens.answer), openedAnswer.receipt.answer);
	await accepted(chain, doubter, [[disputes.resolve(chain, one), 'Disputes.Undecided']]);
	const again = disputes.challenge(chain, session.session, 0, 1);
	assert.equal(await refusal(chain, again, doubter), 'Disputes.LeftToReferee');
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
	theirs = await connect(other.ws);
	await enlistProvider(chain, other, second, [base], open(1), open(20));
	// A third one that judges, whose key is in the hands of this test: three are a quorum.
	await chain.submit(registerProvider(chain, third.address, { bases: [base] }), third);
	const session = await openSession(chain, user, offer(second, other));
	await theirs.untilBlock(await chain.bestNumber());
	// Adapter and records come from the first node by themselves.
	const answer = await session.ask(QUESTIONS[0]!, 24);
	assert.deepEqual(answer.tokens, answers[0]!.tokens);
	assert.deepEqual(answer.influence, answers[0]!.influence);
	assert.deepEqual(answer.attribution, answers[0]!.attribution);
	for (const suffix of ['', '.spans']) assert.ok(indexOf(node, suffix).equals(indexOf(other, suffix)));
});

/** The honest provider's first answer as another provider sells it, with the influence that it claims. */
async function sell(
	provider: Signer,
	influence: InfluenceVector,
): Promise<{ openedAnswer: OpenedAnswer; share: bigint }> {
	const { session } = await openSession(chain, user, offer(provider, node));
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
	const settle = await disputes.settle(chain, user, [openedAnswer], influence);
	const events = await accepted(chain, provider, [[settle, 'Attribution.Settled']]);
	return { openedAnswer, share: events.get(chain.api.event.Attribution.Settled).shares.contributors };
}

test('a false vector is found out by repeating the answer', async () => {
	const right = answers[0].influence;
	assert.ok(right.length > 0, 'nobody is to be deprived of anything');
	// Everything to whom the right vector gives less.
	const shareOf = (id: bigint): bigint =>
		BigInt(right.find(({ contribution }) => BigInt(contribution) === id)?.share ?? 0);
	const [most, least] = shareOf(contributions[0]) >= shareOf(contributions[1]) ? [0, 1] : [1, 0];
	const { openedAnswer, share } = await sell(liar, [[contributions[least], 1_000_000_000]]);
	const id = await doubt(openedAnswer.receipt.session, 0);
	const owed = (share * shareOf(contributions[most])) / PARTS;
	const deprived = [bob, charlie][most];
	const parties = [deprived, [bob, charlie][least], doubter, honest, second, third];
	const before = await claimable(parties);
	await accepted(chain, liar, [[disputes.reveal(chain, id, [openedAnswer], 0), 'Disputes.Revealed']]);

	// All others are drawn. Two nodes repeat the answer, commit, reveal, and have the verdict carried out: no test asks
	// them to. The third finds the same, and the mute one says nothing.
	await untilStage(id, 'Voting');
	const judges = [honest, second, third].map(({ address }) => address);
	const { draw } = (await disputes.readChallenge(chain, id))!;
	assert.deepEqual(draw!.verifiers.toSorted(), [...judges, mute.address].sort());
	const finding: disputes.Finding = Enum('InfluenceDiffers', {
		influence: right.map(({ contribution, share }): [bigint, number] => [BigInt(contribution), share]),
	});
	const commitment = disputes.voteCommitment(third, id, finding, SALT);
	await accepted(chain, third, [[disputes.commitVote(chain, id, commitment), 'Disputes.Committed']]);
	const early = disputes.revealVote(chain, id, finding, SALT);
	assert.equal(await refusal(chain, early, third), 'Disputes.VoteTooEarly');
	await chain.untilBlock(draw!.commit + 1);
	await accepted(chain, third, [[disputes.revealVote(chain, id, finding, SALT), 'Disputes.Voted']]);
	const votes = await chain.atEachBlock('the findings of all who committed', 120, async () => {
		const votes = (await disputes.readChallenge(chain, id))?.votes ?? [];
		return votes.length === 3 ? votes : undefined;
	});
	assert.deepEqual(votes.map(([voter]) => voter).sort(), judges.toSorted());
	for (const [, found] of votes) {
		assert.ok(found.type === 'InfluenceDiffers', `it found ${found.type}`);
		assert.deepEqual(
			found.value.influence.map(([id, share]) => [Number(id), share]),
			right.map(({ contribution, share }) => [contribution, share]),
		);
	}
	await untilResolved(id);
	assert.equal(await bond(liar), BOND - PENALTY - owed, 'the penalty comes on top of what is owed');
	assert.ok(owed > 0n);
	assert.deepEqual(await gains(parties, before), [owed, 0n, PENALTY / 2n, REWARD, REWARD, REWARD]);
	assert.equal(await bond(mute), BOND - SILENCE);
	const settlement = (await disputes.readSettlement(chain, openedAnswer.receipt.session, 0))!;
	assert.equal(settlement.restored, owed);
	const again = disputes.challenge(chain, openedAnswer.receipt.session, 0, 0);
	assert.equal(await refusal(chain, again, doubter), 'Disputes.AlreadyJudged');
	assert.equal(await refusal(chain, chain.api.tx.ModelFactory.leave(), liar), 'ModelFactory.ProviderLiable');
});

test('silence costs as much as a lie', async () => {
	const { openedAnswer, share } = await sell(mute, [[contributions[0], 1_000_000_000]]);
	const id = await doubt(openedAnswer.receipt.session);
	const parties = [bob, charlie, doubter];
	const before = await claimable(parties);
	const until = await untilStage(id, 'AwaitingResponse');
	// There is a second chance, which it does not take.
	await chain.untilBlock(until + (await chain.api.constants.Disputes.LatePeriod()) + 1);
	await accepted(chain, publisher, [[disputes.resolve(chain, id), 'Disputes.Convicted']]);
	// By records, since nobody knows better: 16 of 24 are Bob's.
	const [bobs, charlies] = [(share * 16n) / 24n, (share * 8n) / 24n];
	assert.equal(await bond(mute), BOND - SILENCE - PENALTY - bobs - charlies);
	assert.deepEqual(await gains(parties, before), [bobs, charlies, PENALTY / 2n]);
});

test('who shaped what is readable from the present state', async () => {
	const { AttributionApi, DatanetsApi } = chain.api.apis;
	const entries = <T>(answer: [T, { earned: bigint }][]): [string, bigint][] =>
		answer.map(([key, { earned }]) => [String(key), earned]);
	const board = entries(await AttributionApi.model_board(job.model!, BEST));
	assert.deepEqual(board.map(([who]) => who).sort(), [bob.address, charlie.address].sort());
	assert.ok(board[0][1] >= board[1][1]);
	const influence = entries(await AttributionApi.influence(job.model!, BEST));
	const sum = (list: [string, bigint][]): bigint => list.reduce((sum, [, earned]) => sum + earned, 0n);
	assert.equal(sum(board), sum(influence));
	const { datanet } = (await DatanetsApi.contribution(contributions[0], BEST))!;
	assert.deepEqual(entries(await AttributionApi.influence_of_datanet(datanet, 0n, 10, BEST)), influence);
	assert.deepEqual(entries(await AttributionApi.datanet_board(datanet, BEST)), board);
	for (const [who, earned] of board) {
		assert.deepEqual(entries(await AttributionApi.models_shaped_by(who, 0, 10, BEST)), [
			[String(job.model), earned],
		]);
		assert.deepEqual(entries(await AttributionApi.datanets_shared_by(who, 0, 10, BEST)), [
			[String(datanet), earned],
		]);
	}
});

test('the books balance', () => booksBalance(chain, issuance));
