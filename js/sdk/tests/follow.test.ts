// Following a chain's head past several ends of the subscription, through the provider that connections use.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceFollows } from '@openledger/sdk';
import { getWsProvider, type WebSocketClass } from 'polkadot-api/ws';

const HASH = `0x${'01'.repeat(32)}`;
/** Subscriptions that the node ends at once, as it may while it takes over the blocks of another fork. */
const ENDED = 4;

interface Request {
	id: number;
	method: string;
}

/** A node's WebSocket: it ends the first subscriptions to its head, and keeps the one after. */
class Socket extends EventTarget {
	private followed = 0;

	constructor(readonly url: string) {
		super();
		setTimeout(() => this.dispatchEvent(new Event('open')), 0);
	}

	private say(message: object): void {
		const data = JSON.stringify({ jsonrpc: '2.0', ...message });
		this.dispatchEvent(new MessageEvent('message', { data }));
	}

	private tell(subscription: string, result: object): void {
		this.say({ method: 'chainHead_v1_followEvent', params: { subscription, result } });
	}

	send(text: string): void {
		const { id, method } = JSON.parse(text) as Request;
		setTimeout(() => this.answer(id, method), 0);
	}

	private answer(id: number, method: string): void {
		if (method === 'rpc_methods') return this.say({ id, result: { methods: ['chainHead_v1_follow'] } });
		assert.equal(method, 'chainHead_v1_follow');
		const subscription = `head ${this.followed++}`;
		this.say({ id, result: subscription });
		this.tell(subscription, { event: 'initialized', finalizedBlockHashes: [HASH] });
		if (this.followed <= ENDED) this.tell(subscription, { event: 'stop' });
	}

	close(): void {
		this.dispatchEvent(new Event('close'));
	}
}

/** A message that a client gets: an answer, or an event of a subscription. */
type Said = { id: string; result: string } | { params: { subscription: string; result: { event: string } } };

test('a client follows the chain after any number of ends of its subscription', { timeout: 20_000 }, async () => {
	const websocketClass = Socket as unknown as WebSocketClass;
	const provider = paceFollows(getWsProvider('ws://node', { websocketClass }));
	const ended: string[] = [];
	let asked = '';
	const kept = await new Promise<string>((resolve) => {
		const follow = (): void => {
			asked = `1-${ended.length}`;
			send({ jsonrpc: '2.0', id: asked, method: 'chainHead_v1_follow', params: [true] });
		};
		const { send, disconnect } = provider((message) => {
			const said = message as Said;
			if ('id' in said) {
				assert.equal(said.id, asked, 'the answer is to what was asked');
				if (ended.length < ENDED) return;
				disconnect();
				return resolve(said.result);
			}
			const { subscription, result } = said.params;
			if (result.event !== 'stop') return;
			ended.push(subscription);
			follow();
		});
		follow();
	});
	assert.deepEqual(ended, ['head 0', 'head 1', 'head 2', 'head 3']);
	assert.equal(kept, 'head 4');
});
