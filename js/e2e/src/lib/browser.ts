// Debian's Chromium, driven by Playwright.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const PROGRAM = process.env.OPENLEDGER_CHROMIUM ?? '/usr/bin/chromium';

/** Without these it asks hosts of its maker's, at every start and now and then. */
const QUIET = [
	...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
	...['--disable-background-networking', '--disable-component-update'],
];

/** Starts the browser. Debian's package `chromium` has it. */
export function startBrowser(): Promise<Browser> {
	if (!existsSync(PROGRAM))
		throw new Error(`${PROGRAM} is missing: apt-get install chromium, or set OPENLEDGER_CHROMIUM`);
	// A sandbox of its own needs rights that root does not have here.
	const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	return chromium.launch({ executablePath: PROGRAM, args: [...QUIET, ...sandbox] });
}

/** A page with what it complained of and whom it asked. */
export interface Watched {
	page: Page;
	/** Errors of scripts, of the content-security policy and of the console. */
	errors: string[];
	/** Hosts that were asked for anything. */
	hosts: Set<string>;
}

/** Opens a page. */
export async function openPage(
	browser: Browser,
	options: { colorScheme?: 'light' | 'dark'; width?: number } = {},
): Promise<Watched> {
	const { colorScheme = 'light', width = 1280 } = options;
	const context = await browser.newContext({
		colorScheme,
		viewport: { width, height: 860 },
		reducedMotion: 'reduce',
	});
	const page = await context.newPage();
	const [errors, hosts]: [string[], Set<string>] = [[], new Set()];
	page.on('pageerror', (error) => errors.push(String(error)));
	page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
	page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
	page.on('websocket', (socket) => hosts.add(new URL(socket.url()).hostname));
	return { page, errors, hosts };
}

/** Takes a picture for the documents, if `OPENLEDGER_PICTURES` names a folder for them. */
export async function picture(page: Page, name: string, height = 860): Promise<void> {
	const folder = process.env.OPENLEDGER_PICTURES;
	if (folder === undefined) return;
	mkdirSync(folder, { recursive: true });
	await page.setViewportSize({ width: 1280, height });
	await page.mouse.move(0, 0);
	await page.evaluate('scrollTo(0, 0)');
	await page.screenshot({ path: join(folder, `${name}.png`) });
	await page.setViewportSize({ width: 1280, height: 860 });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A breach of a rule for accessibility. */
interface Violation {
	id: string;
	nodes: { target: string[]; failureSummary?: string }[];
}

/** Returns what breaks WCAG 2.2 AA on a page, one line a breach. */
export async function violations(page: Page): Promise<string[]> {
	// Playwright evaluates it beside the page's own scripts, whose policy would not let it in.
	await page.evaluate(AXE);
	const rules = JSON.stringify({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
	const found = await page.evaluate<Violation[]>(`axe.run(document, ${rules}).then(({ violations }) => violations)`);
	return found.map(({ id, nodes }) => {
		const places = nodes
			.slice(0, 3)
			.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`);
		return `${id}: ${places.join(' | ')}`;
	});
}
