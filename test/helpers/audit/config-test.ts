/**
 * `keepalived -t`, with the interfaces that a configuration names, in a network namespace of its own.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {asWho, type Who} from '../product.js';

export interface Checked {
  readonly exitCode: number;
  readonly messages: readonly string[];
  /** The lines that messages name. */
  readonly lines: readonly number[];
}

const SCRIPT = `
ip link add mcv0 type veth peer name mcv1
ip link add eth0 type veth peer name eth1
for name in mcv0 mcv1 eth0 eth1; do ip link set $name up; done
for file in "$1"/*.conf; do
  keepalived --config-test --config-id=lb1 --use-file="$file" >"$file.said" 2>&1
  echo $? >"$file.code"
done
`;

/** Each text as a file of its own in the directory, which the user can write to. */
export function checkAll(who: Who, directory: string, texts: readonly string[]): Checked[] {
  const place = join(directory, `checked-${who}`);
  mkdirSync(place, {mode: 0o777});
  spawnSync('chmod', ['0777', directory, place]);
  const files = texts.map((text, index) => {
    const file = join(place, `${String(index).padStart(5, '0')}.conf`);
    writeFileSync(file, text, {mode: 0o644});
    return file;
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

function read(file: string): Checked {
  const messages = readFileSync(`${file}.said`, 'utf8').split('\n').filter(Boolean);
  const named = messages.flatMap(message => /\bLine (\d+)\)/.exec(message)?.[1] ?? []);
  const lines = [...new Set(named.map(Number))];
  return {exitCode: Number(readFileSync(`${file}.code`, 'utf8')), messages, lines};
}
