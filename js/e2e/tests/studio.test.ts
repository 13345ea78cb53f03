// The studio in a real Chromium against a real node: everything that people do there, without a terminal.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openPage, picture, startBrowser, violations, type Watched } from '../src/lib/browser.js';
import { booksBalance } from '../src/lib/check.js';
import { choose, giveFile, openTab, use, write } from '../src/lib/keyboard.js';
import { stopAll, temporaryFolder } from '../src/lib/process.js';
import { type StudioChain, startStudioChain } from '../src/lib/studio-chain.js';

/** Milliseconds for what waits for blocks, or for the provider's answers. */
const SLOW = 240_000;

let world: StudioChain;
let browser: Browser;
let desk: Watched;
let issuance: bigint;
let job = '';

before(async () => {
	browser = await startBrowser();
	world = await startStudioChain();
	issuance = await world.chain.totalIssuance();
	desk = await openPage(browser);
	await desk.page.goto(address('/'));
});

after(async () => {
	await browser?.close();
	world?.chain.close();
	await stopAll();
});

function address(path: string): string {
	return `${world.node.studio}/#${path}`;
}

/** Goes to a page of the studio. */
async function visit(page: Page, path: string): Promise<void> {
	await page.goto(address(path));
	await page.locator('main h1').waitFor();
}

/** Chooses a development account as people do. */
async function become(page: Page, name: string): Promise<void> {
	await page.locator('header.top button').last().click();
	await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Agrees to what the dialog shows, and waits for its end. */
async function agree(page: Page): Promise<void> {
	const dialog = page.getByRole('dialog');
	await dialog.getByText('Network fee').waitFor();
	assert.deepEqual(await violations(page), []);
	await dialog.getByRole('button', { name: 'Sign and send' }).click();
	await dialog.waitFor({ state: 'detached', timeout: SLOW });
}

/** Writes a file of records to drop. */
function file(name: string, lines: string[]): string {
	const path = join(temporaryFolder('studio-files'), name);
	writeFileSync(path, lines.join('\n'));
	return path;
}

test('the market shows what a model was made of, and whether it is better', async () => {
	const { page } = desk;
	await page.getByRole('heading', { name: 'OpenLedger guide' }).waitFor({ timeout: SLOW });
	await page.getByText('All well').waitFor();
	await picture(page, 'market');
	await page.getByRole('heading', { name: 'OpenLedger guide' }).click();
	await page.getByText('On questions that it never saw, its error fell by').waitFor();
	for (const name of ['Bob', 'Charlie', 'Dave']) await page.locator('.lineage').getByText(name).waitFor();
	await page.getByText('People whose records shaped the answer').waitFor();
	await picture(page, 'model');
});

test('a user opens a session, and asks base and tuned model with one signature', async () => {
	const { page } = desk;
	await become(page, 'Ferdie’s stash');
	await page.getByRole('link', { name: 'Try it' }).click();
	await page.getByRole('button', { name: 'Open the session' }).click();
	await agree(page);
	for (const question of [world.records[0]!.prompt, world.records[1]!.prompt]) {
		const before = await page.getByText('Why this answer, and who is paid').count();
		await page.getByLabel('Your question').fill(question);
		await page.getByRole('button', { name: 'Ask', exact: true }).click();
		await page
			.getByText('Why this answer, and who is paid')
			.nth(before + 1)
			.waitFor({ timeout: SLOW });
	}
	await page.getByText('Why this answer, and who is paid').last().click();
	await page.getByText('Checked here before anything was paid').waitFor();
	assert.deepEqual(await violations(page), []);
	await picture(page, 'chat', 1600);
});

test('a session is gone on with after a reload', async () => {
	const { page } = desk;
	await page.reload();
	await page.getByLabel('Your question').fill('What is a snapshot?');
	await page.getByText('Short', { exact: true }).click();
	await page.getByRole('button', { name: 'Ask', exact: true }).click();
	await page.getByText('Why this answer, and who is paid').nth(1).waitFor({ timeout: SLOW });
});

test('answers are judged blind, and the better ones become records', async () => {
	const { page } = desk;
	// By keyboard, as the rest of what people do here is tested below.
	await use(page, page.getByLabel('Hide which is which until you have voted'), 'Space');
	await choose(page, 'Length of the answer', 'Short');
	await write(page, page.getByLabel('Your question'), world.records[2]!.prompt);
	await use(page, page.getByRole('button', { name: 'Ask', exact: true }));
	await page.getByRole('button', { name: 'A is better' }).waitFor({ timeout: SLOW });
	assert.equal(await page.locator('.answer .badge').count(), 0, 'a name is shown before the vote');
	await use(page, page.getByRole('button', { name: 'A is better' }));
	await page.getByRole('heading', { name: 'Your votes' }).waitFor();
	assert.equal(await page.locator('.answer .badge').count(), 2);
	const [saved] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Save the better answers as records' }).click(),
	]);
	assert.equal(saved.suggestedFilename(), 'votes.jsonl');
});

