/**
 * keepalived consists of several processes that each read the whole configuration: the parent, and its children for servers and VRRP. Each
 * skips the blocks of the others by counting braces.
 *
 * @module
 */

import {GLOBAL_WORDS} from './grammar-global.js';
import {SERVER_WORDS} from './grammar-servers.js';
import {VRRP_WORDS} from './grammar-vrrp.js';

export interface Process {
  /** The parent reads the files; its children read the parent's copy. */
  readonly isChild: boolean;
  /** Whether the process parses what follows this top-level keyword. */
  reads(word: string): boolean;
}

/** Another child reads these too, and no others. */
const FOR_SEVERAL = ['bfd_instance', 'track_file', 'vrrp_track_file'];

const GLOBAL = new Set(Object.keys(GLOBAL_WORDS).flatMap(names => names.split(' ')));
const SERVERS = new Set([...Object.keys(SERVER_WORDS), ...FOR_SEVERAL]);
const OF_SERVERS_ALONE = new Set(Object.keys(SERVER_WORDS).filter(word => !FOR_SEVERAL.includes(word)));
const VRRP = new Set([...Object.keys(VRRP_WORDS).flatMap(names => names.split(' ')), ...FOR_SEVERAL]);

/** `global_init_keywords()` of keepalived 2.2.7. */
export const PARENT: Process = {isChild: false, reads: word => GLOBAL.has(word)};

/** `vrrp_init_keywords()`. */
export const VRRP_CHILD: Process = {isChild: true, reads: word => VRRP.has(word)};

/** `check_init_keywords()`. */
export const SERVER_CHILD: Process = {isChild: true, reads: word => SERVERS.has(word)};

/** Whether the VRRP child does not use it. */
export function isOfServersAlone(word: string): boolean {
  return OF_SERVERS_ALONE.has(word);
}

/** Without one of these keywords, which set `have_vrrp_config`, the parent starts no VRRP child. */
export const STARTS_VRRP: readonly string[] = [
  'vrrp_instance',
  'static_ipaddress',
  'static_routes',
  'static_rules',
];
