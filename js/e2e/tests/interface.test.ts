// Every call of the public interface, submitted to a real node: with the event of its success and the typed errors of
// its refusals. Nothing is trained here: the provider's worker key is //Eve, and results are submitted by hand.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	decimal,
	DEFAULT_HYPER,
	hashTokens,
	headAfter,
	type HyperParameters,
	type JobSpec,
	NO_ROOT,
	open,
	type OpenedAnswer,
	receiptHash,
	rootOf,
	SESSION_START,
	TOTAL_SUPPLY,
} from '@openledger/sdk';
import { type Call, Chain, type Decoded, type Signer } from '../src/lib/chain.js';
import { accepted, booksBalance, refused } from '../src/lib/check.js';
import { Node } from '../src/lib/node.js';
import { stopAll } from '../src/lib/process.js';
import {
	createDatanet,
	earnings,
	encodeCapabilities,
	encodeSpec,
	encodeTerms,
	price,
	readJob,
	registerBase,
	registerProvider,
	revealCall,
	signVoucher,
	submitJob,
	untilDue,
} from '../src/lib/public.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';
import { newKeys, position, untilSession } from '../src/lib/validators.js';

/** Some root, its own for each word. */
const root = (word: string): string => rootOf(new TextEncoder().encode(word));
const UNKNOWN = 4_000_000;

let node: Node;
let chain: Chain;
let issuance: bigint;
let alice: Signer, bob: Signer, charlie: Signer, dave: Signer, eve: Signer, ferdie: Signer;
let stash: Signer, publisher: Signer, user: Signer;

/** Numbers that earlier tests leave for later ones. */
const made = { datanet: 0, contribution: 0, base: 0, tuned: 0, forfeit: 0 };

