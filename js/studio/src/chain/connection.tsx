// The connection to a node: made, kept, and made again.

import { OpenLedger } from '@openledger/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { getWsProvider } from 'polkadot-api/ws';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { LightError, type SpecSource } from '../logic/light-spec.js';
import { isNodeAddress, LOCAL_NODE, nodeOf } from '../logic/node-address.js';
import { read, write } from '../logic/store.js';

/** What is known of the chain once there is a connection. */
export interface ChainFacts {
	name: string;
	/** Set if anybody may use the development accounts. */
	isDevelopment: boolean;
}

/** Whom the page believes about the chain: its node, or its own light client, which checks everything by proofs. */
export type Trust = 'node' | 'light';

/** A connection as the page sees it. */
export interface Connection {
	url: string;
	status: 'connecting' | 'connected' | 'failed';
	chain?: OpenLedger;
	facts?: ChainFacts;
	/** What was chosen. */
	trust: Trust;
	/** Why there is no light client, although it was chosen: the node stands in for it. */
	lightError?: LightError;
	/** Where the specification came from, if there is a light client. */
	specFrom?: SpecSource;
	/** Set once the node shows another block in the place of one that it had called final. */
	isForked: boolean;
	/** Connects to another node, and remembers it. */
	use(url: string): void;
	/** Chooses whom to believe, and connects again. A light client that failed is tried once more. */
	believe(trust: Trust): void;
}

const Context = createContext<Connection | undefined>(undefined);

/** Seconds for one try to connect. */
const TRY_SECONDS = 15;
/** Milliseconds between tries. */
const RETRY = 3000;
/** Least milliseconds between two refreshes of what is shown. */
const REFRESH = 2500;
/** Milliseconds between two looks at whether a final block is still there. */
const FORK_CHECK = 5000;

/** Returns the node that was asked for by address, or else chosen here before. */
function chosenAddress(): string | undefined {
	const asked = new URLSearchParams(globalThis.location.search).get('node');
	if (asked && isNodeAddress(asked)) return asked;
	return read<string>('node');
}

/** Asks the page's host for its node: a node that serves the page names itself. */
async function hostsAddress(): Promise<string> {
	try {
		const answer = await fetch('./node.json');
		return nodeOf(answer.ok ? (JSON.parse(await answer.text()) as unknown) : undefined, globalThis.location);
	} catch {
		return LOCAL_NODE;
	}
}

/** A connection that was made. */
interface Made {
	chain: OpenLedger;
	facts: ChainFacts;
	lightError?: LightError;
	specFrom?: SpecSource;
	stop(): void;
}

async function factsOf(chain: OpenLedger): Promise<ChainFacts> {
	const [name, type] = await Promise.all([
		chain.request<string>('system_chain'),
		chain.request<string | object>('system_chainType'),
	]);
	return { name, isDevelopment: type === 'Development' };
}

async function connectNode(url: string): Promise<Made> {
	// Given a provider, the SDK sends everything over it. Over HTTP a node answers pages of named addresses only.
	const chain = await OpenLedger.connect(getWsProvider(url), { seconds: TRY_SECONDS });
	return { chain, facts: await factsOf(chain), stop: () => chain.close() };
}

/** Connects by a light client, which is loaded for that; where there can be none, by the node, and says why. */
async function connectLight(url: string): Promise<Made> {
	try {
		const light = await import('./light.js');
		const made = await light.connectLight(url);
		return { ...made, facts: await factsOf(made.chain) };
	} catch (error) {
		const lightError = error instanceof LightError ? error : new LightError('broken', String(error));
		return { ...(await connectNode(url)), lightError };
	}
}

/** What is asked for; another object asks again. */
interface Wanted {
	url: string | undefined;
	trust: Trust;
}

type State = Pick<Connection, 'status' | 'chain' | 'facts' | 'lightError' | 'specFrom'>;

