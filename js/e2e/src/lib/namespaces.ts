// Nodes in network namespaces, with links that can be cut.
//
// Nothing here touches the machine's own network. One namespace, the hub, holds bridges; each site is a namespace with
// one link to a bridge of the hub. A link is cut by moving its end to another bridge: no connection is reset, packets
// just stop arriving, as with a broken cable. A process holds each namespace open, and namespaces and links go when
// these processes do: they ask the kernel to be killed when their parent ends, so nothing is left even after a `kill
// -9` of the test.
//
// A site's ports for RPC and chat are reached through Unix sockets, which no network separates: see relay.ts.

import type { Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '@openledger/sdk';
import { forward } from './forward.js';
import { freePort } from './ports.js';
import { Child, output, run, temporaryFolder } from './process.js';

/** Programs that are needed, by the Debian package that has them. */
const TOOLS = { ip: 'iproute2', nsenter: 'util-linux', setpriv: 'util-linux', unshare: 'util-linux' };

/** As root a network namespace is all that is needed; others own one within a user namespace in which they are root. */
const ROOT = process.getuid?.() === 0;
const UNSHARE = ROOT ? ['--net'] : ['--user', '--map-root-user', '--net'];
const ENTER = ROOT ? ['--net'] : ['--user', '--preserve-credentials', '--net'];

/** Ends a program with the process that started it. */
const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];

/** Returns the words that run a command in the namespaces of a process when put before it. */
const inside = (holder: Child): string[] => ['nsenter', '--target', String(holder.pid), ...ENTER];

/** Runs `ip` in the namespaces of a process. */
function ip(holder: Child, ...args: string[]): Promise<string> {
	const [command, ...rest] = [...inside(holder), 'ip', ...args];
	return output(command, rest);
}

/** The hub's end of a site's link. */
const linkOf = (site: number): string => `site${site}`;
/** The bridge that joins a part of the network. */
const partOf = (part: number): string => `part${part}`;

/** Throws an error that names what this machine lacks: a test that cannot cut links must not pass. */
async function demand(): Promise<void> {
	for (const [tool, name] of Object.entries(TOOLS)) {
		const found = await run('sh', ['-c', `command -v ${tool}`]);
		if (found.code !== 0) throw new Error(`${tool} is missing: install ${name}, or run scripts/setup.sh`);
	}
	const tried = await run('unshare', [...UNSHARE, 'true']);
	if (tried.code === 0) return;
	const remedy = ROOT
		? 'this root lacks CAP_SYS_ADMIN: run on the machine itself, or give the container ' +
			'--cap-add SYS_ADMIN,NET_ADMIN'
		: 'allow user namespaces (user.max_user_namespaces, ' +
			'kernel.apparmor_restrict_unprivileged_userns), or run as root';
	throw new Error(`cannot make a network namespace (${tried.stderr.trim()}): ${remedy}`);
}

/** A process that holds a namespace open. */
async function anchor(name: string, enter: string[], args: string[], folder: string): Promise<Child> {
	const command = [...enter, 'unshare', ...(enter.length > 0 ? ['--net'] : UNSHARE), ...DIE_WITH_PARENT];
	const relay = join(fileURLToPath(import.meta.url), '..', 'relay.js');
	const [program, ...rest] = [...command, process.execPath, relay, ...args];
	const child = Child.start(program, rest, join(folder, `${name}.log`));
	await until(
		`the namespace ${name}`,
		30,
		() => {
			if (!child.running) throw new Error(`the namespace ${name} ended at once:\n${child.tail()}`);
			return child.tail().includes('ready') || undefined;
		},
		20,
	);
	return child;
}

/** Settings of the kernel in a namespace, by their names under `net.ipv4`. */
type Settings = Readonly<Record<string, number>>;

/**
 * Has a connection given up some three seconds after what is sent over it no longer arrives, and not after a quarter of
 * an hour. Without them what was sent before a cut arrives after it: a node then asks for blocks of which its peers may
 * have dropped the fork, takes these peers for bad, and asks them for nothing in the next minute.
 */
