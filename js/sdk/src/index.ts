// Typed client of an OpenLedger chain, for browsers and Node.js.

export * from './amount.js';
export * from './blobs.js';
export { fromHex, toHex, utf8 } from './bytes.js';
export * from './chain.js';
export * from './chat.js';
export * from './codecs.js';
export * from './costs.js';
export * from './datanets.js';
export * as disputes from './disputes.js';
export * from './errors.js';
export * from './follow.js';
export { blake2b256, hashTokens } from './hash.js';
export * from './jobs.js';
export * from './keys.js';
export * from './models.js';
export * from './nonces.js';
export * from './reads.js';
export * from './receipts.js';
export * from './root.js';
export * from './rpc.js';
export * from './sessions.js';
export type * from './types.js';
export * from './vouchers.js';
export * from './wait.js';
export { Enum } from 'polkadot-api';
export type * from '#chain';
