// The studio as people meet it: its built files on one port, and a provider behind a reverse proxy that lets pages of
// any address read its answers. Chat services are run so where their own server does not allow that.

import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { freePort } from './ports.js';
import { ROOT } from './paths.js';

const DIST = join(ROOT, 'js', 'studio', 'dist');

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.wasm': 'application/wasm',
};

/** A server of this machine, and its address. */
export interface Served {
	url: string;
	close(): void;
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Served> {
	const server: Server = createServer(handle);
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	server.unref();
	return {
		url: `http://127.0.0.1:${port}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

/** Serves the built studio: `npm run build --workspace studio` makes it. */
export function serveStudio(): Promise<Served> {
	return serve((request, response) => {
		const path = normalize(new URL(request.url ?? '/', 'http://studio').pathname);
		const file = join(DIST, path === '/' ? 'index.html' : path);
		readFile(file).then(
			(body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body),
			() => response.writeHead(404).end(),
		);
	});
}

/** Headers by which a service lets pages of any address read what it answers. */
const ALLOW = {
	'access-control-allow-origin': '*',
	'access-control-allow-headers': 'content-type, authorization',
	'access-control-allow-methods': 'GET, POST, OPTIONS',
};

/** Puts a reverse proxy before a chat service, whose address may be known only later. */
export function serveChat(target: () => string): Promise<Served> {
	return serve((incoming, outgoing) => {
		if (incoming.method === 'OPTIONS') return void outgoing.writeHead(204, ALLOW).end();
		const { method, headers, url = '/' } = incoming;
		const onward = request(target() + url, { method, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...ALLOW });
			answer.pipe(outgoing);
		});
		onward.on('error', () => outgoing.writeHead(502, ALLOW).end());
		incoming.pipe(onward);
	});
}
