/**
 * What manages virtual addresses on this host, and what its configuration says, as far as the doctor needs it.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Host} from './host/host.js';
import {type HostProcess, isManager} from './host/process.js';

export interface Manager {
  readonly name: string;
  readonly processes: readonly HostProcess[];
  /** What configures it: its files, or its command line; undefined where that could not be read. */
  readonly configuration: string | undefined;
}

const DEFAULT_FILES: Readonly<Record<string, string>> = {
  keepalived: '/etc/keepalived/keepalived.conf',
  corosync: '/etc/corosync/corosync.conf',
  ctdbd: '/etc/ctdb/public_addresses',
};

/** The managers in this network namespace, one for each program. A zombie manages nothing. */
export async function managersOf(host: Host): Promise<Manager[]> {
  const alive = (await host.processes()).filter(process => isManager(process) && process.state !== 'Z');
  const names = [...new Set(alive.map(({name}) => name))];
  return Promise.all(
    names.map(async name => {
      const processes = alive.filter(process => process.name === name);
      return {name, processes, configuration: await configurationOf(name, processes, host)};
    }),
  );
}

async function configurationOf(
  name: string,
  processes: readonly HostProcess[],
  host: Host,
): Promise<string | undefined> {
  const words = processes.flatMap(process => process.words);
  const file = named(words) ?? DEFAULT_FILES[name];
  const text = file === undefined ? undefined : await host.text(file).catch(() => undefined);
  return file !== undefined && text === undefined && name in DEFAULT_FILES
    ? undefined
    : [words.join(' '), text ?? ''].join('\n');
}

/** keepalived's `-f FILE`, `--use-file FILE`, `--use-file=FILE`. */
function named(words: readonly string[]): string | undefined {
  const index = words.findIndex(word => word === '-f' || word === '--use-file');
  return words[index + 1 || words.length] ?? words.find(word => word.startsWith('--use-file='))?.slice(11);
}

/** Whether a manager has an address: yes, no, or not to be told. */
export function manages({configuration}: Manager, vip: IpAddress): boolean | undefined {
  return configuration === undefined ? undefined : hasWord(configuration, vip);
}

export function hasWord(text: string, word: string): boolean {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.:])${escaped}(?![\\w.:])`).test(text);
}
