/**
 * Connects repeatedly to a port on which nothing listens, and prints how long each refusal took: ADDRESS COUNT MILLISECONDS-BETWEEN.
 *
 * @module
 */

import {once} from 'node:events';
import {connect} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';

/** discard (RFC 863), which nothing in the lab provides. */
const PORT = 9;

const [address = '', count = '', every = ''] = process.argv.slice(2);
const times: number[] = [];
for (let index = 0; index < Number(count); index++) {
  await sleep(Number(every));
  const startedAt = performance.now();
  const [error] = (await once(connect(PORT, address), 'close').catch((reason: unknown) => [reason])) as [
    NodeJS.ErrnoException,
  ];
  times.push(performance.now() - startedAt);
  if (error?.code !== 'ECONNREFUSED') throw new Error(`${address}: expected a refusal, got ${error?.code}`);
}
console.log(JSON.stringify(times));
