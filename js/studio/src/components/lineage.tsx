// What a model was made of, from left to right: base and snapshots, their contributors, the adapter, the model.
//
// Boxes and arrows of HTML, not a chart: readers of screens get lists, and the boxes are links.

import type { ModelInfo } from '@openledger/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useContributionsById, useDatanets, useModel, useSnapshots } from '../chain/queries.js';
import { bytes, plural, textOf } from '../logic/format.js';
import { t } from '../texts/index.js';
import { Hash, modelName, Who } from './names.js';

/** Contributors that are named of one snapshot. */
const NAMED = 5;

type Snapshots = NonNullable<ReturnType<typeof useSnapshots>['data']>;

function SnapshotBox({ at, snapshot }: Snapshots[number]): ReactNode {
	const { data: datanets = [] } = useDatanets();
	const datanet = datanets.find(({ id }) => id === at.datanet);
	const ids = snapshot.entries.map(({ contribution }) => contribution);
	const { data: contributions = [] } = useContributionsById(ids.slice(0, 100));
	const people = [...new Set(contributions.map(({ contributor }) => contributor))];
	const records = snapshot.entries.reduce((sum, entry) => sum + entry.records, 0);
	return (
		<div className="node">
			<Link to="/datanet/$id" params={{ id: at.datanet }}>
				{datanet ? textOf(datanet.name) : t.lineage.datanet(at.datanet)}
			</Link>
			<span className="small muted">
				{t.lineage.snapshot(at.number)}, {plural(records, 'record')}
			</span>
			<span className="small">
				{people.slice(0, NAMED).map((address, index) => (
					<span key={address}>
						{index > 0 && ', '}
						<Who address={address} />
					</span>
				))}
				{people.length > NAMED && ` ${t.lineage.others(people.length - NAMED)}`}
			</span>
		</div>
	);
}

/** The picture. */
export function Lineage({ model }: { model: ModelInfo }): ReactNode {
	const tuned = model.kind.type === 'Tuned' ? model.kind.value : undefined;
	const { data: snapshots = [] } = useSnapshots(tuned?.snapshots ?? []);
	const { data: base } = useModel(tuned?.base ?? model.id);
	if (!tuned) return null;
	return (
		<div className="lineage">
			<div className="column" role="group" aria-label={t.lineage.sources}>
				<div className="node">
					<Link to="/model/$id" params={{ id: tuned.base }}>
						{modelName(base ?? undefined, tuned.base)}
					</Link>
					<span className="small muted">{t.lineage.base}</span>
				</div>
				{snapshots.map((one) => (
					<SnapshotBox key={`${one.at.datanet}/${one.at.number}`} {...one} />
				))}
			</div>
			<div className="arrow" aria-hidden="true">
				→
			</div>
			<div className="column">
				<div className="node">
					<Link to="/job/$id" params={{ id: tuned.job }}>
						{t.lineage.job(tuned.job.toString())}
					</Link>
					<span className="small muted">
						{t.lineage.adapter} <Hash of={tuned.adapter} />, {bytes(tuned.adapter_bytes)}
					</span>
					<span className="small muted">
						{t.lineage.trace} <Hash of={tuned.trace} />
					</span>
				</div>
			</div>
			<div className="arrow" aria-hidden="true">
				→
			</div>
			<div className="node result">
				<strong>{modelName(model)}</strong>
				<span className="small muted">{t.lineage.owned}</span>
				<Who address={model.owner} />
			</div>
		</div>
	);
}
