// Measures how a new node joins a long chain by warp sync. scripts/check-warp-sync.sh calls it.

import { parseArgs } from 'node:util';
import { isEnding, stopAll } from './lib/process.js';
import { ProgressBar, say } from './lib/show.js';
import { growChain, joinByWarp } from './lib/warp.js';

/** Seconds within which the new node must have come to the head. */
const LIMIT = 60;

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
	const value = Number(text ?? otherwise);
	if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a whole number from 1`);
	return value;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { blocks: { type: 'string' }, slot: { type: 'string' }, epoch: { type: 'string' } },
	});
	const plan = {
		blocks: wholeNumber('blocks', values.blocks, 20_000),
		slot: wholeNumber('slot', values.slot, 50),
		epoch: wholeNumber('epoch', values.epoch, 400),
	};

	say(`making a chain of ${plan.blocks} blocks in slots of ${plan.slot} ms`);
	const bar = new ProgressBar();
	const grown = await growChain(plan, (finalised) => bar.update('finalised', finalised, plan.blocks, ''));
	bar.finish();
	say('the chain is there: nodes join it');
	const measured = await joinByWarp(grown);
	await grown.chain.close();
	await stopAll();
	say(`${measured.height} blocks and ${measured.setChanges} changes of authorities`);
	say(`full sync of two nodes at once: ${measured.fullSync.toFixed(1)} s`);
	say(`warp sync: best and finalised blocks are the chain's after ${measured.warpSync.toFixed(1)} s`);
	say(`all blocks of the past are there too after ${measured.history.toFixed(1)} s`);
	if (measured.warpSync >= LIMIT) throw new Error(`warp sync took ${measured.warpSync} s, more than ${LIMIT} s`);
}

main().then(
	() => process.exit(0),
	async (error: unknown) => {
		// What breaks because nodes are being stopped is no failure; the signal's handler ends the process.
		if (isEnding()) return;
		console.error(`\nThe check failed: ${error instanceof Error ? error.message : String(error)}`);
		await stopAll();
		process.exit(1);
	},
);
