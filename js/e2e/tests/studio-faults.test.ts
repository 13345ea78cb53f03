// What the studio says when something is wrong, in a real Chromium against real nodes: no light client, a file that no
// node holds, a job that failed, a provider that is gone, an account without money, a chain that was replaced.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
	commit,
	contribute,
	createDatanet,
	DEFAULT_HYPER,
	Enum,
	formatOpen,
	fromUri,
	listModel,
	newSecret,
	open,
	type OpenLedger,
	registerBase,
	registerProvider,
	submitJob,
	until,
	withdrawCommitment,
} from '@openledger/sdk';
import type { Browser, Page } from 'playwright-core';
import { openPage, picture, startBrowser, violations } from '../src/lib/browser.js';
import { booksBalance } from '../src/lib/check.js';
import { connect } from '../src/lib/connect.js';
import { toBlob } from '../src/lib/files.js';
import { choose, use } from '../src/lib/keyboard.js';
import { acceptAll, transfer } from '../src/lib/market.js';
import { Node } from '../src/lib/node.js';
import { freePort } from '../src/lib/ports.js';
import { stopAll } from '../src/lib/process.js';
import { fastSpec, soloArgs, toRaw } from '../src/lib/spec.js';
import { startWsRelay, type WsRelay } from '../src/lib/ws-relay.js';

/** Milliseconds for what waits for blocks. */
const SLOW = 120_000;
const [ALICE, BOB, CHARLIE, EVE] = [fromUri('//Alice'), fromUri('//Bob'), fromUri('//Charlie'), fromUri('//Eve')];

let plain: string;
let raw: string;
let node: Node, other: Node;
let chain: OpenLedger;
let browser: Browser;
let way: WsRelay;
/** How often the page looked whether a final block is still there. */
let looks = 0;
let issuance: bigint;

before(async () => {
	plain = await fastSpec(60);
	raw = await toRaw(plain);
	browser = await startBrowser();
	const args = soloArgs(raw);
	// Two nodes that do not know each other, of one chain and one author: each makes blocks of its own.
	[node, other] = await Promise.all([
		Node.start({ name: 'studio-faults', args, studio: true, webSocket: true }),
		Node.start({ name: 'other-fork', args }),
	]);
	way = await startWsRelay(await freePort(), node.ws, () => (text) => {
		if (text.includes('chain_getBlockHash')) looks += 1;
		return false;
	});
	chain = await connect(node.ws);
	issuance = await chain.totalIssuance();
});

after(async () => {
	await browser?.close();
	way?.close();
	chain?.close();
	await stopAll();
});

/** Opens a page of the studio as a development account. */
async function openAs(name: string | undefined, path: string, query = ''): Promise<Page> {
	const { page } = await openPage(browser);
	await page.goto(`${node.studio}/${query}#${path}`);
	await page.locator('main h1').waitFor({ timeout: SLOW });
	if (name === undefined) return page;
	await page.getByRole('button', { name: 'Choose account' }).click();
	await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
	return page;
}

test('without a specification there is no light client, and the node stands in', async () => {
	const { page } = await openPage(browser);
	await page.route('**/chain-spec.json', (route) => route.fulfill({ status: 404 }));
	await page.goto(`${node.studio}/#/network`);
	await page.getByRole('button', { name: 'All well' }).click();
	await page.locator('.choice', { hasText: 'Its own light client' }).click();
	await page.getByText('the page’s host has none').waitFor({ timeout: SLOW });
	await page.getByRole('button', { name: 'Not checked' }).waitFor();
	assert.deepEqual(await violations(page), []);
	const drop = page.locator('.popover input[type=file]');
	await drop.setInputFiles(plain);
	await page.getByText('The file is no chain specification in raw form.').waitFor();
	await drop.setInputFiles(raw);
	await page.getByText('Checked here', { exact: true }).waitFor({ timeout: SLOW });
	assert.equal(await page.getByText('its proofs are only as good as that host').count(), 0);
	assert.deepEqual(await violations(page), []);
	await page.getByRole('heading', { name: 'Network' }).waitFor();
	await picture(page, 'light', 1100);
	await page.context().close();
});

