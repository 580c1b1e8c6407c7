/**
 * keepalived, real daemons in both nodes.
 *
 * @module
 */

import {resolve} from 'node:path';
import type {LabSettings, Station} from '@vip/analysis';
import {largest, printable} from '@vip/analysis';
import type {AuditNode} from '@vip/analysis/audit';
import {VipError} from '@vip/arp';
import {SCRATCH} from '../../lab/init.js';
import {type Bench, candidates, type Driver, type Requirement} from '../driver.js';
import type {DriverKind} from './driver-kind.js';
import {checkConfig, refuseObjections} from './keepalived-check.js';
import {keepalivedConfig, PRIORITY} from './keepalived-config.js';
import {configFile, oneAddressMore, readAsHere, readConfig} from './keepalived-files.js';
import {allInFault, transitionOf} from './keepalived-log.js';
import {isAboutRequirement, prepareFor, requiredPatienceMs} from './keepalived-requirements.js';

export const keepalived = {
  name: 'keepalived',
  means: 'keepalived in both nodes, with its own defaults',
  make: keepalivedDriver,
} as const satisfies DriverKind<KeepalivedOptions>;

/** The two keepalived: files of the user's, or what is different in ours. */
export interface KeepalivedOptions {
  /**
   * Instead of `configs`: what the two nodes run when nothing of their own is run (`benchConfig`), and what follows from it. The
   * nodes are called as the lab calls them.
   */
  readonly audited?: readonly [active: AuditedNode, passive: AuditedNode] | undefined;
  /** Configuration files of the active and the passive node, in place of ours; our interface names hold. */
  readonly configs?: readonly [active: string, passive: string] | undefined;
  /** Lines for our own configuration's `vrrp_instance`, `garp_master_refresh 3` for instance. */
  readonly extra?: readonly string[] | undefined;
  /** Seconds between two advertisements in our own configuration; unless they are whole ones it is VRRP version 3. */
  readonly advertInterval?: number | undefined;
}

/** A node with the text that its daemon reads. */
export interface AuditedNode extends AuditNode {
  readonly text: string;
}

/** What the backup waits for an advertisement: three intervals and the skew of its priority (RFC 5798 §6.1). */
function masterDownMs(advertMs: number, priority: number): number {
  return 3 * advertMs + ((256 - priority) / 256) * advertMs;
}

/** How long after it became the master keepalived announces again, by default. Seconds. */
const GARP_MASTER_DELAY = 5;

function afterglowMs(texts: readonly string[]): number {
  const delays = texts.map(text => Number(/garp_master_delay\s+(\d+)/.exec(text)?.[1] ?? GARP_MASTER_DELAY));
  return largest(delays) * 1000 + 100;
}

/** A block in one line, of names of interfaces alone. */
const TRACKED_INTERFACES = /^track_interface \{( (?:\$IFACE|[\w.-]{1,15}))+ \}$/;

/**
 * What can be told of the instance in one line. Another line, a block or a file would be a configuration of its own, which can
 * have scripts run by root.
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
 * keepalived in both nodes, with a configuration of the trial's or with the user's own.
 *
 * @throws VipError `BAD_ARGUMENT` for a line that is more than that, `FILE_FAILED` for a configuration that cannot be read
 */
export function keepalivedDriver(options: KeepalivedOptions = {}): Driver {
  return configured(options, undefined);
}

