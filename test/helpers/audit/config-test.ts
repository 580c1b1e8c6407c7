/**
 * `keepalived -t`, with the interfaces that a configuration names, in a network namespace of its own.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {asWho, type Who} from '../product.js';
import type {ConfigFiles} from './grown-config.js';

/** The place that a message names: a file, relative to the main one's directory, and a line. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Checked {
  readonly exitCode: number;
  readonly messages: readonly string[];
  /** The path of the main file. */
  readonly path: string;
}

/**
 * Limit on processor time, in seconds, because keepalived loops forever on some files. It needs a hundredth
 * of this.
 */
const MOST_SECONDS = 3;

const SCRIPT = `
ip link add mcv0 type veth peer name mcv1
ip link add eth0 type veth peer name eth1
for name in mcv0 mcv1 eth0 eth1; do ip link set $name up; done
for file in "$1"/*/keepalived.conf; do
  (ulimit -S -t ${MOST_SECONDS}; exec keepalived --config-test --config-id=lb1 --use-file="$file") >"$file.said" 2>&1
  echo $? >"$file.code"
done
`;

/**
 * Checks each configuration in its own directory, below one that the user can write to. Each character is
 * written as one octet.
 */
export function checkAll(who: Who, directory: string, configs: readonly ConfigFiles[]): Checked[] {
  const place = join(directory, `checked-${who}`);
  mkdirSync(place, {mode: 0o777});
  spawnSync('chmod', ['0777', directory, place]);
  const files = configs.map((config, index) => {
    const home = join(place, String(index).padStart(5, '0'));
    for (const [name, text] of Object.entries(config)) {
      mkdirSync(dirname(join(home, name)), {recursive: true});
      writeFileSync(join(home, name), Buffer.from(text, 'latin1'), {mode: 0o644});
    }
    return join(home, 'keepalived.conf');
  });
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  const [file = '', ...args] = asWho(who, ['unshare', ...user, '--net', 'sh', '-c', SCRIPT, 'check', place]);
  const {status, stderr} = spawnSync(file, args, {encoding: 'utf8', env: environment()});
  if (status !== 0) throw new Error(`config test: exit ${status}: ${stderr}`);
  return files.map(read);
}

function environment(): NodeJS.ProcessEnv {
  return {...process.env, LC_ALL: 'C', PATH: `${process.env.PATH}:/usr/sbin:/sbin`};
}

function read(path: string): Checked {
  const messages = readFileSync(`${path}.said`, 'utf8').split('\n').filter(Boolean);
  return {exitCode: Number(readFileSync(`${path}.code`, 'utf8')), messages, path};
}

/**
 * The places that messages name. A message without a file name is about the main file; a file included by a
 * relative name is called by that name.
 */
export function placesIn(main: string, messages: readonly string[]): Place[] {
  return messages.flatMap(message => {
    const [, file = main, line] = /\((?:([^()\s]+): )?Line (\d+)\)/.exec(message) ?? [];
    return line === undefined ? [] : [{file, line: Number(line)}];
  });
}
