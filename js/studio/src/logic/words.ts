// Refusals in words, each with what helps.

import { ChainError, ChatError, ReceiptError, RpcError, TimeoutError } from '@openledger/sdk';
import { t } from '../texts/index.js';
import type { Words } from '../texts/types.js';

/** Reads the kind of what a transaction was refused with before it reached a block. */
function invalidKind(error: Error): string | undefined {
	if (error.name !== 'InvalidTxError' && !('error' in error)) return undefined;
	const inner = (error as { error?: unknown }).error;
	if (typeof inner !== 'object' || inner === null || !('value' in inner)) return undefined;
	const { value } = inner as { value?: unknown };
	return typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : undefined;
}

/** Splits a text of the chain's metadata: "What is wrong; what to do." */
function split(text: string): { what: string; cure: string } {
	const plain = text.replaceAll('`', '');
	const at = plain.indexOf(';');
	if (at < 0) return { what: plain, cure: t.errors.general };
	const cure = plain.slice(at + 1).trim();
	return { what: `${plain.slice(0, at)}.`, cure: cure.charAt(0).toUpperCase() + cure.slice(1) };
}

function chainWords(error: ChainError): Words {
	const known = t.errors.chain[error.code];
	if (known) return { ...known, code: error.code };
	const text = error.message.startsWith(`${error.code}: `) ? error.message.slice(error.code.length + 2) : '';
	return text ? { ...split(text), code: error.code } : { ...t.errors.unknown, code: error.code };
}

/** Says what an error means to whoever sees it. */
export function words(error: unknown): Words {
	if (error instanceof ChainError) return chainWords(error);
	if (error instanceof ChatError) {
		const known = t.errors.chat[error.code] ?? t.errors.chat[error.type];
		return { ...(known ?? t.errors.chatOther(error.message)), code: error.code || error.type };
	}
	if (error instanceof ReceiptError) return { ...t.errors.receipt, code: error.message };
	if (error instanceof TimeoutError) return { what: `${error.message}.`, cure: t.errors.timeout };
	if (error instanceof RpcError) return { what: error.message, cure: t.errors.general };
	if (!(error instanceof Error)) return { what: String(error), cure: t.errors.general };
	const invalid = invalidKind(error);
	if (invalid) return { ...(t.errors.invalid[invalid] ?? t.errors.invalidOther), code: invalid };
	if (/cancel|reject|denied/i.test(error.message)) return t.errors.refusedByWallet;
	if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return t.errors.unreachable;
	return { what: error.message, cure: t.errors.general };
}
