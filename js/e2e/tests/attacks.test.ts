// Attacks that once paid, by people with keys and RPC against nodes that run as shipped. Each fails: the attacker is
// refused or poorer, and nobody else is.
//
// Two chains run side by side, because the attacks wait for different things: four validators with short epochs, one of
// which never comes, and a market with a provider and a verifier. `docs/design/attacks.md` names what is attacked.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Enum } from 'polkadot-api';
import {
	type Answer,
	BEST,
	ChatError,
	type ChatSession,
	closeSession,
	commit,
	createDatanet,
	DEFAULT_HYPER,
	disputes,
	earnings,
	fromUri,
	hashTokens,
	type HyperParameters,
	indexed,
	type Job,
	listModel,
	NO_ADAPTER,
	open,
	type OpenedAnswer,
	type OpenLedger,
	openSession,
	readJob,
	readSession,
	registerBase,
	registerProvider,
	rootOf,
	settled,
	type Signer,
	submitJob,
	toHex,
	untilSettled,
	upload,
	withdrawCommitment,
} from '@openledger/sdk';
import { askOnceReady } from '../src/lib/ask.js';
import { Chain, type Decoded, type Signer as Validator } from '../src/lib/chain.js';
import { accepted, booksBalance, refusal } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { eventsSince, feesOf } from '../src/lib/history.js';
import { enlistProvider, openMarket, referenceBase, type SmallMarket, transfer } from '../src/lib/market.js';
import { FinalityWatch, startFour } from '../src/lib/network.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, FOUR, fourSpec, soloArgs, toRaw } from '../src/lib/spec.js';
import { newKeys, type Position, position, untilInSet } from '../src/lib/validators.js';

const HYPER: HyperParameters = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 4, max_length: 128 };
const BOND = open(1000);
/** Seconds that anything awaited may take on a machine that is busy. */
const PATIENCE = 400;
const SALT = `0x${'05'.repeat(32)}`;

const records = readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 8);
const QUESTION = records[1].prompt;

/** The chain of validators: through the SDK, and through @polkadot/api, which reads events of past blocks. */
let common: OpenLedger, commonPast: Chain;
let validators: Node[];
/** The validator whose node never comes, and two that want a seat for the smallest bond. */
let silent: Validator, cheap: Validator[];
/** What the silent one has once it is sent home. */
let sentHome: Promise<Position>;
let watch: FinalityWatch | undefined;

/** The market: likewise. */
let chain: OpenLedger, past: Chain;
let node: Node, other: Node;
let market: SmallMarket;
const issuance = new Map<OpenLedger, bigint>();

const [alice, bob, charlie, dave, eve, ferdie] = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map((name) =>
	fromUri(`//${name}`),
);
const [honest, second] = ['Eve', 'Charlie'].map((name) => fromUri(`//${name}//stash`));
/** Providers whose worker is their stash, with its path. */
const more = ['//Dave//stash', '//Bob//stash'].map((path): [Signer, string] => [fromUri(path), path]);
const judging = [second, ...more.map(([stash]) => stash)];

/** Returns a new account with some OPEN of Alice's. */
async function funded(on: OpenLedger, name: string, amount: bigint): Promise<Signer> {
	const who = fromUri(`//${name}`);
	await on.submit(transfer(on, who.address, amount), alice);
	return who;
}

/** Starts the node of a provider, which authors, and one that follows it. */
async function startTwo(spec: string): Promise<[Node, Node]> {
	const how = { provider: true, settleAfter: 10 };
	const node = await Node.start({ name: 'provider', args: soloArgs(spec), ...how });
	const args = ['--chain', spec, '--offchain-worker', 'always', '--bootnodes', await node.address()];
	return [node, await Node.start({ name: 'verifier', args, ...how })];
}

before(async () => {
	const spec = await fastSpec(100);
	const four = await toRaw(await fourSpec(20));
	[validators, [node, other]] = await Promise.all([startFour(four, [], FOUR.slice(0, 3)), startTwo(spec)]);
	[common, commonPast] = [await connect(validators[0].ws), await Chain.connect(validators[0].ws)];
	await commonPast.untilFinalised(1, PATIENCE);
	watch = new FinalityWatch();
	await watch.follow(commonPast);
	[chain, past] = [await connect(node.ws), await Chain.connect(node.ws)];
	for (const on of [common, chain]) issuance.set(on, await on.totalIssuance());
});

after(async () => {
	watch?.stop();
	for (const on of [common, chain]) on?.close();
	for (const on of [commonPast, past]) await on?.close();
	await stopAll();
});