/** @param requirement what a fault needs of our own configuration; the user's own is taken as it is */
function configured(options: KeepalivedOptions, requirement: Requirement | undefined): Driver {
  const {audited, configs, extra = [], advertInterval = 1} = options;
  for (const line of extra) checkLine(line);
  const paths = configs?.map(path => resolve(path));
  const texts = audited?.map(({text}) => text) ?? paths?.map(readConfig);
  const periodMs = advertInterval * 1000;
  const textFor = (families: readonly LabSettings[], index: number): string =>
    texts?.[index] ?? keepalivedConfig({families, index, advertInterval, extra, requirement});
  const fileFor = (bench: Bench, station: Station, index: number) =>
    configFile(bench, station, textFor(bench.families, index), paths?.[index]);
  const isOurs = (message: string) => texts === undefined && isAboutRequirement(message, requirement);
  const waitMs = audited === undefined ? masterDownMs(periodMs, PRIORITY.passive) : slowest(audited);
  return {
    name: keepalived.name,
    // As much again, for a configuration we have not read.
    patienceMs: 2 * waitMs + requiredPatienceMs(requirement) + 500,
    periodMs,
    afterglowMs: afterglowMs(texts ?? [extra.join('\n')]),
    needs: {keepalived: 'keepalived'},
    reloads: true,
    configurations: families =>
      Object.fromEntries(nodesOf(families).map((node, index) => [node, textFor(families, index)])),
    requiring: needed => configured(options, needed),
    async changeConfiguration(bench) {
      const [active] = candidates(bench.settings);
      const text = textFor(bench.families, 0);
      const file = await fileFor(bench, active, 0);
      await oneAddressMore(bench, {file, text, path: paths?.[0], pid: `${processFiles(active.node)}.pid`});
    },
    async startOn(bench, station) {
      const index = candidates(bench.settings).indexOf(station);
      await startOn(bench, station, await fileFor(bench, station, index));
    },
    async start(bench) {
      await prepareFor(bench, requirement);
      const stations = candidates(bench.settings);
      const files = await Promise.all(stations.map((station, index) => fileFor(bench, station, index)));
      const checks = await Promise.all(
        stations.map(({node}, index) => checkConfig(bench, node, files[index] as string, isOurs)),
      );
      if (texts === undefined) refuseObjections(checks, extra);
      // In turn: on a busy machine the passive one may be up so much sooner that it becomes the master first.
      for (const [index, station] of stations.entries()) {
        await startOn(bench, station, files[index] as string);
      }
    },
    ...(audited === undefined ? {} : {auditNodes: () => audited, failChecks}),
    ...(paths === undefined ? {} : {auditNodes: auditedNodes(paths, texts as string[])}),
    troubleOf: allInFault,
  };
}

/** The longest that anyone waits for an advertisement, or for its own time after a start. Milliseconds. */
function slowest(nodes: readonly AuditNode[]): number {
  const waits = nodes.flatMap(({config: {instances, globals}}) =>
    instances.map(
      ({downTimerAdverts, advertMs}) => globals.startupDelayMs + (downTimerAdverts + 1) * advertMs + 1000,
    ),
  );
  return largest(waits.length === 0 ? [masterDownMs(1000, PRIORITY.passive)] : waits);
}

/** While it is there, every check of the node fails. */
export function failureFile(node: string): string {
  return `${SCRATCH}/failing-${node}`;
}

async function failChecks({lab}: Bench, nodes: readonly string[]): Promise<void> {
  await Promise.all(nodes.map(node => lab.run(node, ['touch', failureFile(node)])));
}

/** By the user's own files, with what they include. */
function auditedNodes(paths: readonly string[], texts: readonly string[]): NonNullable<Driver['auditNodes']> {
  return settings =>
    candidates(settings).map(({node}, index) =>
      readAsHere(node, paths[index] as string, texts[index] as string),
    );
}

/** What its files in the lab are called, without their ends. */
function processFiles(node: string): string {
  return `${SCRATCH}/keepalived-${node}`;
}

/** How long is waited for a daemon to say that it takes part. Milliseconds. */
const TAKES_PART_MS = 2000;

async function startOn({programs}: Bench, {node}: Station, config: string): Promise<void> {
  const base = processFiles(node);
  const files = [`--use-file=${config}`, `--pid=${base}.pid`, `--vrrp_pid=${base}-vrrp.pid`];
  const argv = ['keepalived', '--dont-fork', '--log-console', '--vrrp', ...files];
  programs.start({node, program: 'keepalived', argv});
  await programs.untilSaid(node, line => transitionOf(line) !== undefined, TAKES_PART_MS);
}

function nodesOf([settings]: readonly LabSettings[]): string[] {
  return settings === undefined ? [] : candidates(settings).map(({node}) => node);
}
