// Engines in processes of their own: killed, stopped, ended by the kernel when memory runs out, and with a model cut
// short under them, they cost the validator no block, the job none of its roots, and the user none of the answer.

import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import {
	DEFAULT_HYPER,
	finalise,
	fromUri,
	type HyperParameters,
	indexed,
	type Job,
	listModel,
	open,
	type OpenLedger,
	openSession,
	readJob,
	type Signer,
	submitJob,
	trained,
	until,
	upload,
} from '@openledger/sdk';
import { Cage } from '../src/lib/cage.js';
import { booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { finetune } from '../src/lib/finetune.js';
import { enlistProvider, openMarket } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS, baseModel } from '../src/lib/paths.js';
import { stopAll, temporaryFolder } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';
import { untilStep } from '../src/lib/steps.js';

const HYPER: HyperParameters = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 2, epochs: 2, learning_rate: '0.001' };
const QUESTION = 'How do I start a single node?';

const model = join(temporaryFolder('engine'), 'model.gguf');
const records = toBlob(readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 24));
const heldOut = toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 6));

let node: Node;
let chain: OpenLedger;
let issuance: bigint;
let owner: Signer, contributor: Signer, builder: Signer, provider: Signer, publisher: Signer, user: Signer;
let job: Job;
/** The memory that the node and its engines have, where this system and this user can limit it. */
let cage: Cage | undefined;
let noCage = '';

/** Returns the node's engines: the processes that it started. */
function engines(): number[] {
	const parent = (pid: string): number | undefined => {
		try {
			const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
			const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			return state === 'Z' ? undefined : Number(parent);
		} catch {
			return undefined;
		}
	};
	const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return all.filter((pid) => parent(pid) === node.pid).map(Number);
}

/**
 * Ends the engines that run with a signal. That of a fault is sent again until they are gone: the handler that Rust
 * installs expects the fault itself to come again.
 */
async function signalEngines(signal: NodeJS.Signals): Promise<void> {
	const running = engines();
	assert.ok(running.length > 0, 'an engine runs');
	const areGone = (): Promise<true | undefined> => {
		const left = engines().filter((pid) => running.includes(pid));
		for (const pid of left) process.kill(pid, signal);
		return Promise.resolve(left.length === 0 ? true : undefined);
	};
	await until('the end of the engines', 30, areGone, 20);
}

/** Returns how many engines died for a reason. */
async function deaths(reason: string): Promise<number> {
	const text = await (await fetch(`http://127.0.0.1:${node.prometheusPort}/metrics`)).text();
	const series = new RegExp(`^openledger_engine_deaths_total\\{[^}]*reason="${reason}"[^}]*\\} (\\d+)$`, 'm');
	const found = series.exec(text);
	assert.ok(found, `engines that died: ${reason}`);
	return Number(found[1]);
}

const untilDeaths = (reason: string, count: number): Promise<true> =>
	until(
		`death ${count} of an engine: ${reason}`,
		60,
		async () => ((await deaths(reason)) >= count ? true : undefined),
		50,
	);

const finalised = async (): Promise<number> => {
	const hash = await node.request<string>('chain_getFinalizedHead');
	return Number((await node.request<{ number: string }>('chain_getHeader', hash)).number);
};

/** Waits until blocks that are authored now are final. */
async function blocksGoOn(): Promise<void> {
	const from = await finalised();
	const isFinal = async (): Promise<true | undefined> => ((await finalised()) >= from + 2 ? true : undefined);
	await until('two more blocks to be final', 60, isFinal, 200);
}

/**
 * Limits the memory to a little more than is used while something is asked that needs an engine, until the kernel has
 * ended one, and then no longer. Does so without a limit where there can be none, and says it.
 */
async function outOfMemory<T>(t: TestContext, more: number, ask: () => Promise<T>): Promise<T> {
	if (!cage) {
		const text = `NOT RUN: memory was not limited, so no engine was ended for it (${noCage})`;
		t.diagnostic(text);
		console.error(`engine.test: ${text}`);
		return ask();
	}
	const [died, killed] = [await deaths('killed'), cage.kills()];
	cage.allow(more);
	const asked = ask();
	try {
		await untilDeaths('killed', died + 1);
		await blocksGoOn();
	} finally {
		cage.allow();
	}
	assert.ok(cage.kills() > killed, 'the kernel ended it');
	t.diagnostic(`${cage.kills() - killed} engines ended by the kernel, whose group was full`);
	return asked;
}

