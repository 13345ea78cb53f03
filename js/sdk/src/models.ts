// Models: base models, their prices, and providers that train and serve them.

import { utf8 } from './bytes.js';
import type { Call, OpenLedger } from './chain.js';
import { NO_ADAPTER, type Price } from './receipts.js';
import { BEST } from './chain.js';
import type { Capabilities, ModelInfo } from './types.js';

/** A base model and the file that holds it. */
export interface Base {
	name: string;
	/** Root of its GGUF file. */
	root: string;
	/** Length of that file. */
	bytes: number;
	parameters: number;
	/** Longest context in tokens. */
	context: number;
	licence: string;
	/** Part of every payment for models tuned from it, in millionths. */
	royalty: number;
}

/**
 * Returns a call that registers a base model.
 *
 * Whoever sees its root in the pool can register it first: commit to it before (`commit` of `datanets.ts`), and it
 * goes to the signer all the same. Its royalty is paid once the claim period has passed.
 */
export function registerBase({ api }: OpenLedger, base: Base): Call {
	return api.tx.Models.register_base({
		name: utf8(base.name),
		manifest: {
			root: base.root,
			bytes: BigInt(base.bytes),
			parameters: BigInt(base.parameters),
			context: base.context,
		},
		licence: utf8(base.licence),
		royalty: base.royalty,
	});
}

/** Returns a call that claims a base model which another account registered, with the root of the evidence. */
export function contestBase({ api }: OpenLedger, model: number, evidence: string): Call {
	return api.tx.Models.contest_base({ model, evidence });
}

/** Returns a call that offers a model at a price. */
export function listModel({ api }: OpenLedger, model: number, price: Price): Call {
	const { promptPer1k, completionPer1k } = price;
	return api.tx.Models.list({ model, price: { prompt_per_1k: promptPer1k, completion_per_1k: completionPer1k } });
}

/** Reads one model, or throws if there is none. */
export async function readModel({ api }: OpenLedger, id: number): Promise<ModelInfo> {
	const info = await api.apis.ModelsApi.model(id, BEST);
	if (!info) throw new Error(`there is no model ${id}`);
	return info;
}

/** Returns the root of a model's adapter; {@link NO_ADAPTER} for a base model. */
export function adapterOf({ kind }: ModelInfo): string {
	return kind.type === 'Tuned' ? kind.value.adapter : NO_ADAPTER;
}

/** The offer of a provider: models, price and address. */
export interface Offer {
	/** Base models that it trains and serves. */
	bases: number[];
	/** Planck for 1,000 tokens of training, 0 by default. */
	pricePer1kTokens?: bigint;
	/** Address of its chat service. */
	endpoint?: string;
	/** Jobs that it takes at a time, 1 by default. */
	maxParallel?: number;
}

/** Returns an offer as the chain takes it. */
export function encodeOffer({ bases, pricePer1kTokens = 0n, endpoint = '', maxParallel = 1 }: Offer): Capabilities {
	return { bases, max_parallel: maxParallel, price_per_1k_tokens: pricePer1kTokens, endpoint: utf8(endpoint) };
}

/** Returns a call that registers the signer as a provider, whose node signs with a worker key. */
export function registerProvider({ api }: OpenLedger, worker: string, offer: Offer): Call {
	return api.tx.ModelFactory.register_provider({ worker, capabilities: encodeOffer(offer) });
}
