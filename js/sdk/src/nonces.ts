// Nonces of transactions that are under way.

/**
 * Numbers the transactions of accounts that a node does not count yet.
 *
 * A transaction is under way from its signature until it is in a block, is refused, or is waited for no more. After
 * that only the node's count holds: a fork may take a transaction back that was in a block, and whoever went on
 * counting from it would leave a gap that no later transaction gets past.
 */
export class Nonces {
	private readonly underWay = new Map<string, Set<number>>();

	/** Returns the nonce of an account's next transaction, of which the node counts `known`. */
	take(address: string, known: number): number {
		const taken = this.underWay.get(address) ?? new Set();
		this.underWay.set(address, taken);
		const nonce = Math.max(known, ...[...taken].map((one) => one + 1));
		taken.add(nonce);
		return nonce;
	}

	/** Says that a transaction is under way no more. */
	release(address: string, nonce: number): void {
		const taken = this.underWay.get(address);
		taken?.delete(nonce);
		if (taken?.size === 0) this.underWay.delete(address);
	}
}
