// Connections passed on from where they arrive to where they are served.

import { connect, createServer, type ListenOptions, type NetConnectOpts, type Server } from 'node:net';

/** Listens at one place and passes every connection on to another. Returns the listener, once it listens. */
export async function forward(from: ListenOptions, to: NetConnectOpts): Promise<Server> {
	const server = createServer((here) => {
		const there = connect(to);
		for (const end of [here, there]) end.on('error', () => (here.destroy(), there.destroy()));
		here.pipe(there).pipe(here);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(from, resolve);
	});
	return server;
}
