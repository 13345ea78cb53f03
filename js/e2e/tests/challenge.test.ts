// Proof of Attribution under attack: an honest provider shows its books, a liar is found out by verifiers who
// are drawn to repeat its answer, one of which never trained the model, and another liar that says nothing is
// found out by that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Keyring } from '@polkadot/api';
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
	headAfter,
	indexed,
	type InfluenceVector,
	type Job,
	listModel,
	open,
	type OpenedAnswer,
	type OpenLedger,
	openSession,
	receiptBytes,
	receiptHash,
	registerBase,
	registerProvider,
	SESSION_START,
	type SessionRequest,
	type Signer,
	submitJob,
	toHex,
	trained,
	untilDivided,
	untilSettled,
	upload,
} from '@openledger/sdk';
import { askOnceReady } from '../src/lib/ask.js';
import { accepted, booksBalance, refusal } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { acceptAll, enlistProvider, referenceBase, transfer } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

/** The first two records' questions. The answer to the second, which is asked first, is attributed to its record. */
const QUESTIONS = readRecords(join(ANSWERS, 'operators.jsonl'))
	.slice(0, 2)
	.map(({ prompt }) => prompt)
	.reverse();
const PARTS = 1_000_000_000n;
const BOND = open(1000);
const [CHALLENGE_BOND, PENALTY, REWARD, SILENCE] = [open(10), open(100), open(5), open(5)];
const SALT = `0x${'07'.repeat(32)}`;

const records = readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 24);
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
/** The session in which the honest provider answered. */
let asked: bigint;

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

	const heldOut = await upload(chain, toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 4)).bytes);
	const hyper = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 4, epochs: 2 };
	const snapshots = [{ datanet, number }];
	const id = await submitJob(chain, builder, { name: 'Small', base, snapshots, heldOut, hyper }, open(50));
	await trained(chain, id, 600);
	job = await finalise(chain, builder, id);
	await indexed(chain, id, 600);
	const price = { promptPer1k: open(2), completionPer1k: open(8) };
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

/** Has a ruling carried out that is due, unless somebody was faster. */
async function carryOut(id: bigint): Promise<void> {
	await chain.submit(disputes.resolve(chain, id), publisher).catch(() => undefined);
	await untilResolved(id);
}

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
	asked = session.session;
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
	await theirs.untilBlock(await chain.bestNumber(), 300);
	// Adapter and records come from the first node by themselves.
	const answer = await askOnceReady(session, QUESTIONS[0]!, 24, 300);
	assert.deepEqual(answer.tokens, answers[0]!.tokens);
	assert.deepEqual(answer.influence, answers[0]!.influence);
	assert.deepEqual(answer.attribution, answers[0]!.attribution);
	for (const suffix of ['', '.spans']) assert.ok(indexOf(node, suffix).equals(indexOf(other, suffix)));
});

/** The honest provider's first answer as another provider sells it, with the influence that it claims. */
async function copy(provider: Signer, influence: InfluenceVector): Promise<OpenedAnswer> {
	const { session } = await openSession(chain, user, offer(provider, node));
	const { tokens, promptTokens, completionTokens, owed } = answers[0];
	const receipt = {
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
	};
	return { receipt, ...tokens };
}

/** Has a provider settle an answer that its user has paid, with an influence for the whole. */
async function sell(provider: Signer, openedAnswer: OpenedAnswer, influence: InfluenceVector): Promise<void> {
	const settle = await disputes.settle(chain, user, [openedAnswer], influence);
	await accepted(chain, provider, [[settle, 'Attribution.Settled']]);
}

/** All of an answer to one contribution. */
const all = (contribution: bigint): InfluenceVector => [[contribution, 1_000_000_000]];

/** The contributors' part of an amount: after 5 % to the platform, 45 of 95 parts. Royalty is the owner's to pay. */
function contributorsShare(amount: bigint): bigint {
	return ((amount - amount / 20n) * 45n) / 95n;
}

test('a false vector is found out by repeating the answer', async () => {
	// What the honest provider's answers brought is divided before anything is counted.
	await untilDivided(chain, asked);
	const right = answers[0].influence;
	assert.ok(right.length > 0, 'nobody is to be deprived of anything');
	// Everything to whom the right vector gives less.
	const shareOf = (id: bigint): bigint =>
		BigInt(right.find(({ contribution }) => BigInt(contribution) === id)?.share ?? 0);
	const [most, least] = shareOf(contributions[0]) >= shareOf(contributions[1]) ? [0, 1] : [1, 0];
	const openedAnswer = await copy(liar, all(contributions[least]));
	await sell(liar, openedAnswer, openedAnswer.receipt.influence);
	const { price } = openedAnswer.receipt;
	const id = await doubt(openedAnswer.receipt.session, 0);
	const part = (at: number): bigint => (contributorsShare(price) * shareOf(contributions[at])) / PARTS;
	const parties = [[bob, charlie][most], [bob, charlie][least], doubter, honest, second, third, liar];
	const before = await claimable(parties);
	await accepted(chain, liar, [[disputes.reveal(chain, id, [openedAnswer], 0), 'Disputes.Revealed']]);

	// All others are drawn. Two nodes repeat the answer, commit, reveal, and have the verdict carried out: no
	// test asks them to. The third finds the same, and the mute one says nothing.
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
	assert.equal(await bond(liar), BOND - PENALTY - price, 'the penalty comes on top of what the lie was about');
	assert.ok(part(most) > 0n);
	// The price is divided by what is right, without the provider.
	const gained = [part(most), part(least), PENALTY / 2n, REWARD, REWARD, REWARD, 0n];
	assert.deepEqual(await gains(parties, before), gained);
	assert.equal(await bond(mute), BOND - SILENCE);
	const again = disputes.challenge(chain, openedAnswer.receipt.session, 0, 0);
	assert.equal(await refusal(chain, again, doubter), 'Disputes.AlreadyJudged');
});

