// Who gets what of a payment.

import type { OpenLedger } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useChain } from '../chain/connection.js';
import { openText, permill } from '../logic/format.js';
import { divide, type Split } from '../logic/split.js';
import { t } from '../texts/index.js';

/** Reads the parts by which settled amounts are divided. */
export function useSplit(): Split | undefined {
	const chain: OpenLedger = useChain();
	return useQuery({
		queryKey: [chain.genesis, 'split'],
		queryFn: () => chain.api.constants.Attribution.Split(),
		staleTime: 60_000,
	}).data;
}

/** Shows how an amount is divided; `royalty` is the base model's part in millionths. */
export function SplitPreview({ amount, royalty }: { amount: bigint; royalty: number }): ReactNode {
	const split = useSplit();
	if (!split) return null;
	const shares = divide(split, amount, royalty);
	const rows = (['contributors', 'provider', 'owner', 'royalty', 'platform'] as const).filter(
		(name) => shares[name] > 0n,
	);
	return (
		<div className="stack tight">
			<div className="split" aria-hidden="true">
				{rows.map((name, index) => (
					<i
						key={name}
						className={`hue-${index + 1}`}
						style={{ width: `${Number((shares[name] * 10_000n) / (amount || 1n)) / 100}%` }}
					/>
				))}
			</div>
			<ul className="steps">
				{rows.map((name, index) => (
					<li key={name} className="small">
						<span>
							<span className={`swatch hue-${index + 1}`} aria-hidden="true" />
							{t.split[name]}: <b>{openText(shares[name])}</b>{' '}
							<span className="muted">
								({permill(Number((shares[name] * 1_000_000n) / (amount || 1n)))})
							</span>
						</span>
					</li>
				))}
			</ul>
		</div>
	);
}
