/**
 * `--out`: runs on disk. Files saved together are there all or not at all, and files that are not ours are neither replaced nor followed.
 *
 * @module
 */

import {lstatSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {abridged} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {findDirectory, makeDirectories, openDirectory, removeDirectories} from './directories.js';
import {type Describe, notWritten} from './failure.js';
import {digestOfContent, encodeManifest, sortFiles} from './manifest.js';
import {Replacement} from './replacement.js';
import {MANIFEST, type RunFile} from './run-names.js';

/** The least that a run takes; a disk with less room is as good as full. Octets. */
const LEAST = 1 << 20;

export class RunDirectory {
  /** What this command has saved so far: digests by name. */
  readonly #saved = new Map<string, string>();
  readonly #notWritten: Describe;
  /** Undefined while there is none. */
  #directory: string | undefined;

  /**
   * Checks whether runs can be saved there, and leaves nothing behind. A missing directory is created when there is something
   * to save, so that a run that is killed leaves no empty one.
   *
   * @param force replace a run that `vip` has saved there
   * @throws VipError `BAD_ARGUMENT` for a directory with a run or files of such names by others, `FILE_FAILED`
   */
  static open(given: string, force: boolean): RunDirectory {
    const describe = notWritten('--out', given);
    let opened: RunDirectory;
    try {
      opened = new RunDirectory(given, findDirectory(given), force, describe);
      opened.#tryIt();
    } catch (cause) {
      throw describe(cause);
    }
    opened.#checkContents();
    return opened;
  }

  private constructor(
    readonly given: string,
    /** Absolute, and without symbolic links as far as it is there. */
    readonly path: string,
    readonly force: boolean,
    describe: Describe,
  ) {
    this.#notWritten = describe;
    if (statSync(path, {throwIfNoEntry: false}) !== undefined) this.#directory = openDirectory(path);
  }

  /** Saves all of these files, or none. @throws VipError `FILE_FAILED` */
  save(files: readonly RunFile[]): void {
    let made: string[] = [];
    try {
      if (this.#directory === undefined) {
        made = makeDirectories(this.path);
        this.#directory = openDirectory(this.path);
      }
      this.#saveInto(this.#directory, files);
    } catch (cause) {
      if (made.length > 0) this.#directory = undefined;
      removeDirectories(made);
      throw this.#notWritten(cause);
    }
  }

  #tryIt(): void {
    const made = this.#directory === undefined ? makeDirectories(this.path) : [];
    try {
      const file = written(this.#directory ?? this.path, [MANIFEST, new Uint8Array(LEAST)]);
      file.discard();
    } finally {
      removeDirectories(made);
    }
  }

  #checkContents(): void {
    if (this.#directory === undefined) return;
    const {ours, foreign} = sortFiles(this.#directory);
    if (foreign.length > 0)
      this.#refuse(
        `without ${listOf(foreign)}, which vip did not write, or which changed since: choose another`,
      );
    if (ours.length > 0 && !this.force)
      this.#refuse('without a run, got one with a run (--force replaces it)');
  }

  #refuse(expected: string): never {
    throw new VipError('BAD_ARGUMENT', `--out ${this.given}: expected a directory ${expected}`);
  }

  #saveInto(directory: string, files: readonly RunFile[]): void {
    const saved = new Map(this.#saved);
    for (const [name, content] of files) saved.set(name, digestOfContent(content));
    // The list comes first: an entry without its file is harmless, but a file without its entry is not.
    const all: RunFile[] = [[MANIFEST, encodeManifest(saved)], ...files];
    const beside: Replacement[] = [];
    const published: string[] = [];
    try {
      for (const file of all) beside.push(written(directory, file));
      this.#makeRoom(directory, files);
      for (const file of beside) {
        file.publish();
        published.push(file.path);
      }
    } catch (error) {
      for (const file of beside) file.discard();
      for (const path of published.slice(1)) rmSync(path, {force: true});
      throw error;
    }
    for (const [name, digest] of saved) this.#saved.set(name, digest);
  }

  /** Before the first save, an earlier run is removed. If files that are not ours have appeared meanwhile, they stay, and we give up. */
  #makeRoom(directory: string, files: readonly RunFile[]): void {
    const isFirst = this.#saved.size === 0;
    const {ours, foreign} = isFirst ? sortFiles(directory) : {ours: [], foreign: []};
    const inTheWay = isFirst
      ? [...foreign, ...(this.force ? [] : ours)]
      : files.map(([name]) => name).filter(name => isThere(join(directory, name)));
    if (inTheWay.length > 0) throw new Error(`${listOf(inTheWay)} appeared meanwhile`);
    for (const name of ours) rmSync(join(directory, name));
  }
}

/** A file beside its final place, all of it on the disk. Nothing is left behind if that fails. */
function written(directory: string, [name, content]: RunFile): Replacement {
  const file = Replacement.beside({path: join(directory, name), there: undefined});
  try {
    file.write(Buffer.from(content));
    file.flush();
    file.close();
    return file;
  } catch (error) {
    file.discard();
    throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, {throwIfNoEntry: false}) !== undefined;
}

function listOf(names: readonly string[]): string {
  return abridged(
    names.map(name => JSON.stringify(name)),
    3,
  );
}
