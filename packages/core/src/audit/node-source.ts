/**
 * Where the files that a configuration includes are read from: beside it, in a copy of /etc/keepalived, or where its daemon reads them.
 *
 * @module
 */

import {constants, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {type ConfigSource, expandBraces} from '@vip/analysis/internal/audit';
import {readSmallFile} from '../host/small-file.js';
import {filesMatching} from './glob.js';

/** The path on the node, if the files read are a copy. */
const HOME = '/etc/keepalived';

/** A source that remembers what was read from it. */
export class RecordingSource implements ConfigSource {
  readonly paths = new Set<string>();
  readonly #source: ConfigSource;

  constructor(source: ConfigSource) {
    this.#source = source;
  }

  read(path: string): string | undefined {
    this.paths.add(resolve(path));
    return this.#source.read(path);
  }

  match(pattern: string, from: string): readonly string[] {
    return this.#source.match(pattern, from);
  }
}

export function isExecutable(file: string): boolean {
  const stat = statSync(file, {throwIfNoEntry: false});
  const bits = constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;
  return stat?.isFile() === true && (stat.mode & bits) !== 0;
}

/** The source on the node itself, where every path is literal. */
export function sourceOfDaemon(main: string, mainText: string): ConfigSource {
  return sourceIn(HOME, main, mainText);
}

/** An included file is looked for beside the one that includes it; below /etc/keepalived, in the copy. */
export function sourceBeside(main: string, mainText: string): ConfigSource {
  return sourceIn(dirname(main), main, mainText);
}

/** @param home the directory that holds the contents of /etc/keepalived */
function sourceIn(home: string, main: string, mainText: string): ConfigSource {
  return {
    read: path => (path === main ? mainText : readIncluded(path)),
    match(pattern, from) {
      // Relative to the including file, {,} would mean its directory.
      if (expandBraces(pattern).length === 0) return [];
      const copied = pattern.startsWith(`${HOME}/`) ? join(home, pattern.slice(HOME.length + 1)) : pattern;
      return filesMatching(
        copied.startsWith('/') ? copied : isInCopy(pattern) ? copied : join(dirname(from), copied),
      );
    },
  };
}

function isInCopy(pattern: string): boolean {
  return pattern.startsWith(`${HOME}/`);
}

/** keepalived skips executable files, and anything that is not a regular file. */
function readIncluded(path: string): string | undefined {
  if (isExecutable(path) || statSync(path, {throwIfNoEntry: false})?.isFile() !== true) return undefined;
  return textOfFile(path);
}

/** Undefined if it cannot be read. */
export function textOfFile(path: string): string | undefined {
  try {
    return readSmallFile(path);
  } catch {
    return undefined;
  }
}
