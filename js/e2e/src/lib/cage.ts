// Limits on memory as systemd sets them: a control group of the kernel, which ends a process when it is full.

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a control group, in the second version of the interface and in the first. */
const VERSIONS = [
	{
		root: '/sys/fs/cgroup',
		sign: 'cgroup.subtree_control',
		max: 'memory.max',
		unlimited: 'max',
		usage: 'memory.current',
		events: 'memory.events',
	},
	{
		root: '/sys/fs/cgroup/memory',
		sign: 'memory.limit_in_bytes',
		max: 'memory.limit_in_bytes',
		unlimited: '-1',
		usage: 'memory.usage_in_bytes',
		events: 'memory.oom_control',
	},
] as const;

/** A control group with a limit on memory. Children of a process in it are in it too. */
export class Cage {
	private constructor(
		private readonly path: string,
		private readonly version: (typeof VERSIONS)[number],
	) {}

	/** Makes a group. Fails where this system or this user cannot. */
	static make(): Cage {
		const version = VERSIONS.find(({ root, sign }) => existsSync(join(root, sign)));
		if (!version) throw new Error('there is no control group for memory');
		const path = join(version.root, `openledger-${process.pid}`);
		// Groups have the controllers that the one above gives to them.
		if (version.max === 'memory.max') writeFileSync(join(version.root, version.sign), '+memory');
		mkdirSync(path);
		return new Cage(path, version);
	}

	/**
	 * A command in front of another that starts it in the group.
	 *
	 * It is in it from its first byte on. Memory that a process has before stays another group's, and the kernel, which
	 * weighs a process by all that it has, might then end it before its engines.
	 */
	get enter(): string[] {
		return ['sh', '-c', `echo $$ > ${join(this.path, 'cgroup.procs')} && exec "$@"`, 'sh'];
	}

	/** Allows so many bytes more than are used, or any number. */
	allow(more?: number): void {
		const used = Number(this.read(this.version.usage));
		const limit = more === undefined ? this.version.unlimited : String(used + more);
		writeFileSync(join(this.path, this.version.max), limit);
	}

	/** Returns how many processes the kernel ended because the group was full. */
	kills(): number {
		const found = /^oom_kill (\d+)$/m.exec(this.read(this.version.events));
		if (!found) throw new Error(`${this.version.events} does not count what was ended`);
		return Number(found[1]);
	}

	/** Removes the group, once its processes are gone. */
	remove(): void {
		rmdirSync(this.path);
	}

	private read(name: string): string {
		return readFileSync(join(this.path, name), 'utf8');
	}
}
