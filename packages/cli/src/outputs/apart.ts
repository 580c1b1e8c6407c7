/**
 * No output may be an input or another output: compared by device and inode, so that no link hides it.
 *
 * @module
 */

import {type BigIntStats, fstatSync, statSync} from 'node:fs';
import {VipError} from '@vip/arp';
import {STANDARD_INPUT} from '@vip/core/internal/capture';
import type {OutputFile} from './output-file.js';

/**
 * @param inputs paths of the inputs; a missing one is reported when it is read
 * @throws VipError `BAD_ARGUMENT`
 */
export function checkApart(outputs: readonly OutputFile[], inputs: readonly string[]): void {
  const taken = [
    ...inputs.map(input => ({name: `the input ${input}`, stats: inputStats(input)})),
    ...['standard output', 'standard error'].map((name, index) => ({name, stats: openStats(index + 1)})),
  ];
  for (const [index, output] of outputs.entries()) {
    const {there, path} = output.place;
    const input = taken.find(({stats}) => there !== undefined && stats !== undefined && isSame(there, stats));
    if (input !== undefined) refuse(output, input.name);
    const other = outputs.slice(0, index).find(({place}) => {
      if (place.there === undefined || there === undefined) return place.path === path;
      return isSame(place.there, there);
    });
    if (other !== undefined) refuse(output, `where ${other.option} goes`);
  }
}

/** Only files keep what is written: reading and writing /dev/null loses nothing. */
function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.isFile() && one.dev === other.dev && one.ino === other.ino;
}

function inputStats(path: string): BigIntStats | undefined {
  return path === STANDARD_INPUT ? openStats(0) : orNone(() => statSync(path, {bigint: true}));
}

function openStats(descriptor: number): BigIntStats | undefined {
  return orNone(() => fstatSync(descriptor, {bigint: true}));
}

/** Undefined if it does not exist, is closed, or may not be examined. */
function orNone(look: () => BigIntStats): BigIntStats | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function refuse({option, given}: OutputFile, what: string): never {
  throw new VipError('BAD_ARGUMENT', `${option} ${given}: expected another file, got ${what}`);
}
