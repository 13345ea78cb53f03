// The main job, told as a story: records from three people become a tuned model that is used and that pays them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
	type Answer,
	type ChatSession,
	claim,
	closeSession,
	contribute,
	createDatanet,
	DEFAULT_HYPER,
	earnings,
	finalise,
	formatOpen,
	fromUri,
	type HyperParameters,
	indexed,
	type Job,
	listModel,
	open,
	type OpenLedger,
	openSession,
	type Progress,
	registerBase,
	type Signer,
	submitJob,
	trained,
	untilDivided,
	untilSettled,
	upload,
} from '@openledger/sdk';
import { connect } from './lib/connect.js';
import { readRecords, toBlob } from './lib/files.js';
import { acceptAll, enlistProvider, referenceBase } from './lib/market.js';
import { Node } from './lib/node.js';
import { SAMPLE } from './lib/paths.js';
import { isEnding, stopAll, untilInterrupted } from './lib/process.js';
import { ProgressBar, say, table } from './lib/show.js';
import { briefSpec, soloArgs } from './lib/spec.js';

const HELP = `Usage: quickstart.sh [--keep] [--epochs N]

Starts a development chain with a provider, and runs the main job on the sample Datanet: three people contribute
records, a curator accepts them, a provider fine-tunes SmolLM2-135M on them, and the tuned model is listed, asked
three questions, paid and claimed.

  --keep      leave the node up at the end and print the address of its studio; Ctrl-C stops it
  --epochs N  passes over the records (default ${DEFAULT_HYPER.epochs})
  --help      show this text
`;

const QUESTIONS = [
	'Which key scheme does BABE need?',
	'How do I offer my tuned model to others?',
	'What can I do about a plagiarised contribution?',
];

/** Everyone in the story, with the part they play. */
const CAST = {
	curator: ['//Alice', 'founds and curates the Datanet'],
	operators: ['//Bob', 'contributes operators.jsonl'],
	builders: ['//Charlie', 'contributes builders.jsonl'],
	contributors: ['//Dave', 'contributes contributors.jsonl'],
	builder: ['//Eve', 'orders, owns and lists the model'],
	provider: ['//Ferdie', 'trains and serves'],
	publisher: ['//Eve//stash', 'published the base model'],
	user: ['//Ferdie//stash', 'asks questions and pays'],
} as const;

type Role = keyof typeof CAST;
type Cast = Record<Role, Signer>;

const CONTRIBUTORS = ['operators', 'builders', 'contributors'] as const;

/** Datanet, contributions, review, snapshot. */
async function gatherKnowledge(chain: OpenLedger, cast: Cast): Promise<{ datanet: number; number: number }> {
	const card = await upload(chain, readFileSync(join(SAMPLE, 'CARD.md')));
	const create = createDatanet(chain, 'Running and using OpenLedger', {
		domain: 'node operations',
		card,
		terms: { feePer1kTokens: open('0.2') },
	});
	const created = await chain.submit(create, cast.curator);
	const datanet = created.get(chain.api.event.Datanets.Created).datanet;
	say(`Datanet ${datanet} exists: curated, CC-BY-4.0, 0.2 OPEN for 1,000 tokens trained on`);

	// One after another: training follows the order of contributions, so every run ends with the same roots.
	const contributions: bigint[] = [];
	for (const name of CONTRIBUTORS) {
		const file = toBlob(readRecords(join(SAMPLE, `${name}.jsonl`)));
		const id = await contribute(chain, cast[name], datanet, file);
		say(`${cast[name].name} contributed ${file.records} records as contribution ${id}`);
		contributions.push(id);
	}
	const number = await acceptAll(chain, cast.curator, datanet, contributions);
	say(`${cast.curator.name} accepted them and published snapshot ${number}`);
	return { datanet, number };
}

/** The base model on chain, and a provider that can train and serve it. */
async function prepareProvider(chain: OpenLedger, node: Node, cast: Cast): Promise<{ base: number; worker: string }> {
	const events = await chain.submit(registerBase(chain, referenceBase()), cast.publisher);
	const base = events.get(chain.api.event.Models.BaseRegistered).model;
	const worker = await enlistProvider(chain, node, cast.provider, [base], open('0.5'), open(10));
	say(`SmolLM2-135M-Instruct is model ${base}, and ${cast.provider.name} is a bonded provider for it`);
	return { base, worker };
}

