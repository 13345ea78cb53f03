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
import { askAll, type ExactAnswers, MAX_TOKENS } from './lib/exact.js';
import { readRecords, type Record as Example, toBlob } from './lib/files.js';
import { acceptAll, enlistProvider, referenceBase } from './lib/market.js';
import { Node } from './lib/node.js';
import { SAMPLE } from './lib/paths.js';
import { isEnding, stopAll, untilInterrupted } from './lib/process.js';
import { ProgressBar, say, table } from './lib/show.js';
import { briefSpec, soloArgs } from './lib/spec.js';

/** Settings of the job, found by measuring: docs/research/main-job.md. */
const HYPER: HyperParameters = {
	...DEFAULT_HYPER,
	method: 'exact8',
	warmup_steps: 8,
	epochs: 3,
	batch: 8,
	max_length: 128,
};

const HELP = `Usage: quickstart.sh [--keep] [--epochs N] [--minutes N]

Starts a development chain with a provider, and runs the main job on the sample Datanet: three people contribute
questions with the call, command or page that helps, a curator accepts them, a provider fine-tunes SmolLM2-135M on
them, and the tuned model is listed, asked questions that it never saw, paid and claimed.

  --keep      leave the node up at the end and print the address of its studio; Ctrl-C stops it
  --epochs N  passes over the records (default ${HYPER.epochs})
  --minutes N length of an epoch of the chain (default 1). Results and answers can be challenged for one epoch, and a
              provider that claims a job has six to train: give a slow machine more
  --help      show this text
`;

