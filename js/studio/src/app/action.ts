// What people do on the chain, as pages describe it.

import type { Call } from '@openledger/sdk';
import type { ReactNode } from 'react';

/** Planck that an action moves, in words. */
export interface Move {
	label: string;
	planck: bigint;
	kind: 'paid' | 'held' | 'returned';
}

/** One step of an action: a call that is signed, or work of the page. */
export type Step =
	{ label: string; call: () => Call } | { label: string; work: (say: (text: string) => void) => Promise<void> };

/** Something that people do on the chain. */
export interface Action {
	title: string;
	/** What follows from it, in a sentence or two. */
	about?: ReactNode;
	moves?: readonly Move[];
	steps: readonly Step[];
}

/** How far a call has come. */
export type Stage = 'signing' | 'in the pool' | 'in a block' | 'final';
