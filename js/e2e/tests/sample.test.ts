// The quickstart's Datanet keeps what its card promises.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRecords } from '../src/lib/files.js';
import { baseModel, binary, ROOT, SAMPLE } from '../src/lib/paths.js';
import { output } from '../src/lib/process.js';

const FILES = ['operators', 'builders', 'contributors'].map((name) => join(SAMPLE, `${name}.jsonl`));
const HELD_OUT = join(SAMPLE, 'held_out.jsonl');
const parts = FILES.map(readRecords);
const heldOut = readRecords(HELD_OUT);
const labels = [...new Set(parts.flat().map(({ completion }) => completion))];

/** Runs of words that two records must not share: longer ones are somebody's template. */
const FRAME = 6;

/** Returns whether a call, a command or a page is in this tree, by the references that tests compare with the code. */
function exists(label: string): boolean {
	const reference = (name: string): string => readFileSync(join(ROOT, 'docs', 'reference', name), 'utf8');
	if (label.startsWith('openledger-node ')) return reference('cli.md').includes(`\n### \`${label}\`\n`);
	if (label.startsWith('docs/')) return existsSync(join(ROOT, label));
	const [pallet, call] = label.split('.');
	const section = reference('calls.md').split(`\n## ${pallet}\n`)[1]?.split('\n## ')[0];
	return section?.includes(`| \`${call}(`) === true;
}

test('every label is a call, a command or a page of this tree', () => {
	assert.equal(exists('Datanets.levitate'), false);
	assert.equal(exists('openledger-node levitate'), false);
	assert.equal(exists('docs/guide/levitation.md'), false);
	for (const label of labels) assert.ok(exists(label), label);
	const card = readFileSync(join(SAMPLE, 'CARD.md'), 'utf8');
	for (const label of labels) assert.ok(card.includes(`\`${label}\``), `the card names ${label}`);
});

test('each label has as many records as the card says, from one contributor', () => {
	assert.equal(labels.length, 24);
	const count = (records: { completion: string }[], label: string): number =>
		records.filter(({ completion }) => completion === label).length;
	for (const label of labels) {
		assert.deepEqual(parts.map((part) => count(part, label)).sort(), [0, 0, 40], label);
		assert.equal(count(heldOut, label), 6, label);
	}
	assert.equal(heldOut.length, 6 * labels.length);
});

test('no two records share a frame', () => {
	const first = new Map<string, string>();
	for (const { prompt } of [...parts.flat(), ...heldOut]) {
		const words = prompt.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
		for (let at = 0; at + FRAME <= words.length; at++) {
			const run = words.slice(at, at + FRAME).join(' ');
			const other = first.get(run) ?? prompt;
			assert.equal(other, prompt, `both say "${run}"`);
			first.set(run, prompt);
		}
	}
});

/** The parts of `check-data --json` that are looked at. */
interface CheckReport {
	usable: number;
	files: { left_out: number; tokens: { over: number } }[];
	duplicates: { [kind: string]: unknown };
	findings: unknown[];
}

test("the product's own check finds nothing to mend", async () => {
	const files = [...FILES, '--held-out', HELD_OUT];
	const args = ['check-data', ...files, '--base', baseModel(), '--max-length', '128', '--json'];
	const report = JSON.parse(await output(binary(), args)) as CheckReport;
	assert.equal(report.usable, parts.flat().length);
	assert.equal(report.files.length, 4);
	for (const { left_out, tokens } of report.files) assert.deepEqual([left_out, tokens.over], [0, 0]);
	const { examples, ...repeats } = report.duplicates;
	assert.deepEqual(examples, []);
	for (const [kind, count] of Object.entries(repeats)) assert.equal(count, 0, kind);
	assert.deepEqual(report.findings, []);
});