/** Keeps trying until there is a connection; PAPI keeps that one up by itself. */
function useConnect(wanted: Wanted): State {
	const [state, setState] = useState<State>({ status: 'connecting' });
	const client = useQueryClient();
	useEffect(() => {
		let stopped = false;
		let timer: ReturnType<typeof setTimeout> | undefined;
		let stop = (): void => {};
		const attempt = (url: string): void => {
			(wanted.trust === 'light' ? connectLight(url) : connectNode(url)).then(
				(made) => {
					if (stopped) return made.stop();
					stop = made.stop;
					client.clear();
					const { chain, facts, lightError, specFrom } = made;
					setState({ status: 'connected', chain, facts, lightError, specFrom });
				},
				() => {
					if (stopped) return;
					setState({ status: 'failed' });
					timer = setTimeout(() => attempt(url), RETRY);
				},
			);
		};
		setState({ status: 'connecting' });
		if (wanted.url !== undefined) attempt(wanted.url);
		return () => {
			stopped = true;
			clearTimeout(timer);
			stop();
		};
	}, [wanted, client]);
	return state;
}

/** Refreshes what is shown of the chain with its blocks. */
function useRefresh(chain: OpenLedger | undefined): void {
	const client = useQueryClient();
	const last = useRef(0);
	useEffect(() => {
		const subscription = chain?.client.bestBlocks$.subscribe({
			next: () => {
				if (Date.now() - last.current < REFRESH) return;
				last.current = Date.now();
				void client.invalidateQueries({ predicate: ({ meta }) => meta?.live === true });
			},
			error: () => {},
		});
		return () => subscription?.unsubscribe();
	}, [chain, client]);
}

/** A block by its number and hash. */
interface BlockId {
	number: number;
	hash: string;
}

/** Asks now and then whether a final block is still there, and returns whether another ever took its place. */
function useForked(chain: OpenLedger | undefined): boolean {
	const [isForked, setForked] = useState(false);
	useEffect(() => {
		setForked(false);
		if (!chain) return;
		let last: BlockId | undefined;
		let held: BlockId | undefined;
		const check = async (): Promise<void> => {
			const block = held ?? last;
			if (!block) return;
			const hash = await chain.request<string | null>('chain_getBlockHash', block.number);
			if (hash === block.hash) held = last;
			// A node that is only behind knows no block of that number.
			else if (hash !== null) setForked(true);
		};
		const subscription = chain.client.finalizedBlock$.subscribe({
			next: ({ number, hash }) => {
				last = { number, hash };
			},
			error: () => {},
		});
		const timer = setInterval(() => void check().catch(() => {}), FORK_CHECK);
		return () => {
			subscription.unsubscribe();
			clearInterval(timer);
		};
	}, [chain]);
	return isForked;
}

/** Gives the page its connection. */
export function ConnectionProvider({ children }: { children: ReactNode }): ReactNode {
	const [wanted, setWanted] = useState<Wanted>(() => ({
		url: chosenAddress(),
		trust: read<Trust>('trust') === 'light' ? 'light' : 'node',
	}));
	const { url, trust } = wanted;
	useEffect(() => {
		if (url !== undefined) return;
		void hostsAddress().then((found) => setWanted((now) => (now.url === undefined ? { ...now, url: found } : now)));
	}, [url]);
	const state = useConnect(wanted);
	useRefresh(state.chain);
	const isForked = useForked(state.chain);
	const value = useMemo<Connection>(() => {
		const use = (next: string): void => {
			write('node', next);
			setWanted((now) => ({ ...now, url: next }));
		};
		const believe = (next: Trust): void => {
			write('trust', next);
			setWanted((now) => ({ ...now, trust: next }));
		};
		return { url: url ?? '', trust, ...state, isForked, use, believe };
	}, [url, trust, state, isForked]);
	return <Context value={value}>{children}</Context>;
}

/** Returns the connection, which may not be up yet. */
export function useConnection(): Connection {
	const value = useContext(Context);
	if (!value) throw new Error('there is no ConnectionProvider');
	return value;
}

/** Returns the chain; pages are shown only while there is one. */
export function useChain(): OpenLedger {
	const { chain } = useConnection();
	if (!chain) throw new Error('there is no connection');
	return chain;
}
