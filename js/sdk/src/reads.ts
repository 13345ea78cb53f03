// Reads of the chain with a deadline: an answer that never comes is an error, and not a program that stands still.

import { within } from './wait.js';

/** Seconds after which a read of the chain has failed, unless a connection says otherwise. */
export const READ_SECONDS = 120;

/** Members of a typed API whose functions read the chain. */
const READS = ['query', 'apis', 'constants'] as const;

/** Returns a function that fails with a `TimeoutError` once its answer is late. */
function boundCall(name: string, seconds: number, call: object, self: unknown, args: unknown[]): unknown {
	const answer: unknown = Reflect.apply(call as (...args: unknown[]) => unknown, self, args);
	return answer instanceof Promise ? within(`the chain's answer to ${name}`, seconds, answer) : answer;
}

/** Returns a view of an object all of whose functions, at any depth, answer in time or fail. */
function bound<T extends object>(target: T, name: string, seconds: number, self?: object): T {
	return new Proxy(target, {
		get(of, key): unknown {
			const member: unknown = Reflect.get(of, key);
			if (typeof key === 'symbol' || member === null) return member;
			if (typeof member !== 'object' && typeof member !== 'function') return member;
			return bound(member, `${name}.${key}`, seconds, of);
		},
		apply(of, _: unknown, args: unknown[]): unknown {
			return boundCall(name, seconds, of, self, args);
		},
	});
}

/**
 * Returns a typed API whose reads fail with a {@link TimeoutError} after so many seconds.
 *
 * A node that drops the block of a read, after a long fork for instance, may never answer. What was asked goes on
 * underneath; only nobody waits for it any more.
 */
export function boundReads<Api extends object>(api: Api, seconds: number): Api {
	return new Proxy(api, {
		get(of, key): unknown {
			const member: unknown = Reflect.get(of, key);
			const name = READS.find((one) => one === key);
			return name && typeof member === 'object' && member !== null ? bound(member, name, seconds) : member;
		},
	});
}