test('H8: two seats for the smallest bond are wanted, and a third one is silent', async () => {
	const { accounts, api } = commonPast;
	silent = accounts.get('//Dave//stash');
	cheap = ['//Eve//stash', '//Ferdie//stash'].map((path) => accounts.get(path));
	sentHome = commonPast.atEachBlock('the silent validator to be sent home', PATIENCE, async () => {
		const books = ((await commonPast.api.call.validatorsApi.validator(silent.address)) as Decoded).unwrap();
		return books.isCandidate.isFalse ? position(commonPast, silent, silent) : undefined;
	});
	// Whoever waits for it is told of a failure.
	sentHome.catch(() => undefined);
	for (const who of cheap) {
		const { keys, proof } = await newKeys(commonPast, who);
		await commonPast.submit(api.tx.session.setKeys(keys, proof), who);
		const joined = await commonPast.submit(api.tx.validators.join(open(10_000)), who);
		assert.ok(joined.names().includes('Validators.Joined'));
	}
});

test('H12: a contribution that was copied before it was made goes back to its author', async () => {
	const { Datanets } = common.api.tx;
	const created = await common.submit(createDatanet(common, 'Open', { admission: 'Open' }), alice);
	const { datanet } = created.get(common.api.event.Datanets.Created);
	const copier = await funded(common, 'Copier', open(10));
	const { bytes } = toBlob(records);
	const root = rootOf(bytes);
	const entry = { datanet, root, records: records.length, bytes: BigInt(bytes.length) };
	const before = await common.wealth(copier.address);
	const since = await common.bestNumber();

	// What the SDK does for an author, one step after the other: the copier sees the file in the store, and is faster.
	await common.submit(commit(common, bob.address, root), bob);
	await upload(common, bytes);
	const copied = await common.submit(Datanets.contribute(entry), copier);
	const { contribution, bond } = copied.get(common.api.event.Datanets.Contributed);
	assert.ok(bond > 0n);
	const both = common.batchAll([Datanets.contribute(entry), withdrawCommitment(common, bob.address, root)]);
	const events = await accepted(common, bob, [[both, 'Datanets.Reclaimed']]);
	const reclaimed = events.get(common.api.event.Datanets.Reclaimed);
	assert.deepEqual(
		[reclaimed.author, reclaimed.copier, reclaimed.contribution, reclaimed.forfeited],
		[bob.address, copier.address, contribution, bond],
	);
	const kept = (await common.api.apis.DatanetsApi.contribution(contribution, BEST))!;
	assert.equal(kept.contributor, bob.address);
	// A copier that comes later is refused.
	assert.equal(await refusal(common, Datanets.contribute(entry), copier), 'Datanets.RootTaken');
	const fees = feesOf(await eventsSince(commonPast, since), copier);
	assert.equal(await common.wealth(copier.address), before - bond - fees);
});

/** The session of a user with a provider that means to leave before it settles. */
let leaver: Signer, left: ChatSession, notice: number;
/** What provider and user had before. */
let worth: bigint[];
/** What both have paid in fees so far. */
let spent: bigint[];

test('H1: a provider collects vouchers, settles none, and gives notice', async () => {
	const registered = await common.submit(registerBase(common, referenceBase()), ferdie);
	const base = registered.get(common.api.event.Models.BaseRegistered).model;
	await common.submit(listModel(common, base, { promptPer1k: open(2), completionPer1k: open(8) }), ferdie);
	leaver = await funded(common, 'Leaver', BOND + open(10));
	const since = await common.bestNumber();
	worth = await Promise.all([leaver, charlie].map(({ address }) => common.wealth(address)));
	await common.submit(registerProvider(common, leaver.address, { bases: [base] }), leaver);
	left = await openSession(common, charlie, { model: base, provider: leaver.address, deposit: open(5), url: '' });
	const leave = common.api.tx.ModelFactory.leave();
	const given = await accepted(common, leaver, [[leave, 'ModelFactory.ProviderLeaving']]);
	notice = given.get(common.api.event.ModelFactory.ProviderLeaving).until;
	assert.equal(await refusal(common, leave, leaver), 'ModelFactory.NoticeNotOver');
	// It takes nothing new on.
	const late = common.api.tx.Attribution.open_session({ model: base, provider: leaver.address, deposit: open(1) });
	assert.equal(await refusal(common, late, dave), 'Attribution.UnknownProvider');
	const events = await eventsSince(commonPast, since);
	spent = [leaver, charlie].map((who) => feesOf(events, who));
});

