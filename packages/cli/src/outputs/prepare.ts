/**
 * All output files of a command, checked before it does anything.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {checkApart} from './apart.js';
import type {OutputOption} from './failure.js';
import {OutputFile} from './output-file.js';

/** Paths, by the kind of output written to each. */
export interface OutputPaths {
  readonly write?: string | undefined;
  readonly report?: string | undefined;
  readonly junit?: string | undefined;
  readonly csv?: string | undefined;
  readonly metrics?: string | undefined;
  readonly summary?: string | undefined;
}

/** The same, with the pictures beside a summary, and the captures of several places. */
export interface WantedWithMore extends OutputPaths {
  readonly pictures?: readonly string[];
  readonly captures?: readonly string[];
}

/** Paths of everything a command reads; `-` for standard input. */
export type Inputs = readonly (string | undefined)[];

export type Files = {readonly [Name in keyof OutputPaths]?: OutputFile} & {
  readonly pictures?: readonly OutputFile[];
  readonly captures?: readonly OutputFile[];
};

const OPTIONS = {
  ...{write: '--write', report: '--report', junit: '--junit'},
  csv: '--csv',
  ...{metrics: '--metrics', summary: '--summary'},
} as const satisfies Record<keyof OutputPaths, OutputOption>;

/** @throws VipError `BAD_ARGUMENT` for an output that is an input or another output, `FILE_FAILED` for one that cannot be written */
export function prepareOutputs(wanted: WantedWithMore, inputs: Inputs): Files {
  const single: Files = Object.fromEntries(
    Object.entries(OPTIONS).flatMap(([name, option]) => {
      const path = wanted[name as keyof OutputPaths];
      return path === undefined ? [] : [[name, OutputFile.at(option, refuseDash(option, path))]];
    }),
  );
  const {pictures = [], captures = []} = wanted;
  const files = {
    ...single,
    pictures: pictures.map(path => OutputFile.at('--summary', path)),
    captures: captures.map(path => OutputFile.at('--out', path)),
  };
  const all = allOf(files);
  checkApart(
    all,
    inputs.filter(path => path !== undefined),
  );
  for (const output of all) output.tryIt();
  return files;
}

export function allOf({pictures = [], captures = [], ...single}: Files): OutputFile[] {
  return [...Object.values(single), ...pictures, ...captures];
}

/** The same for one. */
export function prepareOutput(name: keyof OutputPaths, path: string, inputs: Inputs): OutputFile {
  return prepareOutputs({[name]: path}, inputs)[name] as OutputFile;
}

function refuseDash(option: OutputOption, path: string): string {
  if (path !== '-') return path;
  throw new VipError('BAD_ARGUMENT', `${option} ${path}: expected a file: standard output has the results`);
}
