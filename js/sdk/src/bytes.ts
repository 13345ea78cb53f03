// Bytes, hexadecimal text and JSON, without anything that only one platform has.

export { fromHex, mergeUint8 as concat, toHex } from 'polkadot-api/utils';

/** Encodes text as UTF-8. */
export function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** Encodes an unsigned number in `bytes` bytes, little-endian. */
export function littleEndian(value: number | bigint, bytes: number): Uint8Array {
	let rest = BigInt(value);
	if (rest < 0n || rest >> BigInt(8 * bytes) !== 0n) throw new Error(`${value} does not fit into ${bytes} bytes`);
	return Uint8Array.from({ length: bytes }, () => {
		const byte = Number(rest & 0xffn);
		rest >>= 8n;
		return byte;
	});
}

/** Encodes a length as SCALE does, in one, two or four bytes. */
export function compact(length: number): Uint8Array {
	if (length < 1 << 6) return littleEndian(length << 2, 1);
	if (length < 1 << 14) return littleEndian((length << 2) | 1, 2);
	return littleEndian(length * 4 + 2, 4);
}

/** Parses JSON without claiming to know what it holds. */
export function parseJson(text: string): unknown {
	return JSON.parse(text) as unknown;
}
