// JSON-RPC requests to a node, apart from how they travel.

/** Sends JSON-RPC requests to one node. */
export interface Rpc {
	/** Sends a request and returns its result, or throws what the node refused it with. */
	request<T>(method: string, ...params: unknown[]): Promise<T>;
}

interface Reply {
	result?: unknown;
	error?: { message: string; data?: unknown };
}

/** A refusal of a JSON-RPC request. */
export class RpcError extends Error {
	constructor(method: string, message: string, data: unknown) {
		super(`${method}: ${message}${data === undefined ? '' : ` ${JSON.stringify(data)}`}`);
		this.name = 'RpcError';
	}
}

/** Milliseconds after which a request without an answer has failed. */
const REQUEST_TIMEOUT = 120_000;

/** Returns an {@link Rpc} over HTTP, which holds no connection open. */
export function httpRpc(url: string): Rpc {
	let id = 0;
	return {
		async request<T>(method: string, ...params: unknown[]): Promise<T> {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }),
				signal: AbortSignal.timeout(REQUEST_TIMEOUT),
			});
			const { result, error } = (await response.json()) as Reply;
			if (error) throw new RpcError(method, error.message, error.data);
			return result as T;
		},
	};
}
