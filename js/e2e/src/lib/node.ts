// A real openledger-node as a child process.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpRpc, type Rpc, until } from '@openledger/sdk';
import type { Cage } from './cage.js';
import type { Site } from './namespaces.js';
import { baseModel, binary } from './paths.js';
import { freePort } from './ports.js';
import { Child, output, temporaryFolder } from './process.js';
import { serveFolder } from './static.js';

/** Options for starting a node. */
export interface NodeOptions {
	/** Names its folder and log. */
	name?: string;
	/** Arguments that choose the chain and the role, such as `['--dev']`. */
	args?: string[];
	/** Train and serve with this GGUF file, or the reference model for `true`. */
	provider?: boolean | string;
	/**
	 * Serve the studio, whose page may use the provider's chat service. OPENLEDGER_STUDIO_FILES names a folder of files
	 * that are served in place of those in the node.
	 */
	studio?: boolean;
	/** Listen for other nodes on a WebSocket, which is what light clients in browsers reach. */
	webSocket?: boolean;
	/** Seconds without a question after which serving settles a session. */
	settleAfter?: number;
	/** Another binary than the one under test. */
	binary?: string;
	/** The folder of its data; a new temporary one by default. */
	basePath?: string;
	/** The network namespace it runs in; this machine's own by default. */
	site?: Site;
	/** A limit on its memory and that of its engines. */
	cage?: Cage;
}

/** Returns the files that a node gives beside the studio's: where it answers, and its chain's specification. */
async function nodeFiles(program: string, args: string[], rpcPort: number): Promise<Record<string, string>> {
	const at = args.indexOf('--chain');
	const chain = at < 0 ? 'dev' : args[at + 1];
	return {
		'node.json': JSON.stringify({ port: rpcPort }),
		'chain-spec.json': await output(program, ['export-chain-spec', '--chain', chain, '--raw']),
	};
}

/** A node: started, restarted on the same ports and data, and stopped. */
export class Node implements Rpc {
	private readonly rpc: Rpc;
	private child!: Child;

	private constructor(
		readonly basePath: string,
		readonly rpcPort: number,
		readonly p2pPort: number,
		readonly chatPort: number,
		readonly prometheusPort: number,
		readonly studioPort: number,
		private readonly args: string[],
		private readonly program: string,
		private readonly site: Site | undefined,
		private readonly cage: Cage | undefined,
	) {
		this.rpc = httpRpc(`http://127.0.0.1:${rpcPort}`);
	}

	static async start(options: NodeOptions = {}): Promise<Node> {
		const [rpc, p2p, prometheus, chat, studio] = await Promise.all([
			options.site?.rpcPort ?? freePort(),
			freePort(),
			freePort(),
			options.site?.chatPort ?? freePort(),
			freePort(),
		]);
		const basePath = options.basePath ?? temporaryFolder(options.name ?? 'node');
		mkdirSync(basePath, { recursive: true });
		const args = [
			...(options.args ?? ['--dev']),
			...['--base-path', basePath],
			...['--rpc-port', String(rpc)],
			...(options.webSocket ? ['--listen-addr', `/ip4/127.0.0.1/tcp/${p2p}/ws`] : ['--port', String(p2p)]),
			...['--prometheus-port', String(prometheus)],
			// A validator refuses to invent its peer identity.
			...['--node-key', randomBytes(32).toString('hex')],
			'--no-telemetry',
		];
		// Tests run side by side: nodes of one must not find those of another.
		if (!args.includes('--no-mdns')) args.push('--no-mdns');
		if (options.provider) {
			const model = options.provider === true ? baseModel() : options.provider;
			args.push('--provider', '--base-model', model, '--serve-addr', `127.0.0.1:${chat}`);
			args.push('--settle-after', String(options.settleAfter ?? 4));
			// Tests ask little, which operators would wait longer to settle.
			args.push('--settle-fees', '0');
		}
		if (options.studio) {
			const files = process.env.OPENLEDGER_STUDIO_FILES;
			if (files) await serveFolder(files, studio, await nodeFiles(options.binary ?? binary(), args, rpc));
			else args.push('--studio', `127.0.0.1:${studio}`);
			if (options.provider) args.push('--serve-cors', `http://127.0.0.1:${studio}`);
		}
		const program = options.binary ?? binary();
		const node = new Node(
			basePath,
			rpc,
			p2p,
			chat,
			prometheus,
			studio,
			args,
			program,
			options.site,
			options.cage,
		);
		await node.restart();
		return node;
	}

	/** Starts it, again if need be, and waits until it answers. */
	async restart(): Promise<void> {
		const [command, ...args] = [
			...(this.cage?.enter ?? []),
			...(this.site?.enter ?? []),
			this.program,
			...this.args,
		];
		this.child = Child.start(command, args, join(this.basePath, 'node.log'));
		await until('the node to answer on its RPC port', 240, async () => {
			if (!this.child.running) throw new Error(`the node ended at once:\n${this.child.tail()}`);
			const answer = await this.request<{ peers: number }>('system_health').catch(() => undefined);
			return answer && true;
		});
	}

	get ws(): string {
		return `ws://127.0.0.1:${this.rpcPort}`;
	}

	get chat(): string {
		return `http://127.0.0.1:${this.chatPort}`;
	}

	/** Address of the studio, if it is served: the page connects to this node. */
	get studio(): string {
		return `http://127.0.0.1:${this.studioPort}`;
	}

	/** Returns the multiaddress at which other nodes find it: TCP for validators, WebSocket for others. */
	async address(): Promise<string> {
		const ip = this.site?.ip ?? '127.0.0.1';
		const addresses = await this.request<string[]>('system_localListenAddresses');
		const found = addresses.find((address) => address.startsWith(`/ip4/${ip}/tcp/${this.p2pPort}/`));
		if (!found) throw new Error(`the node does not listen on ${ip}, but on ${addresses.join(', ')}`);
		return found;
	}

	get pid(): number | undefined {
		return this.child.pid;
	}

	get log(): string {
		return this.child.log;
	}

	/** Sends one JSON-RPC request over HTTP. */
	request<T>(method: string, ...params: unknown[]): Promise<T> {
		return this.rpc.request(method, ...params);
	}

	/** Returns the value of a metric that has one series; `undefined` as long as there is none. */
	async metric(name: string): Promise<number | undefined> {
		const text = await (await fetch(`http://127.0.0.1:${this.prometheusPort}/metrics`)).text();
		const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (.+)$`, 'm').exec(text)?.[1];
		return value === undefined ? undefined : Number(value);
	}

	stop(): Promise<void> {
		return this.child.stop();
	}

	kill(): Promise<void> {
		return this.child.kill();
	}

	/** Returns all of its output. */
	text(): string {
		return readFileSync(this.log, 'utf8');
	}

	/** Waits for a line of its log, and returns what matched. */
	untilSays(line: RegExp, seconds = 60): Promise<string> {
		return until(`${this.log} to say ${line}`, seconds, () => line.exec(this.text())?.[0]);
	}
}
