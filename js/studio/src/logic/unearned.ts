// Reasons for which a contribution earned nothing so far.

import type { OpenledgerApis } from '@openledger/sdk';

type ContributionInfo = NonNullable<OpenledgerApis['DatanetsApi']['contribution']['Value']>;

/** A reason. */
export type Unearned = 'pending' | 'out' | 'no snapshot' | 'not learnt' | 'not listed' | 'not named';

/** What is known of a contribution's way to money. */
export interface Way {
	status: ContributionInfo['status']['type'];
	/** Set if its Datanet has published a snapshot. */
	hasSnapshot: boolean;
	/** Models that learnt from its Datanet. */
	learners: number;
	/** Those of them that can be bought. */
	listed: number;
}

/** Returns the first thing that is missing on the way from a contribution to money. */
export function whyUnearned({ status, hasSnapshot, learners, listed }: Way): Unearned {
	if (status === 'Pending') return 'pending';
	if (status !== 'Accepted') return 'out';
	if (!hasSnapshot) return 'no snapshot';
	if (learners === 0) return 'not learnt';
	if (listed === 0) return 'not listed';
	return 'not named';
}