test('a contributor drops a file, sees what is wrong with it, and contributes', async () => {
	const { page } = desk;
	await become(page, 'Charlie');
	await visit(page, `/datanet/${world.datanet}`);
	await page.getByRole('tab', { name: 'Contribute' }).click();
	const record = (n: number): string =>
		JSON.stringify({ prompt: `What is case ${n}?`, completion: `It is case ${n}.` });
	// One row says what an accepted one says, in other words.
	const { prompt, completion } = world.records[0]!;
	const alike = JSON.stringify({ prompt: `Please tell: ${prompt}`, completion: `${completion} That is all.` });
	const lines = [record(1), record(2), record(1), '{"prompt": 1}', 'rubbish', alike];
	const path = file('cases.jsonl', lines);
	await page.locator('input[type=file]').setInputFiles(path);
	await page.getByText('Line 5: not valid JSON').waitFor();
	await page.getByText('1 row repeats an earlier one').waitFor();
	await picture(page, 'contribute');
	await page.getByRole('button', { name: 'Contribute', exact: true }).click();
	await agree(page);
	await page.getByText('A curator will look at it').waitFor();
});

test('a curator sees its rows, accepts it, and publishes a snapshot', async () => {
	const { page } = desk;
	await become(page, 'Alice');
	await visit(page, `/datanet/${world.datanet}`);
	await page.getByRole('tab', { name: 'Review (1)' }).click();
	await page.getByText('Look at its rows').click();
	await page.getByText('The file holds as many lines and bytes as the contribution states.').waitFor();
	await page.getByText('Look at its rows').click();
	await page.getByText('Compare its rows with what is accepted').click();
	const first = page.getByRole('list', { name: 'Rows beside' }).getByRole('listitem').first();
	await first.getByText(world.records[0]!.prompt).first().waitFor({ timeout: SLOW });
	await first
		.getByText(/\d\d % alike/)
		.first()
		.waitFor();
	await first.getByRole('link', { name: 'contribution 0, row 1' }).waitFor();
	assert.ok((await first.locator('mark').count()) >= 2, 'words of both are marked on both sides');
	assert.deepEqual(await violations(page), []);
	await page.setViewportSize({ width: 360, height: 860 });
	assert.deepEqual(await violations(page), []);
	assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0);
	await page.setViewportSize({ width: 1280, height: 860 });
	await picture(page, 'review');
	await page.getByRole('button', { name: 'Accept' }).click();
	await agree(page);
	await page.getByText('Nothing waits for review.').waitFor({ timeout: SLOW });
	await page.getByRole('button', { name: 'Publish a snapshot' }).click();
	await agree(page);
	await page.getByRole('tab', { name: 'Overview' }).click();
	await picture(page, 'datanet');
	await page
		.getByRole('region', { name: 'Snapshots' })
		.getByRole('cell', { name: String(world.records.length * 3 + 3) })
		.waitFor({ timeout: SLOW });
});