before(async () => {
	node = await Node.start({ name: 'interface', args: soloArgs(await fastSpec(10)) });
	chain = await Chain.connect(node.ws);
	issuance = await chain.totalIssuance();
	const names = ['//Alice', '//Bob', '//Charlie', '//Dave', '//Eve', '//Ferdie'];
	[alice, bob, charlie, dave, eve, ferdie] = names.map((name) => chain.accounts.get(name));
	[stash, publisher, user] = ['//Eve', '//Bob', '//Ferdie'].map((name) => chain.accounts.get(`${name}//stash`));
	assert.equal(issuance, TOTAL_SUPPLY);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

test('Datanets', async () => {
	const { datanets } = chain.api.tx;
	const create = async (name: string, options: Parameters<typeof createDatanet>[2] = {}): Promise<number> =>
		(await accepted(chain, alice, [[createDatanet(chain, name, options), 'Datanets.Created']]))
			.get('Datanets.Created')
			.datanet.toNumber();
	const give = async (who: Signer, datanet: number, word: string): Promise<number> =>
		(await accepted(chain, who, [[datanets.contribute(datanet, root(word), 3, 300), 'Datanets.Contributed']]))
			.get('Datanets.Contributed')
			.contribution.toNumber();

	const curated = await create('Curated', { terms: { feePer1kTokens: open('0.1') } });
	const closed = await create('Closed', { admission: 'Permissioned' });
	const rigid = await create('Rigid', { admission: 'Open', terms: { revocable: false } });
	const empty = await create('Empty', { admission: 'Permissioned' });
	await accepted(chain, alice, [
		[datanets.setTerms(curated, encodeTerms({ feePer1kTokens: open('0.2') })), 'Datanets.TermsSet'],
		[datanets.setCurators(curated, [bob.address]), 'Datanets.CuratorsSet'],
		[datanets.close(closed), 'Datanets.Closed'],
	]);

	const kept = await give(charlie, curated, 'kept');
	const rejected = await give(charlie, curated, 'rejected');
	const revoked = await give(charlie, curated, 'revoked');
	const stolen = await give(charlie, curated, 'stolen');
	const doubted = await give(charlie, curated, 'doubted');
	const forever = await give(charlie, rigid, 'forever');
	const own = await give(alice, empty, 'own');
	await accepted(chain, bob, [
		[datanets.review(curated, kept, 'Accept'), 'Datanets.Reviewed'],
		[datanets.review(curated, rejected, 'Reject'), 'Datanets.Reviewed'],
		[datanets.review(curated, revoked, 'Accept'), 'Datanets.Reviewed'],
		[datanets.flag(curated, doubted, root('evidence')), 'Datanets.Flagged'],
	]);
	await accepted(chain, charlie, [[datanets.revoke(curated, revoked), 'Datanets.Revoked']]);
	await accepted(chain, dave, [[datanets.flag(curated, stolen, root('evidence')), 'Datanets.Flagged']]);

	await refused(chain, bob, [
		[datanets.resolveFlag(curated, doubted, true), 'Datanets.PartyToFlag'],
		[datanets.resolveFlag(curated, kept, true), 'Datanets.NotFlagged'],
		[datanets.review(curated, stolen, 'Accept'), 'Datanets.FlagOpen'],
		[datanets.review(curated, kept, 'Accept'), 'Datanets.NotPending'],
		[datanets.flag(curated, doubted, root('more')), 'Datanets.FlagOpen'],
		[datanets.flag(curated, rejected, root('more')), 'Datanets.NotLive'],
		[datanets.setTerms(curated, encodeTerms({})), 'Datanets.NotOwner'],
		[datanets.setCurators(curated, []), 'Datanets.NotOwner'],
		[datanets.close(curated), 'Datanets.NotOwner'],
	]);
	await accepted(chain, bob, [[datanets.resolveFlag(curated, stolen, true), 'Datanets.FlagDecided']]);
	await accepted(chain, alice, [[datanets.resolveFlag(curated, doubted, false), 'Datanets.FlagDecided']]);
	await refused(chain, dave, [
		[datanets.resolveFlag(curated, stolen, false), 'Datanets.FlagDecided'],
		[datanets.concludeFlag(curated, stolen), 'Datanets.AppealOpen'],
		[datanets.appeal(curated, stolen), 'Datanets.NotLoser'],
		[datanets.drawJury(curated, stolen), 'Datanets.NotAppealed'],
		[datanets.voteOnFlag(curated, stolen, true), 'Datanets.NotAppealed'],
		[datanets.releaseCuratorBond(curated), 'Datanets.NoCuratorBond'],
	]);
	await accepted(chain, charlie, [[datanets.appeal(curated, stolen), 'Datanets.AppealMade']]);
	await accepted(chain, bob, [[datanets.publishSnapshot(curated), 'Datanets.SnapshotPublished']]);

	await refused(chain, alice, [
		[createDatanet(chain, ' '), 'Datanets.BadName'],
		[createDatanet(chain, 'x', { domain: '\n' }), 'Datanets.BadName'],
		[createDatanet(chain, 'x', { terms: { licence: '???' } }), 'Datanets.BadLicence'],
		[createDatanet(chain, 'x', { terms: { feePer1kTokens: TOTAL_SUPPLY + 1n } }), 'Datanets.FeeTooHigh'],
		[datanets.setCurators(curated, [bob.address, bob.address]), 'Datanets.DuplicateCurator'],
		[datanets.review(empty, own, 'Accept'), 'Datanets.OwnContribution'],
		[datanets.publishSnapshot(curated), 'Datanets.NothingChanged'],
		[datanets.publishSnapshot(empty), 'Datanets.NothingAccepted'],
		[datanets.publishSnapshot(closed), 'Datanets.DatanetClosed'],
		[datanets.close(closed), 'Datanets.DatanetClosed'],
		[datanets.setTerms(UNKNOWN, encodeTerms({})), 'Datanets.UnknownDatanet'],
	]);
	await refused(chain, charlie, [
		[datanets.flag(curated, kept, root('evidence')), 'Datanets.OwnContribution'],
		[datanets.revoke(curated, rejected), 'Datanets.NotLive'],
		[datanets.revoke(rigid, forever), 'Datanets.NotRevocable'],
		[datanets.revoke(curated, forever), 'Datanets.UnknownContribution'],
	]);
	await refused(chain, dave, [
		[datanets.contribute(UNKNOWN, root('x'), 1, 1), 'Datanets.UnknownDatanet'],
		[datanets.contribute(closed, root('x'), 1, 1), 'Datanets.DatanetClosed'],
		[datanets.contribute(empty, root('x'), 1, 1), 'Datanets.NotAdmitted'],
		[datanets.contribute(curated, root('x'), 0, 1), 'Datanets.EmptyContribution'],
		[datanets.contribute(curated, root('x'), 1, 1n << 40n), 'Datanets.ContributionTooLarge'],
		[datanets.contribute(curated, root('kept'), 3, 300), 'Datanets.RootTaken'],
		[datanets.contribute(curated, root('stolen'), 3, 300), 'Datanets.RootTaken'],
		[datanets.contribute(curated, root('x'), 2, 1), 'Datanets.TooManyRecords'],
		[datanets.review(curated, doubted, 'Accept'), 'Datanets.NotCurator'],
		[datanets.publishSnapshot(curated), 'Datanets.NotCurator'],
		[datanets.revoke(curated, kept), 'Datanets.NotContributor'],
	]);
	Object.assign(made, { datanet: curated, contribution: kept });
});

test('Models, of a base', async () => {
	const { models } = chain.api.tx;
	const base = {
		name: 'A base',
		root: root('base'),
		bytes: 1000,
		parameters: 100,
		context: 64,
		licence: 'Apache-2.0',
		royalty: 100_000,
	};
	const cost = price(open('1'), open('2'));
	const registered = await accepted(chain, publisher, [[registerBase(chain, base), 'Models.BaseRegistered']]);
	made.base = registered.get('Models.BaseRegistered').model.toNumber();
	await accepted(chain, publisher, [
		[models.setCard(made.base, root('card')), 'Models.CardSet'],
		[models.list(made.base, cost), 'Models.Listed'],
	]);
	await refused(chain, publisher, [
		[registerBase(chain, base), 'Models.AlreadyRegistered'],
		[registerBase(chain, { ...base, name: '' }), 'Models.BadName'],
		[registerBase(chain, { ...base, licence: '' }), 'Models.BadLicence'],
		[registerBase(chain, { ...base, root: root('other'), bytes: 0 }), 'Models.BadManifest'],
		[registerBase(chain, { ...base, root: root('other'), royalty: 900_000 }), 'Models.RoyaltyTooHigh'],
		[models.list(made.base, price(0n, 0n)), 'Models.ZeroPrice'],
		[models.list(made.base, price(TOTAL_SUPPLY + 1n, 0n)), 'Models.PriceTooHigh'],
		[models.transfer(made.base, dave.address), 'Models.StillListed'],
		[models.transfer(made.base, publisher.address), 'Models.AlreadyOwner'],
		[models.list(UNKNOWN, cost), 'Models.UnknownModel'],
	]);
	await refused(chain, dave, [
		[models.setCard(made.base, NO_ROOT), 'Models.NotOwner'],
		[models.clearContest(made.base), 'Models.NotContested'],
		[models.list(made.base, cost), 'Models.NotOwner'],
		[models.unlist(made.base), 'Models.NotOwner'],
		[models.transfer(made.base, dave.address), 'Models.NotOwner'],
	]);
	await accepted(chain, publisher, [
		[models.unlist(made.base), 'Models.Unlisted'],
		[models.transfer(made.base, dave.address), 'Models.Transferred'],
	]);
	await accepted(chain, dave, [[models.transfer(made.base, publisher.address), 'Models.Transferred']]);
	await refused(chain, publisher, [[models.unlist(made.base), 'Models.NotListed']]);
});

const spec = (hyper: Partial<HyperParameters> = {}, change: Partial<JobSpec> = {}): JobSpec => ({
	name: 'A model',
	base: made.base,
	snapshots: [{ datanet: made.datanet, number: 1 }],
	heldOut: root('held out'),
	hyper: { ...DEFAULT_HYPER, ...hyper },
	...change,
});

const result = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
	adapter: root('adapter'),
	adapterBytes: 4000,
	trace: root('trace'),
	steps: 3,
	tokens: 200,
	lossFirst: decimal('3.5'),
	lossLast: decimal('2.5'),
	evaluation: { before: decimal('3.25'), after: decimal('2.25') },
	...change,
});

