// One model: what it was made of, whether it is better, what it costs, who earned; and for its owner, how to sell it.

import { fromDecimal, listModel, type ModelInfo } from '@openledger/sdk';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import { useChain } from '../chain/connection.js';
import { useModel, useModelBoard, useProviders } from '../chain/queries.js';
import { Lineage } from '../components/lineage.js';
import { baseOf, Hash, Kind, modelName, Who } from '../components/names.js';
import { SplitPreview } from '../components/split.js';
import { Bar, Button, Copy, Empty, Facts, Field, Loading, PageHead, Table, Term } from '../components/ui.js';
import { bytes, count, openText, permill, textOf } from '../logic/format.js';
import { fall } from '../logic/market.js';
import { readPlanck } from '../logic/amounts.js';
import { snippets } from '../logic/snippets.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';

function Evaluation({ model }: { model: ModelInfo }): ReactNode {
	if (model.kind.type !== 'Tuned') return null;
	const { evaluation } = model.kind.value;
	const part = fall(evaluation);
	if (!evaluation || part === undefined) return <p className="muted">{t.model.noEvaluation}</p>;
	const [before, after] = [fromDecimal(evaluation.before), fromDecimal(evaluation.after)];
	const most = Math.max(before, after);
	return (
		<div className="stack tight">
			<p>{part >= 0 ? t.model.better((part * 100).toFixed(1)) : t.model.worse((-part * 100).toFixed(1))}</p>
			<span className="small">
				{t.model.before}: <b>{before.toFixed(4)}</b>
			</span>
			<Bar value={before / most} label={t.model.before} />
			<span className="small">
				{t.model.after}: <b>{after.toFixed(4)}</b>
			</span>
			<Bar value={after / most} label={t.model.after} />
			<p className="small muted">{t.model.lossAbout}</p>
		</div>
	);
}

function Base({ model }: { model: ModelInfo }): ReactNode {
	if (model.kind.type !== 'Base') return null;
	const { manifest, royalty } = model.kind.value;
	return (
		<section className="card">
			<h2>{t.model.base}</h2>
			<Facts
				of={[
					[t.model.parameters, t.market.millions(Number(manifest.parameters) / 1e6)],
					[t.model.context, t.model.tokens(count(manifest.context))],
					[t.model.file, bytes(manifest.bytes)],
					[<Term tip={t.model.royaltyTip}>{t.model.royalty}</Term>, permill(royalty)],
					[t.model.root, <Hash of={manifest.root} />],
				]}
			/>
			<p className="small muted">{t.model.declared}</p>
		</section>
	);
}

function Sell({ model, royalty }: { model: ModelInfo; royalty: number }): ReactNode {
	const chain = useChain();
	const { run } = useActions();
	const [read, setRead] = useState(model.price ? openText(model.price.prompt_per_1k, 6).replace(' OPEN', '') : '0.5');
	const [written, setWritten] = useState(
		model.price ? openText(model.price.completion_per_1k, 6).replace(' OPEN', '') : '2',
	);
	const prices = [readPlanck(read), readPlanck(written)] as const;
	const [promptPer1k, completionPer1k] = prices;
	const list = (): void => {
		if (promptPer1k === undefined || completionPer1k === undefined) return;
		void run({
			title: t.model.listTitle(modelName(model)),
			about: t.model.listAbout,
			steps: [{ label: t.model.list, call: () => listModel(chain, model.id, { promptPer1k, completionPer1k }) }],
		});
	};
	const unlist = (): void => {
		const call = (): ReturnType<typeof listModel> => chain.api.tx.Models.unlist({ model: model.id });
		void run({ title: t.model.unlistTitle, about: t.model.unlistAbout, steps: [{ label: t.model.unlist, call }] });
	};
	const example = ((promptPer1k ?? 0n) * 200n + (completionPer1k ?? 0n) * 150n) / 1000n;
	return (
		<section className="card">
			<h2>{model.price ? t.model.changePrice : t.model.sell}</h2>
			<div className="halves">
				<Field
					label={t.market.priceRead}
					suffix="OPEN"
					value={read}
					onChange={setRead}
					isInvalid={promptPer1k === undefined}
				/>
				<Field
					label={t.market.priceWritten}
					suffix="OPEN"
					value={written}
					onChange={setWritten}
					isInvalid={completionPer1k === undefined}
				/>
			</div>
			<p className="small">{t.model.example(openText(example))}</p>
			<SplitPreview amount={example} royalty={royalty} />
			<div className="row">
				<Button kind="primary" isDisabled={prices.includes(undefined)} onPress={list}>
					{model.price ? t.model.changePrice : t.model.list}
				</Button>
				{model.price && <Button onPress={unlist}>{t.model.unlist}</Button>}
			</div>
		</section>
	);
}

