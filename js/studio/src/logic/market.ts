// Order and search of models.

import { fromDecimal, type ModelInfo } from '@openledger/sdk';

/** What models are sorted by. */
export type Order = 'use' | 'price' | 'improvement' | 'newest';

/** Held-out loss before and after tuning, in parts of 10^9 nats a token. */
interface Evaluation {
	before: bigint;
	after: bigint;
}

/** Returns whether every word of a search is in a text. */
export function matches(search: string, text: string): boolean {
	const lower = text.toLowerCase();
	return search
		.toLowerCase()
		.split(/\s+/)
		.every((word) => lower.includes(word));
}

/** Returns the part by which the held-out loss fell; negative if it rose. */
export function fall(evaluation: Evaluation | undefined): number | undefined {
	if (!evaluation || evaluation.before === 0n) return undefined;
	const [before, after] = [fromDecimal(evaluation.before), fromDecimal(evaluation.after)];
	return (before - after) / before;
}

/** Writes how the held-out loss changed. */
export function evaluationText(evaluation: Evaluation | undefined): string | undefined {
	const part = fall(evaluation);
	if (!evaluation || part === undefined) return undefined;
	const [before, after] = [fromDecimal(evaluation.before), fromDecimal(evaluation.after)];
	const sign = part >= 0 ? '−' : '+';
	return `${before.toFixed(2)} → ${after.toFixed(2)} (${sign}${Math.abs(part * 100).toFixed(0)} %)`;
}

/** Sorts models, the best first; of equals the newer first. */
export function sortModels(
	models: readonly ModelInfo[],
	order: Order,
	use: ReadonlyMap<number, { earned: bigint }>,
): ModelInfo[] {
	const key = (model: ModelInfo): number => {
		switch (order) {
			case 'use':
				return Number(use.get(model.id)?.earned ?? -1n);
			case 'price':
				return model.price ? -Number(model.price.completion_per_1k) : -Infinity;
			case 'improvement':
				return (model.kind.type === 'Tuned' ? fall(model.kind.value.evaluation) : undefined) ?? -Infinity;
			case 'newest':
				return model.id;
		}
	};
	const keyed = models.map((model) => ({ model, key: key(model) }));
	keyed.sort((a, b) => (a.key === b.key ? b.model.id - a.model.id : a.key < b.key ? 1 : -1));
	return keyed.map(({ model }) => model);
}