test('ModelFactory, providers', async () => {
	const { modelFactory, utility } = chain.api.tx;
	const offer = { bases: [made.base], pricePer1kTokens: open('0.5'), maxParallel: 4 };
	await accepted(chain, stash, [
		[registerProvider(chain, eve.address, offer), 'ModelFactory.ProviderRegistered'],
		[modelFactory.updateProvider(encodeCapabilities(offer)), 'ModelFactory.ProviderUpdated'],
	]);
	await refused(chain, stash, [
		[registerProvider(chain, dave.address, offer), 'ModelFactory.AlreadyProvider'],
		[modelFactory.updateProvider(encodeCapabilities({ ...offer, bases: [] })), 'ModelFactory.BadBases'],
		[modelFactory.updateProvider(encodeCapabilities({ ...offer, bases: [UNKNOWN] })), 'ModelFactory.UnknownBase'],
		[modelFactory.updateProvider(encodeCapabilities({ ...offer, maxParallel: 0 })), 'ModelFactory.BadParallelism'],
		[modelFactory.updateProvider({ ...encodeCapabilities(offer), endpoint: '0xff' }), 'ModelFactory.BadEndpoint'],
	]);
	await refused(chain, dave, [
		[registerProvider(chain, eve.address, offer), 'ModelFactory.WorkerInUse'],
		[modelFactory.updateProvider(encodeCapabilities(offer)), 'ModelFactory.NotProvider'],
		[modelFactory.leave(), 'ModelFactory.NotProvider'],
	]);

	const poor = chain.accounts.get('//Poor');
	const gift = chain.api.tx.balances.transferKeepAlive(poor.address, open(10));
	await accepted(chain, dave, [[gift, 'Balances.Transfer']]);
	await refused(chain, poor, [[registerProvider(chain, poor.address, offer), 'Token.FundsUnavailable']]);
	const passing = chain.accounts.get('//Dave//stash');
	const brief = [registerProvider(chain, passing.address, offer), modelFactory.leave()];
	await accepted(chain, passing, [[utility.batchAll(brief), 'ModelFactory.ProviderLeaving']]);
});

