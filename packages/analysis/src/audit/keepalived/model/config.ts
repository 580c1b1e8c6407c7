/**
 * One node's configuration: the instances that the daemon runs, and its objections to the file.
 *
 * @module
 */

import type {ConfigFault} from '../fault.js';
import type {LineOptions} from '../lines.js';
import {MEANT_FOR_2_4} from '../newer-words.js';
import {type Parsed, parseKeepalived} from '../parse.js';
import type {Release} from '../root-grammar.js';
import type {ConfigSource} from '../source.js';
import {keywordOf, type Statement} from '../statement.js';
import type {VipEntry} from './address.js';
import {checkBfd} from './bfd.js';
import {completeInstance} from './complete-instance.js';
import {checkConflicts, checkMinimum} from './conflicts.js';
import {checkGarpGroups} from './garp-group.js';
import {type Globals, readGlobals} from './globals.js';
import type {Instance} from './instance.js';
import {type RawInstance, readInstance} from './read-instance.js';
import {reporter} from './report.js';
import {
  readBfd,
  readScript,
  readTrackFile,
  readTrackProcess,
  type Tracked,
  type VrrpScript,
} from './script.js';
import {checkVirtualServer} from './servers.js';
import {checkStatic} from './static.js';
import {formGroups, type RawGroup, readGroup, type SyncGroup} from './sync-group.js';

export interface KeepalivedConfig {
  /** The main file. */
  readonly path: string;
  /** The release whose grammar was used. */
  readonly release: Release;
  readonly globals: Globals;
  readonly instances: readonly Instance[];
  readonly scripts: ReadonlyMap<string, VrrpScript>;
  readonly groups: readonly SyncGroup[];
  /** `static_ipaddress`. */
  readonly statics: readonly VipEntry[];
  /** In file order. */
  readonly faults: readonly ConfigFault[];
  readonly statements: readonly Statement[];
}

export interface ReadConfigOptions extends LineOptions {
  /** If absent, 2.2.7 is assumed, unless the file has keywords of 2.4 only. */
  readonly release?: Release | undefined;
  /** The user for scripts that name none, if known: `keepalived_script`, if the host has such a user. */
  readonly scriptUser?: string | undefined;
}

function parsed(
  path: string,
  source: ConfigSource,
  {release, ...options}: ReadConfigOptions,
): Parsed & {release: Release} {
  const first = parseKeepalived(path, source, release, options);
  const isMeantFor24 = first.faults.some(
    ({kind, word}) => kind === 'unknown-keyword' && MEANT_FOR_2_4.has(word),
  );
  if (release !== undefined || !isMeantFor24) return {...first, release: release ?? '2.2'};
  return {...parseKeepalived(path, source, '2.4', options), release: '2.4'};
}

/** Reads a file with all that it includes. Never throws. */
export function readConfig(
  path: string,
  source: ConfigSource,
  options: ReadConfigOptions = {},
): KeepalivedConfig {
  const {statements, faults: met, startsVrrp, release} = parsed(path, source, options);
  const faults = [...met];
  const globals = readGlobals(statements, options.scriptUser);
  const {instances, scripts, groups, statics} = readRoot(statements, globals, faults);
  const reportFor = (block: string) => reporter(faults, block);
  for (const raw of instances.values()) checkMinimum(raw, raw.report);
  const formed = formGroups(groups, instances, reportFor);
  const groupOf = new Map(formed.flatMap(group => group.members.map(name => [name, group] as const)));
  const complete = [...instances.values()].map(raw =>
    completeInstance(raw, globals, groupOf.get(raw.name), raw.report),
  );
  checkConflicts(complete, reportFor(''));
  checkGarpGroups(statements, reportFor('garp_group'));
  const runs = startsVrrp ? complete : [];
  return {path, release, globals, instances: runs, scripts, groups: formed, statics, faults, statements};
}

/** Blocks in file order: a name is known from its definition on. */
function readRoot(statements: readonly Statement[], globals: Globals, faults: ConfigFault[]) {
  const instances = new Map<string, RawInstance>();
  const groups: RawGroup[] = [];
  const statics: VipEntry[] = [];
  const sessions = new Set<string>();
  const serverGroups = new Set<string>();
  const scripts = new Map<string, VrrpScript>();
  const files = new Map<string, Tracked>();
  const processes = new Map<string, Tracked>();
  const bfds = new Map<string, Tracked>();
  const trackable = {scripts, files, processes, bfds};
  for (const statement of statements) {
    const keyword = keywordOf(statement);
    const name = statement.words[1];
    for (const entry of checkStatic(statement, reporter(faults, keyword))) statics.push(entry);
    if (keyword === 'bfd_instance')
      checkBfd(statement, sessions, reporter(faults, [keyword, name].join(' ').trim()));
    if (name === undefined) continue;
    const report = reporter(faults, `${keyword} ${name}`);
    if (keyword === 'vrrp_instance' && !instances.has(name))
      instances.set(name, readInstance(statement, trackable, report));
    else if (keyword === 'vrrp_sync_group') groups.push(readGroup(statement, trackable, report));
    else if (keyword === 'vrrp_script') keep(scripts, readScript(statement, globals, report));
    else if (keyword === 'track_file' || keyword === 'vrrp_track_file')
      keep(files, readTrackFile(statement, report));
    else if (keyword === 'bfd_instance') keep(bfds, readBfd(statement));
    else if (keyword === 'virtual_server')
      checkVirtualServer(statement, {files, bfds, groups: serverGroups}, report);
    else if (keyword === 'virtual_server_group') serverGroups.add(name);
    else if (keyword === 'vrrp_track_process') keep(processes, readTrackProcess(statement, report));
  }
  return {instances, groups, scripts, statics};
}

/** The first of a name counts. */
function keep<T extends {readonly name: string}>(into: Map<string, T>, item: T | undefined): void {
  if (item !== undefined && !into.has(item.name)) into.set(item.name, item);
}
