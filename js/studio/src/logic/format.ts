// Amounts, counts and times as people read them.

import { formatOpen } from '@openledger/sdk';

/** Writes planck as OPEN with its unit, at most four decimals; less than that is said to be so. */
export function openText(planck: bigint, places = 4): string {
	if (planck > 0n && planck < 10n ** BigInt(18 - places)) return `< ${(10 ** -places).toFixed(places)} OPEN`;
	return `${formatOpen(planck, places)} OPEN`;
}

/** Writes a whole number with its thousands separated. */
export function count(value: number | bigint): string {
	return value.toLocaleString('en');
}

/** Writes a count with its noun: `1 record`, `84 records`. */
export function plural(value: number | bigint, one: string, many = `${one}s`): string {
	return `${count(value)} ${BigInt(value) === 1n ? one : many}`;
}

/** Writes a length in bytes. */
export function bytes(length: number | bigint): string {
	const value = Number(length);
	if (value < 1000) return `${value} bytes`;
	if (value < 1e6) return `${(value / 1e3).toFixed(1)} kB`;
	if (value < 1e9) return `${(value / 1e6).toFixed(1)} MB`;
	return `${(value / 1e9).toFixed(2)} GB`;
}

/** Writes parts of 10^9 as per cent. */
export function share(parts: number): string {
	const percent = parts / 1e7;
	return percent > 0 && percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** Writes parts of a million as per cent. */
export function permill(parts: number): string {
	return `${Number((parts / 1e4).toFixed(2))} %`;
}

/** Writes a duration in seconds, in its two largest units. */
export function duration(seconds: number): string {
	const whole = Math.max(0, Math.round(seconds));
	const units: [number, string][] = [
		[86_400, 'd'],
		[3600, 'h'],
		[60, 'min'],
		[1, 's'],
	];
	const at = units.findIndex(([size]) => whole >= size);
	if (at < 0) return '0 s';
	const [size, name] = units[at];
	const rest = units[at + 1];
	const left = rest ? Math.floor((whole % size) / rest[0]) : 0;
	return `${Math.floor(whole / size)} ${name}${left > 0 && rest ? ` ${left} ${rest[1]}` : ''}`;
}

/** Writes an address short enough for a line. */
export function shortAddress(address: string): string {
	return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** Writes a hash short enough for a line. */
export function shortHash(hash: string): string {
	return `${hash.slice(0, 10)}…${hash.slice(-6)}`;
}

const DECODER = new TextDecoder();

/** Reads the text of a field that the chain keeps as bytes. */
export function textOf(value: Uint8Array): string {
	return DECODER.decode(value);
}