/** The job, from submission to a finalised model. */
async function train(
	chain: OpenLedger,
	cast: Cast,
	base: number,
	snapshot: { datanet: number; number: number },
	hyper: HyperParameters,
): Promise<Job> {
	const heldOut = await upload(chain, readFileSync(join(SAMPLE, 'held_out.jsonl')));
	const spec = { name: 'OpenLedger guide', base, snapshots: [snapshot], heldOut, hyper };
	const id = await submitJob(chain, cast.builder, spec, open(200));
	say(
		`${cast.builder.name} submitted job ${id}: LoRA rank ${hyper.rank}, ${hyper.epochs} epoch(s), ` +
			'200 OPEN in escrow',
	);
	const bar = new ProgressBar();
	const show = ({ phase, step, steps, loss, tokens_per_second, seconds_left }: Progress): void => {
		const [rate, left] = [Math.round(tokens_per_second), Math.ceil(seconds_left)];
		const speed = `loss ${loss.toFixed(3)}, ${rate} tokens/s, ${left} s left`;
		bar.update(phase.replaceAll('_', ' '), step, steps, phase === 'training' && step > 0 ? speed : '');
	};
	const result = await trained(chain, id, 1800, show);
	bar.finish();
	say(`the provider published adapter ${result.result?.adapter}`);
	say(`                    and trace ${result.result?.trace}`);
	const job = await finalise(chain, cast.builder, id);
	say(`job ${id} is final after its challenge window: model ${job.model} exists`);
	await indexed(chain, id, 1800, show);
	bar.finish();
	say('the provider has indexed every record, to tell whose shaped an answer');
	return job;
}

/** Both models listed, asked, paid and settled. */
async function useAndPay(
	chain: OpenLedger,
	node: Node,
	cast: Cast,
	base: number,
	tuned: number,
): Promise<{ question: string; base: Answer; tuned: Answer }[]> {
	const [cheap, dear] = [
		{ promptPer1k: open('0.2'), completionPer1k: open('1') },
		{ promptPer1k: open('0.5'), completionPer1k: open('2') },
	];
	await Promise.all([
		chain.submit(listModel(chain, base, cheap), cast.publisher),
		chain.submit(listModel(chain, tuned, dear), cast.builder),
	]);
	const offer = { provider: cast.provider.address, deposit: open(20), url: node.chat };
	const session = (model: number): Promise<ChatSession> => openSession(chain, cast.user, { model, ...offer });
	const plain = await session(base);
	const special = await session(tuned);
	say(`both models are listed; ${cast.user.name} opened a session with each`);

	const answers = [];
	for (const question of QUESTIONS) {
		const [base, tuned] = [await plain.ask(question), await special.ask(question)];
		answers.push({ question, base, tuned });
		say(`asked: ${question} (${formatOpen(special.owed)} OPEN owed to the tuned model so far)`);
	}
	for (const session of [plain, special]) await session.pay();
	for (const session of [plain, special]) await untilSettled(chain, session);
	const closings = [plain, special].map(({ session }) => closeSession(chain, session));
	await chain.submit(chain.batchAll(closings), cast.provider);
	say(`${cast.provider.name} settled both sessions with the influence of each contribution, and closed them`);
	say('nobody is paid while the answers can be challenged: an epoch, here a minute');
	for (const { session } of [plain, special]) await untilDivided(chain, session);
	say('nobody challenged them, and both amounts are divided');
	return answers;
}

/** Everyone takes what they earned. */
async function claimAll(chain: OpenLedger, cast: Cast): Promise<void> {
	const claims = Object.values(cast).map(async (who) => {
		if ((await earnings(chain, who.address)) > 0n) await chain.submit(claim(chain), who);
	});
	await Promise.all(claims);
	say('everyone claimed their earnings');
}

/** Everything each party owns, by role. */
async function wealth(chain: OpenLedger, cast: Cast): Promise<Record<Role, bigint>> {
	const entries = Object.entries(cast).map(async ([role, who]) => [role, await chain.wealth(who.address)] as const);
	return Object.fromEntries(await Promise.all(entries)) as Record<Role, bigint>;
}

