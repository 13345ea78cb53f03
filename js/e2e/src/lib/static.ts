// A web server for a folder of files, as any host may serve the studio.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.wasm': 'application/wasm',
};

/** Returns the policy that a page states in itself, for the scripts of threads too, which read none from a page. */
async function policyOf(folder: string): Promise<string> {
	const page = await readFile(join(folder, 'index.html'), 'utf8');
	const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1];
	if (policy === undefined) throw new Error(`${folder}/index.html states no policy`);
	return policy;
}

/** Serves a folder on a port of this machine; `extra` names files that are given instead of read. */
export async function serveFolder(
	folder: string,
	port: number,
	extra: Readonly<Record<string, string>> = {},
): Promise<Server> {
	const policy = await policyOf(folder);
	const server = createServer((request, response) => {
		const path = normalize(new URL(request.url ?? '/', 'http://host').pathname).replace(/^\/$/, '/index.html');
		const type = TYPES[extname(path)] ?? 'application/octet-stream';
		const given = extra[path.slice(1)];
		const content = given === undefined ? readFile(join(folder, path)) : Promise.resolve(given);
		content.then(
			(body) => response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body),
			() => response.writeHead(404).end('there is no such file\n'),
		);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	// It ends with the process.
	return server.unref();
}
