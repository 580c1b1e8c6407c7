/**
 * The list of what `vip` wrote into a directory, so that it replaces that and nothing else: names, and digests of the contents.
 *
 * @module
 */

import {createHash} from 'node:crypto';
import {closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync} from 'node:fs';
import {join} from 'node:path';
import {isRunFile, MANIFEST} from './run-names.js';

/** Each file's digest by its name. */
type Manifest = ReadonlyMap<string, string>;

/** Longer than the list of 10,000 runs. Octets. */
const MAX_LENGTH = 1 << 20;

/** Anyone may have put the files there: no link is followed, no pipe waited for. */
const CAUTIOUSLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

export function encodeManifest(files: Manifest): string {
  return `${JSON.stringify({wroteBy: 'vip', sha256: Object.fromEntries(files)}, null, 2)}\n`;
}

/** The list in a directory; undefined if there is none of ours. */
function readManifest(directory: string): Manifest | undefined {
  return withFile(join(directory, MANIFEST), (file, length) =>
    length > MAX_LENGTH ? undefined : decodeManifest(readFileSync(file, 'utf8')),
  );
}

/** The files in a directory with names like ours: those that are unchanged since we wrote them, and others. */
export function sortFiles(directory: string): {ours: string[]; foreign: string[]} {
  const manifest = readManifest(directory);
  const names = readdirSync(directory).filter(name => isRunFile(name) && !(name === MANIFEST && manifest));
  const isOurs = (name: string) => {
    const digest = manifest?.get(name);
    return digest !== undefined && withFile(join(directory, name), digestOf) === digest;
  };
  const ours = names.filter(isOurs);
  return {ours, foreign: names.filter(name => !ours.includes(name))};
}

export function digestOfContent(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function decodeManifest(text: string): Manifest | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null || !('sha256' in content)) return undefined;
  const {sha256} = content;
  if (typeof sha256 !== 'object' || sha256 === null) return undefined;
  return new Map(Object.entries(sha256).filter(entry => typeof entry[1] === 'string'));
}

/** Undefined if it cannot be opened, or is not a regular file. */
function withFile<T>(path: string, read: (file: number, length: number) => T): T | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, CAUTIOUSLY);
    const stats = fstatSync(file);
    return stats.isFile() ? read(file, stats.size) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function digestOf(file: number): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(1 << 20);
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
    hash.update(chunk.subarray(0, length));
  }
  return hash.digest('hex');
}
