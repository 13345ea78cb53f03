// Datanets and the records that people contribute to them.

import { Enum } from 'polkadot-api';
import { upload } from './blobs.js';
import { utf8 } from './bytes.js';
import type { Call, OpenLedger } from './chain.js';
import type { Signer } from './keys.js';
import type { DatanetArguments } from './types.js';

/** A root that names nothing, for cards nobody wrote. */
export const NO_ROOT = `0x${'00'.repeat(32)}`;

/** Terms under which a Datanet's records may be used. */
export interface Terms {
	/** SPDX identifier, `CC-BY-4.0` by default. */
	licence?: string;
	/** Planck for 1,000 tokens trained on, 0 by default. */
	feePer1kTokens?: bigint;
	/** True, as by default, if contributors may withdraw. */
	revocable?: boolean;
}

/** Options of a new Datanet. */
export interface DatanetOptions {
	/** The field that it is about, `general` by default. */
	domain?: string;
	/** Root of the card that describes it. */
	card?: string;
	terms?: Terms;
	admission?: DatanetArguments['admission']['type'];
}

/** Returns a call that creates a Datanet. */
export function createDatanet({ api }: OpenLedger, name: string, options: DatanetOptions = {}): Call {
	const { domain = 'general', card = NO_ROOT, terms = {}, admission = 'Curated' } = options;
	return api.tx.Datanets.create({
		name: utf8(name),
		domain: utf8(domain),
		card,
		terms: {
			licence: utf8(terms.licence ?? 'CC-BY-4.0'),
			fee_per_1k_tokens: terms.feePer1kTokens ?? 0n,
			revocable: terms.revocable ?? true,
		},
		admission: Enum(admission),
	});
}

/** A JSONL file as bytes, with its number of records. */
export interface RecordFile {
	bytes: Uint8Array;
	records: number;
}

/** Uploads a file of records and contributes it; returns the contribution's number. */
export async function contribute(
	chain: OpenLedger,
	who: Signer,
	datanet: number,
	{ bytes, records }: RecordFile,
): Promise<bigint> {
	const root = await upload(chain, bytes);
	const call = chain.api.tx.Datanets.contribute({ datanet, root, records, bytes: BigInt(bytes.length) });
	return (await chain.submit(call, who)).get(chain.api.event.Datanets.Contributed).contribution;
}

/** Returns a call by which a curator accepts or rejects a contribution. */
export function review({ api }: OpenLedger, datanet: number, contribution: bigint, accept: boolean): Call {
	return api.tx.Datanets.review({ datanet, contribution, verdict: Enum(accept ? 'Accept' : 'Reject') });
}

/** Returns a call that publishes what a Datanet has accepted as its next snapshot. */
export function publishSnapshot({ api }: OpenLedger, datanet: number): Call {
	return api.tx.Datanets.publish_snapshot({ datanet });
}
