// Blind comparison of two models: which side shows which, votes, and what they say.

/** A voter's decision about two answers to one question. */
export type Verdict = 'left' | 'right' | 'tie' | 'both bad';

/** One vote, by model. */
export interface Vote {
	question: string;
	base: string;
	tuned: string;
	winner: 'base' | 'tuned' | 'tie' | 'both bad';
}

/** Returns the winner of a verdict, where `tunedIsLeft` says which side showed the tuned model. */
export function winnerOf(verdict: Verdict, tunedIsLeft: boolean): Vote['winner'] {
	if (verdict === 'tie' || verdict === 'both bad') return verdict;
	return (verdict === 'left') === tunedIsLeft ? 'tuned' : 'base';
}

/** Draws a side by one bit of the platform's randomness. */
export function drawSide(): boolean {
	return (globalThis.crypto.getRandomValues(new Uint8Array(1))[0] & 1) === 1;
}

/** Sums of votes, with an interval of the tuned model's part among the decided ones. */
export interface Tally {
	base: number;
	tuned: number;
	tie: number;
	bothBad: number;
	/** Part of decided votes that the tuned model won, with Wilson's 95 % interval; absent without any. */
	won?: { part: number; low: number; high: number };
}

/**
 * Returns Wilson's score interval of a proportion at 95 %.
 *
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
 */
export function wilson(successes: number, trials: number): { part: number; low: number; high: number } {
	const z = 1.959964;
	const part = successes / trials;
	const whole = 1 + (z * z) / trials;
	const centre = part + (z * z) / (2 * trials);
	const spread = z * Math.sqrt((part * (1 - part)) / trials + (z * z) / (4 * trials * trials));
	return { part, low: Math.max(0, (centre - spread) / whole), high: Math.min(1, (centre + spread) / whole) };
}

/** Counts votes. */
export function tally(votes: readonly Vote[]): Tally {
	const of = (winner: Vote['winner']): number => votes.filter((vote) => vote.winner === winner).length;
	const [base, tuned] = [of('base'), of('tuned')];
	const decided = base + tuned;
	return {
		base,
		tuned,
		tie: of('tie'),
		bothBad: of('both bad'),
		won: decided > 0 ? wilson(tuned, decided) : undefined,
	};
}

/** Returns the better answers as records that a Datanet may take. */
export function votesAsRecords(votes: readonly Vote[]): { prompt: string; completion: string }[] {
	return votes
		.filter(({ winner }) => winner === 'base' || winner === 'tuned')
		.map(({ question, base, tuned, winner }) => ({
			prompt: question,
			completion: winner === 'base' ? base : tuned,
		}));
}
