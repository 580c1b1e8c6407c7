/**
 * Commands that write files, with each of their outputs.
 *
 * @module
 */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {encodeEvent} from '@vip/analysis';
import type {ExecutionContext} from 'ava';
import {recordedEvents} from './recorded.js';
import {openDirectory} from './trial.js';

/** The files that commands read, in a directory that every user can write to. */
export interface Inputs {
  readonly directory: string;
  readonly capture: string;
  /** A run as `--json` printed it. */
  readonly run: string;
  readonly topology: string;
}

export function openInputs(t: ExecutionContext): Inputs {
  const directory = openDirectory(t);
  const inputs = {
    directory,
    capture: join(directory, 'capture.pcapng'),
    run: join(directory, 'run.jsonl'),
    topology: join(directory, 'topology.json'),
  };
  writeFileSync(inputs.capture, healthyCapture());
  writeFileSync(
    inputs.run,
    recordedEvents('failover')
      .map(event => `${encodeEvent(event)}\n`)
      .join(''),
  );
  writeFileSync(inputs.topology, '{}');
  return inputs;
}

/** A capture of 942 frames, uncompressed. */
export function healthyCapture(): Buffer {
  const file = new URL('../../fixtures/failovers/healthy.pcapng.gz', import.meta.url);
  return gunzipSync(readFileSync(fileURLToPath(file)));
}

export interface WritingCommand {
  /** The option with which its messages begin. */
  readonly option: '--write' | '--report' | '--junit' | '--out';
  /** The words after `vip`; the output's path comes after them. */
  readonly words: (inputs: Inputs) => readonly string[];
  /** The kind of input that it reads. */
  readonly reads: 'capture' | 'run' | 'topology' | 'none';
}

const TRIAL = ['trial', '--driver', 'vip'];

/** Every output of every command. */
export const WRITING_COMMANDS: Readonly<Record<string, WritingCommand>> = {
  'capture of a file': {
    option: '--write',
    words: ({capture}) => ['capture', capture, '--write'],
    reads: 'capture',
  },
  'capture live': {option: '--write', words: () => ['capture', '--iface', 'lo', '--write'], reads: 'none'},
  'capture of everything': {option: '--write', words: () => ['capture', '--write'], reads: 'none'},
  'explain a file': {
    option: '--report',
    words: ({capture}) => ['explain', capture, '--report'],
    reads: 'capture',
  },
  'explain live': {option: '--report', words: () => ['explain', '--iface', 'lo', '--report'], reads: 'none'},
  report: {option: '--report', words: ({run}) => ['report', run, '--report'], reads: 'run'},
  'an experiment saved': {
    option: '--out',
    words: ({topology}) => ['experiment', '--delay', '0s', '--topology', topology, '--out'],
    reads: 'none',
  },
  "an experiment's report": {
    option: '--report',
    words: ({topology}) => ['experiment', '--delay', '0s', '--topology', topology, '--report'],
    reads: 'topology',
  },
  'a trial saved': {option: '--out', words: () => [...TRIAL, '--out'], reads: 'none'},
  "a trial's report": {
    option: '--report',
    words: ({topology}) => [...TRIAL, '--topology', topology, '--report'],
    reads: 'topology',
  },
  "a trial's JUnit": {
    option: '--junit',
    words: ({topology}) => [...TRIAL, '--topology', topology, '--junit'],
    reads: 'topology',
  },
  "keepalived's configuration": {
    option: '--junit',
    words: ({topology}) => ['trial', '--driver', 'keepalived', '--config', topology, '--junit'],
    reads: 'topology',
  },
  'a lesson saved': {option: '--out', words: () => ['lesson', 'loopback', '--out'], reads: 'none'},
  "a lesson's report": {
    option: '--report',
    words: ({topology}) => ['lesson', 'loopback', '--topology', topology, '--report'],
    reads: 'topology',
  },
};
