// The page's side of the thread that looks at files.

import { type Remote, wrap } from 'comlink';
import type { AcceptedFile, Comparison, Cut, DataThread, Looked } from './data.worker.js';

/** Looks at files in a thread of its own, which holds the rows of the last one until it ends. */
export class RecordReader {
	private worker: Worker | undefined;
	private remote: Remote<DataThread> | undefined;

	private thread(): Remote<DataThread> {
		this.worker ??= new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module' });
		this.remote ??= wrap<DataThread>(this.worker);
		return this.remote;
	}

	/** Address of the check's module beside the page. */
	private get module(): string {
		return new URL('./check-data.wasm', document.baseURI).href;
	}

	/** Looks at a file; `others` are files that it must not share rows with. */
	look(file: Blob, others?: readonly Uint8Array[]): Promise<Looked> {
		return this.thread().look(this.module, file, others);
	}

	/** Returns the usable rows of the last file, of which every `nth` is set aside; none if that is 0. */
	split(nth: number): Promise<{ train: Cut; heldOut: Cut }> {
		return this.thread().split(nth);
	}

	/** Finds the accepted rows that those of a file are most like. */
	neighbours(bytes: Uint8Array, accepted: readonly AcceptedFile[]): Promise<Comparison> {
		return this.thread().neighbours(this.module, bytes, accepted);
	}

	/** Ends the thread. What was asked of it and is not answered never will be. */
	end(): void {
		this.worker?.terminate();
		this.worker = undefined;
		this.remote = undefined;
	}
}

/** Does something with a thread of its own, and ends that. */
export async function withReader<T>(use: (reader: RecordReader) => Promise<T>): Promise<T> {
	const reader = new RecordReader();
	try {
		return await use(reader);
	} finally {
		reader.end();
	}
}
