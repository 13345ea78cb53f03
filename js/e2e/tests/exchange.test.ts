// Blobs find their way by themselves: a job's records lie on one node and its provider is another; a blob comes whole
// from three nodes of which one has bad bytes on its disk and one is killed half-way; a node killed half-way goes on
// where it was; holders that nobody is connected to are found; what nobody needs goes.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	blobStatus,
	CHUNK,
	contribute,
	createDatanet,
	DEFAULT_HYPER,
	download,
	fetchBlob,
	type Fetching,
	fromUri,
	listBlobs,
	open,
	type OpenLedger,
	registerBase,
	type Signer,
	submitJob,
	trained,
	until,
	upload,
} from '@openledger/sdk';
import { connect } from '../src/lib/connect.js';
import { readRecords, toBlob } from '../src/lib/files.js';
import { acceptAll, enlistProvider, referenceBase } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { ANSWERS } from '../src/lib/paths.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs } from '../src/lib/spec.js';

const SPEC_ID = 'openledger_fast_100';
const MIB = 1024 * 1024;
const SIZE = Number(process.env.OPENLEDGER_EXCHANGE_MIB ?? 64) * MIB;

let spec: string, boot: string[];
let author: Node, chain: OpenLedger;
let owner: Signer, contributor: Signer, builder: Signer, publisher: Signer, stash: Signer;

/** Another node of the chain. */
async function another(
	name: string,
	options: { provider?: boolean; more?: string[] } = {},
): Promise<[Node, OpenLedger]> {
	const args = ['--chain', spec, '--no-mdns', '--offchain-worker', 'always', ...boot, ...(options.more ?? [])];
	const node = await Node.start({ name, args, provider: options.provider });
	const theirs = await connect(node.ws);
	return [node, theirs];
}

/** Waits until a node has fetched a blob; seconds that it took. */
async function fetched(
	who: OpenLedger,
	root: string,
	onProgress: (received: number) => Promise<void> = async () => {},
): Promise<number> {
	const start = performance.now();
	await until(
		`blob ${root}`,
		300,
		async () => {
			const { state, received, why } = await fetchBlob(who, root);
			if (state === 'inVain') throw new Error(`the search is in vain: ${why}`);
			if (state === 'fetching') await onProgress(received!);
			return state === 'here' || undefined;
		},
		10,
	);
	return (performance.now() - start) / 1000;
}

/** The value of a metric of a node, over all its labels. */
async function metric(node: Node, name: string): Promise<number> {
	const text = await (await fetch(`http://127.0.0.1:${node.prometheusPort}/metrics`)).text();
	const lines = text.split('\n').filter((line) => line.startsWith(name + '{') || line.startsWith(name + ' '));
	return lines.reduce((sum, line) => sum + Number(line.split(' ').pop()), 0);
}

before(async () => {
	spec = await fastSpec(100);
	author = await Node.start({ name: 'author', args: [...soloArgs(spec), '--blob-grace', '15'] });
	chain = await connect(author.ws);
	const peer = await author.request<string>('system_localPeerId');
	boot = ['--bootnodes', `/ip4/127.0.0.1/tcp/${author.p2pPort}/p2p/${peer}`];
	const names = ['//Alice', '//Bob', '//Eve', '//Ferdie', '//Eve//stash'];
	[owner, contributor, builder, publisher, stash] = names.map(fromUri);
});

after(async () => {
	await chain?.close();
	await stopAll();
});

test('records put on one node reach the provider that needs them', async () => {
	const [node, theirs] = await another('provider', { provider: true });
	const created = await chain.submit(createDatanet(chain, 'Far'), owner);
	const { datanet } = created.get(chain.api.event.Datanets.Created);
	const records = readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, 8);
	const contribution = await contribute(chain, contributor, datanet, toBlob(records));
	const number = await acceptAll(chain, owner, datanet, [contribution]);
	const registered = await chain.submit(registerBase(chain, referenceBase()), publisher);
	const base = registered.get(chain.api.event.Models.BaseRegistered).model;
	await enlistProvider(chain, node, stash, [base], open(1), open(20));
	const heldOut = await upload(chain, toBlob(readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 2)).bytes);
	const hyper = { ...DEFAULT_HYPER, rank: 2, alpha: 4, batch: 4, epochs: 1 };
	const snapshots = [{ datanet, number }];
	const id = await submitJob(chain, builder, { name: 'Far', base, snapshots, heldOut, hyper }, open(50));
	const job = await trained(chain, id, 600);
	assert.ok(job.result, 'trained');
	const listed = await listBlobs(theirs);
	assert.equal(listed.find(({ root }) => root === heldOut)?.fetched, true);
	assert.equal(listed.find(({ root }) => root === job.result!.adapter)?.fetched, false);
	// And back: the adapter reaches whoever wants it.
	await fetched(chain, job.result.adapter);
	assert.deepEqual(await download(chain, job.result.adapter), await download(theirs, job.result.adapter));
	theirs.close();
	await node.stop();
});

