// The steps of the main job that need a node of our own. The others are the SDK's.

import {
	type Base,
	type Call,
	contribute,
	createDatanet,
	Enum,
	type OpenLedger,
	publishSnapshot,
	type RecordFile,
	registerBase,
	registerProvider,
	review,
	type Signer,
	type Terms,
} from '@openledger/sdk';
import { rootOfFile } from './files.js';
import type { Node } from './node.js';
import { baseModel } from './paths.js';

/** Returns the reference base model, its root computed from the file on disk. */
export function referenceBase(): Base {
	const file = rootOfFile(baseModel());
	const name = 'SmolLM2-135M-Instruct';
	return { name, ...file, parameters: 134_515_008, context: 8192, licence: 'Apache-2.0', royalty: 50_000 };
}

/** Returns a call that moves planck to an account. */
export function transfer({ api }: OpenLedger, to: string, value: bigint): Call {
	return api.tx.Balances.transfer_keep_alive({ dest: Enum('Id', to), value });
}

/** Registers a running provider node: funds its worker key and bonds its stash. Returns the worker's address. */
export async function enlistProvider(
	chain: OpenLedger,
	node: Node,
	stash: Signer,
	bases: number[],
	pricePer1kTokens: bigint,
	fees: bigint,
): Promise<string> {
	const worker = await node.request<string | null>('openledger_workerAccount');
	if (!worker) throw new Error('the node is no provider: start it with --provider');
	const offer = { bases, pricePer1kTokens, endpoint: node.chat };
	await chain.submit(chain.batchAll([transfer(chain, worker, fees), registerProvider(chain, worker, offer)]), stash);
	return worker;
}

/** Accepts contributions of a Datanet, publishes them as a snapshot, and returns the snapshot's number. */
export async function acceptAll(
	chain: OpenLedger,
	curator: Signer,
	datanet: number,
	contributions: bigint[],
): Promise<number> {
	const reviews = contributions.map((id) => review(chain, datanet, id, true));
	const events = await chain.submit(chain.batchAll([...reviews, publishSnapshot(chain, datanet)]), curator);
	return events.get(chain.api.event.Datanets.SnapshotPublished).number;
}

/** A Datanet with a snapshot of all that was contributed, and the reference base model. */
export interface SmallMarket {
	datanet: number;
	contributions: bigint[];
	snapshot: { datanet: number; number: number };
	base: number;
}

/** Opens a {@link SmallMarket}: everybody contributes a file, and the owner accepts all of them. */
export async function openMarket(
	chain: OpenLedger,
	owner: Signer,
	files: [Signer, RecordFile][],
	publisher: Signer,
	terms: Terms = {},
): Promise<SmallMarket> {
	const created = await chain.submit(createDatanet(chain, 'Small', { terms }), owner);
	const { datanet } = created.get(chain.api.event.Datanets.Created);
	const contributions = [];
	for (const [who, file] of files) contributions.push(await contribute(chain, who, datanet, file));
	const number = await acceptAll(chain, owner, datanet, contributions);
	const registered = await chain.submit(registerBase(chain, referenceBase()), publisher);
	const base = registered.get(chain.api.event.Models.BaseRegistered).model;
	return { datanet, contributions, snapshot: { datanet, number }, base };
}
