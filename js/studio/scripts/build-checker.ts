// Puts the check of files into public/: the crate openledger-data-wasm, compiled by cargo.
//
// OPENLEDGER_CHECKER names a file that was compiled elsewhere, for machines without Rust.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This file is compiled to `js/studio/build/scripts/`. */
const STUDIO = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const TARGET = 'wasm32v1-none';

/** A line of cargo's about something that it made. */
interface Artifact {
	reason: string;
	filenames?: string[];
}

/** Compiles the crate, and returns the path of the module. */
function compile(): string {
	// scripts/env.sh names a toolchain for wasm on machines whose own has none.
	const own = process.env.WASM_BUILD_TOOLCHAIN;
	const [program, ...before] = own ? ['rustup', 'run', own, 'cargo'] : ['cargo'];
	const args = ['rustc', '--release', '--locked', '--quiet', '--package', 'openledger-data-wasm'];
	args.push('--target', TARGET, '--crate-type', 'cdylib', '--message-format', 'json-render-diagnostics');
	const root = join(STUDIO, '..', '..');
	const { error, status, stdout } = spawnSync(program!, [...before, ...args, '--', '-C', 'strip=symbols'], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	if (error || status !== 0) {
		throw new Error(
			`cargo cannot compile the check of files for browsers${error ? `: ${error.message}` : ''}. Run ` +
				`scripts/setup.sh, which installs Rust's target ${TARGET}, and source scripts/env.sh.`,
		);
	}
	const made = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Artifact] : []));
	const file = made.flatMap(({ filenames = [] }) => filenames).find((name) => name.endsWith('.wasm'));
	if (!file) throw new Error('cargo made no WebAssembly module');
	return file;
}

/** Reads a file, unless it is not there. */
function readIfThere(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		return undefined;
	}
}

const module = readFileSync(process.env.OPENLEDGER_CHECKER ?? compile());
const target = join(STUDIO, 'public', 'check-data.wasm');
if (!readIfThere(target)?.equals(module)) {
	mkdirSync(dirname(target), { recursive: true });
	writeFileSync(target, module);
}
console.log(`the check of files has ${module.length} bytes`);
