/**
 * ucarp in both nodes, with scripts that add and remove the address.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {formatIpInterface} from '@vip/arp';
import {SCRATCH} from '../../lab/init.js';
import {type Bench, candidates, type Driver} from '../driver.js';
import type {DriverKind} from './driver-kind.js';

/** `-b 1`: an advertisement a second; the backup waits for three of them and its skew. */
const ADVERT_MS = 1000;

/** ucarp announces once more with its third advertisement (2.4 s after the first, measured with 1.5.2). */
const AFTERGLOW_MS = 2600;

export const ucarp = {
  name: 'ucarp',
  means: 'ucarp in both nodes, with scripts that add and remove the address',
  make: () => ucarpDriver,
} as const satisfies DriverKind<unknown>;

/** ucarp in both nodes; IPv4 alone. */
export const ucarpDriver: Driver = {
  name: ucarp.name,
  patienceMs: 4 * ADVERT_MS + 1500,
  periodMs: ADVERT_MS,
  afterglowMs: AFTERGLOW_MS,
  needs: {ucarp: 'ucarp'},
  version: ['ucarp', '--help'],
  onlyFamily: 'IPv4',
  withoutHeartbeatNetwork:
    'announces the address only on the interface it advertises on, where there are no clients; use keepalived',
  startOn: (bench, station) => startOn(bench, station, candidates(bench.settings).indexOf(station)),
  async start(bench) {
    const [active, passive] = candidates(bench.settings);
    await startOn(bench, active, 0);
    // If two start at once, both become master, and which of them yields is a matter of microseconds.
    await bench.untilHeld(active.node);
    await startOn(bench, passive, 1);
  },
};

async function startOn(
  {lab, programs, settings}: Bench,
  {node, iface, address}: Station,
  index: number,
): Promise<void> {
  const scripts = {up: `${SCRATCH}/ucarp-${node}-up`, down: `${SCRATCH}/ucarp-${node}-down`};
  const vip = formatIpInterface(settings.vip);
  // ucarp calls its scripts with the interface as the first argument.
  for (const [verb, path] of [
    ['add', scripts.up],
    ['del', scripts.down],
  ] as const) {
    await lab.run(node, ['tee', path], {input: `#!/bin/sh\nexec ip addr ${verb} ${vip} dev ${iface}\n`});
    await lab.run(node, ['chmod', '755', path]);
  }
  const argv = [
    ...['ucarp', '--interface', iface, '--srcip', address.address, '--vhid', '51', '--pass', 'vip'],
    ...['--addr', settings.vip.address, '--advbase', '1', '--advskew', index === 0 ? '0' : '50'],
    ...['--upscript', scripts.up, '--downscript', scripts.down, '--shutdown'],
    ...(index === 0 ? ['--preempt'] : []),
  ];
  programs.start({node, program: 'ucarp', argv});
}
