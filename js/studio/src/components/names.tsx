// Accounts, models and hashes by the names that people know.

import type { ModelInfo } from '@openledger/sdk';
import type { ReactNode } from 'react';
import { shortAddress, shortHash, textOf } from '../logic/format.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** An account: its name where there is one, else its short address; the whole one is its title. */
export function Who({ address }: { address: string }): ReactNode {
	const { account, nameOf } = useWallet();
	const name = nameOf(address);
	const isYou = account?.signer.address === address;
	return (
		<span title={address}>
			{name ?? <span className="mono">{shortAddress(address)}</span>}
			{isYou && <span className="muted"> {t.you}</span>}
		</span>
	);
}

/** A hash, short; the whole one is its title. */
export function Hash({ of }: { of: string }): ReactNode {
	return (
		<span className="mono" title={of}>
			{shortHash(of)}
		</span>
	);
}

/** Whether a model is a base or tuned. */
export function Kind({ model }: { model: ModelInfo }): ReactNode {
	const isTuned = model.kind.type === 'Tuned';
	return <span className={`badge ${isTuned ? 'tuned' : 'base'}`}>{isTuned ? t.tuned : t.base}</span>;
}

/** Returns the name of a model. */
export function modelName(model: ModelInfo | undefined, id?: number): string {
	return model ? textOf(model.name) : t.modelNumber(id ?? 0);
}

/** Returns the base model of a model: itself, if it is one. */
export function baseOf(model: ModelInfo): number {
	return model.kind.type === 'Tuned' ? model.kind.value.base : model.id;
}
