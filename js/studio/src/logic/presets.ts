// Settings of a training that people choose by what they want, not by numbers.

import { DEFAULT_HYPER, type HyperParameters } from '@openledger/sdk';

/** Name of a preset. */
export type Preset = 'quick' | 'normal' | 'careful';

/** The presets, each for a few hundred to a few thousand short records. */
export const PRESETS: { readonly [name in Preset]: HyperParameters } = {
	quick: { ...DEFAULT_HYPER, epochs: 1, rank: 8, alpha: 16, learning_rate: '0.002' },
	normal: { ...DEFAULT_HYPER, epochs: 3, rank: 16, alpha: 32, learning_rate: '0.001', max_length: 512 },
	careful: {
		...DEFAULT_HYPER,
		...{ epochs: 5, rank: 32, alpha: 64, learning_rate: '0.0003', warmup_steps: 16, max_length: 1024 },
	},
};

/** Limits of the chain's types, in `primitives/spec/src/hyper.rs`. */
export const LIMITS = {
	rank: [1, 256],
	alpha: [1, 65_535],
	epochs: [1, 100],
	batch: [1, 1024],
	max_length: [8, 8192],
	warmup_steps: [0, 1_000_000],
	seed: [0, Number.MAX_SAFE_INTEGER],
} as const;

/** Returns the first setting that the chain would refuse. */
export function refusedSetting(hyper: HyperParameters): string | undefined {
	for (const [name, [low, high]] of Object.entries(LIMITS)) {
		const value = hyper[name as keyof typeof LIMITS];
		if (!Number.isInteger(value) || value < low || value > high) return `${name}: ${low} to ${high}`;
	}
	const rate = Number(hyper.learning_rate);
	if (!/^\d+(\.\d{1,9})?$/.test(hyper.learning_rate) || rate <= 0 || rate > 1)
		return 'learning_rate: above 0, at most 1';
	return undefined;
}

/** Returns the settings that a job which failed for a reason may be tried again with. */
export function remedy(reason: string | undefined, hyper: HyperParameters): HyperParameters {
	if (reason === 'Diverged') {
		const rate = (Number(hyper.learning_rate) / 4).toFixed(9).replace(/0+$/, '');
		return { ...hyper, learning_rate: rate.endsWith('.') ? '0.000000001' : rate };
	}
	if (reason === 'OutOfResources') {
		return { ...hyper, batch: Math.max(1, hyper.batch >> 1), max_length: Math.max(8, hyper.max_length >> 1) };
	}
	return hyper;
}
