// Records that are written on the page, for people who have no file of them.

import { type ReactNode, useState } from 'react';
import { plural } from '../logic/format.js';
import { type DataRecord, toRows } from '../logic/records.js';
import { t } from '../texts/index.js';
import { Button, Field } from './ui.js';

/** Name of the file that is made of what was written. */
const NAME = 'written.jsonl';

/** A form for questions with their answers, which hands over all of them as a file whenever one is added. */
export function WriteRecords({ onFile }: { onFile: (file: File) => void }): ReactNode {
	const [records, setRecords] = useState<readonly DataRecord[]>([]);
	const [prompt, setPrompt] = useState('');
	const [completion, setCompletion] = useState('');
	const add = (): void => {
		const all = [...records, { prompt: prompt.trim(), completion: completion.trim() }];
		setRecords(all);
		setPrompt('');
		setCompletion('');
		onFile(new File([toRows(all).join('\n')], NAME));
	};
	return (
		<details>
			<summary>{t.heldOut.write}</summary>
			<div className="stack tight">
				<p className="small muted">{t.heldOut.writeAbout}</p>
				<Field label={t.heldOut.question} value={prompt} onChange={setPrompt} />
				<Field label={t.heldOut.answer} rows={2} value={completion} onChange={setCompletion} />
				<div className="row">
					<Button isDisabled={prompt.trim() === '' || completion.trim() === ''} onPress={add}>
						{t.heldOut.add}
					</Button>
					{records.length > 0 && (
						<span className="small muted" role="status">
							{t.heldOut.written(plural(records.length, 'record'))}
						</span>
					)}
				</div>
			</div>
		</details>
	);
}
