// The seven pictures of the menu, drawn in the line of their words.

import type { ReactNode } from 'react';

const PATHS = {
	market: 'M4 10h16M5 10l1.5-5h11L19 10M6 10v9h12v-9M10 19v-5h4v5',
	chat: 'M5 5h14v10H11l-4 4v-4H5z',
	datanets:
		'M12 4c4.4 0 7 1.3 7 3s-2.6 3-7 3-7-1.3-7-3 2.6-3 7-3zM5 7v5c0 1.7 2.6 3 7 3s7-1.3 7-3V7M5 12v5c0 1.7 2.6 3 7 3s7-1.3 7-3v-5',
	train: 'M4 19V5M4 19h16M7 8c3 0 3 7 7 7 2 0 3-1 5-1',
	earnings: 'M12 4v16M16 7.5c-1-1-2.3-1.5-4-1.5-2.3 0-4 1-4 3 0 4 8 2 8 6 0 2-1.700 3-4 3-1.700 0-3-.5-4-1.500',
	network: 'M12 5v4M12 15v4M5 12h4M15 12h4M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
} as const;

/** Name of a picture. */
export type IconName = keyof typeof PATHS;

/** A picture beside a word, which says the same. */
export function Icon({ name }: { name: IconName }): ReactNode {
	return (
		<svg
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.7"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
		>
			<path d={PATHS[name]} />
		</svg>
	);
}
