// Puts what Vite built into dist/, with a compressed form beside each file that is worth it.
//
// Files that have not changed are left as they are, so that a build of the node, which takes dist/ in, has no work.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';

/** This file is compiled to `js/studio/build/scripts/`. */
const STUDIO = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [BUILT, DIST] = [join(STUDIO, 'build', 'site'), join(STUDIO, 'dist')];
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.wasm']);
/** Files below so many bytes fit one packet anyway. */
const WORTH = 1000;

/** Returns the names of all files below a folder. */
function files(folder: string): string[] {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const found = entries.filter((entry) => entry.isFile());
	return found.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Reads a file, unless it is not there. */
function readIfThere(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		return undefined;
	}
}

const wanted = new Map<string, Buffer>();
for (const name of files(BUILT)) {
	const bytes = readFileSync(join(BUILT, name));
	wanted.set(name, bytes);
	if (bytes.length < WORTH || !COMPRESSIBLE.has(extname(name))) continue;
	wanted.set(`${name}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}
mkdirSync(DIST, { recursive: true });
for (const name of files(DIST)) if (!wanted.has(name)) rmSync(join(DIST, name));
let written = 0;
for (const [name, bytes] of wanted) {
	const path = join(DIST, name);
	if (readIfThere(path)?.equals(bytes)) continue;
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, bytes);
	written += 1;
}
console.log(`${wanted.size} files are in dist/, ${written} of them new`);
