// The connection to a node: made, kept, and made again.

import { OpenLedger } from '@openledger/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { getWsProvider } from 'polkadot-api/ws';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { isNodeAddress, LOCAL_NODE, nodeOf } from '../logic/node-address.js';
import { read, write } from '../logic/store.js';

/** What is known of the chain once there is a connection. */
export interface ChainFacts {
	name: string;
	/** Set if anybody may use the development accounts. */
	isDevelopment: boolean;
}

/** A connection as the page sees it. */
export interface Connection {
	url: string;
	status: 'connecting' | 'connected' | 'failed';
	chain?: OpenLedger;
	facts?: ChainFacts;
	/** Connects to another node, and remembers it. */
	use(url: string): void;
}

const Context = createContext<Connection | undefined>(undefined);

/** Seconds for one try to connect. */
const TRY_SECONDS = 15;
/** Milliseconds between tries. */
const RETRY = 3000;
/** Least milliseconds between two refreshes of what is shown. */
const REFRESH = 2500;

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

async function connect(url: string): Promise<{ chain: OpenLedger; facts: ChainFacts }> {
	// Given a provider, the SDK sends everything over it. Over HTTP a node answers pages of named addresses only.
	const chain = await OpenLedger.connect(getWsProvider(url), { seconds: TRY_SECONDS });
	const [name, type] = await Promise.all([
		chain.request<string>('system_chain'),
		chain.request<string | object>('system_chainType'),
	]);
	return { chain, facts: { name, isDevelopment: type === 'Development' } };
}

type State = Pick<Connection, 'status' | 'chain' | 'facts'>;

/** Keeps trying until there is a connection; PAPI keeps that one up by itself. */
function useConnect(url: string | undefined): State {
	const [state, setState] = useState<State>({ status: 'connecting' });
	const client = useQueryClient();
	useEffect(() => {
		let stopped = false;
		let timer: ReturnType<typeof setTimeout> | undefined;
		let made: OpenLedger | undefined;
		const attempt = (url: string): void => {
			connect(url).then(
				({ chain, facts }) => {
					if (stopped) return chain.close();
					made = chain;
					client.clear();
					setState({ status: 'connected', chain, facts });
				},
				() => {
					if (stopped) return;
					setState({ status: 'failed' });
					timer = setTimeout(() => attempt(url), RETRY);
				},
			);
		};
		setState({ status: 'connecting' });
		if (url !== undefined) attempt(url);
		return () => {
			stopped = true;
			clearTimeout(timer);
			made?.close();
		};
	}, [url, client]);
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

/** Gives the page its connection. */
export function ConnectionProvider({ children }: { children: ReactNode }): ReactNode {
	const [url, setUrl] = useState(chosenAddress);
	useEffect(() => {
		if (url === undefined) void hostsAddress().then((found) => setUrl((chosen) => chosen ?? found));
	}, [url]);
	const state = useConnect(url);
	useRefresh(state.chain);
	const value = useMemo<Connection>(() => {
		const use = (next: string): void => {
			write('node', next);
			setUrl(next);
		};
		return { url: url ?? '', ...state, use };
	}, [url, state]);
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
