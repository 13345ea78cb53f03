// Contributions of one account. The chain has no list of them by account, so all are looked through once, and those
// that came since the next time: who made a contribution never changes.

import { BEST, type OpenLedger } from '@openledger/sdk';
import { read, write } from '../logic/store.js';
import type { ContributionInfo } from './queries.js';

/** Contributions that one read looks through. */
const PIECE = 1000;
/** Reads at a time. */
const AT_ONCE = 4;
/** Newest contributions that are looked at again: a fork may have put others in their places. */
const MAY_CHANGE = 200n;

/** What is remembered of an account: its contributions among those of a number below `end`. */
interface Index {
	end: bigint;
	ids: bigint[];
}

/** A callback for how many of all contributions were looked through. */
export type OnSearch = (done: bigint, all: bigint) => void;

const nameOf = (genesis: string, who: string): string => `contributions of ${who} on ${genesis}`;

/** Returns the numbers of an account's contributions from `from` to before `end`. */
async function search({ api }: OpenLedger, who: string, from: bigint, end: bigint): Promise<bigint[]> {
	const length = Number(end - from);
	const ids = Array.from({ length }, (_, index) => from + BigInt(index));
	const keys = ids.map((id): [bigint] => [id]);
	const found = await api.query.Datanets.Contributions.getValues(keys, BEST);
	return ids.filter((_, index) => found[index]?.contributor === who);
}

/** Returns the numbers of an account's contributions, ascending. */
async function ownIds(chain: OpenLedger, who: string, onSearch: OnSearch): Promise<bigint[]> {
	const all = await chain.api.query.Datanets.NextContributionId.getValue(BEST);
	const known = read<Index>(nameOf(chain.genesis, who));
	// A chain that was begun anew has fewer than are remembered.
	const index = known && known.end <= all ? known : { end: 0n, ids: [] };
	const ids = [...index.ids];
	for (let from = index.end; from < all; from += BigInt(PIECE * AT_ONCE)) {
		const starts = Array.from({ length: AT_ONCE }, (_, place) => from + BigInt(place * PIECE));
		const pieces = starts.map((start) => {
			const end = start + BigInt(PIECE) < all ? start + BigInt(PIECE) : all;
			return start < end ? search(chain, who, start, end) : Promise.resolve([]);
		});
		for (const piece of await Promise.all(pieces)) ids.push(...piece);
		const done = from + BigInt(PIECE * AT_ONCE);
		onSearch(done < all ? done : all, all);
	}
	const end = all > MAY_CHANGE ? all - MAY_CHANGE : 0n;
	if (end > index.end) write(nameOf(chain.genesis, who), { end, ids: ids.filter((id) => id < end) });
	return ids;
}

/** Reads all contributions of an account, ascending. */
export async function ownContributions(
	chain: OpenLedger,
	who: string,
	onSearch: OnSearch = () => {},
): Promise<ContributionInfo[]> {
	const ids = await ownIds(chain, who, onSearch);
	const read = await Promise.all(ids.map((id) => chain.api.apis.DatanetsApi.contribution(id, BEST)));
	return read.filter((one) => one !== undefined);
}
