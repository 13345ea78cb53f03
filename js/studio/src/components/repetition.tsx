// The repetition of a training's result: why, by whom, until when, and what came of it.

import type { ConfirmationInfo } from '@openledger/sdk';
import type { ReactNode } from 'react';
import { openText } from '../logic/format.js';
import { repetitionEnds } from '../logic/jobs.js';
import { t } from '../texts/index.js';
import { Who } from './names.js';
import { Facts } from './ui.js';

/** What a repetition has come to. `until` says how long it is to a block. */
export function Repetition({ of, until }: { of: ConfirmationInfo; until: (block: number) => string }): ReactNode {
	const { cause, stage, verifier, statements, doubt, fee } = of;
	const ends = repetitionEnds(of);
	return (
		<section className="card" aria-live="polite">
			<h2>{t.repetition.title}</h2>
			<p>{t.repetition.causes[cause.type]}</p>
			<Facts
				of={[
					[t.repetition.now, t.repetition.stages[stage.type]],
					...(verifier ? ([[t.repetition.by, <Who address={verifier} />]] as const) : []),
					...(ends === undefined ? [] : ([[t.repetition.ends[stage.type], until(ends)]] as const)),
					...(doubt
						? ([
								[t.repetition.doubt, <Who address={doubt[0]} />],
								[t.repetition.staked, openText(doubt[1])],
							] as const)
						: []),
					[t.repetition.fee, openText(fee)],
				]}
			/>
			{statements.length > 0 && (
				<>
					<h3>{t.repetition.found}</h3>
					<ul className="steps small">
						{statements.map(([who, { type, value }], index) => (
							<li key={index}>
								<Who address={who} />: {t.repetition.statements[type]}
								{type === 'Unrepeatable' && ` (${t.job.reasons[value.reason.type] ?? value.reason.type})`}
							</li>
						))}
					</ul>
				</>
			)}
		</section>
	);
}
