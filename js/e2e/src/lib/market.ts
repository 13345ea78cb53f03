// The steps of the main job that need a node of our own. The others are the SDK's.

import {
	type Base,
	type Call,
	Enum,
	type OpenLedger,
	publishSnapshot,
	registerProvider,
	review,
	type Signer,
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
