/**
 * keepalived: real daemons in both nodes.
 *
 * @module
 */

import {resolve} from 'node:path';
import type {CheckedEvent, LabSettings, Station} from '@vip/analysis';
import {printable} from '@vip/analysis/internal';
import type {AuditNode} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';
import {type Bench, candidates, type Driver, type Requirement} from '../driver.js';
import type {DriverKind} from './driver-kind.js';
import {checkConfig, refuseObjections} from './keepalived-check.js';
import {keepalivedConfig} from './keepalived-config.js';
import {failChecks, pidFile, startDaemon} from './keepalived-daemon.js';
import {addListedAddress, configFile, readAsHere, readConfigFile} from './keepalived-files.js';
import {allInFault} from './keepalived-log.js';
import {isAboutRequirement, prepareFor, requiredPatienceMs} from './keepalived-requirements.js';
import {afterglowMs, longestWaitMs, ownMasterDownMs} from './keepalived-times.js';

export const keepalived = {
  name: 'keepalived',
  means: 'keepalived in both nodes, with its own defaults',
  make: keepalivedDriver,
} as const satisfies DriverKind<KeepalivedOptions>;

/** The two daemons: the user's files, or the changes to ours. */
export interface KeepalivedOptions {
  /**
   * Instead of `configs`: the two nodes' configurations without any programs of the nodes' own (`benchConfig`), and how they are read.
   * The nodes have the lab's names.
   */
  readonly audited?: readonly [active: AuditedNode, passive: AuditedNode] | undefined;
  /** Configuration files of the active and the passive node, in place of ours; they must use our interface names. */
  readonly configs?: readonly [active: string, passive: string] | undefined;
  /** Lines for our own configuration's `vrrp_instance`, such as `garp_master_refresh 3`. */
  readonly extra?: readonly string[] | undefined;
  /** Seconds between two advertisements in our own configuration; VRRP version 3 unless the number is whole. */
  readonly advertInterval?: number | undefined;
}

/** A node with the text that its daemon reads. */
export interface AuditedNode extends AuditNode {
  readonly text: string;
}

/** A block on one line that contains nothing but names of interfaces. */
const TRACKED_INTERFACES = /^track_interface \{( (?:\$IFACE|[\w.-]{1,15}))+ \}$/;

/**
 * Accepts one statement about the instance on one line. A further line, a block or a file would be a configuration of its own, which
 * could have root run scripts.
 */
function checkLine(line: string): void {
  const words = line.trim();
  if (TRACKED_INTERFACES.test(words)) return;
  if (words !== '' && printable(line) === line && !/[{}\\]/.test(line) && !/^[@$]|^include/i.test(words))
    return;
  const expected = 'one line without braces, continuation, include or definition';
  const problem = `expected ${expected}, got ${JSON.stringify(line)}`;
  throw new VipError('BAD_ARGUMENT', `keepalived line: ${problem} (for anything else, use --config)`);
}

/**
 * keepalived in both nodes, with our own configuration or with the user's.
 *
 * @throws VipError `BAD_ARGUMENT` for a line that is more than one statement, `FILE_FAILED` for a configuration that cannot be read
 */
export function keepalivedDriver(options: KeepalivedOptions = {}): Driver {
  return configured(options, undefined);
}