test('a builder is refused records that overlap, orders a training, and cancels it', async () => {
	const { page } = desk;
	await become(page, 'Eve');
	await visit(page, '/train');
	await page.locator('.choice', { hasText: 'SmolLM2-135M-Instruct' }).click();
	await page.getByLabel('Name of your model').fill('Second guide');
	await page.locator('.check', { hasText: 'Running and using OpenLedger' }).click();
	const overlapping = file('overlap.jsonl', [JSON.stringify(world.records[0]), JSON.stringify(world.records[1])]);
	await page.locator('input[type=file]').setInputFiles(overlapping);
	await page.getByText('These records overlap with what is learnt').waitFor({ timeout: SLOW });
	assert.ok(await page.getByRole('button', { name: 'Order the training' }).isDisabled());
	const fresh = { prompt: 'How large may a file be?', completion: 'The chain decides.' };
	await page.locator('input[type=file]').setInputFiles(file('held.jsonl', [JSON.stringify(fresh)]));
	await page.locator('.choice', { hasText: 'Quick' }).click();
	await page.getByText('Likely cost').waitFor();
	await page.getByText('For experts: all settings').click();
	assert.deepEqual(await violations(page), []);
	await page.getByText('For experts: all settings').click();
	await picture(page, 'train', 1600);
	await page.getByRole('button', { name: 'Order the training' }).click();
	await agree(page);
	await page.getByRole('heading', { name: 'Second guide' }).waitFor();
	job = /#(\/job\/\d+)/.exec(page.url())?.[1] ?? '';
	await page.getByRole('heading', { name: 'Learning' }).waitFor({ timeout: SLOW });
	if (process.env.OPENLEDGER_PICTURES !== undefined) {
		// There is a curve to see after a few steps.
		await page.getByText(/^[3-5] of \d/).waitFor({ timeout: SLOW });
		await page.getByRole('heading', { name: 'Loss by step' }).waitFor();
	}
	await picture(page, 'job');
	await page.getByRole('button', { name: 'Cancel the job' }).click();
	await agree(page);
	await page.getByRole('link', { name: 'Try again' }).waitFor({ timeout: SLOW });
	const cost = page.getByRole('region', { name: 'What it cost' });
	await cost.getByText(/^For work on it/).waitFor({ timeout: SLOW });
	await cost.getByText('Network fee of ending it:').waitFor();
});

test('an owner changes the price of a model', async () => {
	const { page } = desk;
	await visit(page, `/model/${world.tuned}`);
	await page.getByLabel('Price for 1,000 tokens written').fill('3');
	await page.getByRole('button', { name: 'Change the price' }).click();
	await agree(page);
	await visit(page, '/');
	await page.getByText('3 OPEN', { exact: true }).waitFor({ timeout: SLOW });
});

test('a contributor sees what is on its way and why, claims, and saves a table', async () => {
	const { page } = desk;
	await become(page, 'Bob');
	await visit(page, '/earnings');
	const region = page.getByRole('region', { name: 'By contribution' });
	await region.getByRole('link', { name: 'Contribution 0' }).waitFor();
	await picture(page, 'earnings');
	await page.getByRole('button', { name: 'Claim' }).click();
	await agree(page);
	await page.locator('.facts.big dd').first().getByText('0 OPEN', { exact: true }).waitFor({ timeout: SLOW });
	const [saved] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Save as CSV' }).click(),
	]);
	assert.equal(saved.suggestedFilename(), 'earnings.csv');
});

test('a holder delegates to a validator, and sees the stake', async () => {
	const { page } = desk;
	await become(page, 'Bob');
	await visit(page, '/network');
	await page.getByLabel('Amount').first().fill('250');
	await page.getByRole('button', { name: 'Delegate', exact: true }).first().click();
	await agree(page);
	await page.getByText('Your stake').first().waitFor({ timeout: SLOW });
	await page.getByText('250 OPEN', { exact: true }).waitFor({ timeout: SLOW });
	await picture(page, 'network');
});

