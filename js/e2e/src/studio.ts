// Serves the studio beside a development chain on which there is something to see, until it is interrupted.
//
//   npm run build --workspace studio && npm run studio --workspace e2e

import { stopAll, untilInterrupted } from './lib/process.js';
import { say } from './lib/show.js';
import { serveStudio } from './lib/studio.js';
import { startStudioChain } from './lib/studio-chain.js';

const { node } = await startStudioChain(say);
const { url } = await serveStudio();
console.log(`\nThe studio: ${url}/?node=${encodeURIComponent(node.ws)}\nCtrl-C stops it.`);
await untilInterrupted();
await stopAll();
process.exit(0);
