// The account in use, and the choice of another.

import { type ReactNode, useState } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useConnection } from '../chain/connection.js';
import { useBalance } from '../chain/queries.js';
import { Button, Facts, Notice } from '../components/ui.js';
import { openText, shortAddress } from '../logic/format.js';
import { t } from '../texts/index.js';
import { type Account, useWallet } from '../wallet/wallet.js';

function Accounts({ accounts, choose }: { accounts: readonly Account[]; choose: (one: Account) => void }): ReactNode {
	return (
		<div className="row">
			{accounts.map((account) => (
				<Button key={account.signer.address} onPress={() => choose(account)}>
					{account.name || shortAddress(account.signer.address)}
				</Button>
			))}
		</div>
	);
}

function Extensions({ choose }: { choose: (one: Account) => void }): ReactNode {
	const { extensions, accountsOf } = useWallet();
	const [found, setFound] = useState<readonly Account[]>([]);
	const [refused, setRefused] = useState(false);
	if (extensions.length === 0) return <p className="small muted">{t.account.noExtension}</p>;
	const ask = (name: string): void => {
		setRefused(false);
		accountsOf(name).then(setFound, () => setRefused(true));
	};
	return (
		<>
			<div className="row">
				{extensions.map((name) => (
					<Button key={name} onPress={() => ask(name)}>
						{name}
					</Button>
				))}
			</div>
			{refused && <Notice kind="warn">{t.account.refused}</Notice>}
			<Accounts accounts={found} choose={choose} />
		</>
	);
}

function Balance({ address }: { address: string }): ReactNode {
	const { data } = useBalance(address);
	if (!data) return null;
	return (
		<Facts
			of={[
				[t.account.free, openText(data.free)],
				[t.account.held, openText(data.held)],
			]}
		/>
	);
}

function Choose({ close }: { close: () => void }): ReactNode {
	const { development, account, choose, leave } = useWallet();
	const take = (one: Account): void => {
		choose(one);
		close();
	};
	return (
		<>
			<Heading slot="title" level={2}>
				{t.account.title}
			</Heading>
			{account && (
				<>
					<p className="mono">{account.signer.address}</p>
					<Balance address={account.signer.address} />
				</>
			)}
			<h3>{t.account.extensions}</h3>
			<Extensions choose={take} />
			{development.length > 0 && (
				<>
					<h3>{t.account.development}</h3>
					<p className="small muted">{t.account.developmentAbout}</p>
					<Accounts accounts={development} choose={take} />
				</>
			)}
			{account && <Button onPress={leave}>{t.account.leave}</Button>}
		</>
	);
}

/** The button that shows the account, and the choice behind it. */
export function AccountMenu(): ReactNode {
	const { account } = useWallet();
	const { status } = useConnection();
	return (
		<DialogTrigger>
			<Button kind={account ? '' : 'primary'} isDisabled={status !== 'connected'}>
				{account ? account.name || shortAddress(account.signer.address) : t.account.choose}
			</Button>
			<Popover className="popover" placement="bottom end">
				<Dialog>{({ close }) => <Choose close={close} />}</Dialog>
			</Popover>
		</DialogTrigger>
	);
}