test('a light client reads, signs and sends, and is there again after a reload', async () => {
	const { page, errors, hosts } = await openPage(browser);
	await page.goto(`${node.studio}/#/datanets`);
	// The node serves the specification. By keyboard, here and where a job is tried again.
	await use(page, page.getByRole('button', { name: 'All well' }));
	await choose(page, 'Whom the page believes', 'Its own light client');
	await page.getByText('Checked here', { exact: true }).waitFor({ timeout: SLOW });
	await page.getByText('its proofs are only as good as that host').waitFor();
	assert.deepEqual(await violations(page), []);
	await page.keyboard.press('Escape');
	await page.reload();
	await page.getByText('Checked here', { exact: true }).waitFor({ timeout: SLOW });
	await page.getByRole('button', { name: 'Choose account' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Alice', exact: true }).click();
	await page.getByRole('button', { name: 'Found a Datanet' }).click();
	await page.getByLabel('Name', { exact: true }).fill('Proven');
	await page.getByLabel('Field of knowledge').fill('light clients');
	await page.getByRole('button', { name: 'Found it' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Sign and send' }).click();
	await page.getByRole('heading', { name: 'Proven' }).waitFor({ timeout: SLOW });
	assert.deepEqual([...hosts], ['127.0.0.1']);
	assert.deepEqual(errors, []);
	await page.context().close();
});

test('a light client without a node that browsers reach says what such a node needs', async () => {
	const { page } = await openPage(browser);
	// The other node listens on TCP alone, as authors do.
	await page.goto(`${node.studio}/?node=${encodeURIComponent(other.ws)}#/network`);
	await page.getByRole('button', { name: 'All well' }).click();
	await page.locator('.choice', { hasText: 'Its own light client' }).click();
	await page.getByText('No node with a WebSocket address is known.').waitFor({ timeout: SLOW });
	await page.context().close();
});

test('a file that no node holds is told to curators, who are told not to accept it', async () => {
	const create = createDatanet(chain, 'Of missing files', { domain: 'files' });
	const { datanet } = (await chain.submit(create, ALICE)).get(chain.api.event.Datanets.Created);
	const root = `0x${'17'.repeat(32)}`;
	await chain.submit(commit(chain, BOB.address, root), BOB);
	const call = chain.api.tx.Datanets.contribute({ datanet, root, records: 3, bytes: 100n });
	const events = await chain.submit(chain.batchAll([call, withdrawCommitment(chain, BOB.address, root)]), BOB);
	const { contribution } = events.get(chain.api.event.Datanets.Contributed);
	const page = await openAs('Alice', `/datanet/${datanet}`);
	await page.getByRole('tab', { name: 'Review (1)' }).click();
	await page.getByText('Look at its rows').click();
	await page.getByText('This node does not hold the file').waitFor({ timeout: SLOW });
	await page.getByText('Do not accept what you cannot see.').waitFor();
	await page.goto(`${node.studio}/#/contribution/${contribution}`);
	await page.getByText('This node does not hold the file').waitFor({ timeout: SLOW });
	await page.context().close();
});

/** A provider without a node: its worker's key is here, and its chat service nowhere. */
async function enlistGhost(base: number): Promise<void> {
	const offer = { bases: [base], pricePer1kTokens: open('0.1'), endpoint: `http://127.0.0.1:${await freePort()}` };
	const calls = [transfer(chain, CHARLIE.address, open(10)), registerProvider(chain, CHARLIE.address, offer)];
	await chain.submit(chain.batchAll(calls), fromUri('//Ferdie//stash'));
}

/** Registers and lists a base model whose file nobody has. */
async function makeBase(): Promise<number> {
	const root = `0x${'23'.repeat(32)}`;
	const base = { name: 'Ghost', root, bytes: 1000, parameters: 1000, context: 256, licence: 'MIT', royalty: 0 };
	const { model } = (await chain.submit(registerBase(chain, base), EVE)).get(chain.api.event.Models.BaseRegistered);
	await chain.submit(listModel(chain, model, { promptPer1k: open('0.2'), completionPer1k: open(1) }), EVE);
	return model;
}

test('a job that failed says why, what became of the money, and fills the next order in better', async () => {
	const base = await makeBase();
	await enlistGhost(base);
	const create = createDatanet(chain, 'Of rows', { domain: 'rows' });
	const { datanet } = (await chain.submit(create, ALICE)).get(chain.api.event.Datanets.Created);
	const rows = Array.from({ length: 3 }, (_, n) => ({ prompt: `What is ${n}?`, completion: `It is ${n}.` }));
	const id = await contribute(chain, BOB, datanet, toBlob(rows));
	const number = await acceptAll(chain, ALICE, datanet, [id]);
	const spec = { name: 'Unlucky', base, snapshots: [{ datanet, number }], hyper: DEFAULT_HYPER };
	const wealth = await chain.wealth(EVE.address);
	const job = await submitJob(chain, EVE, spec, open(10));
	const { claim_job: claim, fail_job: fail } = chain.api.tx.ModelFactory;
	await chain.submit(claim({ job }), CHARLIE);
	await chain.submit(fail({ job, reason: Enum('Diverged') }), CHARLIE);
	const lost = wealth - (await chain.wealth(EVE.address));
	const page = await openAs('Eve', `/job/${job}`);
	await page.getByText('The training became unstable').waitFor({ timeout: SLOW });
	await page.getByText('A quarter of the learning rate helps').waitFor();
	// Half of the least payment is the provider's, for what it found out. The rest is the order's fee.
	const found = (await chain.api.constants.ModelFactory.MinJobPayment()) / 2n;
	assert.ok(lost > found && lost < open(10));
	const cost = page.getByRole('region', { name: 'What it cost' });
	await cost.getByText('Put on hold10 OPEN').waitFor({ timeout: SLOW });
	await cost.getByText(`Came back${formatOpen(open(10) - found, 4)} OPEN`).waitFor();
	await cost.getByText(`Spent, fees included${formatOpen(lost, 4)} OPEN`).waitFor();
	await cost.getByText(`For work on it (Ferdie’s stash): ${formatOpen(found, 4)} OPEN`).waitFor();
	await cost.getByText('Network fee of the order:').waitFor();
	assert.deepEqual(await violations(page), []);
	await picture(page, 'failed');
	await use(page, page.getByRole('link', { name: 'Try again' }));
	await page.getByText('Settings were changed after what went wrong').waitFor({ timeout: SLOW });
	await use(page, page.getByText('For experts: all settings'));
	const rate = await page.getByLabel('Learning rate').inputValue();
	assert.equal(Number(rate), Number(DEFAULT_HYPER.learning_rate) / 4);
	await page.context().close();
});

test('a provider that is gone is told, and nothing is paid', async () => {
	const page = await openAs('Dave', '/chat');
	await page.getByRole('button', { name: 'Open the session' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click();
	await page.getByLabel('Your question').fill('Is anybody there?', { timeout: SLOW });
	await page.getByRole('button', { name: 'Ask', exact: true }).click();
	await page.getByText('The service did not answer this page.').waitFor({ timeout: SLOW });
	await page.getByText('Try another provider').waitFor();
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

/** A wallet extension with an account that owns nothing. */
function poorWallet(address: string): string {
	return `
		const account = { address: '${address}', name: 'Empty account', type: 'sr25519' };
		const sign = async () => { throw new Error('nobody should ask'); };
		const enable = async () => ({
			accounts: { get: async () => [account], subscribe: () => () => {} },
			signer: { signPayload: sign, signRaw: sign },
		});
		window.injectedWeb3 = { poor: { version: '1', enable } };
	`;
}

test('an account that has too little is told how much is missing, before anything is signed', async () => {
	const { page } = await openPage(browser);
	await page.addInitScript(poorWallet(fromUri(newSecret()).address));
	await page.goto(`${node.studio}/#/chat`);
	await page.getByRole('button', { name: 'Choose account' }).click();
	await page.getByRole('button', { name: 'poor' }).click();
	await page.getByRole('button', { name: 'Empty account' }).click();
	await page.getByRole('button', { name: 'Open the session' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByText('The account has too little.').waitFor({ timeout: SLOW });
	await dialog.getByText(/It lacks \d/).waitFor();
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test('a chain whose final blocks are replaced is told, and the page asks to look before sending again', async () => {
	const page = await openAs(undefined, '/network', `?node=${encodeURIComponent(way.url)}`);
	await page.getByRole('button', { name: 'All well' }).waitFor({ timeout: SLOW });
	await until('the page to hold on to a final block', 60, () => looks > 0 || undefined);
	way.turn(other.ws);
	await page.getByRole('button', { name: 'Other chain' }).click({ timeout: SLOW });
	await page.getByText('A block that was final has been replaced').waitFor();
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test('the books balance', async () => {
	await booksBalance(chain, issuance);
});
