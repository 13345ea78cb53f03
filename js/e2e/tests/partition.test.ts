// Four validators and a provider in network namespaces, so that links can be cut. A provider cut off in mid-job
// finishes it after healing. With two validators against two, finality stops and never forks; healed, it resumes.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	DEFAULT_HYPER,
	finalise,
	fromUri,
	type HyperParameters,
	jobProgress,
	open,
	readJob,
	type Signer,
	submitJob,
	TOTAL_SUPPLY,
	trained,
	until,
	upload,
} from '@openledger/sdk';
import { Chain } from '../src/lib/chain.js';
import { booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { finetune } from '../src/lib/finetune.js';
import { enlistProvider, openMarket } from '../src/lib/market.js';
import { Network, type Site } from '../src/lib/namespaces.js';
import { FinalityWatch, startFour } from '../src/lib/network.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { FOUR, fourSpec, toRaw } from '../src/lib/spec.js';
import { untilStep } from '../src/lib/steps.js';

const HYPER: HyperParameters = { ...DEFAULT_HYPER, rank: 4, alpha: 8, batch: 2, epochs: 2, learning_rate: '0.001' };
/**
 * Blocks by which the best must be ahead of the last final one before finality counts as stopped; usual are two or
 * three.
 */
const STALLED = 12;
/** Seconds within which finality must be back. */
const RESUME = 60;

const records = toBlob(readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 16));
const heldOut = toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 4));

let network: Network;
let validators: Node[], provider: Node;
/** The chain as each validator knows it, and as the provider does. */
let chains: Chain[], theirs: Chain;
let sites: Site[], remote: Site;
const watch = new FinalityWatch();

before(async () => {
	network = await Network.open([...FOUR, 'provider']);
	[sites, remote] = [network.sites.slice(0, 4), network.sites[4]];
	const spec = await toRaw(await fourSpec(100));
	validators = await startFour(spec, sites);
	const args = ['--chain', spec, '--no-mdns', '--bootnodes', await validators[0].address()];
	provider = await Node.start({ name: 'provider', args, provider: true, site: remote });
	[theirs, ...chains] = await Promise.all([provider, ...validators].map((node) => Chain.connect(node.ws)));
	for (const chain of [theirs, ...chains]) await watch.follow(chain);
	await theirs.untilFinalised(3);
});

after(async () => {
	watch.stop();
	for (const chain of [theirs, ...(chains ?? [])]) await chain?.close();
	await stopAll();
});

test('a provider cut off in mid-job finishes it after healing', async (t) => {
	const expected = await finetune(HYPER, records, heldOut);
	const [chain] = chains;
	const [here, there] = await Promise.all([validators[0], provider].map((node) => connect(node.ws)));
	const names = ['//Alice', '//Bob', '//Eve', '//Ferdie', '//Eve//stash'];
	const [owner, contributor, builder, publisher, stash]: Signer[] = names.map(fromUri);
	const { base, snapshot } = await openMarket(there, owner, [[contributor, records]], publisher);
	await enlistProvider(there, provider, stash, [base], open(1), open(10));
	const root = await upload(there, heldOut.bytes);
	const spec = { name: 'Small', base, snapshots: [snapshot], heldOut: root, hyper: HYPER };
	const id = await submitJob(there, builder, spec, open(50));

	const step = await untilStep(theirs, id, 2);
	await network.cut(sites, [remote]);
	t.diagnostic(`cut off after step ${step} of ${expected.steps}`);
	assert.equal((await readJob(here, id)).status, 'Claimed', 'cut off in mid-training');
	await until('the provider to finish the work alone', 180, async () => {
		const progress = await jobProgress(theirs, id);
		return (progress && progress.phase !== 'training') || undefined;
	});
	const apart = await theirs.bestNumber();
	await chain.untilFinalised((await chain.finalisedNumber()) + 5);
	assert.equal(await theirs.bestNumber(), apart, 'no block reaches it');
	assert.equal((await readJob(here, id)).status, 'Claimed', 'no result leaves it');

	const healed = Date.now();
	await network.heal();
	await trained(here, id, 120);
	t.diagnostic(`its result was on the chain ${Date.now() - healed} ms after healing`);
	const job = await finalise(here, builder, id);
	assert.equal(job.attempts, 1, 'one claim was enough');
	for (const end of [here, there]) end.close();
	const result = job.result!;
	assert.deepEqual(
		[result.adapter, result.trace, result.steps, result.tokens],
		[expected.adapter_root, expected.trace_root, expected.steps, expected.tokens],
	);
	await chain.untilFinalised(await chain.bestNumber());
	await theirs.untilFinalised(await chain.finalisedNumber());
	await booksBalance(theirs, TOTAL_SUPPLY);
});

/** Best and final block numbers of a chain. */
const heads = async (chain: Chain): Promise<[number, number]> => [
	await chain.bestNumber(),
	await chain.finalisedNumber(),
];

test('with two against two nothing is final, and healed it resumes', async (t) => {
	// The provider stays with the first two.
	await network.cut([sites[0], sites[1], remote], [sites[2], sites[3]]);
	const sides = [chains[0], chains[2]];
	const stopped: number[] = [];
	for (const chain of chains) {
		stopped.push(
			await chain.atEachBlock(`${STALLED} blocks that are not final`, 180, async () => {
				const [best, final] = await heads(chain);
				return best >= final + STALLED ? final : undefined;
			}),
		);
	}
	const [left, right] = await Promise.all(sides.map((chain) => chain.bestNumber()));
	for (const [index, chain] of sides.entries()) await chain.untilBlock([left, right][index] + 5, 120);
	for (const [index, chain] of chains.entries()) assert.equal(await chain.finalisedNumber(), stopped[index]);
	const fork = Math.min(left, right);
	const forked = await Promise.all(sides.map((chain) => chain.api.rpc.chain.getBlockHash(fork)));
	assert.notEqual(forked[0].toHex(), forked[1].toHex(), 'each side goes on by itself');
	const bests = await Promise.all(chains.map((chain) => chain.bestNumber()));
	t.diagnostic(`final ${stopped.join(', ')}, best ${bests.join(', ')}`);

	const healed = Date.now();
	await network.heal();
	const everyone = [...chains, theirs];
	await Promise.all(everyone.map((chain) => chain.untilFinalised(Math.max(...stopped) + 1, RESUME)));
	t.diagnostic(`final again on all nodes ${Date.now() - healed} ms after healing`);
	// Beyond both forks, so that the two sides have agreed.
	await Promise.all(everyone.map((chain) => chain.untilFinalised(Math.max(...bests) + 1, RESUME)));
	const taken = Date.now() - healed;
	t.diagnostic(`final beyond both forks on all nodes ${taken} ms after healing`);
	assert.ok(taken < RESUME * 1000);
	await watch.check(everyone);
	const winner = (await chains[0].api.rpc.chain.getBlockHash(fork)).toHex();
	assert.ok(
		forked.some((hash) => hash.toHex() === winner),
		'one fork won',
	);
	await booksBalance(chains[3], TOTAL_SUPPLY);
});
