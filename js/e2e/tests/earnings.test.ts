// Who is paid for what: three people contribute to one model, one much, one less, one noise; thirty paid questions
// later, what they earned is what their records did.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	type Answer,
	BEST,
	contribute,
	createDatanet,
	DEFAULT_HYPER,
	earnings,
	finalise,
	formatOpen,
	fromUri,
	indexed,
	type Job,
	listModel,
	open,
	type OpenLedger,
	openSession,
	registerBase,
	type Signer,
	submitJob,
	trained,
	untilDivided,
	untilSettled,
	upload,
} from '@openledger/sdk';
import { booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, type Record, toBlob } from '../src/lib/files.js';
import { acceptAll, enlistProvider, referenceBase } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

const PARTS = 1_000_000_000n;
const operators = readRecords(join(ANSWERS, 'operators.jsonl'));
const builders = readRecords(join(ANSWERS, 'builders.jsonl'));

/** Records of words that stand in the others, in no order. */
function noise(count: number): Record[] {
	const words = [...operators, ...builders].flatMap((r) => `${r.prompt} ${r.completion}`.split(/\s+/));
	let state = 20_261_125;
	const word = (): string => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return words[state % words.length]!;
	};
	const some = (number: number): string => Array.from({ length: number }, word).join(' ');
	return Array.from({ length: count }, () => ({ prompt: some(12), completion: some(24) }));
}

/**
 * The records of each contributor, and the questions.
 *
 * The first contributor's topic is asked about twice as often as the second's. Three questions are in the records, so
 * that their answers are too.
 */
const CONTRIBUTED = [operators.slice(0, 36), builders.slice(0, 18), noise(36)];
const ASKED = [operators.slice(0, 3), operators.slice(60, 77), builders.slice(60, 70)]
	.flat()
	.map((record) => record.prompt);

let node: Node;
let chain: OpenLedger;
let issuance: bigint;
let owner: Signer, builder: Signer, publisher: Signer, user: Signer, provider: Signer;
let contributors: Signer[];
let contributions: number[];
let job: Job;
const answers: Answer[] = [];

before(async () => {
	// All answers go into one settlement, by whose sum the parts are computed below.
	node = await Node.start({ name: 'earnings', args: soloArgs(await fastSpec(100)), provider: true, settleAfter: 30 });
	chain = await connect(node.ws);
	issuance = await chain.totalIssuance();
	[owner, builder, publisher, user, provider] = [
		'//Alice',
		'//Eve',
		'//Ferdie',
		'//Ferdie//stash',
		'//Eve//stash',
	].map(fromUri);
	contributors = ['//Bob', '//Charlie', '//Dave'].map(fromUri);

	const snapshots: { datanet: number; number: number }[] = [];
	contributions = [];
	for (const [at, records] of CONTRIBUTED.entries()) {
		const created = await chain.submit(createDatanet(chain, `Number ${at}`), owner);
		const datanet = created.get(chain.api.event.Datanets.Created).datanet;
		const id = await contribute(chain, contributors[at]!, datanet, toBlob(records));
		const number = await acceptAll(chain, owner, datanet, [id]);
		contributions.push(Number(id));
		snapshots.push({ datanet, number });
	}
	const registered = await chain.submit(registerBase(chain, referenceBase()), publisher);
	const base = registered.get(chain.api.event.Models.BaseRegistered).model;
	await enlistProvider(chain, node, provider, [base], open(1), open(20));
	const heldOut = await upload(chain, toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 4)).bytes);
	const hyper = { ...DEFAULT_HYPER, epochs: 2 };
	const id = await submitJob(chain, builder, { name: 'Three', base, snapshots, heldOut, hyper }, open(50));
	await trained(chain, id, 600);
	job = await finalise(chain, builder, id);
	await indexed(chain, id, 600);
	await chain.submit(listModel(chain, job.model!, { promptPer1k: open(2), completionPer1k: open(8) }), builder);
});

after(async () => {
	chain?.close();
	await stopAll();
});

/** Parts of 10^9 of one contribution in a vector. */
const part = (answer: Answer, contribution: number): bigint =>
	BigInt(answer.influence.find((entry) => entry.contribution === contribution)?.share ?? 0);