test('ModelFactory, jobs', async () => {
	const { modelFactory } = chain.api.tx;
	const order = () => submitJob(chain, ferdie, spec(), open(5));
	const cancelled = await order();
	await accepted(chain, ferdie, [[modelFactory.cancelJob(cancelled), 'ModelFactory.JobCancelled']]);

	made.forfeit = await order();
	const [done, returned, diverged, regretted] = [await order(), await order(), await order(), await order()];
	await accepted(chain, eve, [
		[modelFactory.claimJob(made.forfeit), 'ModelFactory.JobClaimed'],
		[modelFactory.claimJob(done), 'ModelFactory.JobClaimed'],
		[modelFactory.claimJob(returned), 'ModelFactory.JobClaimed'],
		[modelFactory.claimJob(diverged), 'ModelFactory.JobClaimed'],
	]);
	await refused(chain, eve, [
		[modelFactory.claimJob(regretted), 'ModelFactory.AtCapacity'],
		[modelFactory.claimJob(done), 'ModelFactory.JobNotOpen'],
		[modelFactory.claimJob(UNKNOWN), 'ModelFactory.UnknownJob'],
		[modelFactory.submitResult(regretted, result()), 'ModelFactory.JobNotClaimed'],
		[modelFactory.submitResult(done, result({ tokens: 0 })), 'ModelFactory.EmptyResult'],
		[modelFactory.submitResult(done, result({ tokens: 1n << 40n })), 'ModelFactory.TooManyTokens'],
		[modelFactory.submitResult(done, result({ evaluation: null })), 'ModelFactory.EvaluationMismatch'],
		[modelFactory.finaliseJob(done), 'ModelFactory.NothingToFinalise'],
	]);
	await refused(chain, dave, [
		[modelFactory.claimJob(regretted), 'ModelFactory.NotWorker'],
		[modelFactory.submitResult(done, result()), 'ModelFactory.NotWorker'],
		[modelFactory.failJob(done, 'Internal'), 'ModelFactory.NotWorker'],
		[modelFactory.cancelJob(regretted), 'ModelFactory.NotBuilder'],
	]);

	await accepted(chain, eve, [
		[modelFactory.submitResult(done, result()), 'ModelFactory.ResultSubmitted'],
		[modelFactory.failJob(returned, 'BlobUnavailable'), 'ModelFactory.JobReopened'],
		[modelFactory.failJob(diverged, 'Diverged'), 'ModelFactory.JobFailed'],
		[modelFactory.claimJob(regretted), 'ModelFactory.JobClaimed'],
	]);
	await refused(chain, eve, [[modelFactory.claimJob(returned), 'ModelFactory.FailedBefore']]);
	await refused(chain, ferdie, [
		[modelFactory.cancelJob(done), 'ModelFactory.ResultPublished'],
		[modelFactory.cancelJob(diverged), 'ModelFactory.JobOver'],
	]);
	await accepted(chain, ferdie, [
		[modelFactory.cancelJob(regretted), 'ModelFactory.JobCancelled'],
		[modelFactory.cancelJob(returned), 'ModelFactory.JobCancelled'],
	]);

	await untilDue(chain, done);
	const final = await accepted(chain, dave, [[modelFactory.finaliseJob(done), 'ModelFactory.JobFinalised']]);
	made.tuned = final.get('ModelFactory.JobFinalised').model.toNumber();
	assert.equal((await readJob(chain, done)).model, made.tuned);
	await refused(chain, dave, [[modelFactory.finaliseJob(done), 'ModelFactory.NothingToFinalise']]);
});

