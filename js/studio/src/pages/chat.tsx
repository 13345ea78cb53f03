// Testing a model: questions to it alone, beside its base, or blind.

import { closeSession, type ModelInfo, newSecret } from '@openledger/sdk';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import { drop, keepOpened, type Opening, openingCall, sessionsOf, type StoredSession } from '../chain/chats.js';
import { useChain } from '../chain/connection.js';
import { type Provider, useClock, useModels, useProviders } from '../chain/queries.js';
import { Conversation } from '../components/conversation.js';
import { baseOf, modelName, Who } from '../components/names.js';
import { Button, Check, Empty, Facts, Field, Loading, Notice, PageHead, Select } from '../components/ui.js';
import { readPlanck } from '../logic/amounts.js';
import { duration, openText } from '../logic/format.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

/** Seconds for which the browser's key may pay. */
const KEY_SECONDS = 86_400;
/** Blocks before its key's end from which on a session is not used: providers want 50. */
const KEY_MARGIN = 60;

function ModelSelect({ models, value }: { models: readonly ModelInfo[]; value: number }): ReactNode {
	const navigate = useNavigate();
	const options = models.map((model) => ({
		value: String(model.id),
		title: `${modelName(model)} (${model.kind.type === 'Tuned' ? t.tuned : t.base})`,
	}));
	const go = (id: string): void => void navigate({ to: '/chat', search: { model: Number(id) } });
	return <Select label={t.chat.model} value={String(value)} options={options} onChange={go} />;
}

/** Opens one session a model. */
function Opener({
	models,
	provider,
	onOpened,
}: {
	models: readonly ModelInfo[];
	provider: Provider;
	onOpened: () => void;
}): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const { account } = useWallet();
	const { data: clock } = useClock();
	const [text, setText] = useState('5');
	const deposit = readPlanck(text);
	if (!account) return <Notice title={t.chat.needAccount}>{t.chat.needAccountAbout}</Notice>;
	const open = async (): Promise<void> => {
		if (deposit === undefined || !clock) return;
		const until = clock.now + Math.ceil(KEY_SECONDS / clock.secondsPerBlock);
		const openings = models.flatMap((model): Opening[] => {
			const { stash, endpoint: url } = provider;
			if (!model.price) return [];
			return [{ model: model.id, provider: stash, url, deposit, most: model.price, until, secret: newSecret() }];
		});
		const events = await run({
			title: t.chat.openTitle,
			about: t.chat.openAbout(duration(KEY_SECONDS)),
			moves: [{ label: t.chat.deposit, planck: deposit * BigInt(openings.length), kind: 'held' }],
			steps: [{ label: t.chat.open, call: () => openingCall(chain, openings) }],
		});
		if (!events) return;
		keepOpened(chain, account.signer.address, openings, events);
		onOpened();
	};
	return (
		<section className="card">
			<h2>{t.chat.start}</h2>
			<p>{t.chat.startAbout}</p>
			<div className="halves">
				<Field
					label={t.chat.depositEach}
					suffix="OPEN"
					value={text}
					onChange={setText}
					isInvalid={deposit === undefined}
					hint={t.chat.depositHint}
				/>
				<Facts
					of={[
						[t.network.provider, <Who address={provider.stash} />],
						[t.network.address, <span className="mono">{provider.endpoint}</span>],
					]}
				/>
			</div>
			<div className="row">
				<Button kind="primary" isDisabled={deposit === undefined || !clock} onPress={() => void open()}>
					{t.chat.open}
				</Button>
			</div>
		</section>
	);
}