export const NOTICE_CUTS: Settings = { tcp_retries2: 3, tcp_syn_retries: 2 };

/** Changes settings of the kernel in the namespaces of a process. */
async function configure(holder: Child, settings: Settings): Promise<void> {
	const [command, ...rest] = inside(holder);
	for (const [name, value] of Object.entries(settings)) {
		await output(command, [...rest, 'sh', '-c', `echo ${value} > /proc/sys/net/ipv4/${name}`]);
	}
}

/** A place for one node. */
export class Site {
	private constructor(
		readonly name: string,
		/** Its address among the sites. */
		readonly ip: string,
		/** The node's RPC port, in the namespace and on this machine alike. */
		readonly rpcPort: number,
		/** The port of its chat service, likewise. */
		readonly chatPort: number,
		private readonly holder: Child,
		private readonly servers: Server[],
	) {}

	static async open(
		hub: Child,
		name: string,
		index: number,
		folder: string,
		settings: Settings,
	): Promise<Site> {
		const ports = await Promise.all([freePort(), freePort()]);
		const [address, link] = [`10.77.0.${index + 1}`, linkOf(index)];
		const sockets = ports.map((port) => join(folder, `${name}-${port}.sock`));
		const relayed = ports.flatMap((port, at) => [sockets[at], String(port)]);
		const holder = await anchor(name, inside(hub), relayed, folder);
		await ip(hub, 'link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(holder.pid));
		await ip(hub, 'link', 'set', link, 'up');
		await ip(holder, 'link', 'set', 'lo', 'up');
		await ip(holder, 'address', 'add', `${address}/24`, 'dev', 'eth0');
		await ip(holder, 'link', 'set', 'eth0', 'up');
		await configure(holder, settings);
		const servers = await Promise.all(
			ports.map((port, at) => forward({ host: '127.0.0.1', port }, { path: sockets[at] })),
		);
		for (const server of servers) server.unref();
		const [rpcPort, chatPort] = ports;
		return new Site(name, address, rpcPort, chatPort, holder, servers);
	}

	/** The words that run a command here when put before it. */
	get enter(): string[] {
		return [...inside(this.holder), ...DIE_WITH_PARENT];
	}

	close(): Promise<void> {
		for (const server of this.servers) server.close();
		return this.holder.stop();
	}
}

/** The hub and its sites. */
export class Network {
	private constructor(
		private readonly hub: Child,
		readonly sites: Site[],
	) {}

	/**
	 * Makes a connected network with a site for each name, in which the kernel has these settings; throws what this
	 * machine lacks.
	 */
	static async open(names: string[], settings: Settings = {}): Promise<Network> {
		await demand();
		const folder = temporaryFolder('network');
		const hub = await anchor('hub', [], [], folder);
		const network = new Network(hub, []);
		for (const [index, name] of names.entries()) {
			// There are at most as many parts as sites.
			await ip(hub, 'link', 'add', partOf(index), 'type', 'bridge');
			await ip(hub, 'link', 'set', partOf(index), 'up');
			network.sites.push(await Site.open(hub, name, index, folder, settings));
		}
		await network.heal();
		return network;
	}

	/** Cuts the network into parts; sites reach each other within a part only. Those not named are one more part. */
	async cut(...parts: Site[][]): Promise<void> {
		const rest = this.sites.filter((site) => !parts.flat().includes(site));
		for (const [index, part] of [...parts, rest].entries()) {
			for (const site of part) {
				await ip(this.hub, 'link', 'set', linkOf(this.sites.indexOf(site)), 'master', partOf(index));
			}
		}
	}

	/** Joins all sites again. */
	heal(): Promise<void> {
		return this.cut(this.sites);
	}

	async close(): Promise<void> {
		await Promise.all(this.sites.map((site) => site.close()));
		await this.hub.stop();
	}
}
