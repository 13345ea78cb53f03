// SCALE codecs of everything that the chain's metadata names, for programs that stand in a node's place.

import { getTypedCodecs } from 'polkadot-api';
import { openledger } from '#chain';

/** Codecs of calls, storage, events, constants and runtime APIs. */
export type ChainCodecs = Awaited<ReturnType<typeof getTypedCodecs<typeof openledger>>>;

/** Loads the codecs of the chain's metadata. */
export function chainCodecs(): Promise<ChainCodecs> {
	return getTypedCodecs(openledger);
}
