// Where a dropped chain specification is kept: it has megabytes, which is more than `localStorage` takes.

const [DATABASE, STORE] = ['openledger', 'specs'];

function opened(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = globalThis.indexedDB.open(DATABASE, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('the browser opens no database'));
	});
}

/** Makes one request of the store. */
async function ask<T>(mode: IDBTransactionMode, make: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
	const database = await opened();
	try {
		return await new Promise<T>((resolve, reject) => {
			const request = make(database.transaction(STORE, mode).objectStore(STORE));
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
		});
	} finally {
		database.close();
	}
}

/** Keeps a specification in this browser. */
export async function keepSpec(text: string): Promise<void> {
	await ask('readwrite', (store) => store.put(text, 'chain'));
}

/** Returns the specification that was kept; nothing if there is none, or the browser keeps nothing. */
export async function keptSpec(): Promise<string | undefined> {
	const found = await ask<unknown>('readonly', (store) => store.get('chain')).catch(() => undefined);
	return typeof found === 'string' ? found : undefined;
}
