/**
 * Starts one of the programs that tests compare with.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import type {Tool} from './require-tool.js';

export interface ToolOutput {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** The program's complaints, without Wireshark's remark about being run by root. */
  readonly complaints: string;
}

/** @throws Error if its exit code is not 0 */
export function runTool(tool: Tool, ...args: readonly string[]): ToolOutput {
  const output = tryTool(tool, ...args);
  if (output.exitCode === 0) return output;
  throw new Error(`${tool} ${args.join(' ')}: exit ${output.exitCode}: ${output.complaints}`);
}

/** Like `runTool`, for a program that is expected to fail. */
export function tryTool(tool: Tool, ...args: readonly string[]): ToolOutput {
  const {status, stdout, stderr, error} = spawnSync(tool, args, {
    encoding: 'utf8',
    env: {...process.env, LC_ALL: 'C', TZ: 'UTC', PATH: `${process.env.PATH}:/usr/sbin:/sbin`},
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  return {exitCode: status, stdout, complaints: stderr.replace(/^Running as user "root".*\n/, '')};
}

/**
 * The fields of every frame in a file as tshark shows them, one row per frame, with several values separated
 * by commas; `options` are tshark's.
 */
export function tsharkFields<Field extends string>(
  file: string,
  fields: readonly Field[],
  options: readonly string[] = [],
): {rows: readonly Readonly<Record<Field, string>>[]; complaints: string} {
  const shown = fields.flatMap(field => ['-e', field]);
  const format = ['-T', 'fields', '-E', 'separator=|', '-E', 'occurrence=a'];
  const {stdout, complaints} = runTool('tshark', '-n', '-r', file, ...options, ...format, ...shown);
  const rows = stdout
    .split('\n')
    .slice(0, -1)
    .map(line => {
      const values = line.split('|');
      return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ''])) as Record<
        Field,
        string
      >;
    });
  return {rows, complaints};
}

/** Nanoseconds from seconds with a fraction, as in `1732309248.123456789`. */
export function nanoseconds(seconds: string): bigint {
  const [whole = '', fraction = ''] = seconds.split('.');
  return BigInt(whole + fraction.padEnd(9, '0'));
}
