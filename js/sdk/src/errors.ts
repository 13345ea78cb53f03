// Refusals of the runtime, with the names and texts that its metadata gives them.

/** A call that the runtime refused. */
export class ChainError extends Error {
	constructor(
		/** `Pallet.Error`, or the kind of a general error such as `BadOrigin`. */
		readonly code: string,
		text: string,
	) {
		super(text ? `${code}: ${text}` : code);
		this.name = 'ChainError';
	}
}

/** An enum as decoded values have it. */
interface Tagged {
	type: string;
	value?: unknown;
}

function isTagged(value: unknown): value is Tagged {
	return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Returns the code of a dispatch error: `Pallet.Error` for those of pallets, `Token.FundsUnavailable`, `BadOrigin`. */
export function errorCode({ type, value }: Tagged): string {
	if (!isTagged(value)) return type;
	return type === 'Module' ? errorCode(value) : `${type}.${value.type}`;
}

/** Returns a dispatch error with its text. The texts are loaded when the first error comes. */
export async function chainError(error: Tagged): Promise<ChainError> {
	const code = errorCode(error);
	const { ERROR_TEXTS } = await import('./generated/errors.js');
	return new ChainError(code, ERROR_TEXTS[code] ?? '');
}
