// Where things are: the clone, the built binary, the base model.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root: this file is compiled to `js/e2e/dist/src/lib/`. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', '..');

const HOME = process.env.OPENLEDGER_HOME ?? join(homedir(), '.cache', 'openledger');

/** The folder of the quickstart's Datanet. */
export const SAMPLE = join(ROOT, 'js', 'e2e', 'sample');

/** The folder of the tests' Datanet, whose answers are whole sentences. */
export const ANSWERS = join(ROOT, 'js', 'e2e', 'fixtures', 'answers');

function required(path: string, remedy: string): string {
	if (!existsSync(path)) throw new Error(`${path} is missing: ${remedy}`);
	return path;
}

/** Returns the path of a program that the build makes. */
function built(name: string): string {
	return join(process.env.CARGO_TARGET_DIR ?? join(HOME, 'target'), 'release', name);
}

/** Returns the path of the node's binary. */
export function binary(): string {
	return required(
		process.env.OPENLEDGER_NODE ?? built('openledger-node'),
		'build it with scripts/quickstart.sh, or set OPENLEDGER_NODE',
	);
}

/** Returns the path of the program that compares ways to attribute. */
export function evaluator(): string {
	return required(built('openledger-attribution-eval'), 'build it with scripts/quickstart.sh');
}

/** Returns the path of the reference base model. */
export function baseModel(): string {
	return required(
		process.env.OPENLEDGER_BASE_MODEL ?? join(HOME, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'),
		'fetch it with scripts/setup.sh, or set OPENLEDGER_BASE_MODEL',
	);
}

/** Returns the folder of the studio's files, as its build wrote them. */
export function studioFiles(): string {
	return required(join(ROOT, 'js', 'studio', 'dist'), 'build it: npm run build --workspace studio, in js/');
}