test('an answer says what shaped it', async () => {
	const session = await openSession(chain, user, {
		model: job.model!,
		provider: provider.address,
		deposit: open(50),
		url: node.chat,
	});
	let paid = 0n;
	for (const question of ASKED) {
		const answer = await session.ask(question, 32);
		const { records, spans, tuned_share } = answer.attribution;
		assert.ok(tuned_share >= 0 && BigInt(tuned_share) <= PARTS);
		for (const { contribution, line, share } of records) {
			const at = contributions.indexOf(contribution);
			assert.ok(line < CONTRIBUTED[at]!.length && share > 0);
		}
		for (const { text, records } of spans) {
			assert.ok(answer.text.includes(text.trim()), `${text} is not in ${answer.text}`);
			for (const { contribution, line } of records) {
				const { prompt, completion } = CONTRIBUTED[contributions.indexOf(contribution)]![line]!;
				assert.ok(`${prompt}\n${completion}`.includes(text.trim()), `${text} is not in line ${line}`);
			}
		}
		answers.push({ ...answer, owed: answer.owed - paid });
		paid = answer.owed;
	}
	assert.ok(
		answers.some((answer) => answer.attribution.spans.length > 0),
		'no answer quotes a record',
	);
	const explained = answers.filter((answer) => answer.attribution.tuned_share > 0).length;
	assert.ok(explained > ASKED.length / 2, `tuning explains something of ${explained} answers`);
	await session.pay();
	await untilSettled(chain, session);
	const earned = await Promise.all(contributors.map(({ address }) => earnings(chain, address)));
	assert.deepEqual(earned, [0n, 0n, 0n], 'nobody is paid while an answer can be challenged');
	await untilDivided(chain, session.session);
});

test('earnings follow influence, and noise earns next to nothing', async () => {
	const earned = await Promise.all(contributors.map(({ address }) => earnings(chain, address)));
	const [much, less, nothing] = earned as [bigint, bigint, bigint];
	const sum = much + less + nothing;
	console.log(`# earned: ${earned.map((amount) => formatOpen(amount)).join(', ')}`);
	assert.ok(much > less && less > nothing, `${earned}`);
	assert.ok(nothing * 20n < sum / 3n, `noise earned ${nothing}, the mean is ${sum / 3n}`);

	// A contributor's part is that of its contribution in the answers, each weighted by its price; answers that nobody
	// shaped pay nobody, and rounding is by parts of 10^9 of each settlement.
	const shaped = answers.filter((answer) => answer.influence.length > 0);
	const total = shaped.reduce((sum, answer) => sum + answer.owed, 0n);
	for (const [at, amount] of earned.entries()) {
		const weight = shaped.reduce((sum, answer) => sum + answer.owed * part(answer, contributions[at]!), 0n);
		const expected = (sum * weight) / (total * PARTS);
		const apart = amount > expected ? amount - expected : expected - amount;
		assert.ok(apart * 100n <= sum, `${at} earned ${amount}, by the answers ${expected}`);
	}
	const influence = await chain.api.apis.AttributionApi.influence(job.model!, BEST);
	const onChain = new Map(influence.map(([id, { earned }]) => [Number(id), earned]));
	for (const [at, amount] of earned.entries()) assert.equal(onChain.get(contributions[at]!) ?? 0n, amount);
});

test('nobody is paid for shaping answers to itself', async () => {
	const [bob] = contributors as [Signer];
	const before = await earnings(chain, bob.address);
	const session = await openSession(chain, bob, {
		model: job.model!,
		provider: provider.address,
		deposit: open(5),
		url: node.chat,
	});
	const answer = await session.ask(ASKED[0]!, 32);
	assert.equal(part(answer, contributions[0]!), 0n);
	assert.ok(part(answers[0]!, contributions[0]!) > 0n, 'asked by somebody else it was');
	assert.deepEqual(answer.tokens, answers[0]!.tokens);
	await session.pay();
	await untilSettled(chain, session);
	await untilDivided(chain, session.session);
	assert.equal(await earnings(chain, bob.address), before);
});

test('the books balance', () => booksBalance(chain, issuance));
