// A chain on which there is something to see: a Datanet of three contributors, and a model that was tuned on it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	contribute,
	createDatanet,
	DEFAULT_HYPER,
	finalise,
	fromUri,
	indexed,
	listModel,
	open,
	type OpenLedger,
	registerBase,
	type Signer,
	submitJob,
	trained,
	upload,
} from '@openledger/sdk';
import { connect } from './connect.js';
import { readRecords, toBlob } from './files.js';
import { acceptAll, enlistProvider, referenceBase } from './market.js';
import { Node } from './node.js';
import { ANSWERS } from './paths.js';
import { plainSpec, soloArgs } from './spec.js';

/** Seconds that training and indexing may take on a busy machine. */
const PATIENCE = 1200;

/** What the chain was given. */
export interface StudioChain {
	node: Node;
	chain: OpenLedger;
	datanet: number;
	base: number;
	tuned: number;
	/** Records of the first contribution. */
	records: { prompt: string; completion: string }[];
}

/** Makes a chain of one-second blocks whose windows last ninety. */
function spec(): Promise<string> {
	return plainSpec('dev', (genesis, plain) => {
		plain.id = 'openledger_studio';
		genesis.validators.slotDuration = 1000;
		genesis.validators.epochLength = 90;
	});
}

/** Starts the chain with one provider and the studio, and makes a model on it that is listed beside its base. */
export async function startStudioChain(
	say: (text: string) => void = () => {},
	perContributor = 6,
): Promise<StudioChain> {
	const node = await Node.start({ name: 'studio', args: soloArgs(await spec()), provider: true, studio: true });
	const chain = await connect(node.ws);
	try {
		return { node, chain, ...(await populate(node, chain, say, perContributor)) };
	} catch (error) {
		// An open connection would keep the process alive.
		chain.close();
		throw error;
	}
}

/** Makes the Datanet, and trains and lists the model. */
async function populate(
	node: Node,
	chain: OpenLedger,
	say: (text: string) => void,
	perContributor: number,
): Promise<Omit<StudioChain, 'node' | 'chain'>> {
	const [alice, bob, charlie, dave, eve, ferdie] = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map((name) =>
		fromUri(`//${name}`),
	) as [Signer, Signer, Signer, Signer, Signer, Signer];
	say(`the node answers at ${node.ws}`);

	const baseModel = registerBase(chain, referenceBase());
	const base = (await chain.submit(baseModel, fromUri('//Eve//stash'))).get(
		chain.api.event.Models.BaseRegistered,
	).model;
	await enlistProvider(chain, node, ferdie, [base], open('0.5'), open(10));
	const card = await upload(chain, readFileSync(join(ANSWERS, 'CARD.md')));
	const create = createDatanet(chain, 'Running and using OpenLedger', {
		domain: 'node operations',
		card,
		terms: { feePer1kTokens: open('0.2') },
	});
	const { datanet } = (await chain.submit(create, alice)).get(chain.api.event.Datanets.Created);
	const people = { operators: bob, builders: charlie, contributors: dave };
	const ids: bigint[] = [];
	for (const [name, who] of Object.entries(people)) {
		const records = readRecords(join(ANSWERS, `${name}.jsonl`)).slice(0, perContributor);
		ids.push(await contribute(chain, who, datanet, toBlob(records)));
	}
	const number = await acceptAll(chain, alice, datanet, ids);
	say(`Datanet ${datanet} has snapshot ${number}`);

	const held = readRecords(join(ANSWERS, 'held_out.jsonl')).slice(0, 8);
	const heldOut = await upload(chain, toBlob(held).bytes);
	// Enough passes for answers that the records shaped.
	const hyper = { ...DEFAULT_HYPER, epochs: 6, max_length: 128 };
	const name = 'OpenLedger guide';
	const job = await submitJob(
		chain,
		eve,
		{ name, base, snapshots: [{ datanet, number }], heldOut, hyper },
		open(200),
	);
	say(`job ${job} is submitted`);
	await trained(chain, job, PATIENCE, ({ phase, step, steps }) => say(`${phase} ${step}/${steps}`));
	const { model: tuned, status } = await finalise(chain, eve, job);
	if (tuned === undefined) throw new Error(`job ${job} made no model, it is ${status}`);
	await indexed(chain, job, PATIENCE, () => {});
	const [cheap, dear] = [
		{ promptPer1k: open('0.2'), completionPer1k: open('1') },
		{ promptPer1k: open('0.5'), completionPer1k: open('2') },
	];
	await chain.submit(listModel(chain, base, cheap), fromUri('//Eve//stash'));
	await chain.submit(listModel(chain, tuned, dear), eve);
	say(`model ${tuned} is listed beside its base ${base}`);
	const records = readRecords(join(ANSWERS, 'operators.jsonl')).slice(0, perContributor);
	return { datanet, base, tuned, records };
}
