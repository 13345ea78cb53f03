// Accounts that sign: from a secret, or from whatever a wallet offers.

import { toHex } from './bytes.js';
import { sr25519CreateDerive } from '@polkadot-labs/hdkd';
import { DEV_MINI_SECRET, mnemonicToMiniSecret, sr25519, ss58Address, ss58Decode } from '@polkadot-labs/hdkd-helpers';
import type { PolkadotSigner } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';

/** Prefix of the addresses of this chain. */
export const SS58_PREFIX = 42;

/** An account that signs transactions and bytes. */
export interface Signer extends PolkadotSigner {
	readonly address: string;
	/** Name to show: the derivation path of a development account. */
	readonly name: string;
}

/** Adds an address to what a wallet offers, such as the accounts of `polkadot-api/pjs-signer`. */
export function fromWallet(signer: PolkadotSigner, name = ''): Signer {
	return { ...signer, name, address: ss58Address(signer.publicKey, SS58_PREFIX) };
}

/** Secret, derivation path and password of a secret URI. */
const URI = /^(0x[0-9a-fA-F]{64}|\w+(?: \w+)*)?((?:\/{1,2}[^/]+)*)(?:\/{3}(.*))?$/;

/**
 * Returns the account of a secret URI such as `//Alice`, `0x…//path` or `twelve words///password`.
 *
 * Without a secret, the development phrase is meant, whose accounts everybody can use.
 */
export function fromUri(uri: string): Signer {
	const parts = URI.exec(uri);
	if (!parts || uri === '') throw new Error('this is no secret URI: it is a phrase or seed, a //path, or both');
	const [secret, path, password]: (string | undefined)[] = parts.slice(1);
	const miniSecret = !secret
		? DEV_MINI_SECRET
		: secret.startsWith('0x')
			? secret
			: mnemonicToMiniSecret(secret, password);
	const { publicKey, sign } = sr25519CreateDerive(miniSecret)(path ?? '');
	return fromWallet(getPolkadotSigner(publicKey, 'Sr25519', sign), (path ?? '').replace(/^\/\//, ''));
}

/**
 * Returns a new secret for the key of one session, which {@link fromUri} makes a signer of.
 *
 * It comes from the platform's generator of randomness. Whoever has it can spend what the session's user authorised it
 * for, and nothing else: a page may keep it in its storage.
 */
export function newSecret(): string {
	return toHex(globalThis.crypto.getRandomValues(new Uint8Array(32)));
}

/** Returns the public key behind an address. */
export function publicKeyOf(address: string): Uint8Array {
	return ss58Decode(address)[0];
}

/** Returns whether an sr25519 signature over bytes is that of a public key. */
export function verify(signature: Uint8Array, bytes: Uint8Array, publicKey: Uint8Array): boolean {
	return sr25519.verify(signature, bytes, publicKey);
}