/** The job whose builder froze its account. Others attack what became of it. */
let job: Job;

test('H2: a builder that freezes its account keeps nobody from being paid', async () => {
	const author = fromUri('//Mallory');
	const files = [records.slice(0, 4), records.slice(4)].map(toBlob);
	await chain.submit(transfer(chain, author.address, open(1100)), alice);
	const contributors = [bob, author];
	const given = contributors.map((who, index): [Signer, (typeof files)[0]] => [who, files[index]]);
	market = await openMarket(chain, alice, given, ferdie, { feePer1kTokens: open(5) });
	const worker = await enlistProvider(chain, node, honest, [market.base], open(1), open(20));
	const builder = await funded(chain, 'Freezer', open(40));
	const since = await chain.bestNumber();
	const before = await chain.wealth(builder.address);
	const had = await chain.wealth(honest.address);
	const key = await chain.wealth(worker);
	const order = { name: 'Frozen', base: market.base, snapshots: [market.snapshot], hyper: HYPER };
	const id = await submitJob(chain, builder, order, open(20));
	// What is left free does not pay the contributors.
	const balance = (await chain.wealth(builder.address)) - open(1);
	const { ConvictionVoting } = chain.api.tx;
	const freeze = ConvictionVoting.delegate({
		class: 0,
		to: Enum('Id', eve.address),
		conviction: Enum('Locked6x'),
		balance,
	});
	await accepted(chain, builder, [[freeze, 'ConvictionVoting.Delegated']]);
	const { data } = await chain.api.query.System.Account.getValue(builder.address, BEST);
	assert.ok(data.frozen >= balance, 'all of it is frozen, what is on hold for the job included');

	// The provider's node does the rest.
	job = await chain.atEachBlock(`the end of job ${id}`, PATIENCE, async () => {
		const job = await readJob(chain, id);
		return ['Finalised', 'Failed', 'Cancelled'].includes(job.status) ? job : undefined;
	});
	assert.equal(job.status, 'Finalised');
	const events = await eventsSince(past, since);
	const { fields } = events.find(({ name }) => name === 'ModelFactory.JobFinalised')!;
	const [fee, shares] = [fields.providerFee.toBigInt(), fields.datanetFees.toBigInt()];
	assert.ok(fee > 0n && shares > open(1));
	assert.equal((await chain.wealth(honest.address)) - had, fee);
	const earned = await Promise.all(contributors.map(({ address }) => earnings(chain, address)));
	assert.equal(earned[0] + earned[1], shares);
	assert.equal(await chain.wealth(builder.address), before - fee - shares - feesOf(events, builder));
	const provider = (await chain.api.apis.ModelFactoryApi.provider(honest.address, BEST))!;
	assert.deepEqual([provider.bond, provider.active.length], [BOND, 0]);
	// Its key paid for a few calls, not for one that fails again and again.
	assert.ok(key - (await chain.wealth(worker)) < open(1));
	await node.untilSays(new RegExp(`job ${id}: sent Finalise`));
	await chain.submit(transfer(chain, builder.address, open(10)), alice);
	await indexed(node, id, PATIENCE);
	const listed = listModel(chain, job.model!, { promptPer1k: open(2), completionPer1k: open(8) });
	await accepted(chain, builder, [[listed, 'Models.Listed']]);
});

/** Opens a session of the tuned model. */
const session = (user: Signer, provider: Signer, { chat }: Node): Promise<ChatSession> =>
	openSession(chain, user, { model: job.model!, provider: provider.address, deposit: open(5), url: chat });

test('H3: a voucher between two answers is no voucher, and the one before it settles', async () => {
	const miser = await funded(chain, 'Miser', open(10));
	const since = await chain.bestNumber();
	const before = await chain.wealth(miser.address);
	const talk = await session(miser, honest, node);
	const answers: Answer[] = [];
	// Each question pays the answer before, so the last is the one to save at.
	for (let count = 0; count < 3; count++) answers.push(await talk.ask(QUESTION, 12));
	const whole = talk.boundary;
	const paid = answers[1].owed;
	for (const [change, code] of [
		[-1n, 'no_boundary'],
		[1n, 'above_owed'],
	] as const) {
		talk.boundary = { ...whole, cumulative: whole.cumulative + change };
		await assert.rejects(talk.pay(), (error: unknown) => {
			assert.ok(error instanceof ChatError && error.code === code, String(error));
			if (error.boundaries) assert.deepEqual(error.boundaries.at(-1), whole);
			return true;
		});
		await node.untilSays(new RegExp(`refused \\(${code}\\): `));
	}
	await accepted(chain, miser, [[closeSession(chain, talk.session), 'Attribution.SessionClosing']]);
	await chain.atEachBlock('the settlement of all but the last answer', PATIENCE, async () => {
		return (await settled(chain, talk.session)) === paid || undefined;
	});
	await node.untilSays(new RegExp(`session ${talk.session}: 2 answers, ${paid} planck, are settled`));
	const { closing_at } = await readSession(chain, talk.session);
	await chain.untilBlock(closing_at! + 1);
	await accepted(chain, miser, [[closeSession(chain, talk.session), 'Attribution.SessionClosed']]);
	const fees = feesOf(await eventsSince(past, since), miser);
	assert.equal(await chain.wealth(miser.address), before - paid - fees);
});

