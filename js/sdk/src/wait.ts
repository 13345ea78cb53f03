// Waiting for conditions, always with a deadline and a sentence that says what was awaited.

/** Thrown when a condition did not come true in time. */
export class TimeoutError extends Error {
	constructor(what: string, seconds: number) {
		super(`gave up after ${seconds} s waiting for ${what}`);
		this.name = 'TimeoutError';
	}
}

/** Asks again and again until the answer is not `undefined`. An exception ends the wait. */
export async function until<T>(
	what: string,
	seconds: number,
	ask: () => Promise<T | undefined> | T | undefined,
	everyMs = 200,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() >= deadline) throw new TimeoutError(what, seconds);
		await new Promise<void>((resolve) => setTimeout(resolve, everyMs));
	}
}

/** Bounds a promise by a deadline. */
export async function within<T>(what: string, seconds: number, promise: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new TimeoutError(what, seconds)), seconds * 1000);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}
