/**
 * What the doctor asks a host: files and read-only commands. The effects are handed in, so that what is judged here runs on answers
 * that were written down as well.
 *
 * @module
 */

import type {ConfigSource} from '../../audit/keepalived/source.js';

export interface HostReader {
  readonly file: (path: string) => Promise<FileAnswer>;
  /** The first octets of a file, which may be a program of any length. */
  readonly head: (path: string) => Promise<FileAnswer>;
  /** Which rights a file has, and what is on the way to it. */
  readonly trail: (path: string) => Promise<TrailAnswer>;
  /** What a directory holds; empty where there is none. */
  readonly directory: (path: string) => Promise<readonly string[]>;
  /** The number of a file within its file system; undefined where it cannot be told. */
  readonly inode: (path: string) => Promise<number | undefined>;
  readonly command: (argv: readonly string[]) => Promise<CommandAnswer>;
  /** Waits for longer than a daemon takes to start or to end. */
  readonly settle: () => Promise<void>;
  /** What keepalived's main file includes, which is found while it is parsed. */
  readonly configuration: (path: string, text: string) => ConfigSource;
}

export type FileAnswer =
  | {readonly text: string}
  | {readonly missing: true}
  /** It is there and cannot be read. */
  | {readonly denied: string};

/** A file, or a directory on the way to it. */
export interface TrailStep {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'other';
  /** The lower twelve bits of st_mode (inode(7)). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export type TrailAnswer =
  /** From `/` to the file, which is the last; links are followed. */
  {readonly steps: readonly TrailStep[]} | {readonly missing: true} | {readonly denied: string};

export interface CommandAnswer {
  readonly stdout: string;
  readonly stderr: string;
  /** 127 where there is no such program. */
  readonly exitCode: number;
}

/** What a check needed could not be looked at: it says nothing, which is not that all is well. */
export class Blind extends Error {
  static {
    Blind.prototype.name = 'Blind';
  }
}
