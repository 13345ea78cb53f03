// The state of the chain in one line, and behind it what is wrong, the node in use, and what was sent.

import { within } from '@openledger/sdk';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { type Connection, useConnection } from '../chain/connection.js';
import { Button, Choices, Facts, Field, Loading } from '../components/ui.js';
import { count, duration } from '../logic/format.js';
import { type Health, judge } from '../logic/health.js';
import { isNodeAddress } from '../logic/node-address.js';
import { t } from '../texts/index.js';
import { useActions } from './actions.js';
import { type Theme, useTheme } from './theme.js';

/** The choice of the light client takes a place to drop files, which no page needs at first. */
const TrustForm = lazy(() => import('./trust.js').then(({ TrustForm }) => ({ default: TrustForm })));

/** A node's answer to `system_health`. */
interface NodeHealth {
	peers: number;
	isSyncing: boolean;
}

/** Follows heads, finality and peers. */
function useHealth({ chain, status, facts, lightError, isForked }: Connection): Health {
	const [head, setHead] = useState<{ number: number; at: number }>();
	const [final, setFinal] = useState<number>();
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		setHead(undefined);
		setFinal(undefined);
		const timer = setInterval(() => setNow(Date.now()), 1000);
		const best = chain?.client.bestBlocks$.subscribe({
			next: ([first]) => setHead({ number: first.number, at: Date.now() }),
			error: () => {},
		});
		const finalised = chain?.client.finalizedBlock$.subscribe({
			next: ({ number }) => setFinal(number),
			error: () => {},
		});
		return () => {
			clearInterval(timer);
			best?.unsubscribe();
			finalised?.unsubscribe();
		};
	}, [chain]);
	const { data, isError } = useQuery({
		queryKey: [chain?.genesis, 'health'],
		queryFn: () => (chain ? within('the node', 8, chain.request<NodeHealth>('system_health')) : null),
		enabled: chain !== undefined,
		refetchInterval: 6000,
		retry: 0,
	});
	return {
		status,
		answers: !isError,
		head: head?.number,
		headAge: head ? Math.max(0, (now - head.at) / 1000) : undefined,
		final,
		peers: data?.peers,
		isSyncing: data?.isSyncing ?? false,
		isAlone: facts?.isDevelopment ?? false,
		isUnproven: lightError !== undefined,
		isForked,
	};
}

function NodeForm({ connection }: { connection: Connection }): ReactNode {
	const [url, setUrl] = useState(connection.url);
	const isGood = isNodeAddress(url);
	return (
		<form
			className="stack tight"
			onSubmit={(event) => {
				event.preventDefault();
				if (isGood) connection.use(url);
			}}
		>
			<Field
				label={t.health.node}
				value={url}
				onChange={setUrl}
				hint={isGood ? t.health.nodeHint : t.health.nodeBad}
			/>
			<div className="row">
				<Button type="submit" isDisabled={!isGood}>
					{t.health.connect}
				</Button>
			</div>
		</form>
	);
}

function SentList(): ReactNode {
	const { sent, forgetSent } = useActions();
	if (sent.length === 0) return <p className="small muted">{t.health.nothingSent}</p>;
	return (
		<>
			<ul className="steps">
				{sent.map(({ id, title, state, block }) => (
					<li key={id}>
						<span
							className={`badge ${state === 'final' ? 'good' : state === 'failed' || state === 'gone' ? 'bad' : ''}`}
						>
							{t.sentStates[state]}
						</span>
						<span>
							{title}
							{block !== undefined && (
								<span className="muted small"> {t.health.inBlock(count(block))}</span>
							)}
						</span>
					</li>
				))}
			</ul>
			<Button kind="plain" onPress={forgetSent}>
				{t.health.forget}
			</Button>
		</>
	);
}

function Behind({ health, connection }: { health: Health; connection: Connection }): ReactNode {
	const [theme, setTheme] = useTheme();
	const wrong = judge(health);
	const options = (['system', 'light', 'dark'] as const).map((value) => ({ value, title: t.themes[value] }));
	return (
		<>
			<Heading slot="title" level={2}>
				{connection.facts?.name ?? t.health.title}
			</Heading>
			<p>{wrong ? t.health.wrong[wrong.what] : t.health.fine}</p>
			<Facts
				of={[
					[t.health.head, health.head === undefined ? '–' : count(health.head)],
					[t.health.age, health.headAge === undefined ? '–' : duration(health.headAge)],
					[t.health.final, health.final === undefined ? '–' : count(health.final)],
					[t.health.peers, health.peers ?? '–'],
				]}
			/>
			<NodeForm key={connection.url} connection={connection} />
			<Suspense fallback={<Loading />}>
				<TrustForm connection={connection} />
			</Suspense>
			<h3>{t.health.sent}</h3>
			<SentList />
			<Choices<Theme> label={t.health.theme} value={theme} options={options} onChange={setTheme} />
		</>
	);
}

/** The strip at the top of every page. */
export function HealthStrip(): ReactNode {
	const connection = useConnection();
	const health = useHealth(connection);
	const wrong = judge(health);
	const isProven = connection.trust === 'light' && connection.chain && !connection.lightError;
	const lag = health.head !== undefined && health.final !== undefined ? health.head - health.final : undefined;
	return (
		<div className="health">
			<DialogTrigger>
				<Button kind="plain">
					<span className={`dot ${wrong?.level ?? ''}`} aria-hidden="true" />
					{wrong ? t.health.short[wrong.what] : t.health.ok}
				</Button>
				<Popover className="popover" placement="bottom start">
					<Dialog>
						<Behind health={health} connection={connection} />
					</Dialog>
				</Popover>
			</DialogTrigger>
			{health.head !== undefined && (
				<span>
					{t.health.head} <b>{count(health.head)}</b>
				</span>
			)}
			{lag !== undefined && (
				<span className="wide">
					{t.health.final} <b>{t.health.behind(lag)}</b>
				</span>
			)}
			{health.peers !== undefined && (
				<span className="wide">
					{t.health.peers} <b>{health.peers}</b>
				</span>
			)}
			{isProven && <span className="badge good wide">{t.light.proven}</span>}
		</div>
	);
}
