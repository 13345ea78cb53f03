// What a light client in a browser can begin with.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LightError, reachable, readSpec, withNodes } from '../src/logic/light-spec.js';

const NODES = ['/dns/a.example/tcp/443/wss/p2p/12D3', 7];
const RAW = { name: 'A chain', id: 'a', bootNodes: NODES, genesis: { raw: { top: {} } } };

test('a specification in raw form is taken, and begins at the nodes that it is given', () => {
	const spec = readSpec(JSON.stringify(RAW));
	assert.deepEqual([spec.name, spec.bootNodes], ['A chain', ['/dns/a.example/tcp/443/wss/p2p/12D3']]);
	const written = JSON.parse(withNodes(spec, ['/x'])) as typeof RAW;
	assert.deepEqual(written, { ...RAW, bootNodes: ['/x'] });
});

test('a root of the state will do where there is a checkpoint', () => {
	const short = { ...RAW, genesis: { stateRootHash: '0x00' } };
	assert.throws(() => readSpec(JSON.stringify(short)), LightError);
	assert.equal(readSpec(JSON.stringify({ ...short, lightSyncState: {} })).name, 'A chain');
});

test('what is no raw specification is refused, whatever it is', () => {
	const plain = { ...RAW, genesis: { runtimeGenesis: { patch: {} } } };
	const wrong = ['', '{', 'null', '[]', '"x"', '{}', JSON.stringify({ ...RAW, name: 3 }), JSON.stringify(plain)];
	for (const text of [...wrong, JSON.stringify({ ...RAW, genesis: { raw: { top: 'x' } } })]) {
		assert.throws(
			() => readSpec(text),
			(error) => error instanceof LightError && error.fault === 'notRaw',
			text,
		);
	}
	assert.deepEqual(readSpec(JSON.stringify({ ...RAW, bootNodes: 'x' })).bootNodes, []);
});

test('a browser reaches WebSockets of named peers, and from a safe page encrypted ones', () => {
	const [tcp, near, far] = [
		'/ip4/1.2.3.4/tcp/30333/p2p/12D3',
		'/ip4/127.0.0.1/tcp/30334/ws/p2p/12D3',
		'/ip4/1.2.3.4/tcp/30334/ws/p2p/12D3',
	];
	const safe = ['/dns4/a.example/tcp/443/wss/p2p/12D3', '/dns/b.example/tcp/443/tls/ws/p2p/12D3'];
	const sni = '/ip4/1.2.3.4/tcp/443/tls/sni/c.example/ws/p2p/12D3';
	const nameless = '/ip4/127.0.0.1/tcp/30334/ws';
	const all = [tcp, near, far, ...safe, sni, nameless, near];
	assert.deepEqual(reachable(all, false), [near, far, ...safe, sni]);
	assert.deepEqual(reachable(all, true), [near, ...safe, sni]);
});
