// Code that uses a model, to be run as it is printed.

/** A piece of code with the name of what runs it. */
export interface Snippet {
	name: string;
	code: string;
}

/** Returns code for one model of one provider. */
export function snippets(model: number, endpoint: string): Snippet[] {
	const url = endpoint.replace(/\/$/, '');
	return [
		{ name: 'curl: what is served here, and at what price', code: `curl ${url}/v1/models` },
		{
			name: 'JavaScript, with @openledger/sdk: ask, pay and check the receipt',
			code: `import { fromUri, open, OpenLedger, openSession } from '@openledger/sdk';

const chain = await OpenLedger.connect('ws://127.0.0.1:9944');
const user = fromUri(process.env.PHRASE ?? '//Bob');
const providers = await chain.api.query.ModelFactory.Providers.getEntries();
const text = (bytes) => new TextDecoder().decode(bytes);
const found = providers.find(({ value }) => text(value.capabilities.endpoint) === '${endpoint}');
const session = await openSession(chain, user, {
	model: ${model}, provider: found.keyArgs[0], deposit: open(5), url: '${url}',
});
const answer = await session.askStreaming('How do I start?', (piece) => process.stdout.write(piece));
console.log('\\nreceipt', answer.receiptHash);
await session.pay();
chain.close();`,
		},
	];
}
