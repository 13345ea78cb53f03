// Opens a paid session with a provider, asks a question, and checks the receipt of the answer.
//
//   npm run build && node sdk/dist/examples/chat.js ws://127.0.0.1:9944 MODEL [QUESTION]
//
// The user is //Bob of a development chain. On Node.js before version 22, put `--experimental-websocket` behind `node`.

import {
	adapterOf,
	closeSession,
	formatOpen,
	fromUri,
	open,
	OpenLedger,
	openSession,
	readModel,
} from '@openledger/sdk';

const [url = 'ws://127.0.0.1:9944', model = '0', question = 'How do I start a single node?'] = process.argv.slice(2);
const chain = await OpenLedger.connect(url);
const user = fromUri('//Bob');

// Any provider that has registered the model's base will do; this takes the first that says where it serves.
const info = await readModel(chain, Number(model));
const base = info.kind.type === 'Tuned' ? info.kind.value.base : info.id;
const providers = await chain.api.query.ModelFactory.Providers.getEntries();
const offer = providers.find(({ value }) => value.capabilities.bases.includes(base));
if (!offer) throw new Error(`nobody serves model ${model}`);
const [provider] = offer.keyArgs;
const endpoint = new TextDecoder().decode(offer.value.capabilities.endpoint);

const session = await openSession(chain, user, { model: info.id, provider, deposit: open(5), url: endpoint });
console.log(`session ${session.session} with ${provider} at ${endpoint}, adapter ${adapterOf(info)}`);
// The receipt is checked before this returns: against the tokens, the price and the model of the session.
const answer = await session.askStreaming(question, (text) => process.stdout.write(text));
console.log(`\nreceipt ${answer.receiptHash}: ${formatOpen(answer.receipt.price)} OPEN`);
for (const { contribution, share } of answer.influence) console.log(`contribution ${contribution}: ${share / 1e7} %`);

await session.pay();
await chain.submit(closeSession(chain, session.session), user);
chain.close();
