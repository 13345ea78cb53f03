// The account in use: of a wallet extension, or a development account on a development chain.

import { fromUri, fromWallet, type Signer } from '@openledger/sdk';
import { connectInjectedExtension, getInjectedExtensions } from 'polkadot-api/pjs-signer';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useConnection } from '../chain/connection.js';
import { forget, read, write } from '../logic/store.js';

/** Development accounts, by name and by the path that makes their key. */
const DEVELOPMENT: readonly [name: string, path: string][] = [
	...['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map((name): [string, string] => [name, `//${name}`]),
	...['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map((name): [string, string] => [
		`${name}’s stash`,
		`//${name}//stash`,
	]),
];

/** What is stored of a choice. */
interface Choice {
	source: 'development' | 'extension';
	/** The path of a development account, or the name of the extension. */
	from: string;
	address: string;
}

/** An account that can be chosen. */
export interface Account {
	signer: Signer;
	name: string;
	choice: Choice;
}

/** Accounts and the one in use. */
export interface Wallet {
	account?: Account;
	development: readonly Account[];
	/** Names of the wallet extensions of this browser. */
	extensions: readonly string[];
	choose(account: Account): void;
	leave(): void;
	/** Asks an extension for its accounts; people are asked there. */
	accountsOf(extension: string): Promise<Account[]>;
	/** The name by which people know an address, where there is one. */
	nameOf(address: string): string | undefined;
}

const Context = createContext<Wallet | undefined>(undefined);

function developmentAccounts(): Account[] {
	return DEVELOPMENT.map(([name, path]) => {
		const signer = { ...fromUri(path), name };
		return { signer, name, choice: { source: 'development', from: path, address: signer.address } };
	});
}

async function accountsOf(extension: string): Promise<Account[]> {
	const injected = await connectInjectedExtension(extension, 'OpenLedger Studio');
	return injected.getAccounts().map(({ polkadotSigner, name }) => {
		const signer = fromWallet(polkadotSigner, name ?? '');
		const choice = { source: 'extension' as const, from: extension, address: signer.address };
		return { signer, name: name ?? '', choice };
	});
}

/** Returns the account that was chosen before, if it is still there. */
async function restore(development: readonly Account[]): Promise<Account | undefined> {
	const choice = read<Choice>('account');
	if (!choice) return undefined;
	const accounts =
		choice.source === 'development'
			? development
			: getInjectedExtensions().includes(choice.from)
				? await accountsOf(choice.from).catch(() => [])
				: [];
	return accounts.find(({ signer }) => signer.address === choice.address);
}

/** Gives the page its accounts. */
export function WalletProvider({ children }: { children: ReactNode }): ReactNode {
	const isDevelopment = useConnection().facts?.isDevelopment === true;
	const development = useMemo(() => (isDevelopment ? developmentAccounts() : []), [isDevelopment]);
	const [account, setAccount] = useState<Account>();
	useEffect(() => {
		let stale = false;
		setAccount(undefined);
		void restore(development).then((found) => !stale && setAccount((now) => now ?? found));
		return () => {
			stale = true;
		};
	}, [development]);
	const value = useMemo<Wallet>(() => {
		const names = new Map(development.map(({ signer, name }) => [signer.address, name]));
		if (account?.name) names.set(account.signer.address, account.name);
		return {
			account,
			development,
			extensions: getInjectedExtensions(),
			choose: (next) => {
				write('account', next.choice);
				setAccount(next);
			},
			leave: () => {
				forget('account');
				setAccount(undefined);
			},
			accountsOf,
			nameOf: (address) => names.get(address),
		};
	}, [account, development]);
	return <Context value={value}>{children}</Context>;
}

/** Returns the accounts. */
export function useWallet(): Wallet {
	const value = useContext(Context);
	if (!value) throw new Error('there is no WalletProvider');
	return value;
}