before(async () => {
	copyFileSync(baseModel(), model);
	try {
		cage = Cage.make();
	} catch (error) {
		noCage = error instanceof Error ? error.message : String(error);
	}
	const spec = await fastSpec(100);
	node = await Node.start({ name: 'engine', args: soloArgs(spec), provider: model, settleAfter: 2, cage });
	chain = await connect(node.ws);
	issuance = await chain.totalIssuance();
	const names = ['//Alice', '//Bob', '//Eve', '//Ferdie', '//Eve//stash', '//Ferdie//stash'];
	[owner, contributor, builder, provider, publisher, user] = names.map(fromUri);
});

after(async () => {
	chain?.close();
	await stopAll();
	cage?.remove();
});

test('a job outlives its engines and its model, and ends with the roots of an undisturbed run', async (t) => {
	const expected = await finetune(HYPER, records, heldOut);
	const fee = { feePer1kTokens: open(1) };
	const { base, snapshot } = await openMarket(chain, owner, [[contributor, records]], publisher, fee);
	const heldOutRoot = await upload(chain, heldOut.bytes);
	await enlistProvider(chain, node, provider, [base], open(1), open(10));
	const order = { name: 'Small', base, snapshots: [snapshot], heldOut: heldOutRoot, hyper: HYPER };
	const number = await outOfMemory(t, 256 << 20, () => submitJob(chain, builder, order, open(50)));

	for (const [step, signal, reason] of [
		[3, 'SIGKILL', 'killed'],
		[6, 'SIGBUS', 'damaged_file'],
	] as const) {
		const at = await untilStep(chain, number, step);
		const died = await deaths(reason);
		await signalEngines(signal);
		await untilDeaths(reason, died + 1);
		t.diagnostic(`${signal} after step ${at} of ${expected.steps}`);
		await blocksGoOn();
	}

	const at = await untilStep(chain, number, 9);
	truncateSync(model, 1 << 20);
	// One engine dies of it, and the next finds no model.
	await untilDeaths('damaged_file', 3);
	t.diagnostic(`cut short after step ${at}`);
	await blocksGoOn();
	copyFileSync(baseModel(), model);

	await trained(chain, number, 300);
	job = await finalise(chain, builder, number);
	const result = job.result!;
	assert.equal((await readJob(chain, number)).attempts, 1, 'one claim was enough');
	assert.equal(result.adapter, expected.adapter_root);
	assert.equal(result.trace, expected.trace_root);
	assert.equal(result.steps, expected.steps);
});

test('an answer outlives its engine: it goes on where its listener was', async (t) => {
	await indexed(chain, job.id, 300);
	await chain.submit(listModel(chain, job.model!, { promptPer1k: open(1), completionPer1k: open(1) }), builder);
	const terms = { model: job.model!, provider: provider.address, deposit: open(5), url: node.chat };
	const session = await openSession(chain, user, terms);
	// The first answer loads the model: into an engine for which there is no room, and then into another.
	const first = await outOfMemory(t, 32 << 20, () => session.ask(QUESTION, 40));
	const undisturbed = await session.ask(QUESTION, 40);
	assert.equal(first.text, undisturbed.text);
	const stop = (): Promise<void> => {
		for (const pid of engines()) process.kill(pid, 'SIGSTOP');
		return Promise.resolve();
	};
	for (const [reason, end] of [
		['killed', () => signalEngines('SIGKILL')],
		['silent', stop],
	] as const) {
		const before = await deaths(reason);
		const pieces: string[] = [];
		let ended: Promise<void> | undefined;
		const disturbed = await session.askStreaming(
			QUESTION,
			(text) => {
				if (pieces.push(text) === 3) ended = end();
			},
			40,
		);
		await ended;
		assert.equal(await deaths(reason), before + 1);
		assert.equal(disturbed.text, undisturbed.text);
		assert.equal(pieces.join(''), undisturbed.text, 'no piece is lost or comes twice');
		assert.deepEqual(disturbed.influence, undisturbed.influence);
	}
	await session.pay();
	await blocksGoOn();
});

test('the books balance', () => booksBalance(chain, issuance));
