// What the page remembers in this browser: JSON under one prefix, with big numbers kept exact.

const PREFIX = 'openledger.';

/** Writes a value as JSON; `bigint`s are marked. */
export function encode(value: unknown): string {
	return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? { $big: item.toString() } : item));
}

/** Reads what {@link encode} wrote; nothing if it is broken. */
export function decode<T>(text: string): T | undefined {
	try {
		return JSON.parse(text, (_, item: unknown) => {
			const big = typeof item === 'object' && item !== null && '$big' in item ? item.$big : undefined;
			return typeof big === 'string' ? BigInt(big) : item;
		}) as T;
	} catch {
		return undefined;
	}
}

/** Returns what was stored under a name. */
export function read<T>(name: string): T | undefined {
	const text = globalThis.localStorage.getItem(PREFIX + name);
	return text === null ? undefined : decode<T>(text);
}

/** Stores a value under a name; tells other tabs. */
export function write(name: string, value: unknown): void {
	globalThis.localStorage.setItem(PREFIX + name, encode(value));
}

/** Forgets what was stored under a name. */
export function forget(name: string): void {
	globalThis.localStorage.removeItem(PREFIX + name);
}

/** Calls back when another tab has stored something under a name. Returns what ends that. */
export function onOtherTab(name: string, changed: () => void): () => void {
	const listen = (event: StorageEvent): void => {
		if (event.key === PREFIX + name) changed();
	};
	globalThis.addEventListener('storage', listen);
	return () => globalThis.removeEventListener('storage', listen);
}
