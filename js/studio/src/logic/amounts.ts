// Amounts that people type.

import { open } from '@openledger/sdk';

/** Reads an amount of OPEN as planck; nothing if it is none. Takes `1,000.5`, as it is shown. */
export function readPlanck(text: string): bigint | undefined {
	try {
		return open(text.trim().replaceAll(',', ''));
	} catch {
		return undefined;
	}
}