/** @param requirement what a fault needs of our own configuration; the user's own is taken as it is */
function configured(options: KeepalivedOptions, requirement: Requirement | undefined): Driver {
  const {audited, extra = [], advertInterval = 1} = options;
  for (const line of extra) checkLine(line);
  const configurations = configurationsOf(options, requirement);
  const {paths, texts, textFor} = configurations;
  const periodMs = advertInterval * 1000;
  const waitMs = audited === undefined ? ownMasterDownMs(periodMs) : longestWaitMs(audited);
  return {
    name: keepalived.name,
    // Twice as long, in case the configuration could not be read.
    patienceMs: 2 * waitMs + requiredPatienceMs(requirement) + 500,
    periodMs,
    afterglowMs: afterglowMs(texts ?? [extra.join('\n')]),
    needs: {keepalived: 'keepalived'},
    version: ['keepalived', '--version'],
    reloads: true,
    configurations: families =>
      Object.fromEntries(nodesOf(families).map((node, index) => [node, textFor(families, index)])),
    requiring: needed => configured(options, needed),
    async changeConfiguration(bench) {
      const [active] = candidates(bench.settings);
      const running = {text: textFor(bench.families, 0), path: paths?.[0], pid: pidFile(active.node)};
      await addListedAddress(bench, {...running, file: await configurations.fileOf(bench, active)});
    },
    async startOn(bench, station) {
      await startDaemon(bench, station, await configurations.fileOf(bench, station));
    },
    async start(bench) {
      await prepareFor(bench, requirement);
      const isOurs = (message: string) => texts === undefined && isAboutRequirement(message, requirement);
      const {files, checks} = await checkedFiles(bench, configurations, isOurs);
      if (texts === undefined) refuseObjections(checks, extra);
      await startInTurn(bench, files);
    },
    ...(audited === undefined ? {} : {auditNodes: () => audited, failChecks}),
    ...(paths === undefined ? {} : {auditNodes: auditedNodes(paths, texts as string[])}),
    troubleOf: allInFault,
  };
}

/** What the two daemons read. */
interface Configurations {
  /** The user's own files; undefined if there are none. */
  readonly paths: readonly string[] | undefined;
  /** Their text, or what was audited; absent if the configuration is ours. */
  readonly texts: readonly string[] | undefined;
  /** @param index of the node: 0 for the active one */
  textFor(families: readonly LabSettings[], index: number): string;
  /** The file in the lab that the daemon of a node reads. */
  fileOf(bench: Bench, station: Station): Promise<string>;
}

function configurationsOf(
  {audited, configs, extra = [], advertInterval = 1}: KeepalivedOptions,
  requirement: Requirement | undefined,
): Configurations {
  const paths = configs?.map(path => resolve(path));
  const texts = audited?.map(({text}) => text) ?? paths?.map(readConfigFile);
  const textFor: Configurations['textFor'] = (families, index) =>
    texts?.[index] ?? keepalivedConfig({families, index, advertInterval, extra, requirement});
  return {
    paths,
    texts,
    textFor,
    fileOf(bench, station) {
      const index = candidates(bench.settings).indexOf(station);
      return configFile(bench, station, textFor(bench.families, index), paths?.[index]);
    },
  };
}

/** @param isKnown whether a message of the check is about what we wrote ourselves */
async function checkedFiles(
  bench: Bench,
  {fileOf}: Configurations,
  isKnown: (message: string) => boolean,
): Promise<{files: string[]; checks: CheckedEvent[]}> {
  const stations = candidates(bench.settings);
  const files = await Promise.all(stations.map(station => fileOf(bench, station)));
  const checks = stations.map(({node}, index) => checkConfig(bench, node, files[index] as string, isKnown));
  return {files, checks: await Promise.all(checks)};
}

/** The active one first: on a busy machine, the passive one might otherwise be up so much sooner that it becomes master. */
async function startInTurn(bench: Bench, files: readonly string[]): Promise<void> {
  for (const [index, station] of candidates(bench.settings).entries())
    await startDaemon(bench, station, files[index] as string);
}

/** The nodes according to the user's own files and what these include. */
function auditedNodes(paths: readonly string[], texts: readonly string[]): NonNullable<Driver['auditNodes']> {
  return settings =>
    candidates(settings).map(({node}, index) =>
      readAsHere(node, paths[index] as string, texts[index] as string),
    );
}

function nodesOf([settings]: readonly LabSettings[]): string[] {
  return settings === undefined ? [] : candidates(settings).map(({node}) => node);
}
