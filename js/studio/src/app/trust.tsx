// The choice between the node's word and a light client of the page's own, with the specification that it begins at.

import { type ReactNode, useState } from 'react';
import { keepSpec } from '../chain/spec-store.js';
import type { Connection, Trust } from '../chain/connection.js';
import { Drop } from '../components/drop.js';
import { Button, Choices, Notice } from '../components/ui.js';
import { LightError, readSpec } from '../logic/light-spec.js';
import { t } from '../texts/index.js';

/** Says why there is no light client. */
function Failed({ error, onAgain }: { error: LightError; onAgain?: () => void }): ReactNode {
	return (
		<Notice kind="warn" title={t.light.failed}>
			<span>{t.light.faults[error.fault](error.detail)}</span>
			{onAgain && (
				<div className="row">
					<Button onPress={onAgain}>{t.light.again}</Button>
				</div>
			)}
		</Notice>
	);
}

/** The form. */
export function TrustForm({ connection }: { connection: Connection }): ReactNode {
	const { trust, believe, lightError, specFrom } = connection;
	const [kept, setKept] = useState<string>();
	const [refused, setRefused] = useState<LightError>();
	const take = async (file: File): Promise<void> => {
		try {
			const text = await file.text();
			const { name } = readSpec(text);
			await keepSpec(text);
			setKept(name);
			setRefused(undefined);
			believe('light');
		} catch (error) {
			setKept(undefined);
			setRefused(error instanceof LightError ? error : new LightError('broken', String(error)));
		}
	};
	const options = (['node', 'light'] as const).map((value) => ({ value, ...t.light[value] }));
	return (
		<section className="stack tight">
			<Choices<Trust> label={t.light.choice} value={trust} options={options} onChange={believe} />
			{trust === 'light' && (
				<>
					<p className="small muted">{t.light.files}</p>
					{specFrom === 'host' && <p className="small muted">{t.light.fromHost}</p>}
					{lightError && <Failed error={lightError} onAgain={() => believe('light')} />}
					{refused && <Failed error={refused} />}
					{kept !== undefined && <p className="small">{t.light.kept(kept)}</p>}
					<Drop
						label={t.light.dropSpec}
						hint={t.light.specAbout}
						types={['.json', 'application/json']}
						onFile={(file) => void take(file)}
					/>
				</>
			)}
		</section>
	);
}