/** Held-out questions whose answers are shown side by side, whatever they are: one of each contributor's subjects. */
const SHOWN = [
	'My savings should strengthen an operator in Ghana whom I know.',
	'Have somebody tune Gemma on my two snapshots for no more than 50 OPEN.',
	"I discovered my own novel in someone else's accepted records!",
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

/** What 1,000 tokens cost, read and written. */
const PRICES = {
	base: { promptPer1k: open('0.2'), completionPer1k: open('1') },
	tuned: { promptPer1k: open('0.5'), completionPer1k: open('2') },
};

type Role = keyof typeof CAST;
type Cast = Record<Role, Signer>;

const CONTRIBUTORS = ['operators', 'builders', 'contributors'] as const;

/** Datanet, contributions, review, snapshot. */
async function gatherKnowledge(chain: OpenLedger, cast: Cast): Promise<{ datanet: number; number: number }> {
	const card = await upload(chain, readFileSync(join(SAMPLE, 'CARD.md')));
	const create = createDatanet(chain, 'Finding your way in OpenLedger', {
		domain: 'help desk',
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
	await chain.submit(listModel(chain, base, PRICES.base), cast.publisher);
	say(`SmolLM2-135M-Instruct is model ${base}, listed, and ${cast.provider.name} is a bonded provider for it`);
	return { base, worker };
}

/** Shows the progress of training or indexing. */
function progress(bar: ProgressBar): (progress: Progress) => void {
	return ({ phase, step, steps, loss, tokens_per_second, seconds_left, error }) => {
		// Nobody else could take the job.
		if (phase === 'failed') throw new Error(`${error}: give it more time with --minutes`);
		if (phase === 'cancelled') throw new Error('the provider ran out of time: give it more with --minutes');
		const [rate, left] = [Math.round(tokens_per_second), Math.ceil(seconds_left)];
		const speed = `loss ${loss.toFixed(3)}, ${rate} tokens/s, ${left} s left`;
		bar.update(phase.replaceAll('_', ' '), step, steps, phase === 'training' && step > 0 ? speed : '');
	};
}

/** Submits the job and waits for its result. */
async function train(
	chain: OpenLedger,
	cast: Cast,
	base: number,
	snapshot: { datanet: number; number: number },
	hyper: HyperParameters,
): Promise<bigint> {
	const heldOut = await upload(chain, readFileSync(join(SAMPLE, 'held_out.jsonl')));
	const spec = { name: 'OpenLedger help desk', base, snapshots: [snapshot], heldOut, hyper };
	const id = await submitJob(chain, cast.builder, spec, open(200));
	say(
		`${cast.builder.name} submitted job ${id}: LoRA rank ${hyper.rank}, ${hyper.epochs} epoch(s), ` +
			'200 OPEN in escrow',
	);
	const bar = new ProgressBar();
	const { result } = await trained(chain, id, 3600, progress(bar));
	bar.finish();
	say(`the provider trained ${result?.steps} steps on ${result?.tokens} tokens and published adapter`);
	say(`          ${result?.adapter}`);
	say(`and trace ${result?.trace}`);
	return id;
}

/** Waits until every record is indexed. */
async function index(chain: OpenLedger, id: bigint): Promise<void> {
	const bar = new ProgressBar();
	await indexed(chain, id, 3600, progress(bar));
	bar.finish();
	say('the provider has indexed every record, to tell whose shaped an answer');
}

/** Asks a model all held-out questions in a paid session. */
async function examine(
	chain: OpenLedger,
	node: Node,
	cast: Cast,
	model: number,
	heldOut: Example[],
): Promise<{ session: ChatSession; exact: ExactAnswers }> {
	const offer = { provider: cast.provider.address, deposit: open(20), url: node.chat };
	const session = await openSession(chain, cast.user, { model, ...offer });
	const bar = new ProgressBar();
	const exact = await askAll(session, heldOut, (asked, right) =>
		bar.update(`asking model ${model}`, asked, heldOut.length, `${right} right`),
	);
	bar.finish();
	say(
		`${cast.user.name} asked model ${model} the ${heldOut.length} held-out questions for ` +
			`${formatOpen(session.owed, 4)} OPEN: ${exact.right} answers are exactly right`,
	);
	return { session, exact };
}

/** Settles and closes sessions, and waits until their fees are divided. */
async function settle(chain: OpenLedger, cast: Cast, sessions: ChatSession[], patience: number): Promise<void> {
	for (const session of sessions) await untilSettled(chain, session, patience);
	const closings = sessions.map(({ session }) => closeSession(chain, session));
	await chain.submit(chain.batchAll(closings), cast.provider);
	say(`${cast.provider.name} settled both sessions with the influence of each contribution, and closed them`);
	say('nobody is paid while the answers can be challenged: an epoch');
	for (const { session } of sessions) await untilDivided(chain, session, patience);
	say('nobody challenged them, and both amounts are divided');
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

/** Returns a model's answer with a mark for whether it is right, and dots if it was stopped. */
function marked({ completion }: Example, { text, completionTokens }: Answer): string {
	return text === completion ? `✓ ${text}` : `✗ ${text}${completionTokens < MAX_TOKENS ? '' : ' …'}`;
}

function report(
	job: Job,
	heldOut: Example[],
	[base, tuned]: [ExactAnswers, ExactAnswers],
	cast: Cast,
	before: Record<Role, bigint>,
	after: Record<Role, bigint>,
): void {
	const loss = job.result?.heldOut;
	if (!loss) throw new Error('the job finished without a held-out loss');
	const line = (model: string, { right }: ExactAnswers, nats: number): string[] => {
		const share = (right / heldOut.length) * 100;
		return [model, `${heldOut.length}`, `${right}`, `${share.toFixed(1)} %`, nats.toFixed(4)];
	};
	const figures = [line('base model', base, loss.before), line('tuned model', tuned, loss.after)];
	const heads = ['model', 'asked', 'exactly right', 'accuracy', 'loss, nats a token'];
	console.log(`\n${table('Questions never trained on', heads, figures, [14, 10, 14, 10, 20])}`);
	const rows = SHOWN.map((question) => {
		const record = heldOut.find(({ prompt }) => prompt === question);
		const [plain, special] = [base.answers.get(question), tuned.answers.get(question)];
		if (!record || !plain || !special) throw new Error(`held_out.jsonl does not ask: ${question}`);
		return [question, marked(record, plain), marked(record, special)];
	});
	console.log(`\n${table('Three of them', ['question', 'base model', 'tuned model'], rows, [32, 36, 34])}`);
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

/** Reads an option's number. */
function atLeastOne(option: string, text: string): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 1) throw new Error(`${option} wants a whole number from 1`);
	return number;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			keep: { type: 'boolean' },
			epochs: { type: 'string' },
			minutes: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return void process.stdout.write(HELP);
	const epochs = atLeastOne('--epochs', values.epochs ?? `${HYPER.epochs}`);
	const minutes = atLeastOne('--minutes', values.minutes ?? '1');
	// Seconds that may pass until a window of one epoch is over.
	const patience = 300 + 120 * minutes;

	say('starting a development chain with a provider');
	const args = soloArgs(await briefSpec(minutes));
	const node = await Node.start({ name: 'quickstart', args, provider: true, studio: values.keep });
	const chain = await connect(node.ws);
	const cast = Object.fromEntries(Object.entries(CAST).map(([role, [path]]) => [role, fromUri(path)])) as Cast;
	const issuance = await chain.totalIssuance();
	const before = await wealth(chain, cast);

	const [snapshot, { base, worker }] = await Promise.all([
		gatherKnowledge(chain, cast),
		prepareProvider(chain, node, cast),
	]);
	const id = await train(chain, cast, base, snapshot, { ...HYPER, epochs });
	const heldOut = readRecords(join(SAMPLE, 'held_out.jsonl'));
	// The base model is asked while the result can be challenged.
	const [plain, job] = await Promise.all([
		examine(chain, node, cast, base, heldOut),
		finalise(chain, cast.builder, id, patience),
	]);
	say(`job ${id} is final after its challenge window: model ${job.model} exists`);
	await index(chain, id);
	await chain.submit(listModel(chain, job.model!, PRICES.tuned), cast.builder);
	const tuned = await examine(chain, node, cast, job.model!, heldOut);
	await settle(chain, cast, [plain.session, tuned.session], patience);
	await claimAll(chain, cast);

	report(job, heldOut, [plain.exact, tuned.exact], cast, before, await wealth(chain, cast));
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
		await stopAll();
		process.exit(1);
	},
);
