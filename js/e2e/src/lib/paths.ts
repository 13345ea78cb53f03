// Where things are: the clone, the built binary, the base model.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root: this file is compiled to `js/e2e/dist/src/lib/`. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', '..');

const HOME = process.env.OPENLEDGER_HOME ?? join(homedir(), '.cache', 'openledger');

/** The sample Datanet's folder. */
export const SAMPLE = join(ROOT, 'js', 'e2e', 'sample');

function required(path: string, remedy: string): string {
	if (!existsSync(path)) throw new Error(`${path} is missing: ${remedy}`);
	return path;
}

/** Returns the path of the node's binary. */
export function binary(): string {
	const target = process.env.CARGO_TARGET_DIR ?? join(HOME, 'target');
	return required(
		process.env.OPENLEDGER_NODE ?? join(target, 'release', 'openledger-node'),
		'build it with scripts/quickstart.sh, or set OPENLEDGER_NODE',
	);
}

/** Returns the path of the reference base model. */
export function baseModel(): string {
	return required(
		process.env.OPENLEDGER_BASE_MODEL ?? join(HOME, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'),
		'fetch it with scripts/setup.sh, or set OPENLEDGER_BASE_MODEL',
	);
}
