// A page as people use it who have no mouse: Tab to what there is, Enter, Space and arrows to use it.

import type { Locator, Page } from 'playwright-core';

/** Most presses of one key on the way to something. */
const MOST = 120;
/** Milliseconds for what waits for blocks or proofs. */
const SLOW = 240_000;

/** Returns what has the focus, if that is an element or something inside it. */
function focusedIn(page: Page, target: Locator): Locator {
	return target.and(page.locator(':focus')).or(target.locator(':focus'));
}

/** Presses a key until something is so. */
async function pressUntil(page: Page, key: string, what: string, isSo: () => Promise<boolean>): Promise<void> {
	for (let presses = 0; presses < MOST; presses++) {
		if (await isSo()) return;
		await page.keyboard.press(key);
	}
	throw new Error(`${MOST} presses of ${key} do not lead to ${what}`);
}

/** Goes to an element by Tab, or by another key that moves the focus, once it is there. */
export async function goTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
	await target.waitFor({ timeout: SLOW });
	await pressUntil(page, key, String(target), async () => (await focusedIn(page, target).count()) > 0);
}

/** Goes to a button, link, box or fold, and uses it. */
export async function use(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
	await goTo(page, target);
	await page.keyboard.press(key);
}

/** Goes to a field and writes into it, in place of what stands there. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
	await goTo(page, field);
	await page.keyboard.press('Control+A');
	await page.keyboard.type(text);
}

/** Chooses among a few: Tab goes to the group, Space takes the first, and arrows go on from there. */
export async function choose(page: Page, group: string, option: string): Promise<void> {
	const radios = page.getByRole('radiogroup', { name: group });
	const wanted = radios.getByRole('radio', { name: option });
	await goTo(page, radios);
	await page.keyboard.press('Space');
	await pressUntil(page, 'ArrowDown', option, () => wanted.isChecked());
}

/** Opens a tab of a page: Tab goes to the one that is open, arrows to the others. */
export async function openTab(page: Page, name: string | RegExp): Promise<void> {
	await goTo(page, page.getByRole('tab', { selected: true }));
	await goTo(page, page.getByRole('tab', { name }), 'ArrowRight');
	await page.keyboard.press('Enter');
}

/** Uses the button of a file, and gives the system's dialog a file. */
export async function giveFile(page: Page, button: Locator, path: string): Promise<void> {
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), use(page, button)]);
	await chooser.setFiles(path);
}
