// Following the head of a chain whose forks are decided.
//
// A node ends a subscription to its head when a fork that it held for the best loses, and may do so again while it
// takes over the blocks of the other. The provider beneath takes three such ends, each within a second of the last, for
// a node that is broken: it closes half of its connection after the client has asked to follow again, so that the
// answer never reaches the client, and no read after it is ever answered. A client that waits a second before it asks
// again is spared that.

import type { JsonRpcProvider } from 'polkadot-api';

type Message = Parameters<Parameters<JsonRpcProvider<unknown>>[0]>[0];

const FOLLOW = 'chainHead_v1_follow';
/** Milliseconds from the end of a subscription to the next request for one: more than the second that counts. */
const PAUSE = 1_100;

/** Returns whether a message ends a subscription to a chain's head. */
function isEnd(message: Message): boolean {
	if (!('method' in message)) return false;
	const { params } = message;
	if (typeof params !== 'object' || params === null || !('result' in params)) return false;
	const { result } = params;
	return typeof result === 'object' && result !== null && 'event' in result && result.event === 'stop';
}

/** Returns a provider that, after a subscription to the chain's head has ended, asks for the next a second later. */
export function paceFollows(provider: JsonRpcProvider): JsonRpcProvider {
	return (onMessage) => {
		let next = 0;
		const waiting = new Set<ReturnType<typeof setTimeout>>();
		const connection = provider((message) => {
			if (isEnd(message)) next = Date.now() + PAUSE;
			onMessage(message);
		});
		return {
			send(message) {
				const wait = message.method === FOLLOW ? next - Date.now() : 0;
				if (wait <= 0) return connection.send(message);
				const timer = setTimeout(() => {
					waiting.delete(timer);
					connection.send(message);
				}, wait);
				waiting.add(timer);
			},
			disconnect() {
				for (const timer of waiting) clearTimeout(timer);
				connection.disconnect();
			},
		};
	};
}
