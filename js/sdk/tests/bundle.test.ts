// The SDK is made for browsers too: it is bundled for one, with nothing of Node.js and within a budget.

import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type BuildResult } from 'esbuild';

/** This file is compiled to `sdk/dist/tests/`. */
const SDK = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Most bytes of the part that a page loads at once, minified and compressed. */
const BUDGET = 120_000;

/** Bundles a program that uses everything. */
function bundle(contents: string): Promise<BuildResult<{ write: false; metafile: true }>> {
	return build({
		stdin: { contents, resolveDir: SDK },
		bundle: true,
		minify: true,
		splitting: true,
		format: 'esm',
		platform: 'browser',
		target: 'es2022',
		outdir: 'out',
		write: false,
		metafile: true,
		logLevel: 'silent',
	});
}

test('it is bundled for a browser without a builtin of Node.js', async (t) => {
	const { outputFiles, metafile } = await bundle("import * as sdk from '@openledger/sdk'; globalThis.sdk = sdk;");
	const inputs = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
	const builtins = inputs.filter((path) => path.startsWith('node:') || builtinModules.includes(path));
	assert.deepEqual(builtins, []);
	const sizes = outputFiles.map(({ path, contents }) => [path.split('/').pop(), gzipSync(contents).length] as const);
	const entry = sizes.find(([name]) => name === 'stdin.js')?.[1] ?? Infinity;
	t.diagnostic(sizes.map(([name, size]) => `${name} ${size}`).join(', '));
	assert.ok(entry <= BUDGET, `${entry} bytes are loaded at once`);
});

test('a builtin would be found out', async () => {
	await assert.rejects(bundle("import { readFileSync } from 'node:fs'; readFileSync('x');"), /node:fs/);
});
