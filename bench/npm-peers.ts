/**
 * Comparable npm packages that need no compiling: run `npm install --ignore-scripts pcap ip-packet` in the directory named by
 * VIP_BENCH_PEERS.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {join} from 'node:path';

/** A module of such a package; undefined, with a printed line, if it is not installed. */
export function npmPeer<Module>(name: string): Module | undefined {
  const directory = process.env.VIP_BENCH_PEERS;
  try {
    if (directory !== undefined) return createRequire(join(directory, 'package.json'))(name) as Module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
  }
  console.log(`  (npm ${name.split('/', 1)[0]} is not in a directory that VIP_BENCH_PEERS names: skipped)`);
  return undefined;
}
