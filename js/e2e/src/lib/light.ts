// smoldot as a light client: it knows the chain specification and headers, and checks everything else by proofs.

import { readFileSync } from 'node:fs';
import { OpenLedger, within } from '@openledger/sdk';
import { fromSmoldot } from '@openledger/sdk/light';
import { type Chain as SmoldotChain, type Client, start } from 'smoldot';

interface Message {
	id?: number;
	method?: string;
	params?: { subscription: string; result: { number: string } };
	result?: unknown;
	error?: { message: string };
}

/** A light client of one chain. */
export class LightClient {
	private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
	private requests = 0;
	/** Numbers of the blocks that it reported as final, in order. */
	readonly finalised: number[] = [];
	/** Lines that it logged. */
	readonly log: string[];

	private constructor(
		private readonly client: Client,
		private readonly chain: SmoldotChain,
		private readonly chainSpec: string,
		log: string[],
	) {
		this.log = log;
		void this.read();
	}

	/** Starts one with a raw specification and the multiaddresses of nodes' WebSockets. */
	static async start(spec: string, nodes: string[]): Promise<LightClient> {
		const log: string[] = [];
		const logCallback = (level: number, target: string, message: string): void => {
			log.push(`${level} ${target}: ${message}`);
		};
		const client = start({ maxLogLevel: 3, logCallback });
		const chainSpec = JSON.stringify({ ...JSON.parse(readFileSync(spec, 'utf8')), bootNodes: nodes });
		const light = new LightClient(client, await client.addChain({ chainSpec }), chainSpec, log);
		await light.request('chain_subscribeFinalizedHeads');
		return light;
	}

	private async read(): Promise<void> {
		for await (const text of this.chain.jsonRpcResponses) {
			const message = JSON.parse(text) as Message;
			if (message.params) this.finalised.push(Number(message.params.result.number));
			const asked = this.waiting.get(message.id ?? -1);
			if (!asked) continue;
			this.waiting.delete(message.id!);
			if (message.error) asked.reject(new Error(message.error.message));
			else asked.resolve(message.result as never);
		}
	}

	/** Sends one JSON-RPC request. */
	request<T>(method: string, ...params: unknown[]): Promise<T> {
		const id = this.requests++;
		const answer = new Promise<T>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
		this.chain.sendJsonRpc(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
		return within(`the light client's answer to ${method}`, 60, answer);
	}

	/** Connects the SDK to it. */
	connect(): Promise<OpenLedger> {
		return OpenLedger.connect(fromSmoldot(() => this.client.addChain({ chainSpec: this.chainSpec })));
	}

	stop(): Promise<void> {
		return this.client.terminate();
	}
}
