/**
 * The doctor's queries to a host: files and read-only commands. The effects are injected, so that the checks also run on recorded answers.
 *
 * @module
 */

import type {ConfigSource} from '../../audit/keepalived/source.js';

export interface HostReader {
  readonly file: (path: string) => Promise<FileAnswer>;
  /** The first octets of a file, which may be a program of any length. */
  readonly head: (path: string) => Promise<FileAnswer>;
  /** The permissions of a file and of every directory on its path. */
  readonly trail: (path: string) => Promise<TrailAnswer>;
  /** The entries of a directory; empty if it does not exist. */
  readonly directory: (path: string) => Promise<readonly string[]>;
  /** The inode number of a file; undefined if unknown. */
  readonly inode: (path: string) => Promise<number | undefined>;
  readonly command: (argv: readonly string[]) => Promise<CommandAnswer>;
  /** Waits for longer than a daemon takes to start or to end. */
  readonly settle: () => Promise<void>;
  /** The files included by keepalived's main file, which are found while it is parsed. */
  readonly configuration: (path: string, text: string) => ConfigSource;
}

export type FileAnswer =
  | {readonly text: string}
  | {readonly missing: true}
  /** The file exists but cannot be read, for this reason. */
  | {readonly denied: string};

/** A file, or a directory on its path. */
export interface TrailStep {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'other';
  /** The lower twelve bits of st_mode (inode(7)). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export type TrailAnswer =
  /** From `/` to the file, which is last; links are followed. */
  {readonly steps: readonly TrailStep[]} | {readonly missing: true} | {readonly denied: string};

export interface CommandAnswer {
  readonly stdout: string;
  readonly stderr: string;
  /** 127 if the program does not exist. */
  readonly exitCode: number;
}

/** The state that a check needs could not be read: it finds nothing, but that does not mean all is well. */
export class Blind extends Error {}

Blind.prototype.name = 'Blind';
