// The thread in which the light client computes. It is loaded, with smoldot itself, when somebody chooses the light
// client.

import { expose } from 'comlink';
import { compileBytecode } from 'smoldot/bytecode';
import { run } from 'smoldot/worker';

/** What the page asks of this thread. */
const thread = {
	/** Computes for the smoldot at the other end of a port; returns the compiled module, which that one needs too. */
	async run(port: MessagePort): Promise<WebAssembly.Module> {
		const { wasm } = await compileBytecode();
		void run(port);
		return wasm;
	},
};

/** The thread, as the page sees it. */
export type LightThread = typeof thread;

expose(thread);
