// Light, dark, or as the system has it.

import { useEffect, useState } from 'react';
import { read, write } from '../logic/store.js';

/** A choice of colours. */
export type Theme = 'system' | 'light' | 'dark';

/** Puts a choice of colours on the page. */
export function applyTheme(theme: Theme = read<Theme>('theme') ?? 'system'): void {
	if (theme === 'system') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme;
}

/** Returns the choice of colours, and what changes it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
	const [theme, setTheme] = useState<Theme>(() => read<Theme>('theme') ?? 'system');
	useEffect(() => applyTheme(theme), [theme]);
	const choose = (next: Theme): void => {
		write('theme', next);
		setTheme(next);
	};
	return [theme, choose];
}
