// Holds a network namespace open, and passes what arrives on Unix sockets to ports inside: each socket is named before
// its port. Without arguments it only holds.

import { forward } from './forward.js';

const args = process.argv.slice(2);
if (args.length === 0) setInterval(() => {}, 1 << 30);
for (let at = 0; at < args.length; at += 2) {
	const [path, port] = args.slice(at, at + 2);
	await forward({ path }, { host: '127.0.0.1', port: Number(port) });
}
console.log('ready');