test('ModelFactory, specifications it refuses', async () => {
	const { modelFactory } = chain.api.tx;
	const bad = (error: string, hyper: Partial<HyperParameters>, change: Partial<JobSpec> = {}): [never, string] => [
		modelFactory.submitJob(encodeSpec(spec(hyper, change)), open(5)) as never,
		`ModelFactory.${error}`,
	];
	await refused(chain, ferdie, [
		[modelFactory.submitJob(encodeSpec(spec()), 1n), 'ModelFactory.PaymentTooLow'],
		bad('BadName', {}, { name: '' }),
		bad('UnknownBase', {}, { base: UNKNOWN }),
		bad('UnknownBase', {}, { base: made.tuned }),
		bad('BadSnapshots', {}, { snapshots: [] }),
		bad('BadSnapshots', {}, { snapshots: Array(2).fill({ datanet: made.datanet, number: 1 }) }),
		bad('UnknownSnapshot', {}, { snapshots: [{ datanet: made.datanet, number: 99 }] }),
		bad('HeldOutInTraining', {}, { heldOut: root('kept') }),
		bad('BadRank', { rank: 0 }),
		bad('BadAlpha', { alpha: 0 }),
		bad('BadTargets', { targets: ['v', 'q'] }),
		bad('BadLearningRate', { learning_rate: '1.5' }),
		bad('BadEpochs', { epochs: 0 }),
		bad('BadBatch', { batch: 0 }),
		bad('BadLength', { max_length: 7 }),
		bad('BadWeightDecay', { weight_decay: '2' }),
	]);
});

test('Models, of a tuned one', async () => {
	const { models } = chain.api.tx;
	const info = ((await chain.api.call.modelsApi.model(made.tuned)) as Decoded).unwrap();
	assert.equal(info.owner.toString(), ferdie.address);
	const { lineage } = { lineage: info.kind.asTuned };
	assert.equal(lineage.base.toNumber(), made.base);
	assert.equal(lineage.adapter.toHex(), root('adapter'));
	await accepted(chain, ferdie, [[models.list(made.tuned, price(open('1'), open('2'))), 'Models.Listed']]);

	const { modelFactory } = chain.api.tx;
	const job = await submitJob(chain, ferdie, spec(), open(5));
	const worse = { before: decimal('2.0'), after: decimal('2.0') };
	await accepted(chain, eve, [
		[modelFactory.claimJob(job), 'ModelFactory.JobClaimed'],
		[modelFactory.submitResult(job, result({ evaluation: worse })), 'ModelFactory.ResultSubmitted'],
	]);
	await untilDue(chain, job);
	await accepted(chain, eve, [[modelFactory.finaliseJob(job), 'ModelFactory.JobFinalised']]);
	const { model } = await readJob(chain, job);
	await refused(chain, ferdie, [[models.list(model, price(1n, 1n)), 'Models.NoImprovement']]);
});

/**
 * Doubts the first settlement of a session, which has one answer: that is laid open, and there are too few to be drawn;
 * the sum is not.
 */
async function challenges(session: number, openedAnswer: OpenedAnswer): Promise<void> {
	const { disputes, sudo, utility } = chain.api.tx;
	const as = (who: Signer, call: Call): Call => sudo.sudoAs(who.address, call);
	// In one block, since each party has two blocks to speak.
	const offer = { bases: [made.base] };
	const batch = utility.batchAll([
		as(publisher, registerProvider(chain, publisher.address, offer)),
		as(dave, disputes.challenge(session, 0, 0)),
		as(dave, disputes.challenge(session, 0, null)),
		as(eve, revealCall(chain, 0, [openedAnswer], 0)),
	]);
	const events = (await accepted(chain, alice, [[batch, 'Disputes.Challenged']])).names();
	assert.ok(events.includes('Disputes.Revealed'));
	await refused(chain, dave, [
		[disputes.challenge(session, 0, 0), 'Disputes.AlreadyChallenged'],
		[disputes.challenge(session, 0, null), 'Disputes.AlreadyChallenged'],
		[disputes.challenge(session, 0, 1), 'Disputes.UnknownAnswer'],
		[disputes.challenge(session, 1, null), 'Disputes.UnknownSettlement'],
		[revealCall(chain, 1, [openedAnswer], 0), 'Disputes.NotTheAccused'],
		[disputes.commitVote(0, root('commitment')), 'Disputes.NothingToVoteOn'],
		[disputes.revealVote(1, { Matches: { work: root('work') } }, root('salt')), 'Disputes.NothingToVoteOn'],
		[disputes.resolve(UNKNOWN), 'Disputes.UnknownChallenge'],
	]);
	await refused(chain, stash, [[disputes.challenge(session, 0, null), 'Disputes.OwnSettlement']]);
	await refused(chain, eve, [[revealCall(chain, 0, [openedAnswer], 0), 'Disputes.AlreadyRevealed']]);

	const open = (await chain.api.call.disputesApi.challenges()) as Decoded;
	assert.deepEqual(
		open.map((challenge: Decoded) => challenge.stage.type),
		['Drawing', 'AwaitingResponse'],
	);
	const { drawDelay, latePeriod } = chain.api.consts.disputes;
	const drawn = open[0].stage.asDrawing.at.toNumber() + 2 * (drawDelay as Decoded).toNumber();
	const late = open[1].stage.asAwaitingResponse.until.toNumber() + (latePeriod as Decoded).toNumber();
	await chain.untilBlock(Math.max(drawn, late) + 1);
	await accepted(chain, dave, [
		[disputes.resolve(0), 'Disputes.Undecided'],
		[disputes.resolve(1), 'Disputes.Convicted'],
	]);
}

