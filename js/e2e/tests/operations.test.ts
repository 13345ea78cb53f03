// What watches a node: every metric that a dashboard panel or an alert names must exist on a real provider. And what a
// node refuses, and that strangers at its chat port do not stop it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Chain } from '../src/lib/chain.js';
import { Node } from '../src/lib/node.js';
import { binary, ROOT } from '../src/lib/paths.js';
import { output, stopAll, temporaryFolder } from '../src/lib/process.js';

const MONITORING = join(ROOT, 'docker', 'monitoring');
const read = (name: string): string => readFileSync(join(MONITORING, name), 'utf8');

let node: Node;
let exported: Set<string>;

before(async () => {
	node = await Node.start({ name: 'operations', args: ['--dev'], provider: true });
	const chain = await Chain.connect(node.ws);
	// Some series appear with the first block built and finalised.
	await chain.untilFinalised(2, 60);
	await chain.close();
	const text = await (await fetch(`http://127.0.0.1:${node.prometheusPort}/metrics`)).text();
	exported = new Set(text.split('\n').flatMap((line) => /^([a-z_]+[a-z0-9_]*)[{ ]/.exec(line)?.[1] ?? []));
});

after(stopAll);

/** Names of metrics in an expression: what is no function, label or keyword. */
const metricsOf = (expression: string): string[] =>
	expression.replace(/\{[^}]*\}/g, '').match(/\b(?:substrate|openledger|process)_[a-z0-9_]+/g) ?? [];

test('every metric of the alert rules exists', () => {
	const expressions = [...read('alerts.yml').matchAll(/^\s+expr: (.+)$/gm)].map(([, expression]) => expression);
	assert.ok(expressions.length >= 5);
	const named = expressions.flatMap(metricsOf);
	assert.ok(named.length >= expressions.length - 1, 'all but NodeDown name a metric of the node');
	assert.deepEqual(
		named.filter((name) => !exported.has(name)),
		[],
	);
});

test('every metric of the dashboard exists', () => {
	interface Panel {
		title: string;
		type: string;
		targets?: { expr: string }[];
	}
	const { panels } = JSON.parse(read('dashboard.json')) as { panels: Panel[] };
	const missing = [];
	for (const { title, type, targets = [] } of panels) {
		if (type === 'row') continue;
		const named = targets.flatMap(({ expr }) => metricsOf(expr));
		assert.ok(named.length >= 1, `${title} shows nothing`);
		missing.push(...named.filter((name) => !exported.has(name)).map((name) => `${title}: ${name}`));
	}
	assert.deepEqual(missing, []);
});

test('the health check of the container image answers', async () => {
	const answer = await fetch(`http://127.0.0.1:${node.rpcPort}/health`);
	assert.ok(answer.ok);
	assert.equal(typeof ((await answer.json()) as { isSyncing: boolean }).isSyncing, 'boolean');
});

test('options of the SDK that this build does not serve are refused, not ignored', async () => {
	for (const [option, reason] of [
		[['--ipfs-server'], /indexes no transactions/],
		[['--network-backend', 'libp2p'], /litep2p only/],
	] as const) {
		await assert.rejects(output(binary(), ['--dev', '--tmp', ...option], 60), reason);
	}
});

test('3,000 silent connections stop neither blocks nor answers where there are 1,200 descriptors', async () => {
	const program = join(temporaryFolder('famine'), 'few-descriptors.sh');
	writeFileSync(program, `#!/bin/sh\nulimit -n 1200\nexec "${binary()}" "$@"\n`, { mode: 0o755 });
	const famine = await Node.start({ name: 'famine', args: ['--dev'], provider: true, binary: program });
	const chain = await Chain.connect(famine.ws);
	await chain.untilFinalised(2, 60);
	const sockets = Array.from({ length: 3000 }, (_, number) => {
		const socket = connect(famine.chatPort, '127.0.0.1');
		// Every second one sends half a head.
		if (number % 2) socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n');
		return socket.on('error', () => {});
	});
	try {
		const settled = sockets.map((socket) => Promise.race([once(socket, 'connect'), once(socket, 'close')]));
		await Promise.all(settled);
		for (let round = 0; round < 3; round++) {
			const health = await fetch(`http://127.0.0.1:${famine.chatPort}/health`);
			const { best } = (await health.json()) as { best: number };
			await chain.untilFinalised(best + 2, 60);
		}
	} finally {
		for (const socket of sockets) socket.destroy();
		await chain.close();
	}
});
