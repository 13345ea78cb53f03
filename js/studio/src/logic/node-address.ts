// Where a node answers.

/** Address of a node of this machine. */
export const LOCAL_NODE = 'ws://127.0.0.1:9944';

/** Returns whether an address can be connected to. */
export function isNodeAddress(url: string): boolean {
	try {
		return ['ws:', 'wss:'].includes(new URL(url).protocol);
	} catch {
		return false;
	}
}

/**
 * Returns the node of a page's host, by what the host's file `node.json` says: the `port` of a node on the same host,
 * or the whole `address` of another. Without either, that is the node of this machine.
 */
export function nodeOf(said: unknown, page: { protocol: string; hostname: string }): string {
	if (typeof said !== 'object' || said === null) return LOCAL_NODE;
	const { port, address } = said as { port?: unknown; address?: unknown };
	if (typeof address === 'string' && isNodeAddress(address)) return address;
	if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return LOCAL_NODE;
	return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.hostname}:${port}`;
}