test('silence costs as much as a lie', async () => {
	const openedAnswer = await copy(mute, all(contributions[0]));
	await sell(mute, openedAnswer, openedAnswer.receipt.influence);
	const { price, session } = openedAnswer.receipt;
	const id = await doubt(session);
	const parties = [user, bob, charlie, doubter, mute];
	const before = await claimable(parties);
	const until = await untilStage(id, 'AwaitingResponse');
	// There is a second chance, which it does not take.
	await chain.untilBlock(until + (await chain.api.constants.Disputes.LatePeriod()) + 1);
	await accepted(chain, publisher, [[disputes.resolve(chain, id), 'Disputes.Convicted']]);
	assert.equal(await bond(mute), BOND - SILENCE - PENALTY - price);
	// Nobody knows what the answers were, so the user has its money back.
	assert.deepEqual(await gains(parties, before), [price, 0n, 0n, PENALTY / 2n, 0n]);
});

test('a receipt cannot be substituted: the user signed the one that it got', async () => {
	// A worker's key signs receipts as they are, without what wallets wrap around bytes.
	const forger = fromUri('//Forger');
	const worker = new Keyring({ type: 'sr25519' }).addFromUri('//Forger');
	await chain.submit(transfer(chain, forger.address, BOND + open(10)), owner);
	await chain.submit(registerProvider(chain, forger.address, { bases: [base] }), forger);
	// Both sessions open now: what is left of a bond after a conviction opens none.
	const [given, again] = [await copy(forger, all(contributions[0])), await copy(forger, all(contributions[0]))];
	const signature = `0x01${toHex(worker.sign(receiptBytes(given.receipt))).slice(2)}`;
	const other: OpenedAnswer = { ...given, receipt: { ...given.receipt, influence: all(contributions[1]) } };

	// The provider settles by the voucher for the first, and states what the second says.
	await sell(forger, given, other.receipt.influence);
	const sum = await doubt(given.receipt.session);
	const { Disputes } = chain.api.tx;
	const receipts = ({ receipt }: OpenedAnswer): Parameters<typeof Disputes.reveal>[0]['evidence'] => {
		const { promptTokens: prompt_tokens, completionTokens: completion_tokens, ...rest } = receipt;
		return { type: 'Receipts', value: [{ ...rest, prompt_tokens, completion_tokens }] };
	};
	const lie = Disputes.reveal({ challenge: sum, evidence: receipts(other) });
	assert.equal(await refusal(chain, lie, forger), 'Disputes.NotTheReceipts');
	const truth = Disputes.reveal({ challenge: sum, evidence: receipts(given) });
	await accepted(chain, forger, [[truth, 'Disputes.Revealed']]);
	assert.deepEqual((await disputes.readChallenge(chain, sum))?.stage.value, { type: 'OtherSum', value: undefined });
	await carryOut(sum);

	// With the user's help it settles the second. Whoever has the first convicts it, without anybody's vote.
	const { session } = again.receipt;
	const [first, second] = [given, other].map((opened) => ({ ...opened, receipt: { ...opened.receipt, session } }));
	const signed = `0x01${toHex(worker.sign(receiptBytes(first.receipt))).slice(2)}`;
	await sell(forger, second, second.receipt.influence);
	const id = await doubt(session, 0);
	const foreign = disputes.presentReceipt(chain, id, { receipt: given.receipt, signature });
	assert.equal(await refusal(chain, foreign, doubter), 'Disputes.OtherAnswer');
	const present = disputes.presentReceipt(chain, id, { receipt: first.receipt, signature: signed });
	await accepted(chain, doubter, [[present, 'Disputes.ReceiptPresented']]);
	await accepted(chain, forger, [[disputes.reveal(chain, id, [second], 0), 'Disputes.Revealed']]);
	const stage = (await disputes.readChallenge(chain, id))?.stage;
	assert.deepEqual(stage?.value, { type: 'OtherReceipt', value: undefined });
	await carryOut(id);
	const settlement = (await disputes.readSettlement(chain, session, 0))!;
	assert.equal(settlement.receipts, headAfter(SESSION_START.receipts, [receiptHash(second.receipt)]));
});

test('who shaped what is readable from the present state', async () => {
	const { AttributionApi, DatanetsApi } = chain.api.apis;
	const entries = <T>(answer: [T, { earned: bigint }][]): [string, bigint][] =>
		answer.map(([key, { earned }]) => [String(key), earned]);
	const board = entries(await AttributionApi.model_board(job.model!, BEST));
	const named = new Set(answers.flatMap((answer) => answer.influence.map(({ contribution }) => contribution)));
	const paid = [bob, charlie].filter((_, at) => named.has(Number(contributions[at])));
	assert.deepEqual(board.map(([who]) => who).sort(), paid.map(({ address }) => address).sort());
	assert.ok(board.every(([, earned], at) => at === 0 || board[at - 1][1] >= earned));
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
