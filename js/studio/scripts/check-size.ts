// Fails if what a page loads at once is larger than 350 kB of compressed script.

import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Most bytes of compressed script that the first page may load. */
const LIMIT = 350_000;
/** This file is compiled to `js/studio/build/scripts/`. */
const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist');

/** Returns the scripts that a script loads with itself, and itself. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
	if (seen.has(name)) return seen;
	seen.add(name);
	const text = readFileSync(join(DIST, 'assets', name), 'utf8');
	for (const [, found] of text.matchAll(/(?:import|from)\s*["']\.\/([\w.-]+\.js)["']/g)) {
		if (found) withImports(found, seen);
	}
	return seen;
}

const html = readFileSync(join(DIST, 'index.html'), 'utf8');
const entries = [...html.matchAll(/assets\/([\w.-]+\.js)/g)].flatMap(([, name]) => (name ? [name] : []));
// The first page is the market, which the entry loads by its own name.
const entry = entries.map((name) => readFileSync(join(DIST, 'assets', name), 'utf8')).join('');
const market = [...entry.matchAll(/(market-[\w-]+\.js)/g)].flatMap(([, name]) => (name ? [name] : [])).slice(0, 1);
if (entries.length === 0 || market.length === 0) throw new Error('the build has no entry or no market page');
const loaded = [...entries, ...market].reduce((seen, name) => withImports(name, seen), new Set<string>());
const sizes = [...loaded].map((name) => ({
	name,
	bytes: statSync(join(DIST, 'assets', name)).size,
	compressed: gzipSync(readFileSync(join(DIST, 'assets', name)), { level: 9 }).length,
}));
const sum = sizes.reduce((total, { compressed }) => total + compressed, 0);
for (const { name, bytes, compressed } of sizes) console.log(`${name}: ${bytes} bytes, ${compressed} compressed`);
console.log(`the first page loads ${sum} bytes of compressed script; the limit is ${LIMIT}`);
if (sum > LIMIT) process.exit(1);
