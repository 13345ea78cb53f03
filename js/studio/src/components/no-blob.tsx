// A contribution whose rows the node cannot give.

import type { ReactNode } from 'react';
import { words } from '../logic/words.js';
import { t } from '../texts/index.js';
import { Notice } from './ui.js';

/** Says that the rows cannot be read, and why. */
export function NoBlob({ error }: { error: unknown }): ReactNode {
	return (
		<Notice kind="warn" title={t.review.noBlob}>
			<span>{t.review.noBlobAbout}</span>
			<span className="small">{words(error).what}</span>
		</Notice>
	);
}
