// Custom chain specifications, made by the commands of docs/guide/chain-spec.md.

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Keyring } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import type { Decoded } from './chain.js';
import { binary } from './paths.js';
import { output, temporaryFolder } from './process.js';

/** The part of a plain spec that people edit: genesis settings by pallet. */
export interface Genesis {
	balances: { balances: [string, number | bigint][] };
	validators: { validators: string[]; minimum: number; slotDuration: number; epochLength: number; unbonding: number };
	session: { keys: [string, string, Record<string, string>][] };
	sudo?: { key: string | null };
}

// Amounts exceed what a JavaScript number holds, so they travel as marked strings between reading and writing.
const MARK = '#';
const readExact = (text: string): Decoded =>
	JSON.parse(text.replace(/(?<=[[,:]\s*)(\d{16,})(?=\s*[\],}])/g, `"${MARK}$1"`));
const writeExact = (value: unknown): string =>
	JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? MARK + item : item), 2).replace(/"#(\d+)"/g, '$1');

/** Reads an amount of a genesis, exactly. */
function amountOf(value: number | bigint | string): bigint {
	return typeof value === 'string' ? BigInt(value.slice(MARK.length)) : BigInt(value);
}

/** Endows new holders out of the richest account, so that the total stays one billion OPEN. */
export function endow(genesis: Genesis, gifts: [string, bigint][]): void {
	const { balances } = genesis.balances;
	const richest = balances.reduce((a, b) => (amountOf(a[1]) > amountOf(b[1]) ? a : b));
	for (const [who, gift] of gifts) {
		richest[1] = amountOf(richest[1]) - gift;
		balances.push([who, gift]);
	}
}

/** Exports a preset, lets `edit` change its genesis, and returns the path of the plain file. */
export async function plainSpec(preset: string, edit: (genesis: Genesis, spec: Decoded) => void): Promise<string> {
	const path = join(temporaryFolder('spec'), 'plain.json');
	const spec = readExact(await output(binary(), ['export-chain-spec', '--chain', preset]));
	const { runtimeGenesis } = spec.genesis;
	edit(runtimeGenesis.patch ?? runtimeGenesis.config, spec);
	writeFileSync(path, writeExact(spec));
	return path;
}

/** Converts a plain specification to raw form and returns the raw file's path. */
export async function toRaw(plain: string): Promise<string> {
	const raw = join(dirname(plain), 'raw.json');
	writeFileSync(raw, await output(binary(), ['export-chain-spec', '--chain', plain, '--raw']));
	return raw;
}

/** Makes a chain with one-second slots and short epochs, where every period passes in seconds. Alice is its author. */
export function fastSpec(epochLength: number): Promise<string> {
	return plainSpec('dev', (genesis, spec) => {
		spec.id = `openledger_fast_${epochLength}`;
		genesis.validators.slotDuration = 1000;
		genesis.validators.epochLength = epochLength;
		genesis.validators.unbonding = 1;
	});
}

/** Makes a development chain, of two-second slots, with epochs of that many minutes: all windows follow from them. */
export function briefSpec(epochMinutes: number): Promise<string> {
	return plainSpec('dev', (genesis, spec) => {
		spec.id = `openledger_brief_${epochMinutes}`;
		genesis.validators.epochLength = 30 * epochMinutes;
	});
}

/** Makes a {@link fastSpec} chain of four validators: those of {@link FOUR}. */
export async function fourSpec(epochLength: number): Promise<string> {
	await cryptoWaitReady();
	const [sr25519, ed25519] = (['sr25519', 'ed25519'] as const).map((type) => new Keyring({ type, ss58Format: 42 }));
	return plainSpec('local', (genesis, spec) => {
		spec.id = `openledger_four_${epochLength}`;
		Object.assign(genesis.validators, { slotDuration: 1000, epochLength, unbonding: 1 });
		const kinds = Object.keys(genesis.session.keys[0][2]);
		genesis.session.keys = FOUR.map((name) => {
			const path = `//${name[0].toUpperCase()}${name.slice(1)}`;
			const stash = sr25519.addFromUri(`${path}//stash`).address;
			const key = (kind: string): string => (kind === 'grandpa' ? ed25519 : sr25519).addFromUri(path).address;
			return [stash, stash, Object.fromEntries(kinds.map((kind) => [kind, key(kind)]))];
		});
		genesis.validators.validators = genesis.session.keys.map(([stash]) => stash);
	});
}

/** Validators of a {@link fourSpec} chain, by the options that give a node their keys. */
export const FOUR = ['alice', 'bob', 'charlie', 'dave'];

/** Returns the arguments of a node that authors a {@link fastSpec} or {@link briefSpec} chain alone. */
export function soloArgs(spec: string): string[] {
	return ['--chain', spec, '--alice', '--force-authoring', '--no-mdns', '--offchain-worker', 'always'];
}
