// Makes src/generated/ from a runtime: that of a node's binary, that of a running node, or the one already committed.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { metadata as metadataCodec, unifyMetadata } from '@polkadot-api/substrate-bindings';

const HELP = `Usage: npm run generate [-- [--check] SOURCE]

Generates the types of the chain in sdk/src/generated/.

  --check  changes nothing, and fails if the committed types are not those of SOURCE
  SOURCE   an openledger-node binary, the ws:// or http:// address of a running node, a compressed runtime (.wasm),
           or nothing for the committed metadata
`;

/** This file is compiled to `sdk/dist/scripts/`. */
const SDK = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const GENERATED = join(SDK, 'src', 'generated');
/** Kept when the types are generated anew without a source. */
const METADATA = join(GENERATED, 'metadata.scale');
/** Storage key of a chain's runtime. */
const CODE_KEY = '0x3a636f6465';

/** The part of a chain specification that holds the runtime. */
interface ChainSpec {
	genesis: { runtimeGenesis: { code: string } };
}

/** Returns the runtime that a running node executes, in hexadecimal. */
async function runtimeOfNode(url: string): Promise<string> {
	const response = await fetch(url.replace(/^ws/, 'http'), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_getStorage', params: [CODE_KEY] }),
	});
	const { result } = (await response.json()) as { result?: string };
	if (!result) throw new Error(`${url} returned no runtime`);
	return result;
}

/** Returns the runtime that a binary starts a development chain with, in hexadecimal. */
function runtimeOfBinary(path: string): string {
	const arguments_ = ['export-chain-spec', '--chain', 'dev'];
	const spec = execFileSync(path, arguments_, { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
	return (JSON.parse(spec.toString()) as ChainSpec).genesis.runtimeGenesis.code;
}

/** Runs the generator of `polkadot-api` in a folder. */
function papi(folder: string, ...arguments_: string[]): void {
	const program = fileURLToPath(new URL('../../bin/cli.js', import.meta.resolve('polkadot-api')));
	execFileSync(process.execPath, [program, ...arguments_], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * Writes the metadata of a source to a file of the working folder.
 *
 * It comes from executing the runtime without a chain: constants that a chain's state decides, such as the shortest
 * time between two blocks, have their defaults.
 */
async function fetchMetadata(source: string | undefined, folder: string): Promise<void> {
	const target = join(folder, '.papi', 'metadata', 'openledger.scale');
	mkdirSync(dirname(target), { recursive: true });
	if (source === undefined) return cpSync(METADATA, target);
	const wasm = join(folder, 'runtime.wasm');
	if (source.endsWith('.wasm')) cpSync(source, wasm);
	else {
		const code = /^(ws|http)s?:/.test(source) ? await runtimeOfNode(source) : runtimeOfBinary(source);
		writeFileSync(wasm, Buffer.from(code.slice(2), 'hex'));
	}
	papi(folder, 'add', 'openledger', '--wasm', wasm, '--skip-codegen');
}

/** Generates the descriptors of the metadata in the working folder, and returns the folder that has them. */
function generateDescriptors(folder: string): string {
	const config = {
		version: 0,
		descriptorPath: 'descriptors',
		options: { noDescriptorsPackage: true },
		entries: { openledger: { metadata: '.papi/metadata/openledger.scale' } },
	};
	writeFileSync(join(folder, '.papi', 'polkadot-api.json'), JSON.stringify(config));
	papi(folder, 'generate');
	return join(folder, 'descriptors', 'dist');
}

/** Returns the text of each pallet's errors, by the name that the chain's errors have, `Pallet.Error`. */
function errorTexts(raw: Uint8Array): Map<string, string> {
	const { lookup, pallets } = unifyMetadata(metadataCodec.dec(raw));
	const texts = new Map<string, string>();
	for (const { name, errors } of pallets) {
		const type = errors && lookup[typeof errors === 'number' ? errors : errors.type]?.def;
		if (!type || type.tag !== 'variant') continue;
		for (const error of type.value) texts.set(`${name}.${error.name}`, error.docs.join(' ').trim());
	}
	return texts;
}

/** Copies descriptors into the tree, with relative imports that every module resolution finds. */
function install(descriptors: string, metadata: Uint8Array): void {
	rmSync(GENERATED, { recursive: true, force: true });
	mkdirSync(GENERATED, { recursive: true });
	for (const name of readdirSync(descriptors)) {
		const text = readFileSync(join(descriptors, name), 'utf8');
		const mended = name.endsWith('.d.ts')
			? // Without the ending, a NodeNext import resolves to nothing and every type silently becomes `any`.
				text.replace(/(from ["']\.\/[\w-]+)(["'])/g, '$1.js$2')
			: text.replace(/('\.\/\w+)-[\w-]{8}(\.js')/g, '$1$2');
		// The same name for each version, so that a change shows as one.
		writeFileSync(join(GENERATED, name.replace(/-[\w-]{8}\.js$/, '.js')), mended);
	}
	writeFileSync(METADATA, metadata);
	const lines = [...errorTexts(metadata)].map(
		([name, text]) => `\t${JSON.stringify(name)}: ${JSON.stringify(text)},\n`,
	);
	const head = '// Generated by `npm run generate`. The text of each error of the runtime.\n\n';
	const body = `export const ERROR_TEXTS: { readonly [code: string]: string } = {\n${lines.join('')}};\n`;
	writeFileSync(join(GENERATED, 'errors.ts'), head + body);
}

/** Throws unless the committed types come from this metadata. */
function check(metadata: Uint8Array, source: string): void {
	if (!readFileSync(METADATA).equals(metadata)) {
		throw new Error(`the committed types are not those of ${source}: run \`npm run generate -- ${source}\` in js/`);
	}
	console.log(`the committed types are those of ${source}`);
}

async function main(): Promise<void> {
	const words = process.argv.slice(2);
	const checks = words[0] === '--check';
	const [source, ...more] = checks ? words.slice(1) : words;
	if (source === '--help' || more.length > 0) return void process.stdout.write(HELP);
	if (source === undefined && checks) throw new Error('--check needs a source');
	if (source !== undefined && !source.includes('://') && !existsSync(source))
		throw new Error(`${source} does not exist`);
	// The generated files import `polkadot-api`, and the compiler looks for it upwards from them.
	const folder = mkdtempSync(join(SDK, 'dist', 'generate-'));
	try {
		await fetchMetadata(source, folder);
		const metadata = readFileSync(join(folder, '.papi', 'metadata', 'openledger.scale'));
		if (checks) return check(metadata, source);
		install(generateDescriptors(folder), metadata);
		console.log(`generated the types of the chain in ${GENERATED}`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

await main();