/** Fifteen accounts with one bond between them. */
const sybils = Array.from({ length: 15 }, (_, index) => fromUri(`//Sybil//${index}`));

test('C2: one bond casts none of the fifteen votes that convict an honest provider', async () => {
	const mallory = fromUri('//Mallory');
	await enlistProvider(chain, other, second, [market.base], open(1), open(20));
	// Three that judge are a quorum, and one node works for all of them: nobody agrees who did not do the work.
	for (const [judge, path] of more) {
		await other.request('author_insertKey', 'olwk', path, toHex(judge.publicKey));
		await chain.submit(registerProvider(chain, judge.address, { bases: [market.base] }), judge);
	}
	// The verifier's node has the adapter from the other one, and its index made, once it has answered.
	const theirs = await session(dave, second, other);
	const elsewhere = await askOnceReady(theirs, QUESTION, 12, PATIENCE);
	const talk = await session(charlie, honest, node);
	const answer = await talk.ask(QUESTION, 12);
	assert.deepEqual(answer.tokens, elsewhere.tokens);
	await talk.pay();
	await untilSettled(chain, talk);

	const since = await chain.bestNumber();
	const attackers = [mallory, ...sybils];
	const wealth = async (): Promise<bigint> =>
		(await Promise.all(attackers.map(({ address }) => chain.wealth(address)))).reduce((sum, one) => sum + one);
	const purse = sybils.map(({ address }, index) => transfer(chain, address, index === 0 ? BOND + open(5) : open(1)));
	const before = await wealth();
	await chain.submit(chain.batchAll(purse), mallory);
	const challenge = disputes.challenge(chain, talk.session, 0, 0);
	const events = await accepted(chain, mallory, [[challenge, 'Disputes.Challenged']]);
	const id = events.get(chain.api.event.Disputes.Challenged).challenge;

	// All of the answer is said to be Mallory's. With its bond, each account votes, leaves, and passes the bond on.
	const mine: disputes.Finding = Enum('InfluenceDiffers', { influence: [[market.contributions[1], 1_000_000_000]] });
	const { Balances, ModelFactory } = chain.api.tx;
	const register = (who: Signer): ReturnType<typeof registerProvider> =>
		registerProvider(chain, who.address, { bases: [market.base] });
	const vote = (who: Signer): ReturnType<typeof disputes.commitVote> =>
		disputes.commitVote(chain, id, disputes.voteCommitment(who, id, mine, SALT));
	const pass = (index: number): ReturnType<typeof registerProvider> =>
		Balances.transfer_all({ dest: Enum('Id', sybils[(index + 1) % 15].address), keep_alive: false });
	const robbery = await Promise.all(
		sybils.map((who, index) => {
			const steps = [register(who), vote(who), ModelFactory.leave(), pass(index)];
			return refusal(chain, chain.batchAll(steps), who);
		}),
	);
	// No verifier is drawn yet, or others are: how fast the provider shows its books decides.
	assert.match(robbery[0], /^Disputes\.(NothingToVoteOn|NotAVerifier)$/);
	assert.deepEqual(robbery.slice(1), Array(14).fill('Token.FundsUnavailable'));
	// Without the vote, the first one can be a provider. Then the bond is bound, and nobody else has it.
	const [first, next] = sybils;
	const bonded = chain.batchAll([register(first), ModelFactory.leave(), transfer(chain, next.address, open(1))]);
	await accepted(chain, first, [[bonded, 'ModelFactory.ProviderLeaving']]);
	assert.equal(await refusal(chain, register(next), next), 'Token.FundsUnavailable');

	// The provider has shown its books by itself. Those who were bonded before are drawn, and nobody else votes.
	await node.untilSays(new RegExp(`challenge ${id}: \\w+ doubts answer 0 of settlement 0 of session`));
	await node.untilSays(new RegExp(`challenge ${id}: revealed what it asks for`));
	const { draw } = await chain.atEachBlock(`the verifiers of challenge ${id}`, 120, async () => {
		const info = await disputes.readChallenge(chain, id);
		return info?.stage.type === 'Voting' ? info : undefined;
	});
	assert.deepEqual(draw!.verifiers.toSorted(), judging.map(({ address }) => address).sort());
	// Or it is over by then: the three need but a few blocks.
	const late = /^Disputes\.(NotAVerifier|NothingToVoteOn|UnknownChallenge)$/;
	assert.match(await refusal(chain, vote(first), first), late);
	await chain.atEachBlock(`the ruling on challenge ${id}`, 120, async () => {
		return (await disputes.readChallenge(chain, id)) === undefined || undefined;
	});
	await other.untilSays(new RegExp(`challenge ${id}: repeated, and found the same`));
	await other.untilSays(new RegExp(`challenge ${id}: revealed its finding`));

	const story = await eventsSince(past, since);
	const names = story.map(({ name }) => name);
	assert.ok(names.includes('Disputes.Acquitted') && !names.includes('Disputes.Convicted'));
	assert.equal(names.filter((name) => name === 'Disputes.Voted').length, 3);
	assert.equal(await wealth(), before - open(10) - feesOf(story, ...attackers), 'the bond of the challenge is gone');
	for (const who of [honest, ...judging]) {
		assert.equal((await chain.api.apis.ModelFactoryApi.provider(who.address, BEST))!.bond, BOND);
	}
});

