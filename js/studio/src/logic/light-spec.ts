// What a light client in a browser needs: a chain's specification in raw form, and nodes that a browser can reach.

/** Reason for which there is no light client. */
export type LightFault = 'noSpec' | 'notRaw' | 'noAddress' | 'noAnswer' | 'otherChain' | 'broken';

/** A light client that could not be started. */
export class LightError extends Error {
	constructor(
		readonly fault: LightFault,
		/** What there is to say beside the fault, such as the addresses that were tried. */
		readonly detail = '',
	) {
		super(detail ? `${fault}: ${detail}` : fault);
		this.name = 'LightError';
	}
}

/** Whom a specification came from: a file that was dropped on the page, or the page's host. */
export type SpecSource = 'file' | 'host';

/** A chain's specification, as far as a light client's start depends on it. */
export interface ChainSpec {
	name: string;
	bootNodes: string[];
	/** All of it, as it was read. */
	all: Readonly<Record<string, unknown>>;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Returns whether a genesis is whole: all of its storage, or its root with a checkpoint to begin at. */
function isRaw(genesis: unknown, spec: Readonly<Record<string, unknown>>): boolean {
	if (!isObject(genesis)) return false;
	if (isObject(genesis.raw)) return isObject(genesis.raw.top);
	return typeof genesis.stateRootHash === 'string' && isObject(spec.lightSyncState);
}

/** Reads a specification, or throws a {@link LightError} if it is none in raw form. */
export function readSpec(text: string): ChainSpec {
	const all = parse(text);
	if (!isObject(all) || typeof all.name !== 'string' || !isRaw(all.genesis, all)) throw new LightError('notRaw');
	const nodes: unknown[] = Array.isArray(all.bootNodes) ? all.bootNodes : [];
	return { name: all.name, bootNodes: nodes.filter((node) => typeof node === 'string'), all };
}

/** Hosts of the machine that the browser runs on. */
const OWN_MACHINE = /^\/(ip4\/127\.|ip6\/::1\/|dns[46]?\/localhost\/)/;

/**
 * Returns those of some multiaddresses that a browser can connect to: WebSockets of named peers. A page that came by
 * HTTPS may use encrypted ones only, but for those of its own machine.
 */
export function reachable(addresses: readonly string[], isSecurePage: boolean): string[] {
	const found = addresses.filter((address) => {
		if (!address.includes('/p2p/')) return false;
		if (/\/(wss|tls\/(sni\/[^/]+\/)?ws)\//.test(address)) return true;
		return /\/ws\//.test(address) && (!isSecurePage || OWN_MACHINE.test(address));
	});
	return [...new Set(found)];
}

/** Writes a specification with these nodes to begin with. */
export function withNodes({ all }: ChainSpec, nodes: readonly string[]): string {
	return JSON.stringify({ ...all, bootNodes: nodes });
}
