/**
 * Names that only one process of a user can hold at a time, whatever namespaces its processes are in.
 *
 * A name is a directory in the user's own directory; it contains a socket on which the holder listens. It is made
 * under a random name, and then renamed with rename(2), which succeeds only if there is none or an empty
 * one. The socket has a random name as well, so that a process that clears up after a dead holder can never remove what
 * belongs to the next.
 *
 * @module
 */

import {randomBytes} from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {isListening, type Listening, listen} from './listening.js';
import {leaveUserDirectory, openUserDirectory, userDirectories} from './user-directory.js';

/** A name that we hold until we release it or end in any way. */
export interface NameClaim extends Disposable {
  /** Replaces the published information: a JSON value. */
  tell(about: unknown): void;
  /** Releases the name. A second call does nothing. */
  end(): void;
}

/** A name held by a process. */
export interface Holder {
  readonly name: string;
  /** Its published information. */
  readonly about: unknown;
  /** Path of its socket. */
  readonly socket: string;
}

/** How often to retry, because one process may be removing the directory while another takes the name. */
const TRIES = 10;

/** The age below which a name that is still being made is not cleared away. Milliseconds. */
const UNFINISHED_MS = 60_000;

/**
 * Takes a name.
 *
 * @param about published information about it
 * @returns undefined if another process holds it
 * @throws VipError `NOT_POSSIBLE` if this user cannot have a directory
 */
export async function claim(name: string, about: unknown): Promise<NameClaim | undefined> {
  for (let turn = 1; ; turn++) {
    const directory = openUserDirectory();
    try {
      const made = await prepare(directory, about);
      if (made.take(name)) return made;
      made.end();
      if ((await holderOf(directory, name)) !== undefined || turn === TRIES) return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || turn === TRIES) throw error;
    }
  }
}

/** The names held by this user's processes. Remains of dead holders are removed. */
export async function holders(): Promise<Holder[]> {
  const found: Holder[] = [];
  for (const directory of userDirectories()) {
    for (const name of list(directory)) {
      const holder = isUnfinished(directory, name) ? undefined : await holderOf(directory, name);
      if (holder !== undefined && !isHidden(name)) found.push(holder);
    }
    leaveUserDirectory(directory);
  }
  return found;
}

async function prepare(directory: string, about: unknown): Promise<MadeClaim> {
  const id = randomBytes(8).toString('hex');
  const path = join(directory, `.${id}`);
  mkdirSync(path, {mode: 0o700});
  const socket = await listen(join(path, id));
  const made = new MadeClaim(directory, id, path, socket);
  made.tell(about);
  return made;
}

/** The names that this process holds; it releases them even if it ends in the middle of something. */
const ours = new Set<MadeClaim>();

function giveAllBack(): void {
  for (const held of ours) held.end();
}

class MadeClaim implements NameClaim {
  constructor(
    readonly directory: string,
    readonly id: string,
    /** Its directory: at first one beside the name's, then the name's own. */
    private path: string,
    private readonly socket: Listening,
  ) {
    if (ours.size === 0) process.once('exit', giveAllBack);
    ours.add(this);
  }

  /** Whether the name was free, and is ours from now on. */
  take(name: string): boolean {
    const path = join(this.directory, name);
    try {
      renameSync(this.path, path);
    } catch (error) {
      const {code} = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
      throw error;
    }
    this.path = path;
    return true;
  }

  tell(about: unknown): void {
    const file = aboutFile(this.path, this.id);
    writeFileSync(`${file}.new`, JSON.stringify(about), {mode: 0o600});
    renameSync(`${file}.new`, file);
  }

  end(): void {
    if (!ours.delete(this)) return;
    if (ours.size === 0) process.off('exit', giveAllBack);
    // The name comes first, so that the next process finds it free once it notices that nothing is listening any more.
    remove(this.path, this.id);
    leaveUserDirectory(this.directory);
    this.socket.close();
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

/** The holder of that name; if there is none, whatever a dead holder left is removed. */
async function holderOf(directory: string, name: string): Promise<Holder | undefined> {
  const path = join(directory, name);
  for (const id of new Set(list(path).map(file => file.replace(/\..*$/, '')))) {
    const socket = join(path, id);
    if (await isListening(socket)) return {name, about: read(aboutFile(path, id)), socket};
    remove(path, id);
  }
  quietly(() => rmdirSync(path));
  return undefined;
}

/** A claim that is still being made has no name yet that another process would ask for. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function isUnfinished(directory: string, name: string): boolean {
  if (!isHidden(name)) return false;
  const found = statSync(join(directory, name), {throwIfNoEntry: false});
  return found === undefined || Math.abs(Date.now() - found.mtimeMs) < UNFINISHED_MS;
}

function aboutFile(path: string, id: string): string {
  return join(path, `${id}.json`);
}

/** Removes one holder's files from that directory, and the directory unless the next holder already has it. */
function remove(path: string, id: string): void {
  const file = aboutFile(path, id);
  for (const each of [join(path, id), file, `${file}.new`]) quietly(() => unlinkSync(each));
  quietly(() => rmdirSync(path));
}

function list(path: string): string[] {
  return quietly(() => readdirSync(path)) ?? [];
}

function read(file: string): unknown {
  return quietly(() => JSON.parse(readFileSync(file, 'utf8')));
}

/** Undefined when it is gone, because other processes start and end at the same time. */
function quietly<T>(deed: () => T): T | undefined {
  try {
    return deed();
  } catch {
    return undefined;
  }
}
