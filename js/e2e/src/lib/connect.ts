// The SDK on the Node.js that this repository asks for.

import { type ConnectOptions, OpenLedger } from '@openledger/sdk';
import { WebSocket } from 'ws';

/** Node.js has a WebSocket of its own from version 22 on. */
const websocket = WebSocket as unknown as ConnectOptions['websocket'];

/** Connects the SDK to a node. */
export function connect(ws: string): Promise<OpenLedger> {
	return OpenLedger.connect(ws, { websocket });
}
