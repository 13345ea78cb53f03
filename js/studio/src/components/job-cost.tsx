// What a job cost that came to nothing: what returned, what did not, and to whom that went.

import type { Job } from '@openledger/sdk';
import type { ReactNode } from 'react';
import { useConnection } from '../chain/connection.js';
import { useJobCost } from '../chain/job-costs.js';
import { openText } from '../logic/format.js';
import type { CostPart } from '../logic/jobs.js';
import { t } from '../texts/index.js';
import { Who } from './names.js';
import { Facts, Loading } from './ui.js';

function Part({ part: { to, who, planck } }: { part: CostPart }): ReactNode {
	return (
		<li>
			<span>
				{t.jobCost.parts[to]}
				{who && (
					<>
						{' '}
						(<Who address={who} />)
					</>
				)}
				: <b>{openText(planck)}</b>
			</span>
		</li>
	);
}

/** Shows the cost of a failed or cancelled job, in OPEN; of another it only remembers what the order cost. */
export function Cost({ job }: { job: Job }): ReactNode {
	const { data: cost, isPending } = useJobCost(job);
	const isLight = useConnection().specFrom !== undefined;
	if (job.status !== 'Failed' && job.status !== 'Cancelled') return null;
	return (
		<section className="card" aria-labelledby="cost">
			<h2 id="cost">{t.jobCost.title}</h2>
			{isPending && <Loading />}
			{cost === null && <p>{isLight ? t.jobCost.unproven : t.jobCost.unknown}</p>}
			{cost && (
				<>
					<Facts
						big
						of={[
							...(cost.held === undefined ? [] : ([[t.jobCost.held, openText(cost.held)]] as const)),
							[t.jobCost.back, openText(cost.back)],
							[t.jobCost.lost, openText(cost.lost)],
						]}
					/>
					{cost.parts.length > 0 && (
						<ul className="steps small">
							{cost.parts.map((part, index) => (
								<Part key={index} part={part} />
							))}
						</ul>
					)}
					<p className="small muted">{cost.held === undefined ? t.jobCost.partial : t.jobCost.about}</p>
				</>
			)}
		</section>
	);
}
