// TCP ports for the nodes of one process, without a race against the nodes of another.
//
// A process leases blocks of ports: it listens on the first port of a block for as long as it lives, so no other
// process of ours takes the same block. All lie below the range from which the kernel assigns ports to outgoing
// connections.

import { createServer, type Server } from 'node:net';

const FIRST = 12_000;
const BLOCK = 50;
const BLOCKS = 300;

/** Listens on a port, if nobody else does. */
function listen(port: number): Promise<Server | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => resolve(server));
	});
}

/** Returns whether nobody listens on a port. */
async function isFree(port: number): Promise<boolean> {
	const server = await listen(port);
	await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
	return server !== undefined;
}

/** Leases a block of ports for as long as this process lives, and yields those of them that are free. */
async function* lease(): AsyncGenerator<number> {
	const start = Math.floor(Math.random() * BLOCKS);
	for (let tried = 0; tried < BLOCKS; tried++) {
		const block = FIRST + BLOCK * ((start + tried) % BLOCKS);
		const guard = await listen(block);
		if (!guard) continue;
		guard.unref();
		for (let port = block + 1; port < block + BLOCK; port++) if (await isFree(port)) yield port;
	}
}

const ports = lease();

/** Returns a TCP port that this process has for itself. */
export async function freePort(): Promise<number> {
	// A generator answers its callers one after the other, so each gets another port.
	const { value, done } = await ports.next();
	if (done) throw new Error(`no port is free between ${FIRST} and ${FIRST + BLOCK * BLOCKS}`);
	return value;
}
