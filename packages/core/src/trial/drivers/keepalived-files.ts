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

/** As a daemon in the lab reads it: there, too, `@id` is compared with the host's name. */
export function readAsHere(node: string, path: string, text: string): AuditNode {
  return auditNodeOf(node, path, text, {configId: hostname().replace(/\..*$/s, '')});
}

/** Where only the lab's own files are seen. */
const HIDDEN = ['/run/', '/proc/', '/sys/', '/dev/fd/'];

/**
 * The configuration as a file in the lab: the user's own at its place, because its includes are looked for beside it; a
 * copy if it is not a regular file, or is not visible there.
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
  /** In the lab. */
  readonly file: string;
  readonly text: string;
  /** The user's own file; absent where it is ours. */
  readonly path: string | undefined;
  /** The file with the number of its process. */
  readonly pid: string;
}

/**
 * Adds an address to the list that has the VIP, for when the daemon rereads its files. They stay as they are: in the daemon's view
 * alone (mount_namespaces(7)), another file takes the place of the one with the list.
 *
 * @throws VipError `NOT_POSSIBLE` where no list has an address
 */
export async function oneAddressMore(
  {lab, settings}: Bench,
  {file, text, path = file, pid}: RunningConfig,
): Promise<void> {
  const {node, iface} = settings.active;
  const place = listedAt(readAsHere(node, path, text), settings);
  if (place === undefined)
    throw new VipError(
      'NOT_POSSIBLE',
      `fault reload-changed: expected a virtual_ipaddress list in ${path} that can have one more, found none`,
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

/** In the same list: a brace that ends it may be in the same line, though not in its comment. */
function withLineAfter(text: string, number: number, line: string): string {
  const lines = text.split('\n');
  const own = lines[number - 1] ?? '';
  const end = own.replace(/[#!].*/, '').indexOf('}');
  const extended = end < 0 ? [own, line] : [own.slice(0, end), line, own.slice(end)];
  return lines.toSpliced(number - 1, 1, extended.join('\n')).join('\n');
}
