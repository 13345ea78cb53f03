// Every setting of a training, for those who know them.

import type { HyperParameters } from '@openledger/sdk';
import type { ReactNode } from 'react';
import { LIMITS } from '../logic/presets.js';
import { t } from '../texts/index.js';
import { Check, Choices, Field } from './ui.js';

const TARGETS = ['q', 'k', 'v', 'o', 'gate', 'up', 'down'] as const;
const WHOLE = ['epochs', 'rank', 'alpha', 'batch', 'max_length', 'warmup_steps', 'seed'] as const;
const DECIMAL = ['learning_rate', 'weight_decay', 'clip_norm'] as const;

/** A fold with all settings. */
export function Expert({
	hyper,
	onChange,
}: {
	hyper: HyperParameters;
	onChange: (hyper: HyperParameters) => void;
}): ReactNode {
	const methods = (['lora', 'qlora', 'exact8'] as const).map((value) => ({ value, ...t.expert.methods[value] }));
	const toggle = (target: (typeof TARGETS)[number], is: boolean): void => {
		const targets = TARGETS.filter((one) => (one === target ? is : hyper.targets.includes(one)));
		if (targets.length > 0) onChange({ ...hyper, targets });
	};
	return (
		<details>
			<summary>{t.expert.title}</summary>
			<div className="stack">
				<Choices
					label={t.expert.method}
					value={hyper.method}
					options={methods}
					onChange={(method) => onChange({ ...hyper, method })}
				/>
				<div className="grid">
					{WHOLE.map((name) => (
						<Field
							key={name}
							label={t.expert.names[name]}
							inputMode="numeric"
							value={String(hyper[name])}
							onChange={(text) => onChange({ ...hyper, [name]: /^\d+$/.test(text) ? Number(text) : 0 })}
							hint={t.expert.between(LIMITS[name][0], LIMITS[name][1])}
						/>
					))}
					{DECIMAL.map((name) => (
						<Field
							key={name}
							label={t.expert.names[name]}
							inputMode="decimal"
							value={hyper[name]}
							onChange={(text) => onChange({ ...hyper, [name]: text })}
							isInvalid={!/^\d+(\.\d{1,9})?$/.test(hyper[name])}
						/>
					))}
				</div>
				<div className="row" role="group" aria-label={t.expert.targets}>
					<span className="label">{t.expert.targets}</span>
					{TARGETS.map((target) => (
						<Check
							key={target}
							isSelected={hyper.targets.includes(target)}
							onChange={(is) => toggle(target, is)}
						>
							{target}
						</Check>
					))}
				</div>
			</div>
		</details>
	);
}
