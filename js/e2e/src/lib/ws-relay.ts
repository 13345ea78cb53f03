// A relay before a node's WebSocket, which may answer in its place, and may be turned to another node.

import { WebSocket, WebSocketServer } from 'ws';

/** Takes a client's messages before the node does; returns whether the node is not to see one. */
export type Interceptor = (text: string) => boolean;

/** A running relay. */
export interface WsRelay {
	url: string;
	/** Ends all connections; later ones go to this node. */
	turn(node: string): void;
	close(): void;
}

/** Passes on what a client and a node say to each other. */
function join(client: WebSocket, node: string, intercept: Interceptor): void {
	const upstream = new WebSocket(node);
	const waiting: string[] = [];
	upstream.on('open', () => {
		for (const text of waiting.splice(0)) upstream.send(text);
	});
	upstream.on('message', (data: Buffer) => client.send(data.toString()));
	client.on('message', (data: Buffer) => {
		const text = data.toString();
		if (intercept(text)) return;
		if (upstream.readyState === WebSocket.OPEN) upstream.send(text);
		else waiting.push(text);
	});
	const both = [client, upstream];
	for (const one of both) {
		const end = (): void => both.forEach((other) => other.close());
		one.on('close', end);
		one.on('error', end);
	}
}

/** Starts a relay on a port; `interceptorOf` makes what reads along with one client. */
export async function startWsRelay(
	port: number,
	first: string,
	interceptorOf: (client: WebSocket) => Interceptor = () => () => false,
): Promise<WsRelay> {
	let node = first;
	const server = new WebSocketServer({ host: '127.0.0.1', port });
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.once('listening', resolve);
	});
	server.on('connection', (client) => join(client, node, interceptorOf(client)));
	const drop = (): void => {
		for (const client of server.clients) client.terminate();
	};
	return {
		url: `ws://127.0.0.1:${port}`,
		turn: (next) => {
			node = next;
			drop();
		},
		close: () => {
			drop();
			server.close();
		},
	};
}
