// The division of a settled amount, as `pallets/attribution/src/split.rs` makes it: exact to the planck.

/** Parts of a million by which a settled amount is divided. */
export interface Split {
	platform: number;
	provider: number;
	contributors: number;
	owner: number;
}

/** Planck of one settled amount by who gets them. They sum to it. */
export interface Shares {
	platform: bigint;
	provider: bigint;
	contributors: bigint;
	royalty: bigint;
	owner: bigint;
}

const MILLION = 1_000_000n;

/** Divides an amount; `royalty` is the base model's part, in millionths. */
export function divide(split: Split, amount: bigint, royalty: number): Shares {
	const platform = (amount * BigInt(split.platform)) / MILLION;
	const rest = amount - platform;
	const whole = BigInt(split.provider + split.contributors + split.owner);
	const part = (of: number): bigint => (whole === 0n ? 0n : (rest * BigInt(of)) / whole);
	const provider = part(split.provider);
	const contributors = part(split.contributors);
	const theirs = rest - provider - contributors;
	const wanted = (rest * BigInt(royalty)) / MILLION;
	const paid = wanted < theirs ? wanted : theirs;
	return { platform, provider, contributors, royalty: paid, owner: theirs - paid };
}

/** A settlement that is not yet divided, with the parties that get parts of it. */
export interface Waiting {
	amount: bigint;
	/** Parts of 10^9 by contribution. */
	influence: readonly (readonly [bigint, number])[];
	provider: string;
	owner: string;
	baseOwner: string;
	/** The base model's part in millionths; 0 when the model is a base model. */
	royalty: number;
}

/** One reason for which an account gets a part of a settlement. */
export interface Part {
	as: 'contributor' | 'provider' | 'owner' | 'base owner';
	planck: bigint;
	/** The contribution that brings it, for contributors. */
	contribution?: bigint;
}

/**
 * Returns what an account gets of a settlement that nobody challenges. Contributions of the provider and of the model's
 * owner earn nothing, and the planck that rounding leaves over, which are the owner's, are left out.
 */
export function partsOf(
	account: string,
	waiting: Waiting,
	split: Split,
	contributorOf: (contribution: bigint) => string | undefined,
): Part[] {
	const shares = divide(split, waiting.amount, waiting.royalty);
	const parts: Part[] = [];
	if (waiting.provider === account) parts.push({ as: 'provider', planck: shares.provider });
	if (waiting.owner === account) parts.push({ as: 'owner', planck: shares.owner });
	if (waiting.baseOwner === account && shares.royalty > 0n) parts.push({ as: 'base owner', planck: shares.royalty });
	if (account === waiting.provider || account === waiting.owner) return parts;
	for (const [contribution, part] of waiting.influence) {
		if (contributorOf(contribution) !== account) continue;
		const planck = (shares.contributors * BigInt(part)) / 1_000_000_000n;
		parts.push({ as: 'contributor', planck, contribution });
	}
	return parts;
}
