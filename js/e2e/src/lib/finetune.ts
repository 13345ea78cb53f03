// Fine-tuning without a chain, by the command line.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HyperParameters, RecordFile } from '@openledger/sdk';
import { baseModel, binary } from './paths.js';
import { output, temporaryFolder } from './process.js';

/** The command's report of a run. */
export interface FinetuneReport {
	steps: number;
	tokens: number;
	adapter_root: string;
	trace_root: string;
}

/** Tunes the reference model on records, as a provider would for a job over them. */
export async function finetune(
	hyper: HyperParameters,
	records: RecordFile,
	heldOut: RecordFile,
): Promise<FinetuneReport> {
	const folder = temporaryFolder('finetune');
	const file = (name: string): string => join(folder, name);
	writeFileSync(file('spec.json'), JSON.stringify(hyper));
	writeFileSync(file('data.jsonl'), records.bytes);
	writeFileSync(file('held-out.jsonl'), heldOut.bytes);
	const data = ['--data', file('data.jsonl'), '--held-out', file('held-out.jsonl'), '--spec', file('spec.json')];
	const args = ['finetune', '--base', baseModel(), ...data, '--out', file('out'), '--json'];
	return JSON.parse(await output(binary(), args, 300)) as FinetuneReport;
}