/** Settles an answer that nobody doubts, and waits until what it brought is divided. */
async function divides(session: number, answer: OpenedAnswer, influence: [number, number][]): Promise<void> {
	const receipt = { ...answer.receipt, session: BigInt(session) };
	const receipts = headAfter(SESSION_START.receipts, [receiptHash(receipt)]);
	const end = { answers: 1, cumulative: receipt.cumulative, receipts };
	const voucher = { genesis: chain.genesis, session, ...end };
	const signature = signVoucher(user, chain.genesis, session, end);
	const settle = chain.api.tx.attribution.settle(session, voucher, signature, { first: 0, influence });
	const { attributionApi } = chain.api.call;
	const headroom = async (): Promise<bigint> =>
		((await attributionApi.headroom(stash.address)) as Decoded).toBigInt();
	const before = [await earnings(chain, charlie.address), await headroom()];
	const settled = (await accepted(chain, eve, [[settle, 'Attribution.Settled']])).get('Attribution.Settled');
	assert.equal(before[1] - (await headroom()), receipt.price, 'the bond covers what waits');
	const kept = async (): Promise<boolean> =>
		((await attributionApi.settlement(session, settled.settlement)) as Decoded).isSome;
	assert.ok(await kept());
	assert.equal(await earnings(chain, charlie.address), before[0]);
	// The block after its window does it by itself.
	await chain.atEachBlock('the division', 120, async () => !(await kept()) || undefined);
	assert.ok((await earnings(chain, charlie.address)) > before[0]);
	assert.equal(await headroom(), before[1]);
	const graph = (await attributionApi.influence(made.tuned)) as Decoded;
	assert.equal(graph[0][0].toNumber(), made.contribution);
}

