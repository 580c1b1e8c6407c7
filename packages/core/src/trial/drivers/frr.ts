/**
 * FRR's vrrpd in both nodes. It neither adds nor removes an address: each is on a macvlan with the virtual MAC, created beforehand, and
 * the daemon has zebra hold that interface down (protodown) unless it is the master.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {SCRATCH} from '../../lab/init.js';
import {type Bench, candidates, type Driver} from '../driver.js';
import type {Part} from '../processes-under-test.js';
import type {DriverKind} from './driver-kind.js';
import {frrConfig, refuseStrangeLines} from './frr-config.js';
import {prepareFrr} from './frr-node.js';

export const frr = {
  name: 'frr',
  means: "FRR's vrrpd in both nodes, with its own defaults: VRRP version 3, a virtual MAC",
  make: frrDriver,
} as const satisfies DriverKind<FrrOptions>;

/** The options of FRR's vrrpd. */
export interface FrrOptions {
  /** Seconds between two advertisements, in steps of 0.01 from 0.01 to 40.95; 1 by default. */
  readonly advertInterval?: number | undefined;
  /** Lines for the virtual router without `vrrp 51` before them, `version 2` for instance. */
  readonly extra?: readonly string[] | undefined;
}

/** The backup waits three intervals, plus a skew of at most one (RFC 9568 §6.1). */
const MOST_INTERVALS = 4;

/** How long to wait until vrrpd can connect to zebra, since vrrpd retries only after ten seconds. Seconds. */
const ZEBRA_TIMEOUT_S = 10;

/**
 * FRR's vrrpd, started with zebra in both nodes.
 *
 * @param options its interval, and lines of its configuration
 * @throws VipError `BAD_ARGUMENT` for an interval or a line that it does not support
 */
export function frrDriver({advertInterval = 1, extra = []}: FrrOptions = {}): Driver {
  refuseStrangeLines(extra);
  const periodMs = advertInterval * 1000;
  if (periodMs % 10 !== 0 || periodMs < 10 || periodMs > 40_950)
    throw new VipError(
      'BAD_ARGUMENT',
      `driver frr: expected an interval of 10ms to 40.95s, in steps of 10ms, got ${periodMs} ms`,
    );
  const textFor = (families: readonly LabSettings[], index: number) =>
    frrConfig({families, index, periodMs, extra});
  const driver: Driver = {
    name: frr.name,
    patienceMs: 2 * MOST_INTERVALS * periodMs + 500,
    periodMs,
    // VRRP version 2 has none for IPv6 (RFC 3768).
    ...(extra.includes('version 2') ? {onlyFamily: 'IPv4' as const} : {}),
    withoutHeartbeatNetwork:
      'has the address on the interface it advertises on, where there are no clients; use keepalived',
    needs: {zebra: 'frr', vrrpd: 'frr'},
    version: ['vrrpd', '--version'],
    configurations: families =>
      Object.fromEntries(
        (families[0] === undefined ? [] : candidates(families[0])).map(({node}, index) => [
          node,
          textFor(families, index),
        ]),
      ),
    reloads: true,
    requiring: needed => (needed === 'virtual-mac' ? driver : undefined),
    startOn: (bench, station) =>
      startOn(bench, station, textFor(bench.families, candidates(bench.settings).indexOf(station))),
    async start(bench) {
      const stations = candidates(bench.settings);
      await prepareFrr(bench);
      for (const [index, station] of stations.entries())
        await startOn(bench, station, textFor(bench.families, index));
    },
  };
  return driver;
}

async function startOn({lab, programs}: Bench, {node}: Station, config: string): Promise<void> {
  const directory = `${SCRATCH}/frr-${node}`;
  const file = `${directory}/vrrpd.conf`;
  const socket = `${directory}/zserv.api`;
  await lab.run(node, ['sh', '-c', `rm -rf ${directory}; mkdir ${directory}; cat >${file}`], {input: config});
  const common = ['--user', 'root', '--group', 'root', '--vty_port', '0', '--vty_socket', directory];
  const start = (program: 'zebra' | 'vrrpd', part: Part, text: string) => {
    const files = ['--socket', socket, '--pid_file', `${directory}/${program}.pid`, '--config_file', text];
    programs.start({node, program, part, argv: [program, ...common, ...files, '--log', 'stdout']});
  };
  // zebra starts first and ends last: when vrrpd is stopped, it is still there to hold the interface down.
  start('zebra', 'system', '/dev/null');
  const turns = ZEBRA_TIMEOUT_S * 100;
  await lab.run(node, [
    'sh',
    '-c',
    `n=0; until [ -S ${socket} ] || [ $((n += 1)) -gt ${turns} ]; do sleep 0.01; done`,
  ]);
  start('vrrpd', 'software', file);
}
