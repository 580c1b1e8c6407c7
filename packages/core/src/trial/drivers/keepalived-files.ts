/**
 * The files of keepalived's configuration in the lab, and what is changed in them.
 *
 * @module
 */

import {statSync} from 'node:fs';
import {hostname} from 'node:os';
import type {LabSettings, Station} from '@vip/analysis';
import {freeAddresses} from '@vip/analysis/internal';
import {type AuditNode, addressesOf} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';
import {auditNodeOf} from '../../audit/nodes.js';
import {readSmallText} from '../../host/small-file.js';
import {readingFrom} from '../../host/unreadable.js';
import {SCRATCH} from '../../lab/init.js';
import type {Bench} from '../driver.js';

/** @throws VipError `FILE_FAILED` */
export function readConfigFile(path: string): string {
  return readingFrom(path, () => readSmallText(path));
}

/** As a daemon in the lab reads it: there as well, `@id` is compared with the host's name. */
export function readAsHere(node: string, path: string, text: string): AuditNode {
  return auditNodeOf(node, path, text, {configId: hostname().replace(/\..*$/s, '')});
}

/** Directories in which the lab sees only files of its own. */
const HIDDEN = ['/run/', '/proc/', '/sys/', '/dev/fd/'];

/**
 * The path of the configuration in the lab: the user's own file, because its includes are looked for beside it; a copy if
 * it is not a regular file, or is not visible there.
 */
export async function configFile(
  {lab}: Bench,
  {node}: Station,
  text: string,
  path?: string,
): Promise<string> {
  if (path !== undefined && statSync(path).isFile() && !HIDDEN.some(hidden => path.startsWith(hidden)))
    return path;
  const file = `${SCRATCH}/keepalived-${node}.conf`;
  await lab.run(node, ['tee', file], {input: text});
  return file;
}

/** What the daemon of the active node reads. */
export interface RunningConfig {
  /** Its path in the lab. */
  readonly file: string;
  readonly text: string;
  /** The path of the user's own file; undefined if the configuration is ours. */
  readonly path: string | undefined;
  /** The file with its process ID. */
  readonly pid: string;
}

/**
 * Adds an address to the list that has the VIP, to take effect when the daemon re-reads its files. The files do not change: only in
 * the daemon's mount namespace (mount_namespaces(7)) does another file take the place of the one with the list.
 *
 * @throws VipError `NOT_POSSIBLE` where no list has an address
 */
export async function addListedAddress(
  {lab, settings}: Bench,
  {file, text, path = file, pid}: RunningConfig,
): Promise<void> {
  const {node, iface} = settings.active;
  const place = listedAt(readAsHere(node, path, text), settings);
  if (place === undefined)
    throw new VipError(
      'NOT_POSSIBLE',
      `fault reload-changed: expected a virtual_ipaddress list in ${path} that can take another address, found none`,
    );
  const isMain = place.file === path;
  const line = `    ${freeAddresses(settings, 1)[0]}/${settings.vip.prefixLength} dev ${iface}`;
  const changed = `${SCRATCH}/changed-${node}.conf`;
  const input = withLineAfter(isMain ? text : readConfigFile(place.file), place.line, line);
  await lab.run(node, ['tee', changed], {input});
  const script = 'exec nsenter --mount --target "$(cat "$1")" mount --bind "$2" "$3"';
  await lab.run(node, ['sh', '-c', script, 'sh', pid, changed, isMain ? file : place.file]);
}

/** Where the list has an address that moves with the VIP and is advertised. */
function listedAt({config}: AuditNode, {vip}: Pick<LabSettings, 'vip'>) {
  const instance = config.instances.find(one => addressesOf(one).includes(vip.address));
  const listed = instance?.vips.find(({ip}) => ip === vip.address) ?? instance?.vips[0];
  return listed?.place;
}

/** Adds a line to the same list: the brace that ends it may be on the line itself, but not in its comment. */
function withLineAfter(text: string, number: number, line: string): string {
  const lines = text.split('\n');
  const own = lines[number - 1] ?? '';
  const end = own.replace(/[#!].*/, '').indexOf('}');
  const extended = end < 0 ? [own, line] : [own.slice(0, end), line, own.slice(end)];
  return lines.toSpliced(number - 1, 1, extended.join('\n')).join('\n');
}