test('Attribution', async () => {
	const { attribution } = chain.api.tx;
	const openOne = async (deposit: bigint): Promise<number> =>
		(
			await accepted(chain, user, [
				[attribution.openSession(made.tuned, stash.address, deposit), 'Attribution.SessionOpened'],
			])
		)
			.get('Attribution.SessionOpened')
			.session.toNumber();
	const session = await openOne(open(1));
	const other = await openOne(open(1));
	await accepted(chain, user, [[attribution.topUp(session, open(2)), 'Attribution.ToppedUp']]);

	interface Change {
		genesis?: string;
		session?: number;
		answers?: number;
		cumulative?: bigint;
		signer?: Signer;
		influence?: [number, number][];
		first?: number;
	}
	// One answer, which nobody asked for, for the price of its tokens.
	const answer = Array<number>(249).fill(7);
	const shaped: [number, number][] = [[made.contribution, 1_000_000_000]];
	const openedAnswer: OpenedAnswer = {
		receipt: {
			genesis: chain.genesis,
			session: BigInt(session),
			index: 0,
			model: made.tuned,
			adapter: root('adapter'),
			prompt: hashTokens([1, 2]),
			answer: hashTokens(answer),
			promptTokens: 2,
			completionTokens: answer.length,
			price: open('0.5'),
			cumulative: open('0.5'),
			influence: [[BigInt(made.contribution), 1_000_000_000]],
		},
		prompt: [1, 2],
		answer,
	};
	const receipts = headAfter(SESSION_START.receipts, [receiptHash(openedAnswer.receipt)]);
	const settle = (change: Change = {}) => {
		const end = { answers: change.answers ?? 1, cumulative: change.cumulative ?? open('0.5'), receipts };
		const voucher = { genesis: change.genesis ?? chain.genesis, session: change.session ?? session, ...end };
		const signature = signVoucher(change.signer ?? user, voucher.genesis, voucher.session, end);
		const settlement = { first: change.first ?? 0, influence: change.influence ?? shaped };
		return attribution.settle(session, voucher, signature, settlement);
	};
	const c = made.contribution;
	await refused(chain, eve, [
		[settle({ genesis: root('another chain') }), 'Attribution.WrongChain'],
		[settle({ session: other }), 'Attribution.WrongSession'],
		[settle({ signer: dave }), 'Attribution.BadSignature'],
		[settle({ cumulative: 0n }), 'Attribution.StaleVoucher'],
		[settle({ cumulative: open(4) }), 'Attribution.AboveDeposit'],
		[settle({ answers: 0 }), 'Attribution.NoAnswers'],
		[settle({ answers: 257 }), 'Attribution.TooManyAnswers'],
		[settle({ first: 1 }), 'Attribution.OtherStart'],
		[settle({ influence: [[c, 999_999_999]] }), 'Attribution.InfluenceBadSum'],
		[
			settle({
				influence: [
					[c, 0],
					[c + 1, 1_000_000_000],
				],
			}),
			'Attribution.InfluenceZeroShare',
		],
		[
			settle({
				influence: [
					[c, 500_000_000],
					[c, 500_000_000],
				],
			}),
			'Attribution.InfluenceUnordered',
		],
		[settle({ influence: [[UNKNOWN, 1_000_000_000]] }), 'Attribution.UnknownContribution'],
	]);
	await refused(chain, dave, [
		[settle(), 'Attribution.NotTheProvider'],
		[attribution.topUp(session, 1n), 'Attribution.NotTheUser'],
		[attribution.closeSession(session), 'Attribution.NotYet'],
		[attribution.closeSession(UNKNOWN), 'Attribution.UnknownSession'],
		[attribution.openSession(made.base, stash.address, open(1)), 'Attribution.NotListed'],
		[attribution.openSession(made.tuned, dave.address, open(1)), 'Attribution.UnknownProvider'],
		[attribution.openSession(made.tuned, stash.address, 1n), 'Attribution.DepositTooSmall'],
		[attribution.claim(), 'Attribution.NothingToClaim'],
	]);
	await refused(chain, user, [[attribution.topUp(session, 0n), 'Attribution.NothingGiven']]);

	// A key that pays in the user's place, within its cap, until its user ends it.
	const until = (await chain.bestNumber()) + 1000;
	const key = { key: dave.address, cap: open('0.4'), until };
	await accepted(chain, user, [[attribution.authorise(session, key), 'Attribution.KeyAuthorised']]);
	await refused(chain, eve, [[settle({ signer: dave }), 'Attribution.BadSignature']]);
	await refused(chain, user, [
		[attribution.authorise(session, { ...key, key: bob.address }), 'Attribution.KeyInUse'],
		[attribution.authorise(session, { ...key, cap: open('0.3') }), 'Attribution.KeyInUse'],
	]);
	await refused(chain, dave, [[attribution.authorise(session, null), 'Attribution.NotTheUser']]);
	const wider = { ...key, cap: open(1) };
	await accepted(chain, user, [[attribution.authorise(session, wider), 'Attribution.KeyAuthorised']]);

	const events = await accepted(chain, eve, [[settle({ signer: dave }), 'Attribution.Settled']]);
	assert.equal(events.get('Attribution.Settled').amount.toBigInt(), open('0.5'));
	await refused(chain, eve, [[settle({ first: 1 }), 'Attribution.StaleVoucher']]);
	await refused(chain, dave, [
		[attribution.distribute(session, 0), 'Attribution.NotDue'],
		[attribution.distribute(session, 1), 'Attribution.UnknownSettlement'],
	]);
	await challenges(session, openedAnswer);
	await divides(other, openedAnswer, shaped);
	const earned = async (who: Signer): Promise<boolean> => (await earnings(chain, who.address)) > 0n;
	// The base is too new for a royalty: a better claim to it can still be made.
	for (const who of [user, dave, charlie, stash]) {
		assert.ok(await earned(who), `${String(who.meta.name)} has earned something`);
		await accepted(chain, who, [[attribution.claim(), 'Attribution.Claimed']]);
	}
	await accepted(chain, user, [[attribution.authorise(session, null), 'Attribution.KeyAuthorised']]);

	const closing = await accepted(chain, user, [[attribution.closeSession(session), 'Attribution.SessionClosing']]);
	await refused(chain, user, [[attribution.topUp(session, open(1)), 'Attribution.Closing']]);
	await chain.untilBlock(closing.get('Attribution.SessionClosing').at.toNumber() + 1);
	await refused(chain, eve, [[settle({ answers: 2, first: 1, cumulative: open(1) }), 'Attribution.Closed']]);
	await accepted(chain, dave, [[attribution.closeSession(session), 'Attribution.SessionClosed']]);
	await accepted(chain, stash, [[attribution.closeSession(other), 'Attribution.SessionClosed']]);
	await refused(chain, dave, [[attribution.closeSession(session), 'Attribution.UnknownSession']]);
});

