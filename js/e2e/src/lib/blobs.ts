// Blobs by RPC: up and down in bounded pieces, checked at both ends.

import { hexToU8a, u8aToHex } from '@polkadot/util';
import type { Chain } from './chain.js';
import { CHUNK, rootOf } from './root.js';

/** Most bytes that one download request may ask for. */
const MAX_READ = 1024 * 1024;

/** How much of a blob a node holds. */
export interface BlobStatus {
	root: string;
	length: number;
	received: number;
	complete: boolean;
}

/** Sends one piece; `root` and `length` name the whole blob. */
export function putChunk(
	chain: Chain,
	root: string,
	length: number,
	offset: number,
	data: Uint8Array,
): Promise<BlobStatus> {
	return chain.rpc('openledger_putBlob', root, length, offset, u8aToHex(data));
}

/** What a node knows of a blob. */
export function blobStatus(chain: Chain, root: string): Promise<BlobStatus | null> {
	return chain.rpc('openledger_blobStatus', root);
}

/** Uploads a blob and gives its root. A blob that the node holds already is not sent again. */
export async function upload(chain: Chain, blob: Uint8Array): Promise<string> {
	const root = rootOf(blob);
	if ((await blobStatus(chain, root))?.complete) return root;
	for (let at = 0; at === 0 || at < blob.length; at += CHUNK) {
		await putChunk(chain, root, blob.length, at, blob.subarray(at, at + CHUNK));
	}
	const status = await blobStatus(chain, root);
	if (!status?.complete) throw new Error(`the node holds ${status?.received ?? 0} of ${blob.length} bytes`);
	return root;
}

/** Downloads a blob and checks it against its root. */
export async function download(chain: Chain, root: string): Promise<Uint8Array> {
	const status = await blobStatus(chain, root);
	if (!status?.complete) throw new Error(`the node does not hold ${root}`);
	const pieces: Uint8Array[] = [];
	for (let at = 0; at < status.length; at += MAX_READ) {
		const length = Math.min(MAX_READ, status.length - at);
		pieces.push(hexToU8a(await chain.rpc<string>('openledger_getBlob', root, at, length)));
	}
	const blob = Buffer.concat(pieces);
	if (rootOf(blob) !== root) throw new Error(`what the node sent does not hash to ${root}`);
	return blob;
}

/** How the fetching of a blob from other nodes stands. */
export interface Fetching {
	state: 'here' | 'fetching' | 'looking' | 'inVain';
	received?: number;
	length?: number;
	why?: string | null;
}

/** Has a node fetch a blob from others, and says how that stands. */
export function fetchBlob(chain: Chain, root: string): Promise<Fetching> {
	return chain.rpc('openledger_fetchBlob', root);
}

/** A complete blob of a node. */
export interface ListedBlob {
	root: string;
	length: number;
	pinned: boolean;
	fetched: boolean;
	used: number;
}

/** The first thousand complete blobs of a node. */
export function listBlobs(chain: Chain): Promise<ListedBlob[]> {
	return chain.rpc('openledger_listBlobs');
}
