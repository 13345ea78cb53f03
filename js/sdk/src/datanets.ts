// Datanets and the records that people contribute to them.

import { Enum } from 'polkadot-api';
import { upload } from './blobs.js';
import { concat, fromHex, toHex, utf8 } from './bytes.js';
import type { Call, OpenLedger } from './chain.js';
import { blake2b256 } from './hash.js';
import { publicKeyOf, type Signer } from './keys.js';
import { computeRoot } from './root.js';
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

/** Returns the hash by which an account commits itself to a root without showing it. */
export function commitment(address: string, root: string): string {
	return toHex(blake2b256(concat([publicKeyOf(address), fromHex(root)])));
}

/** Returns a call that commits an account to a root, so that nobody who sees the root later can claim it. */
export function commit({ api }: OpenLedger, address: string, root: string): Call {
	return api.tx.Datanets.commit({ hash: commitment(address, root) });
}

/** Returns a call that drops a commitment and returns its deposit. */
export function withdrawCommitment({ api }: OpenLedger, address: string, root: string): Call {
	return api.tx.Datanets.withdraw_commitment({ hash: commitment(address, root) });
}

/** Options of a contribution. */
export interface ContributeOptions {
	/**
	 * True, as by default, to commit to the file before anybody can see it. Then whoever copies the contribution out of
	 * the pool, or the file out of a store, loses it to the signer.
	 */
	commitFirst?: boolean;
}

/**
 * Uploads a file of records and contributes it; returns the contribution's number.
 *
 * That takes two transactions: one that commits to the file, and one that contributes it and takes the commitment's
 * deposit back.
 */
export async function contribute(
	chain: OpenLedger,
	who: Signer,
	datanet: number,
	{ bytes, records }: RecordFile,
	{ commitFirst = true }: ContributeOptions = {},
): Promise<bigint> {
	const root = await computeRoot(bytes);
	if (commitFirst) await chain.submit(commit(chain, who.address, root), who);
	await upload(chain, bytes);
	const call = chain.api.tx.Datanets.contribute({ datanet, root, records, bytes: BigInt(bytes.length) });
	const calls = commitFirst ? chain.batchAll([call, withdrawCommitment(chain, who.address, root)]) : call;
	return (await chain.submit(calls, who)).get(chain.api.event.Datanets.Contributed).contribution;
}

/** Returns a call by which a curator accepts or rejects a contribution. */
export function review({ api }: OpenLedger, datanet: number, contribution: bigint, accept: boolean): Call {
	return api.tx.Datanets.review({ datanet, contribution, verdict: Enum(accept ? 'Accept' : 'Reject') });
}

/** Returns a call that publishes what a Datanet has accepted as its next snapshot. */
export function publishSnapshot({ api }: OpenLedger, datanet: number): Call {
	return api.tx.Datanets.publish_snapshot({ datanet });
}

/** Returns a call by which the loser of a flag demands a jury, or the flagger while no curator has decided. */
export function appeal({ api }: OpenLedger, datanet: number, contribution: bigint): Call {
	return api.tx.Datanets.appeal({ datanet, contribution });
}

/** Returns a call that carries a decided flag out, once the time for appeals or votes is over. Anyone may make it. */
export function concludeFlag({ api }: OpenLedger, datanet: number, contribution: bigint): Call {
	return api.tx.Datanets.conclude_flag({ datanet, contribution });
}
