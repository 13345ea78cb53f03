// Work side by side, as much at a time as the cores allow.

/** Parts of a core that are counted: sums of fractions are not exact, and a whole machine may never come free. */
const PARTS = 100;

/**
 * Runs all of some work and returns what came of it, in the order in which it ended.
 *
 * At each moment as much runs as there are cores for, and of what waits the first that fits comes first. Work that
 * needs more than there are runs alone. Once `stop` is aborted nothing more begins.
 */
export async function sideBySide<T, R>(
	work: readonly T[],
	cores: number,
	coresOf: (one: T) => number,
	run: (one: T) => Promise<R>,
	stop?: AbortSignal,
): Promise<R[]> {
	const all = Math.floor(cores * PARTS);
	const need = (one: T): number => Math.min(all, Math.ceil(coresOf(one) * PARTS));
	const waiting = [...work];
	const running = new Set<Promise<void>>();
	const results: R[] = [];
	let free = all;
	const start = (one: T): void => {
		free -= need(one);
		const ended = run(one).then((result) => {
			results.push(result);
			free += need(one);
			running.delete(ended);
		});
		running.add(ended);
	};
	while ((waiting.length > 0 && !stop?.aborted) || running.size > 0) {
		for (const one of [...waiting]) {
			if (need(one) > free || stop?.aborted) continue;
			waiting.splice(waiting.indexOf(one), 1);
			start(one);
		}
		await Promise.race(running);
	}
	return results;
}