test('H1: whoever has left with its bond settles nothing, and the user has its deposit back', async () => {
	const { session } = left;
	const [price, tokens] = [open('0.01'), [1]];
	const receipt = {
		genesis: common.genesis,
		session,
		index: 0,
		model: left.terms.model,
		adapter: NO_ADAPTER,
		prompt: hashTokens(tokens),
		answer: hashTokens(tokens),
		promptTokens: 1,
		completionTokens: 1,
		price,
		cumulative: price,
		influence: [],
	};
	const answer: OpenedAnswer = { receipt, prompt: tokens, answer: tokens };
	const settle = await disputes.settle(common, charlie, [answer], []);
	await common.untilBlock(notice + 1, PATIENCE);
	const since = await common.bestNumber();
	const leave = common.api.tx.ModelFactory.leave();
	// Nor does it in the same block, after the bond.
	assert.equal(await refusal(common, common.batchAll([leave, settle]), leaver), 'Attribution.BondTooLow');
	const gone = await accepted(common, leaver, [[leave, 'ModelFactory.ProviderLeft']]);
	assert.equal(gone.get(common.api.event.ModelFactory.ProviderLeft).bond, BOND);
	assert.equal(await refusal(common, settle, leaver), 'Attribution.BondTooLow');

	await accepted(common, charlie, [[closeSession(common, session), 'Attribution.SessionClosing']]);
	const { closing_at } = await readSession(common, session);
	await common.untilBlock(closing_at! + 1);
	await accepted(common, charlie, [[closeSession(common, session), 'Attribution.SessionClosed']]);
	const events = await eventsSince(commonPast, since);
	for (const [index, who] of [leaver, charlie].entries()) {
		const fees = spent[index] + feesOf(events, who);
		assert.equal(await common.wealth(who.address), worth[index] - fees, who.name);
	}
	assert.equal(await earnings(common, leaver.address), 0n);
});

test('H8: the silent validator is sent home, the cheap ones never had a seat, and finality never stopped', async () => {
	// It is neither slashed nor rewarded.
	assert.deepEqual(await sentHome, { stake: open(100_000), claimable: 0n });
	await untilInSet(commonPast, silent, false, PATIENCE);
	const set = ((await commonPast.api.query.session.validators()) as unknown as string[]).map(String);
	assert.equal(set.length, 3);
	for (const who of [silent, ...cheap]) assert.ok(!set.includes(who.address));
	for (const who of cheap) {
		assert.deepEqual(await position(commonPast, who, who), { stake: open(10_000), claimable: 0n });
	}
	await commonPast.untilFinalised(await commonPast.bestNumber(), 60);
	await watch!.check([commonPast]);
	assert.ok(watch!.longestPause < 60_000, `nothing was final for ${watch!.longestPause} ms`);
	await validators[0].untilSays(/Applying authority set change/);
});

test('the books of both chains balance', async () => {
	for (const [on, sum] of issuance) await booksBalance(on, sum);
});
