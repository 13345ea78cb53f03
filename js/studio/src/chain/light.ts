// The light client: it follows the chain's headers from the specification on, and checks every read by a proof.
//
// Files and progress of jobs are no part of the chain. They still come from the node, and files are checked against
// their roots.

import { OpenLedger, openRpc, type Rpc, within } from '@openledger/sdk';
import { fromSmoldot } from '@openledger/sdk/light';
import * as Comlink from 'comlink';
import { getWsProvider } from 'polkadot-api/ws';
import { type Client, startWithBytecode } from 'smoldot/no-auto-bytecode';
import { type ChainSpec, LightError, reachable, readSpec, type SpecSource, withNodes } from '../logic/light-spec.js';
import type { LightThread } from './light.worker.js';
import { keptSpec } from './spec-store.js';

/** Seconds for the light client to reach the head of the chain. */
const START_SECONDS = 90;
/** Seconds for the node to name its addresses. */
const NODE_SECONDS = 8;
/** Requests that only a node answers: files, progress, and blocks by their number. */
const OF_NODES = /^(openledger_|chain_getBlock)/;

/** A chain by the light client, and what ends it. */
export interface LightChain {
	chain: OpenLedger;
	/** Where the specification came from that it began with. */
	specFrom: SpecSource;
	stop(): void;
}

/** Returns the specification that was dropped here, or else that of the page's host: a node serves its own. */
async function findSpec(): Promise<{ spec: ChainSpec; specFrom: SpecSource }> {
	const kept = await keptSpec();
	if (kept !== undefined) return { spec: readSpec(kept), specFrom: 'file' };
	const answer = await fetch('./chain-spec.json').catch(() => undefined);
	if (!answer?.ok) throw new LightError('noSpec');
	return { spec: readSpec(await answer.text()), specFrom: 'host' };
}

/** Returns the addresses of nodes that a browser can reach: those of the specification, and those of the node. */
async function findNodes(spec: ChainSpec, node: Rpc): Promise<string[]> {
	const asked = node.request<string[]>('system_localListenAddresses');
	const own = await within('the node', NODE_SECONDS, asked).catch((): string[] => []);
	const found = reachable([...spec.bootNodes, ...own], globalThis.location.protocol === 'https:');
	if (found.length === 0) throw new LightError('noAddress');
	return found;
}

/** Refuses a node of another chain, whose files and progress would be shown beside this one. */
async function checkNode(chain: OpenLedger, node: Rpc, url: string): Promise<void> {
	const asked = node.request<string | null>('chain_getBlockHash', 0);
	const genesis = await within('the node', NODE_SECONDS, asked).catch(() => undefined);
	if (genesis !== undefined && genesis !== chain.genesis) throw new LightError('otherChain', url);
}

/** Sends what only a node answers to the node, and everything else to the light client. */
function routed(node: Rpc, light: Rpc): Rpc {
	return {
		request: <T>(method: string, ...params: unknown[]): Promise<T> =>
			(OF_NODES.test(method) ? node : light).request<T>(method, ...params),
	};
}

/** Starts smoldot, which computes in a thread of its own. */
async function startClient(): Promise<{ client: Client; stop: () => void }> {
	const worker = new Worker(new URL('./light.worker.ts', import.meta.url), { type: 'module' });
	try {
		const failed = new Promise<never>((_, reject) => {
			worker.onerror = ({ message }) => reject(new Error(message || 'its thread cannot be started'));
		});
		const thread = Comlink.wrap<LightThread>(worker);
		const { port1, port2 } = new MessageChannel();
		const module = await Promise.race([thread.run(Comlink.transfer(port1, [port1])), failed]);
		const bytecode = Promise.resolve({ wasm: module });
		const client = startWithBytecode({ bytecode, portToWorker: port2, maxLogLevel: 1 });
		const stop = (): void => {
			// The thread takes part in the end.
			void client.terminate().then(
				() => worker.terminate(),
				() => worker.terminate(),
			);
		};
		return { client, stop };
	} catch (error) {
		worker.terminate();
		throw error;
	}
}

/** Follows a chain by smoldot, and connects the SDK to it. */
async function follow(spec: ChainSpec, nodes: string[], node: Rpc): Promise<Omit<LightChain, 'specFrom'>> {
	const { client, stop } = await startClient();
	const chainSpec = withNodes(spec, nodes);
	try {
		// What smoldot says against a specification is heard here; a provider would only be silent.
		await client.addChain({ chainSpec, disableJsonRpc: true }).catch((error: unknown) => {
			throw new LightError('broken', error instanceof Error ? error.message : String(error));
		});
		const provider = fromSmoldot(() => client.addChain({ chainSpec }));
		// Requests outside the subscription have a connection of their own.
		const light = openRpc(fromSmoldot(() => client.addChain({ chainSpec })));
		const options = { seconds: START_SECONDS, rpc: routed(node, light) };
		const chain = await OpenLedger.connect(provider, options).catch(() => {
			throw new LightError('noAnswer', nodes.join(', '));
		});
		return { chain, stop };
	} catch (error) {
		stop();
		throw error;
	}
}

/** Connects by a light client, or throws a {@link LightError}. The node at `url` is asked for files. */
export async function connectLight(url: string): Promise<LightChain> {
	const node = openRpc(getWsProvider(url));
	try {
		const { spec, specFrom } = await findSpec();
		const light = await follow(spec, await findNodes(spec, node), node);
		const stop = (): void => {
			light.chain.close();
			light.stop();
			node.close();
		};
		try {
			await checkNode(light.chain, node, url);
		} catch (error) {
			stop();
			throw error;
		}
		return { chain: light.chain, specFrom, stop };
	} catch (error) {
		node.close();
		throw error;
	}
}
