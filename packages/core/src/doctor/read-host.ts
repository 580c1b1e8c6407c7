/**
 * Reading this host: files and commands that change and send nothing.
 *
 * @module
 */

import {open, readdir, stat} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import type {CommandAnswer, FileAnswer, HostReader} from '@vip/analysis/internal/doctor';
import {VipError} from '@vip/arp';
import {sourceOfDaemon} from '../audit/node-source.js';
import {CommandError, run} from '../process.js';

/** Maximum length of a file that is read; /proc has no sizes. Octets. */
const MOST_OCTETS = 4 << 20;

/** A command that queries the kernel answers at once, or hangs. Milliseconds. */
const TIMEOUT_MS = 10_000;

/** keepalived ends a second after it has left its group, and joins it some tens of milliseconds after its start. Milliseconds. */
const SETTLE_MS = 1500;

/** @param signal ends the query in progress */
export function hostReader(signal?: AbortSignal): HostReader {
  return {
    file: readText,
    directory: async path => (await readdir(path).catch(() => [])).sort(),
    inode: async path => (await stat(path).catch(() => undefined))?.ino,
    command: argv => ask(argv, signal),
    settle: () => sleep(SETTLE_MS, undefined, {signal}),
    configuration: sourceOfDaemon,
  };
}

async function readText(path: string): Promise<FileAnswer> {
  try {
    // A pipe in the place of a configuration would be waited for.
    if (!(await stat(path)).isFile()) return {denied: 'not a file'};
    await using file = await open(path);
    const chunks: Buffer[] = [];
    let length = 0;
    for (;;) {
      const {bytesRead, buffer} = await file.read(Buffer.alloc(1 << 16), 0, 1 << 16, null);
      if (bytesRead === 0) return {text: Buffer.concat(chunks).toString('utf8')};
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
      if (length > MOST_OCTETS) return {denied: `longer than ${MOST_OCTETS} octets`};
    }
  } catch (error) {
    const {code = '', message} = error as NodeJS.ErrnoException;
    // A process may have ended in the meantime, as a file may be gone.
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESRCH'
      ? {missing: true}
      : {denied: code || message};
  }
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
