// The texts of the page in the language that it is shown in. Another language is another file like `en.ts`.

import { en } from './en.js';

/** All texts. */
export const t = en;
