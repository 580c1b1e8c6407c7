/**
 * The program of the thread that answers for a watch over HTTP: whatever the watch is busy with, its readers do not have to wait.
 *
 * @module
 */

import {parentPort, workerData} from 'node:worker_threads';
import {answering} from './answers.js';
import {HeldPages} from './held-pages.js';
import type {FromThread, FromWatch, ListenAddress} from './protocol.js';

function tell(message: FromThread): void {
  parentPort?.postMessage(message, message.kind === 'returned' ? [message.memory] : []);
}

const pages = new HeldPages({tell});
const server = answering(pages);
parentPort?.on('message', (message: FromWatch) => pages.take(message));
server.once('error', ({message}) => tell({kind: 'refused', message}));
server.listen(workerData as ListenAddress, () => {
  const at = server.address();
  if (typeof at === 'object' && at !== null) tell({kind: 'listening', port: at.port});
});