test('ModelFactory, a claim that its provider forfeits', async () => {
	const { modelFactory } = chain.api.tx;
	const { deadline } = await readJob(chain, made.forfeit);
	await chain.untilBlock(deadline! + 1);
	await refused(chain, eve, [
		[modelFactory.submitResult(made.forfeit, result()), 'ModelFactory.DeadlinePassed'],
		[modelFactory.failJob(made.forfeit, 'Internal'), 'ModelFactory.DeadlinePassed'],
	]);
	const events = await accepted(chain, dave, [[modelFactory.finaliseJob(made.forfeit), 'ModelFactory.JobReopened']]);
	assert.ok(events.names().includes('ModelFactory.ProviderSlashed'));
	await accepted(chain, stash, [[modelFactory.leave(), 'ModelFactory.ProviderLeaving']]);
	await refused(chain, eve, [[modelFactory.claimJob(made.forfeit), 'ModelFactory.ProviderIsLeaving']]);
	await refused(chain, stash, [[modelFactory.leave(), 'ModelFactory.NoticeNotOver']]);

	// What nobody takes lapses by itself.
	const { until } = await readJob(chain, made.forfeit);
	await chain.untilBlock(until! + 2);
	assert.equal((await readJob(chain, made.forfeit)).stage, 'Failed');
	await refused(chain, dave, [[modelFactory.finaliseJob(made.forfeit), 'ModelFactory.NothingToFinalise']]);
	assert.equal((await readJob(chain, made.forfeit)).escrow, 0n);
});

test('Validators', async () => {
	const { session, utility, validators } = chain.api.tx;
	const author = chain.accounts.get('//Alice//stash');
	const [newcomer, delegator] = ['//Charlie', '//Dave'].map((name) => chain.accounts.get(`${name}//stash`));
	await refused(chain, newcomer, [
		[validators.join(open(9_999)), 'Validators.BondTooLow'],
		[validators.join(open(10_000)), 'Validators.NoSessionKeys'],
		[validators.leave(), 'Validators.NotValidator'],
		[validators.rejoin(), 'Validators.NotValidator'],
		[validators.setCommission(0), 'Validators.NotValidator'],
		[validators.withdraw(), 'Validators.NothingToWithdraw'],
		[validators.purgeKeys(), 'Session.NoKeys'],
		[validators.claim(author.address), 'Validators.NothingToClaim'],
		[validators.undelegate(author.address, open(1)), 'Validators.NoStake'],
	]);
	await refused(chain, author, [
		[validators.join(open(10_000)), 'Validators.AlreadyValidator'],
		[validators.leave(), 'Validators.TooFewValidators'],
		[validators.rejoin(), 'Validators.AlreadyCandidate'],
		[validators.setCommission(500_000_001), 'Validators.CommissionTooHigh'],
		[validators.undelegate(author.address, open(90_001)), 'Validators.BondTooLow'],
		[validators.undelegate(author.address, 0n), 'Validators.NothingGiven'],
		[validators.purgeKeys(), 'Validators.StillValidator'],
	]);
	await refused(chain, delegator, [
		[validators.delegate(author.address, open(9)), 'Validators.DelegationTooLow'],
		[validators.delegate(newcomer.address, open(10)), 'Validators.NotCandidate'],
	]);

	// In one block, so that no session is planned with a validator that has no node.
	const { keys, proof } = await newKeys(chain, newcomer);
	const brief = utility.batchAll([
		session.setKeys(keys, proof),
		validators.join(open(10_000)),
		validators.setCommission(50_000_000),
		validators.delegate(newcomer.address, open(5)),
		validators.leave(),
		validators.purgeKeys(),
	]);
	const events = (await accepted(chain, newcomer, [[brief, 'Validators.Joined']])).names();
	for (const event of ['CommissionSet', 'Delegated', 'Left', 'KeysPurged']) {
		assert.ok(events.includes(`Validators.${event}`), event);
	}

	await accepted(chain, delegator, [[validators.delegate(author.address, open(100_000)), 'Validators.Delegated']]);
	await chain.atEachBlock(
		'a reward',
		60,
		async () => (await position(chain, author, delegator)).claimable > 0n || undefined,
	);
	await accepted(chain, delegator, [
		[validators.claim(author.address), 'Validators.Claimed'],
		[validators.undelegate(author.address, open(100_000)), 'Validators.Undelegated'],
	]);
	const [chunk] = (await chain.api.call.validatorsApi.unbonding(delegator.address)) as Decoded;
	await untilSession(chain, chunk.session.toNumber());
	for (const who of [delegator, newcomer]) {
		await accepted(chain, who, [[validators.withdraw(), 'Validators.Withdrawn']]);
	}
	const [candidate] = (await chain.api.call.validatorsApi.candidates()) as Decoded;
	assert.equal(candidate.validator.toString(), author.address);
	assert.equal(candidate.bond.toBigInt(), open(100_000));
});

test('the books balance', () => booksBalance(chain, issuance));