function Price({ model, royalty }: { model: ModelInfo; royalty: number }): ReactNode {
	if (!model.price) return <p className="muted">{t.model.notListed}</p>;
	const { prompt_per_1k: read, completion_per_1k: written } = model.price;
	const example = (read * 200n + written * 150n) / 1000n;
	return (
		<>
			<Facts
				of={[
					[t.market.priceRead, openText(read)],
					[t.market.priceWritten, openText(written)],
				]}
			/>
			<p className="small">{t.model.example(openText(example))}</p>
			<SplitPreview amount={example} royalty={royalty} />
		</>
	);
}

function Providers({ model }: { model: ModelInfo }): ReactNode {
	const { data = [] } = useProviders();
	const serving = data.filter(({ bases, endpoint }) => endpoint !== '' && bases.includes(baseOf(model)));
	if (serving.length === 0) return <p className="muted">{t.model.noProvider}</p>;
	return (
		<Table
			label={t.market.providers}
			heads={[t.network.provider, t.network.address, t.network.done]}
			right={[2]}
			rows={serving.map(({ stash, endpoint, done }) => [
				<Who address={stash} />,
				<span className="mono">{endpoint}</span>,
				done,
			])}
		/>
	);
}

function Earned({ model }: { model: ModelInfo }): ReactNode {
	const { data = [] } = useModelBoard(model.id);
	if (data.length === 0) return <p className="muted">{t.model.nobodyEarned}</p>;
	return (
		<Table
			label={t.model.whoEarned}
			heads={[t.model.contributor, t.model.settlements, t.model.earned]}
			right={[1, 2]}
			rows={data.map(([who, { settlements, earned }]) => [<Who address={who} />, settlements, openText(earned)])}
		/>
	);
}

function Use({ model }: { model: ModelInfo }): ReactNode {
	const { data = [] } = useProviders();
	const served = data.find(({ bases, endpoint }) => endpoint !== '' && bases.includes(baseOf(model)));
	if (!model.price || !served) return null;
	return (
		<section className="card">
			<h2>{t.model.useIt}</h2>
			<p className="muted">{t.model.useAbout}</p>
			{snippets(model.id, served.endpoint).map(({ name, code }) => (
				<Copy key={name} label={name} text={code} />
			))}
		</section>
	);
}

/** The page. */
export function ModelPage(): ReactNode {
	const { id } = useParams({ from: '/model/$id' });
	const { data: model, isPending } = useModel(id);
	const { data: base } = useModel(model ? baseOf(model) : id);
	const { account } = useWallet();
	if (isPending) return <Loading />;
	if (!model) {
		return (
			<Empty title={t.model.none(id)}>
				<Link to="/">{t.model.toMarket}</Link>
			</Empty>
		);
	}
	const royalty = model.kind.type === 'Tuned' && base?.kind.type === 'Base' ? base.kind.value.royalty : 0;
	const isOwner = account?.signer.address === model.owner;
	return (
		<>
			<PageHead
				title={
					<>
						{modelName(model)} <Kind model={model} />
					</>
				}
				about={
					<>
						{t.model.number(id)} {t.market.by} <Who address={model.owner} />, {textOf(model.licence)}
					</>
				}
			>
				{model.price && (
					<Link to="/chat" search={{ model: id }} className="button primary">
						{t.model.tryIt}
					</Link>
				)}
				{model.kind.type === 'Base' && (
					<Link to="/train" className="button">
						{t.model.tune}
					</Link>
				)}
			</PageHead>
			{model.kind.type === 'Tuned' && (
				<section className="card">
					<h2>{t.model.madeOf}</h2>
					<Lineage model={model} />
				</section>
			)}
			<div className="halves">
				{model.kind.type === 'Tuned' && (
					<section className="card">
						<h2>{t.model.isBetter}</h2>
						<Evaluation model={model} />
					</section>
				)}
				<Base model={model} />
				{isOwner ? (
					<Sell model={model} royalty={royalty} />
				) : (
					<section className="card">
						<h2>{t.model.price}</h2>
						<Price model={model} royalty={royalty} />
					</section>
				)}
			</div>
			<div className="halves">
				<section className="stack tight">
					<h2>{t.market.providers}</h2>
					<Providers model={model} />
				</section>
				<section className="stack tight">
					<h2>{t.model.whoEarned}</h2>
					<Earned model={model} />
				</section>
			</div>
			<Use model={model} />
		</>
	);
}
