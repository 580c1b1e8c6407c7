/**
 * keepalived is several processes, and each of them reads the whole configuration: the parent, and its children for the servers and for
 * VRRP. The blocks of the others it passes over by counting braces.
 *
 * @module
 */

import {GLOBAL_WORDS} from './grammar-global.js';
import {SERVER_WORDS} from './grammar-servers.js';
import {VRRP_WORDS} from './grammar-vrrp.js';

export interface Process {
  /** The parent reads the files; its children read the copy that it made of them. */
  readonly isChild: boolean;
  /** Whether it reads what follows this word at the root. */
  reads(word: string): boolean;
}

/** Another child reads those too, and no word that these do not. */
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

/** Whether VRRP's child has nothing to do with it. */
export function isOfServersAlone(word: string): boolean {
  return OF_SERVERS_ALONE.has(word);
}

/** Without one of them the parent starts no child for VRRP: those that set `have_vrrp_config`. */
export const STARTS_VRRP: readonly string[] = [
  'vrrp_instance',
  'static_ipaddress',
  'static_routes',
  'static_rules',
];