test('a blob comes whole from three nodes, one of which has bad bytes and one is killed half-way', async () => {
	const blob = randomBytes(SIZE);
	const root = await upload(chain, blob);
	await chain.request('openledger_pinBlob', root);
	const [liar, liars] = await another('liar');
	const [mortal, mortals] = await another('mortal');
	for (const theirs of [liars, mortals]) {
		await fetched(theirs, root);
		await theirs.request('openledger_pinBlob', root);
	}
	// Behind its store's back.
	const file = openSync(join(liar.basePath, 'chains', SPEC_ID, 'blobs', 'blobs', root.slice(2)), 'r+');
	for (let at = 0; at < SIZE; at += CHUNK) writeSync(file, 'lie', at);

	const addresses = await Promise.all(
		[author, liar, mortal].map(
			async (node) => `/ip4/127.0.0.1/tcp/${node.p2pPort}/p2p/${await node.request('system_localPeerId')}`,
		),
	);
	const [fresh, theirs] = await another('fresh', {
		more: addresses.flatMap((address) => ['--reserved-nodes', address]),
	});
	await until(
		'three connections',
		60,
		async () => (await fresh.request<{ peers: number }>('system_health')).peers >= 3 || undefined,
	);
	let isKilled = false;
	const seconds = await fetched(theirs, root, async (received) => {
		if (isKilled || received * 2 < SIZE) return;
		isKilled = true;
		mortals.close();
		await mortal.kill();
	});
	console.log(
		`${SIZE / MIB} MiB in ${seconds.toFixed(2)} s, ` +
				`${isKilled ? 'one node killed on the way' : 'before anybody was killed'}`,
	);
	assert.ok(blob.equals(await download(theirs, root)));
	assert.ok((await metric(fresh, 'openledger_exchange_penalties_total')) >= 1, 'the liar is found out');
	assert.ok((await metric(fresh, 'openledger_exchange_fetched_bytes_total')) >= SIZE);
	for (const each of [theirs, liars]) each.close();
	await fresh.stop();
	await liar.stop();
});

test('a node that is killed half-way goes on where it was', async () => {
	const length = 32 * MIB;
	const blob = randomBytes(length);
	// It gives away two seconds' supply at once, and then so much a second.
	const [slow, theirs] = await another('slow', { more: ['--blob-upload-rate', '4'] });
	const root = await upload(theirs, blob);
	const [fresh, first] = await another('killed', { more: ['--reserved-nodes', await slow.address()] });
	first.close();
	const ask = (): Promise<Fetching> => fresh.request('openledger_fetchBlob', root);
	const before = await until('more than half of the blob', 120, async () => {
		const { state, received } = await ask();
		assert.notEqual(state, 'here', 'the blob came before anybody could kill the node');
		return state === 'fetching' && received! * 2 > length ? received : undefined;
	});
	await fresh.kill();
	await fresh.restart();
	await until('the whole blob', 120, async () => (await ask()).state === 'here' || undefined);
	const after = (await fresh.metric('openledger_exchange_fetched_bytes_total'))!;
	console.log(
		`${(before / MIB).toFixed(1)} of ${length / MIB} MiB before the kill, ${(after / MIB).toFixed(1)} MiB after it`,
	);
	// What was not yet flushed comes again: at most 8 MiB, and as much while they are flushed.
	assert.ok(after <= length - before + 16 * MIB, `${after} bytes came after the restart, ${before} had come before`);
	const again = await connect(fresh.ws);
	assert.ok(blob.equals(await download(again, root)));
	for (const each of [theirs, again]) each.close();
	await fresh.stop();
	await slow.stop();
});

test('a holder that a node is not connected to is found by its announcement', async () => {
	const only = ['--reserved-only', '--reserved-nodes', await author.address()];
	const [holder, theirs] = await another('holder', { more: only });
	const [seeker, seekers] = await another('seeker', { more: only });
	const blob = randomBytes(MIB);
	const root = await upload(theirs, blob);
	await fetched(seekers, root);
	assert.ok(blob.equals(await download(seekers, root)));
	assert.equal(await blobStatus(chain, root), null, 'it did not come by way of the author');
	const peers = (await seekers.request<{ peerId: string }[]>('system_peers')).map(({ peerId }) => peerId);
	assert.deepEqual(
		peers,
		[await author.request('system_localPeerId')],
		'the author is the only peer it follows the chain with',
	);
	for (const each of [theirs, seekers]) each.close();
	await seeker.stop();
	await holder.stop();
});

test('what nobody refers to goes, what is pinned stays', async () => {
	const loose = await upload(chain, randomBytes(1000));
	const pinned = await upload(chain, randomBytes(1001));
	await chain.request('openledger_pinBlob', pinned);
	await until('the collection', 120, async () => (await blobStatus(chain, loose)) === null || undefined);
	assert.equal((await blobStatus(chain, pinned))?.complete, true);
	const held = (await listBlobs(chain)).map(({ root }) => root);
	assert.ok(held.length >= 3, 'the records of the contribution, the held-out records and what is pinned are there');
	assert.ok((await metric(author, 'openledger_blobs_collected_total')) >= 1);
});
