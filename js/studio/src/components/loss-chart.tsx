// The loss of a training by step.

import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { LossPoint } from '../logic/jobs.js';
import { t } from '../texts/index.js';

/** The chart, with the held-out losses as lines across it. */
export function LossChart({
	curve,
	heldOut,
}: {
	curve: readonly LossPoint[];
	heldOut?: { before: number; after: number };
}): ReactNode {
	const last = curve.at(-1);
	return (
		<figure className="chart" aria-label={t.job.chartLabel(last?.step ?? 0, (last?.loss ?? 0).toFixed(3))}>
			<ResponsiveContainer width="100%" height="100%">
				<LineChart data={[...curve]} margin={{ top: 8, right: 24, bottom: 8, left: 0 }}>
					<CartesianGrid stroke="var(--line)" vertical={false} />
					<XAxis
						dataKey="step"
						stroke="var(--muted)"
						type="number"
						domain={[0, 'dataMax']}
						allowDecimals={false}
					/>
					<YAxis stroke="var(--muted)" domain={['auto', 'auto']} width={48} />
					<Tooltip
						contentStyle={{
							background: 'var(--raised)',
							border: '1px solid var(--line)',
							color: 'var(--text)',
						}}
						labelFormatter={(step) => t.job.atStep(Number(step))}
					/>
					<Line
						dataKey="loss"
						name={t.job.loss}
						stroke="var(--accent)"
						strokeWidth={2}
						dot={curve.length < 30}
						isAnimationActive={false}
					/>
					{heldOut && (
						<ReferenceLine
							y={heldOut.before}
							stroke="var(--warn)"
							strokeDasharray="4 4"
							label={t.job.before}
						/>
					)}
					{heldOut && (
						<ReferenceLine
							y={heldOut.after}
							stroke="var(--good)"
							strokeDasharray="4 4"
							label={t.job.after}
						/>
					)}
				</LineChart>
			</ResponsiveContainer>
		</figure>
	);
}
