// The part of scripts/check-bare-machine.sh that needs a client of the chain: with the node that was installed, its
// provider is registered, a base model listed, a session opened and a question answered and paid.
//   node dist/src/bare-machine.js WS CHAT

import { fromUri, listModel, open, openSession, registerBase, registerProvider, until } from '@openledger/sdk';
import { connect } from './lib/connect.js';
import { referenceBase, transfer } from './lib/market.js';
import { say } from './lib/show.js';

async function main([ws, chat]: string[]): Promise<void> {
	if (!ws || !chat) throw new Error('usage: bare-machine.js WS CHAT');
	const chain = await connect(ws);
	const names = ['//Alice', '//Dave//stash', '//Eve//stash', '//Ferdie//stash'];
	const [funder, provider, publisher, user] = names.map(fromUri);

	const worker = await chain.request<string | null>('openledger_workerAccount');
	if (!worker) throw new Error('the node is no provider');
	await chain.submit(transfer(chain, worker, open(20)), funder);
	const registered = await chain.submit(registerBase(chain, referenceBase()), publisher);
	const base = registered.get(chain.api.event.Models.BaseRegistered).model;
	const offer = { bases: [base], pricePer1kTokens: open(1), endpoint: chat };
	await chain.submit(registerProvider(chain, worker, offer), provider);
	await chain.submit(listModel(chain, base, { promptPer1k: open(1), completionPer1k: open(2) }), publisher);
	say(`worker ${worker} serves model ${base}`);

	const terms = { model: base, provider: provider.address, deposit: open(5), url: chat };
	const session = await openSession(chain, user, terms);
	const answer = await session.ask('What is the capital of France?', 20);
	if (!answer.text.includes('Paris')) throw new Error(`another answer than expected: ${answer.text}`);
	say(`answered: ${answer.text}`);
	await session.pay();

	const finalised = async (): Promise<true | undefined> => {
		const header = await chain.request<{ number: string }>(
			'chain_getHeader',
			await chain.request<string>('chain_getFinalizedHead'),
		);
		return Number(header.number) > 0 ? true : undefined;
	};
	await until('a final block', 60, finalised, 500);
	chain.close();
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`The check failed: ${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
