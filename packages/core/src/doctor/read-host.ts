/**
 * Reading this host: files, and commands that neither change nor send anything.
 *
 * @module
 */

import {type FileHandle, open, readdir, realpath, stat} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import type {
  CommandAnswer,
  FileAnswer,
  HostReader,
  TrailAnswer,
  TrailStep,
} from '@vip/analysis/internal/doctor';
import {VipError} from '@vip/arp';
import {sourceOfDaemon} from '../audit/node-source.js';
import {CommandError, run} from '../process.js';

/** Maximum length of a file that is read; /proc has no sizes. Octets. */
const MOST_OCTETS = 4 << 20;

/** As much of a program file as the kernel examines: BINPRM_BUF_SIZE of include/uapi/linux/binfmts.h. Octets. */
const HEAD_OCTETS = 256;

/** A command that queries the kernel answers at once, or hangs. Milliseconds. */
const TIMEOUT_MS = 10_000;

/** keepalived ends a second after it has left its group, and joins it some tens of milliseconds after its start. Milliseconds. */
const SETTLE_MS = 1500;

/** @param signal ends the query in progress */
export function hostReader(signal?: AbortSignal): HostReader {
  return {
    file: readText,
    head: readHead,
    trail: readTrail,
    directory: async path => (await readdir(path).catch(() => [])).sort(),
    inode: async path => (await stat(path).catch(() => undefined))?.ino,
    command: argv => ask(argv, signal),
    settle: () => sleep(SETTLE_MS, undefined, {signal}),
    configuration: sourceOfDaemon,
  };
}

async function readText(path: string): Promise<FileAnswer> {
  return reading(path, async file => {
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const {bytesRead, buffer} = await file.read(Buffer.alloc(1 << 16), 0, 1 << 16, null);
      if (bytesRead === 0) return {text: Buffer.concat(chunks).toString('utf8')};
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
      if (length > MOST_OCTETS) return {denied: `longer than ${MOST_OCTETS} octets`};
    }
  });
}

async function readHead(path: string): Promise<FileAnswer> {
  return reading(path, async file => {
    const {bytesRead, buffer} = await file.read(Buffer.alloc(HEAD_OCTETS), 0, HEAD_OCTETS, 0);
    return {text: buffer.subarray(0, bytesRead).toString('utf8')};
  });
}

async function reading(path: string, read: (file: FileHandle) => Promise<FileAnswer>): Promise<FileAnswer> {
  try {
    // Reading a pipe in place of a configuration would wait for a writer.
    if (!(await stat(path)).isFile()) return {denied: 'not a file'};
    await using file = await open(path);
    return await read(file);
  } catch (error) {
    return refusal(error);
  }
}

async function readTrail(path: string): Promise<TrailAnswer> {
  try {
    const names = (await realpath(path)).split('/').slice(1);
    const places = ['/', ...names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`)];
    return {steps: await Promise.all(places.map(stepAt))};
  } catch (error) {
    return refusal(error);
  }
}

async function stepAt(path: string): Promise<TrailStep> {
  const stats = await stat(path);
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  return {path, kind, mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid};
}

function refusal(error: unknown): {missing: true} | {denied: string} {
  const {code = '', message} = error as NodeJS.ErrnoException;
  // A process may have ended in the meantime, as a file may be gone.
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESRCH'
    ? {missing: true}
    : {denied: code || message};
}

async function ask(argv: readonly string[], signal: AbortSignal | undefined): Promise<CommandAnswer> {
  try {
    const {stdout, stderr} = await run(argv, {signal, timeoutMs: TIMEOUT_MS});
    return {stdout, stderr, exitCode: 0};
  } catch (error) {
    if (error instanceof CommandError) {
      const {stdout, stderr, exitCode} = error.result;
      return {stdout, stderr, exitCode: exitCode ?? 1};
    }
    if (error instanceof VipError && error.code === 'TOOL_MISSING')
      return {stdout: '', stderr: error.message, exitCode: 127};
    if (error instanceof VipError) return {stdout: '', stderr: error.message, exitCode: 1};
    throw error;
  }
}
