// A new node joins by warp sync, on a small scale. scripts/check-warp-sync.sh does the same with a long chain.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { stopAll } from '../src/lib/process.js';
import { growChain, type Grown, joinByWarp } from '../src/lib/warp.js';

let grown: Grown;

after(async () => {
	await grown?.chain.close();
	await stopAll();
});

test('a new node warps over several changes of authorities to the head, and knows every balance', async (t) => {
	grown = await growChain({ blocks: 500, slot: 50, epoch: 60 });
	const { height, setChanges, fullSync, warpSync, history } = await joinByWarp(grown);
	assert.ok(setChanges >= 4, `${setChanges} changes of authorities`);
	assert.ok(warpSync < 60, `${warpSync} s`);
	t.diagnostic(
		`${height} blocks, ${setChanges} set changes: full ${fullSync} s, warp ${warpSync} s, ` +
			`with history ${history} s`,
	);
});
