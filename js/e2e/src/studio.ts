// Serves the studio beside a development chain on which there is something to see, until it is interrupted.
//
//   npm run studio --workspace e2e
//
// The node takes the studio in when it is built: `npm run build --workspace studio` comes before that.

import { stopAll, untilInterrupted } from './lib/process.js';
import { say } from './lib/show.js';
import { startStudioChain } from './lib/studio-chain.js';

const { node } = await startStudioChain(say);
console.log(`\nThe studio: ${node.studio}\nCtrl-C stops it.`);
await untilInterrupted();
await stopAll();
process.exit(0);
