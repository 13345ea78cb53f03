// How often a model answers held-out questions exactly.

import type { Answer, ChatSession } from '@openledger/sdk';
import type { Record } from './files.js';

/** Tokens that an answer may have: more than the longest completion of the sample Datanet takes with its end. */
export const MAX_TOKENS = 16;

/** What a model made of held-out questions. */
export interface ExactAnswers {
	/** Answers that are what the record says, to the letter. */
	right: number;
	/** The answer to each question, by its text. */
	answers: ReadonlyMap<string, Answer>;
}

/**
 * Asks the questions of all records in a paid session, greedily decoded, and pays for the answers.
 *
 * An answer counts if it equals the record's completion: nothing before it, nothing behind it.
 */
export async function askAll(
	session: ChatSession,
	records: Record[],
	onAnswer: (asked: number, right: number) => void,
): Promise<ExactAnswers> {
	const answers = new Map<string, Answer>();
	let right = 0;
	for (const { prompt, completion } of records) {
		const answer = await session.ask(prompt, MAX_TOKENS);
		answers.set(prompt, answer);
		if (answer.text === completion) right += 1;
		onAnswer(answers.size, right);
	}
	await session.pay();
	return { right, answers };
}
