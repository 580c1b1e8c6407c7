/**
 * The programs on this host that manage virtual addresses, and their configurations.
 *
 * @module
 */

import {type IpAddress, isIpv4, isIpv6, parseIp} from '@vip/arp';
import type {AuditNode} from '../audit/cluster.js';
import {readConfig} from '../audit/keepalived/model/config.js';
import type {Instance} from '../audit/keepalived/model/instance.js';
import {grouped} from '../collections/grouped.js';
import {accountOf} from './host/accounts.js';
import type {Host} from './host/host.js';
import {type HostProcess, isManager, programOf} from './host/process.js';

export interface Manager {
  readonly name: string;
  readonly processes: readonly HostProcess[];
  /** Its main file; undefined if unknown. */
  readonly file: string | undefined;
  /** Why that file could not be read; undefined if it was read or there is none. */
  readonly unread: string | undefined;
  /** keepalived's configuration, as the daemon reads it. */
  readonly node: AuditNode | undefined;
  /** For other programs, the command line and the file; undefined if the file could not be read. */
  readonly text: string | undefined;
}

const DEFAULT_FILES: Readonly<Record<string, string>> = {
  keepalived: '/etc/keepalived/keepalived.conf',
  corosync: '/etc/corosync/corosync.conf',
  ctdbd: '/etc/ctdb/public_addresses',
};

/** The managers in this network namespace, one for each program and configuration. Zombies are left out. */
export async function managersOf(host: Host): Promise<Manager[]> {
  const alive = (await host.processes()).filter(process => isManager(process) && process.state !== 'Z');
  const groups = grouped(alive, process => `${programOf(process)} ${fileOf(process)}`);
  return Promise.all([...groups.values()].map(processes => managerOf(processes, host)));
}

async function managerOf(processes: readonly HostProcess[], host: Host): Promise<Manager> {
  const [first] = processes as readonly [HostProcess];
  const name = programOf(first);
  const file = fileOf(first);
  const {text, unread} = await readFile(file, host);
  const known = {name, processes, file, unread};
  if (name === 'keepalived')
    return {
      ...known,
      text: undefined,
      node:
        file === undefined || text === undefined ? undefined : await nodeOf(first.words, file, text, host),
    };
  const words = processes.flatMap(process => process.words).join(' ');
  return {...known, node: undefined, text: unread === undefined ? `${words}\n${text ?? ''}` : undefined};
}

/**
 * The configuration that keepalived would read, if it is not running; undefined if there is none.
 *
 * @throws Blind
 */
export async function stoppedKeepalived(host: Host): Promise<AuditNode | undefined> {
  const file = DEFAULT_FILES.keepalived as string;
  const text = await host.text(file);
  return text === undefined ? undefined : nodeOf([], file, text, host);
}

/** The programs that manage addresses here; if none is running, keepalived as it would be started. */
export async function configuredHere(host: Host): Promise<Pick<Manager, 'node' | 'text'>[]> {
  const running = await managersOf(host);
  if (running.length > 0) return running;
  // The reason it cannot be read is reported with everything else the audit could not examine.
  const node = await stoppedKeepalived(host).catch(() => undefined);
  return node === undefined ? [] : [{node, text: undefined}];
}

async function readFile(
  file: string | undefined,
  host: Host,
): Promise<{text?: string | undefined; unread?: string | undefined}> {
  if (file === undefined) return {};
  const text = await host.text(file).catch((error: Error) => error);
  if (text instanceof Error) return {unread: text.message};
  return text === undefined ? {unread: `${file}: not found`} : {text};
}

/** The user that keepalived runs scripts as if they name none, if that user exists. */
export const USUAL_USER = 'keepalived_script';

/** `@id` in the file is compared with the option `-i`, or with the host name up to its first dot. */
async function nodeOf(words: readonly string[], file: string, text: string, host: Host): Promise<AuditNode> {
  const name = ((await host.text('/proc/sys/kernel/hostname')) ?? '').trim();
  const configId = optionOf(words, 'i', 'config-id') ?? name.replace(/\..*$/s, '');
  // If that is unknown, the rule about users reports it.
  const usual = await accountOf(USUAL_USER, host).catch(() => undefined);
  const options = {configId, scriptUser: usual?.name};
  return {name, config: readConfig(file, host.reader.configuration(file, text), options)};
}

function fileOf(process: HostProcess): string | undefined {
  const name = programOf(process);
  return (
    (name === 'keepalived' ? optionOf(process.words, 'f', 'use-file') : undefined) ?? DEFAULT_FILES[name]
  );
}

/** The value of an option as getopt_long(3) reads it: `-f FILE`, `-fFILE`, `-lf FILE`, `--use-file FILE`, `--use-file=FILE`. */
function optionOf(words: readonly string[], short: string, long: string): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === `--${long}` || (/^-[a-zA-Z]+$/.test(word) && word.endsWith(short))) return words[index + 1];
    if (word.startsWith(`--${long}=`)) return word.slice(long.length + 3);
    if (word.startsWith(`-${short}`)) return word.slice(2);
  }
  return undefined;
}

/** The keepalived instances that have the address. */
export function instancesOf({node}: Pick<Manager, 'node'>, vip: IpAddress): Instance[] {
  return (node?.config.instances ?? []).filter(({vips, excluded}) =>
    [...vips, ...excluded].some(({ip}) => ip === vip),
  );
}

/** The addresses in a manager's configuration. */
export function managedAddresses({node, text}: Pick<Manager, 'node' | 'text'>): IpAddress[] {
  if (node !== undefined)
    return node.config.instances.flatMap(({vips, excluded}) => [...vips, ...excluded].map(({ip}) => ip));
  const options = [...(text ?? '').matchAll(/(?:--addr|-a|-ip|--ip)[= ](\S+)/g)].map(([, word = '']) => word);
  return options
    .map(word => word.split('/')[0] ?? '')
    .filter(word => isIpv4(word) || isIpv6(word))
    .map(parseIp);
}

/** Whether a manager has an address; undefined if its configuration could not be read. */
export function manages(manager: Pick<Manager, 'node' | 'text'>, vip: IpAddress): boolean | undefined {
  if (manager.node !== undefined) return instancesOf(manager, vip).length > 0;
  return manager.text === undefined ? undefined : hasWord(manager.text, vip);
}

function hasWord(text: string, word: string): boolean {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.:])${escaped}(?![\\w.:])`).test(text);
}
