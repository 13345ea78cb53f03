// Blobs by RPC: up and down in bounded pieces, checked at both ends.

import { concat, fromHex, toHex } from './bytes.js';
import { CHUNK, computeRoot } from './root.js';
import type { Rpc } from './rpc.js';

/** Most bytes that one download request may ask for. */
const MAX_READ = 1024 * 1024;

/** The state of a blob on a node. */
export interface BlobStatus {
	root: string;
	length: number;
	received: number;
	complete: boolean;
}

/** A callback for the progress of a transfer, in bytes. */
export type OnTransfer = (done: number, length: number) => void;

/** Sends one piece; `root` and `length` name the whole blob. */
export function putChunk(
	rpc: Rpc,
	root: string,
	length: number,
	offset: number,
	data: Uint8Array,
): Promise<BlobStatus> {
	return rpc.request('openledger_putBlob', root, length, offset, toHex(data));
}

/** Returns what a node knows of a blob. */
export function blobStatus(rpc: Rpc, root: string): Promise<BlobStatus | null> {
	return rpc.request('openledger_blobStatus', root);
}

/**
 * Uploads a blob and returns its root.
 *
 * A node that holds the blob already is not sent it again, and an upload that broke off goes on behind the last chunk
 * that arrived.
 */
export async function upload(rpc: Rpc, blob: Uint8Array, onTransfer: OnTransfer = () => {}): Promise<string> {
	const root = await computeRoot(blob);
	let status = await blobStatus(rpc, root);
	if (status?.complete) return root;
	const start = Math.floor((status?.received ?? 0) / CHUNK) * CHUNK;
	for (let at = start; at === start || at < blob.length; at += CHUNK) {
		status = await putChunk(rpc, root, blob.length, at, blob.subarray(at, at + CHUNK));
		onTransfer(status.received, blob.length);
	}
	status = await blobStatus(rpc, root);
	if (!status?.complete) throw new Error(`the node holds ${status?.received ?? 0} of ${blob.length} bytes`);
	return root;
}

/** Downloads a blob and checks it against its root. */
export async function download(rpc: Rpc, root: string, onTransfer: OnTransfer = () => {}): Promise<Uint8Array> {
	const status = await blobStatus(rpc, root);
	if (!status?.complete) throw new Error(`the node does not hold ${root}`);
	const pieces: Uint8Array[] = [];
	for (let at = 0; at < status.length; at += MAX_READ) {
		const length = Math.min(MAX_READ, status.length - at);
		pieces.push(fromHex(await rpc.request<string>('openledger_getBlob', root, at, length)));
		onTransfer(at + length, status.length);
	}
	const blob = concat(pieces);
	if ((await computeRoot(blob)) !== root) throw new Error(`what the node sent does not hash to ${root}`);
	return blob;
}

/** The state of a search for a blob among other nodes. */
export interface Fetching {
	state: 'here' | 'fetching' | 'looking' | 'inVain';
	received?: number;
	length?: number;
	why?: string | null;
}

/** Has a node fetch a blob from others, and returns how far that has come. */
export function fetchBlob(rpc: Rpc, root: string): Promise<Fetching> {
	return rpc.request('openledger_fetchBlob', root);
}

/** A complete blob of a node. */
export interface ListedBlob {
	root: string;
	length: number;
	pinned: boolean;
	fetched: boolean;
	used: number;
}

/** Returns the first thousand complete blobs of a node. */
export function listBlobs(rpc: Rpc): Promise<ListedBlob[]> {
	return rpc.request('openledger_listBlobs');
}
