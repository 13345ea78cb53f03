// What a job may cost, before it is submitted: the formulas of `pallets/model-factory/README.md`.

/** A snapshot that is learnt from, as far as its price goes. */
export interface Charge {
	/** Planck for 1,000 tokens trained on. */
	feePer1k: bigint;
	bytes: bigint;
	records: bigint;
}

/** Tokens and planck of a job. */
export interface Quote {
	/** Likely tokens: four bytes each, and 24 of the template a record. An estimate. */
	tokens: bigint;
	/** Most tokens that the chain lets a result count. */
	mostTokens: bigint;
	/** Planck at the likely tokens, by who gets them. */
	provider: bigint;
	datanets: bigint;
	/** Planck that the job costs if it counts the most tokens. */
	most: bigint;
}

const upwards = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

/** Returns the fees of all snapshots for so many tokens, which are apportioned by bytes. */
function datanetFees(charges: readonly Charge[], tokens: bigint): bigint {
	const whole = charges.reduce((sum, { bytes }) => sum + bytes, 0n);
	if (whole === 0n) return 0n;
	return charges.reduce((sum, { feePer1k, bytes }) => sum + upwards(feePer1k * tokens * bytes, 1000n * whole), 0n);
}

/** Works a quote out at a provider's price for 1,000 tokens. */
export function quote(charges: readonly Charge[], epochs: number, pricePer1k: bigint): Quote {
	const length = charges.reduce((sum, { bytes }) => sum + bytes, 0n);
	const records = charges.reduce((sum, { records }) => sum + records, 0n);
	const passes = BigInt(epochs);
	const tokens = passes * (upwards(length, 4n) + 24n * records);
	const mostTokens = passes * (length + 64n * records);
	const work = (count: bigint): bigint => upwards(pricePer1k * count, 1000n);
	return {
		tokens,
		mostTokens,
		provider: work(tokens),
		datanets: datanetFees(charges, tokens),
		most: work(mostTokens) + datanetFees(charges, mostTokens),
	};
}