function report(
	job: Job,
	answers: { question: string; base: Answer; tuned: Answer }[],
	cast: Cast,
	before: Record<Role, bigint>,
	after: Record<Role, bigint>,
): void {
	const loss = job.result?.heldOut;
	if (!job.result || !loss) throw new Error('the job finished without a held-out loss');
	const fall = `${(((loss.before - loss.after) / loss.before) * 100).toFixed(1)} %`;
	const figures = [
		loss.before.toFixed(4),
		loss.after.toFixed(4),
		fall,
		`${job.result.steps}`,
		`${job.result.tokens}`,
	];
	const heads = ['before', 'after', 'fall', 'steps', 'tokens'];
	console.log(`\n${table('Held-out loss, nats a token', heads, [figures], [10, 10, 10, 10, 10])}`);
	const rows = answers.map(({ question, base, tuned }) => [question, base.text, tuned.text]);
	console.log(`\n${table('Answers', ['question', 'base model', 'tuned model'], rows, [22, 40, 40])}`);
	const parties = (Object.keys(CAST) as Role[]).map((role) => {
		const change = after[role] - before[role];
		return [
			`${cast[role].name}`,
			CAST[role][1],
			formatOpen(before[role], 4),
			formatOpen(after[role], 4),
			`${change > 0n ? '+' : ''}${formatOpen(change, 4)}`,
		];
	});
	const columns = ['account', 'part', 'OPEN before', 'OPEN after', 'change'];
	console.log(`\n${table('Who paid, who earned', columns, parties, [14, 32, 16, 16, 12])}`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { keep: { type: 'boolean' }, epochs: { type: 'string' }, help: { type: 'boolean' } },
	});
	if (values.help) return void process.stdout.write(HELP);
	const epochs = Number(values.epochs ?? DEFAULT_HYPER.epochs);
	if (!Number.isInteger(epochs) || epochs < 1) throw new Error('--epochs wants a whole number from 1');

	say('starting a development chain with a provider');
	const args = soloArgs(await briefSpec());
	const node = await Node.start({ name: 'quickstart', args, provider: true, studio: values.keep });
	const chain = await connect(node.ws);
	const cast = Object.fromEntries(Object.entries(CAST).map(([role, [path]]) => [role, fromUri(path)])) as Cast;
	const issuance = await chain.totalIssuance();
	const before = await wealth(chain, cast);

	const [snapshot, { base, worker }] = await Promise.all([
		gatherKnowledge(chain, cast),
		prepareProvider(chain, node, cast),
	]);
	const job = await train(chain, cast, base, snapshot, { ...DEFAULT_HYPER, epochs });
	const answers = await useAndPay(chain, node, cast, base, job.model!);
	await claimAll(chain, cast);

	report(job, answers, cast, before, await wealth(chain, cast));
	await chain.checkIntegrity();
	const now = await chain.totalIssuance();
	const sum = await chain.sumOfBalances();
	if (now !== issuance || sum !== issuance) throw new Error(`${issuance} planck at genesis, but ${sum} at the end`);
	console.log(
		`\nBonds on hold count as owned. ${formatOpen(await chain.wealth(worker), 4)} OPEN lie on the worker key;`,
	);
	console.log('fees are shared by block author and treasury. Every invariant holds, and all balances still sum to');
	console.log(`${formatOpen(sum)} OPEN.`);

	if (values.keep) {
		console.log(
			`\nThe node stays up at ${node.ws}, chat at ${node.chat}. Look around in the studio:\n  ${node.studio}\n` +
				'Ctrl-C stops it.',
		);
		await untilInterrupted();
	}
	chain.close();
	await stopAll();
}

main().then(
	() => process.exit(0),
	async (error: unknown) => {
		// What breaks because nodes are being stopped is no failure; the signal's handler ends the process.
		if (isEnding()) return;
		console.error(`\nThe quickstart failed: ${error instanceof Error ? error.message : String(error)}`);
		console.error(Node.lastWords());
		await stopAll();
		process.exit(1);
	},
);
