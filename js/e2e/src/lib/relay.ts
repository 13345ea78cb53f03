// Holds a network namespace open, and passes what arrives on a Unix socket to a port inside. Without arguments it only
// holds.

import { connect, createServer } from 'node:net';

const [socket, port] = process.argv.slice(2);
if (socket) {
	const server = createServer((here) => {
		const there = connect(Number(port), '127.0.0.1');
		for (const end of [here, there]) end.on('error', () => (here.destroy(), there.destroy()));
		here.pipe(there).pipe(here);
	});
	server.listen(socket, () => console.log('ready'));
} else {
	setInterval(() => {}, 1 << 30);
	console.log('ready');
}