/** Sessions of this browser, and their end. */
function Sessions({ sessions, onClosed }: { sessions: readonly StoredSession[]; onClosed: () => void }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const close = async (session: StoredSession): Promise<void> => {
		const step = { label: t.chat.close, call: () => closeSession(chain, session.id) };
		const events = await run({ title: t.chat.closeTitle, about: t.chat.closeAbout, steps: [step] });
		if (!events) return;
		if (chain.api.event.Attribution.SessionClosed.filter(events.records).length > 0)
			drop(chain.genesis, session.id);
		onClosed();
	};
	if (sessions.length === 0) return null;
	return (
		<details>
			<summary>{t.chat.sessions(sessions.length)}</summary>
			<ul className="steps">
				{sessions.map((session) => (
					<li key={session.id.toString()}>
						<span>
							{t.chat.sessionLine(session.id.toString(), session.boundary.answers)}{' '}
							{openText(session.boundary.cumulative)} / {openText(session.cap)}
						</span>
						<Button kind="plain" onPress={() => void close(session)}>
							{t.chat.close}
						</Button>
					</li>
				))}
			</ul>
		</details>
	);
}

function Table({ model, base }: { model: ModelInfo; base?: ModelInfo }): ReactNode {
	const chain = useChain();
	const { account } = useWallet();
	const { data: providers = [] } = useProviders();
	const { data: clock } = useClock();
	const [isCompared, setCompared] = useState(base !== undefined);
	const [isBlind, setBlind] = useState(false);
	const [, refresh] = useState(0);
	const again = (): void => refresh((count) => count + 1);
	const models = base && isCompared ? [base, model] : [model];
	const provider = providers.find(
		({ bases, endpoint, isLeaving }) => !isLeaving && endpoint !== '' && bases.includes(baseOf(model)),
	);
	const sessions = account ? sessionsOf(chain.genesis, account.signer.address) : [];
	const usable = models.map((one) =>
		sessions.find(({ model, until }) => model === one.id && clock !== undefined && until > clock.now + KEY_MARGIN),
	);
	const ready = usable.every((one) => one !== undefined) ? usable.filter((one) => one !== undefined) : undefined;
	const missing = models.filter((_, index) => usable[index] === undefined);
	return (
		<>
			{base && (
				<div className="row">
					<Check isSelected={isCompared} onChange={setCompared}>
						{t.chat.compare}
					</Check>
					{isCompared && (
						<Check isSelected={isBlind} onChange={setBlind}>
							{t.chat.blind}
						</Check>
					)}
				</div>
			)}
			{!provider && (
				<Notice kind="warn" title={t.chat.noProvider}>
					{t.chat.noProviderAbout}
				</Notice>
			)}
			{provider && !ready && <Opener models={missing} provider={provider} onOpened={again} />}
			{ready && (
				<Conversation
					key={`${ready.map(({ id }) => id).join()}/${isBlind}`}
					sides={ready.map((session, index) => ({ session, model: models[index] ?? model }))}
					isBlind={isBlind && ready.length === 2}
					onRenew={() => {
						for (const { genesis, id } of ready) drop(genesis, id);
						again();
					}}
				/>
			)}
			<Sessions sessions={sessions} onClosed={again} />
		</>
	);
}

/** The page. */
export function ChatPage(): ReactNode {
	const { model: asked } = useSearch({ from: '/chat' });
	const { data: models, isPending } = useModels();
	const listed = (models ?? []).filter(({ price }) => price !== undefined);
	const model =
		listed.find(({ id }) => id === asked) ?? listed.findLast(({ kind }) => kind.type === 'Tuned') ?? listed[0];
	const base = model?.kind.type === 'Tuned' ? listed.find(({ id }) => id === baseOf(model)) : undefined;
	return (
		<>
			<PageHead title={t.chat.title} about={t.chat.about} />
			{isPending && <Loading />}
			{models && !model && (
				<Empty title={t.chat.empty}>
					<p>{t.chat.emptyAbout}</p>
					<Link to="/train" className="button">
						{t.menu.train}
					</Link>
				</Empty>
			)}
			{model && (
				<>
					<ModelSelect models={listed} value={model.id} />
					<Table key={model.id} model={model} base={base} />
				</>
			)}
		</>
	);
}
