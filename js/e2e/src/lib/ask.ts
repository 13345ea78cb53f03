// Asking a provider that has to fetch first what it answers with.

import { type Answer, ChatError, type ChatSession, until } from '@openledger/sdk';

/**
 * Asks a provider that did not train the model, as soon as it has fetched adapter and records and made its index, which
 * it does when it is first asked, with what processor time others leave it.
 */
export function askOnceReady(talk: ChatSession, question: string, tokens: number, seconds: number): Promise<Answer> {
	return until('an answer of a provider that has what it needs', seconds, () =>
		talk.ask(question, tokens).catch((error: unknown) => {
			if (error instanceof ChatError && error.code === 'model_unavailable') return undefined;
			throw error;
		}),
	);
}
