// The market: every model with what it was made of and what it is used for.

import type { ModelInfo } from '@openledger/sdk';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { type Influence, type Provider, useDatanets, useModels, useProviders, useUse } from '../chain/queries.js';
import { baseOf, Kind, modelName, Who } from '../components/names.js';
import { Button, Empty, Facts, Field, Loading, PageHead, Select } from '../components/ui.js';
import { openText, plural, textOf } from '../logic/format.js';
import { evaluationText, matches, type Order, sortModels } from '../logic/market.js';
import { t } from '../texts/index.js';

const ORDERS = ['use', 'price', 'improvement', 'newest'] as const;
/** Models that are shown at a time. */
const STEP = 30;

function Card({ model, use, providers }: { model: ModelInfo; use?: Influence; providers: number }): ReactNode {
	const { price, kind } = model;
	const evaluation = kind.type === 'Tuned' ? evaluationText(kind.value.evaluation) : undefined;
	return (
		<Link to="/model/$id" params={{ id: model.id }} className="card">
			<div className="row spread">
				<h2>{modelName(model)}</h2>
				<Kind model={model} />
			</div>
			<Facts
				of={[
					[t.market.priceRead, price ? openText(price.prompt_per_1k) : t.market.notForSale],
					[t.market.priceWritten, price ? openText(price.completion_per_1k) : '–'],
					[t.market.providers, providers],
					kind.type === 'Tuned'
						? [t.market.heldOut, evaluation ?? t.market.noEvaluation]
						: [t.market.parameters, t.market.millions(Number(kind.value.manifest.parameters) / 1e6)],
				]}
			/>
			<p className="small muted">
				{t.market.owner} <Who address={model.owner} />.{' '}
				{use ? t.market.use(plural(use.settlements, 'payment'), openText(use.earned)) : t.market.noUse}
			</p>
		</Link>
	);
}

/** Returns how many providers serve each base model. */
function servedBy(providers: readonly Provider[]): (model: ModelInfo) => number {
	return (model) =>
		providers.filter(
			({ bases, endpoint, isLeaving }) => !isLeaving && endpoint !== '' && bases.includes(baseOf(model)),
		).length;
}

/** A model with everything that it can be found by, in small letters. */
interface Entry {
	model: ModelInfo;
	text: string;
}

/** Returns all models with their names, and names and fields of their Datanets. */
function useEntries(models: readonly ModelInfo[] | undefined): readonly Entry[] {
	const { data: datanets = [] } = useDatanets();
	return useMemo(() => {
		const texts = new Map(datanets.map(({ id, name, domain }) => [id, `${textOf(name)} ${textOf(domain)}`]));
		return (models ?? []).map((model) => {
			const { kind } = model;
			const refs = kind.type === 'Tuned' ? kind.value.snapshots : [];
			const domains = refs.map(({ datanet }) => texts.get(datanet) ?? '');
			return { model, text: [textOf(model.name), ...domains].join(' ').toLowerCase() };
		});
	}, [models, datanets]);
}

function Filters({
	search,
	setSearch,
	order,
	setOrder,
}: {
	search: string;
	setSearch: (search: string) => void;
	order: Order;
	setOrder: (order: Order) => void;
}): ReactNode {
	return (
		<div className="halves">
			<Field
				label={t.market.search}
				value={search}
				onChange={setSearch}
				placeholder={t.market.searchHint}
				hint={t.market.searchAbout}
			/>
			<Select
				label={t.market.order}
				value={order}
				options={ORDERS.map((value) => ({ value, title: t.market.orders[value] }))}
				onChange={setOrder}
			/>
		</div>
	);
}

/** The page. */
export function MarketPage(): ReactNode {
	const { data: models, isPending } = useModels();
	const { data: use } = useUse();
	const { data: providers = [] } = useProviders();
	const entries = useEntries(models);
	const [search, setSearch] = useState('');
	const [order, setOrder] = useState<Order>('use');
	const [shown, setShown] = useState(STEP);
	// What is typed is shown at once; thousands of models follow.
	const wanted = useDeferredValue(search);
	const found = useMemo(() => {
		const matching = entries.filter(({ text }) => matches(wanted, text)).map(({ model }) => model);
		return sortModels(matching, order, use ?? new Map());
	}, [entries, wanted, order, use]);
	const served = servedBy(providers);
	return (
		<>
			<PageHead title={t.market.title} about={t.market.about} />
			{isPending && <Loading />}
			{models?.length === 0 && (
				<Empty title={t.market.empty}>
					<p>{t.market.emptyAbout}</p>
				</Empty>
			)}
			{models && models.length > 0 && (
				<>
					<Filters search={search} setSearch={setSearch} order={order} setOrder={setOrder} />
					<p className="small muted" role="status">
						{plural(found.length, t.market.model, t.market.models)}
					</p>
					<div className="grid">
						{found.slice(0, shown).map((model) => (
							<Card key={model.id} model={model} use={use?.get(model.id)} providers={served(model)} />
						))}
					</div>
				</>
			)}
			{found.length > shown && <Button onPress={() => setShown(shown + STEP)}>{t.more}</Button>}
		</>
	);
}
