// Amounts of OPEN and exact decimals.

/** The planck in one OPEN. */
export const OPEN = 10n ** 18n;
/** The total supply in planck. */
export const TOTAL_SUPPLY = 1_000_000_000n * OPEN;

/** Converts OPEN to planck: `1.5` → 1 500 000 000 000 000 000; exact for at most 18 places. */
export function open(amount: string | number): bigint {
	return scale(String(amount), 18);
}

/** Writes planck as OPEN, with thousands separated and at most `places` decimals, cut rather than rounded. */
export function formatOpen(planck: bigint, places = 6): string {
	const sign = planck < 0n ? '-' : '';
	const absolute = planck < 0n ? -planck : planck;
	const whole = (absolute / OPEN).toString().replace(/\B(?=(\d{3})+$)/g, ',');
	const fraction = (absolute % OPEN).toString().padStart(18, '0').slice(0, places).replace(/0+$/, '');
	return `${sign}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Converts a decimal string to the chain's count of 10^-9. */
export function decimal(text: string): bigint {
	return scale(text, 9);
}

/** Converts the chain's count of 10^-9 to a number, for showing. */
export function fromDecimal(parts: bigint): number {
	return Number(parts) / 1e9;
}

function scale(text: string, places: number): bigint {
	const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
	if (!match || (match[2] ?? '').length > places) {
		throw new Error(`"${text}" is not a decimal with at most ${places} places`);
	}
	return BigInt(match[1] + (match[2] ?? '').padEnd(places, '0'));
}