test('a transaction that is refused says why and what to do', async () => {
	const { page } = desk;
	await become(page, 'Eve');
	await visit(page, '/train');
	// More than the account has: the chain refuses to hold it.
	await page.locator('.choice', { hasText: 'SmolLM2-135M-Instruct' }).click();
	await page.getByLabel('Name of your model').fill('Too dear');
	await page.locator('.check', { hasText: 'Running and using OpenLedger' }).click();
	const fresh = { prompt: 'Who pays?', completion: 'The builder.' };
	await page.locator('input[type=file]').setInputFiles(file('held.jsonl', [JSON.stringify(fresh)]));
	await page.getByLabel('Most that you pay').fill('900,000,000');
	await page.getByRole('button', { name: 'Order the training' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByText('The account has too little.').waitFor();
	await dialog.getByRole('button', { name: 'Sign and send' }).click();
	await dialog.getByRole('alert').waitFor({ timeout: SLOW });
	await dialog.getByRole('button', { name: 'Cancel' }).click();
});

const PAGES = [
	'/',
	'/model/1',
	'/model/0',
	'/chat',
	'/datanets',
	'/datanet/0',
	'/contribution/0',
	'/train',
	'/earnings',
	'/network',
];

for (const colorScheme of ['light', 'dark'] as const) {
	test(`no page breaks WCAG 2.2 AA in ${colorScheme} colours, or is wider than a phone`, async () => {
		const { page, errors } = await openPage(browser, { colorScheme, width: 360 });
		await page.goto(address('/'));
		await become(page, 'Bob');
		for (const path of [...PAGES, job]) {
			await visit(page, path);
			await page.getByText('Reading the chain…').first().waitFor({ state: 'detached' });
			for (const width of [360, 1280]) {
				await page.setViewportSize({ width, height: 860 });
				assert.deepEqual(await violations(page), [], `${path} in ${colorScheme} colours, ${width} pixels wide`);
				const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
				assert.ok(wider <= 0, `${path} is ${wider} pixels too wide`);
			}
			// What stands behind a page's other tabs is part of it.
			for (const tab of (await page.getByRole('tab').all()).slice(1)) {
				await tab.click();
				const name = await tab.innerText();
				assert.deepEqual(await violations(page), [], `${name} of ${path} in ${colorScheme} colours`);
			}
		}
		await page.setViewportSize({ width: 360, height: 860 });
		for (const button of ['All well', 'Bob']) {
			await page.getByRole('button', { name: button }).click();
			await page.getByRole('dialog').waitFor();
			assert.deepEqual(await violations(page), [], `behind “${button}” in ${colorScheme} colours`);
			await page.keyboard.press('Escape');
			await page.getByRole('dialog').waitFor({ state: 'detached' });
		}
		assert.deepEqual(errors, []);
		// The check would have found something, had there been anything.
		await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="./icon.svg">')`);
		assert.match((await violations(page)).join(), /^image-alt/);
		await page.context().close();
	});
}

/** Chooses a development account without a mouse. */
async function becomeByKeys(page: Page, name: string): Promise<void> {
	await use(page, page.locator('header.top button').last());
	await use(page, page.getByRole('dialog').getByRole('button', { name, exact: true }));
	await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Signs what the dialog shows, which has the focus, without a mouse. */
async function agreeByKeys(page: Page): Promise<void> {
	const dialog = page.getByRole('dialog');
	await dialog.getByText('Network fee').waitFor();
	await use(page, dialog.getByRole('button', { name: 'Sign and send' }));
	await dialog.waitFor({ state: 'detached', timeout: SLOW });
}

test('the whole way to a session is by keyboard', async () => {
	const { page } = await openPage(browser);
	await page.goto(address('/chat'));
	await page.getByText('All well').waitFor();
	await becomeByKeys(page, 'Dave');
	await use(page, page.getByRole('button', { name: 'Open the session' }));
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Sign and send' }).waitFor();
	assert.equal((await dialog.locator(':focus').count()) + (await page.locator('[role=dialog]:focus').count()), 1);
	await page.keyboard.press('Escape');
	await dialog.waitFor({ state: 'detached' });
	await page.context().close();
});

test('contributing and reviewing are by keyboard', async () => {
	const { page } = await openPage(browser);
	await page.goto(address(`/datanet/${world.datanet}`));
	await becomeByKeys(page, 'Charlie');
	await openTab(page, 'Contribute');
	const { prompt, completion } = world.records[1]!;
	const rows = [JSON.stringify({ prompt: `Tell me: ${prompt}`, completion: `${completion} No more.` })];
	await giveFile(page, page.getByRole('button', { name: 'Choose a file' }), file('keys.jsonl', rows));
	await use(page, page.getByRole('button', { name: 'Contribute', exact: true }));
	await agreeByKeys(page);
	await page.getByText('A curator will look at it').waitFor();
	await becomeByKeys(page, 'Alice');
	await openTab(page, 'Review (1)');
	await use(page, page.getByText('Look at its rows'));
	await page.getByText('The file holds as many lines and bytes as the contribution states.').waitFor();
	await use(page, page.getByText('Compare its rows with what is accepted'));
	const pair = page.getByRole('list', { name: 'Rows beside' }).getByRole('listitem').first();
	await pair.getByText(/\d\d % alike/).first().waitFor({ timeout: SLOW });
	await use(page, pair.getByText(/more that/));
	await pair.locator('details[open]').waitFor();
	await use(page, page.getByRole('button', { name: 'Accept' }));
	await agreeByKeys(page);
	await page.getByText('Nothing waits for review.').waitFor({ timeout: SLOW });
	await page.context().close();
});

test('ordering a training, cancelling it and trying again are by keyboard', async () => {
	const { page } = await openPage(browser);
	await page.goto(address('/'));
	await becomeByKeys(page, 'Eve');
	await use(page, page.getByRole('link', { name: 'Train', exact: true }));
	await choose(page, 'Base model', 'SmolLM2-135M-Instruct');
	await write(page, page.getByLabel('Name of your model'), 'Typed');
	await use(page, page.getByRole('checkbox', { name: 'Running and using OpenLedger' }), 'Space');
	await use(page, page.getByText('No file? Write questions and answers here'));
	await write(page, page.getByLabel('A question'), 'Is there a mouse?');
	await write(page, page.getByLabel('The answer that you expect'), 'There is none.');
	await use(page, page.getByRole('button', { name: 'Add this pair' }));
	await page.getByText('1 record written.').waitFor();
	await choose(page, 'Settings', 'Quick');
	await use(page, page.getByText('For experts: all settings'));
	await write(page, page.getByLabel('Passes over the records'), '2');
	await use(page, page.getByRole('button', { name: 'Order the training' }));
	await agreeByKeys(page);
	await page.getByRole('heading', { name: 'Typed' }).waitFor({ timeout: SLOW });
	await use(page, page.getByRole('button', { name: 'Cancel the job' }));
	await agreeByKeys(page);
	await use(page, page.getByRole('link', { name: 'Try again' }));
	await page.getByRole('heading', { name: 'Train a model' }).waitFor();
	await page.context().close();
});

/** Words that a person reads in a minute, and most minutes and decisions from opening the page to a submitted job. */
const [WORDS_A_MINUTE, MINUTES, DECISIONS] = [200, 5, 12];

test('a newcomer orders a training without a file, in few decisions and minutes', async (t) => {
	const { page } = await openPage(browser);
	const from = Date.now();
	let [read, decisions] = ['', 0];
	/** Reads what is shown, and decides. */
	const decide = async (what: () => Promise<void>): Promise<void> => {
		const shown = await page.evaluate<string>(
			"(document.querySelector('[role=dialog]') ?? document.querySelector('main')).innerText",
		);
		// What was read before is not read again.
		read += shown
			.split('\n')
			.filter((line) => !read.includes(line))
			.map((line) => `${line}\n`)
			.join('');
		await what();
		decisions += 1;
	};
	await page.goto(address('/'));
	await page.getByRole('heading', { name: 'OpenLedger guide' }).waitFor({ timeout: SLOW });
	await decide(() => page.getByRole('link', { name: 'Train', exact: true }).click());
	await page.getByRole('heading', { name: 'Train a model' }).waitFor();
	await decide(() => page.locator('.choice', { hasText: 'SmolLM2-135M-Instruct' }).click());
	await decide(() => page.getByLabel('Name of your model').fill('My first model'));
	await decide(() => page.locator('.check', { hasText: 'Running and using OpenLedger' }).click());
	await decide(() => page.getByText('No file? Write questions and answers here').click());
	await page.getByLabel('A question').fill('What does a newcomer need?');
	await page.getByLabel('The answer that you expect').fill('An account and a question.');
	await decide(() => page.getByRole('button', { name: 'Add this pair' }).click());
	await page.getByText('1 record written.').waitFor();
	await page.getByText('Still missing: an account.').waitFor({ timeout: SLOW });
	await decide(() => page.getByRole('button', { name: 'Choose account' }).click());
	await decide(() => page.getByRole('dialog').getByRole('button', { name: 'Dave', exact: true }).click());
	await decide(() => page.getByRole('button', { name: 'Order the training' }).click());
	await page.getByRole('dialog').getByText('Network fee').waitFor();
	await decide(() => page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click());
	await page.getByRole('heading', { name: 'My first model' }).waitFor({ timeout: SLOW });
	const reading = read.split(/\s+/).length / WORDS_A_MINUTE;
	const waiting = (Date.now() - from) / 60_000;
	t.diagnostic(`${decisions} decisions, ${reading.toFixed(1)} min of reading, ${waiting.toFixed(1)} min of waiting`);
	assert.ok(decisions <= DECISIONS, `${decisions} decisions`);
	assert.ok(reading + waiting <= MINUTES, `${reading} minutes of reading and ${waiting} of waiting`);
	await page.getByRole('button', { name: 'Cancel the job' }).click();
	await agree(page);
	await page.context().close();
});

/** A wallet extension whose owner says no. */
const CAREFUL_WALLET = `
	const address = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
	const account = { address, name: 'My account', type: 'sr25519' };
	const refuse = async () => { throw new Error('Cancelled'); };
	const enable = async () => ({
		accounts: { get: async () => [account], subscribe: () => () => {} },
		signer: { signPayload: refuse, signRaw: refuse },
	});
	window.injectedWeb3 = { careful: { version: '1', enable } };
`;

test('a wallet extension gives its accounts, and where it refuses nothing is sent', async () => {
	const { page } = await openPage(browser);
	await page.addInitScript(CAREFUL_WALLET);
	await page.goto(address('/chat'));
	await page.getByRole('button', { name: 'Choose account' }).click();
	await page.getByRole('button', { name: 'careful' }).click();
	await page.getByRole('button', { name: 'My account' }).click();
	await page.getByRole('button', { name: 'Open the session' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Sign and send' }).click();
	await dialog.getByText('You did not sign it.').waitFor();
	await dialog.getByRole('button', { name: 'Try again' }).waitFor();
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await page.getByRole('button', { name: 'All well' }).click();
	await page.getByText('What you sign shows up here').waitFor();
	await page.context().close();
});

test('a node that stops and comes back is told, and the page goes on by itself', async () => {
	const { page } = desk;
	await visit(page, '/');
	await world.node.stop();
	await page.getByRole('button', { name: /Node is silent|No new blocks/ }).waitFor({ timeout: SLOW });
	await world.node.restart();
	await page.getByRole('button', { name: 'All well' }).waitFor({ timeout: SLOW });
});

test('the page asks nobody but its host, its node and the provider, and the books balance', async () => {
	assert.deepEqual([...desk.hosts], ['127.0.0.1']);
	const unexpected = desk.errors.filter((text) => !/WebSocket|ERR_CONNECTION|Unable to connect/.test(text));
	assert.deepEqual(unexpected, []);
	await booksBalance(world.chain, issuance);
});
