// Forms of texts.

/** A refusal as people read it. */
export interface Words {
	/** What happened, in one sentence. */
	what: string;
	/** What to do about it. */
	cure: string;
	/** The name by which the chain or service knows it, for those who look further. */
	code?: string;
}
