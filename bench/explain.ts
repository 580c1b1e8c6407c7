/**
 * `vip explain` over a file of a million frames, compared with tshark printing the same fields and tcpdump merely reading it;
 * and the memory of each.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {FRAMES, writeMixedCapture} from './explain-capture.js';
import {hasProgram, VIP} from './machine.js';
import {printRows, takeTurns} from './measure.js';

/** The fields that a story is made of, by tshark's names. */
export const FIELDS = [
  ...[
    'frame.number',
    'frame.time_epoch',
    'frame.interface_name',
    'eth.src',
    'eth.dst',
    'vlan.id',
    'arp.opcode',
  ],
  ...[
    'arp.src.hw_mac',
    'arp.src.proto_ipv4',
    'arp.dst.hw_mac',
    'arp.dst.proto_ipv4',
    'ip.src',
    'ip.dst',
    'ip.proto',
  ],
  ...['vrrp.virt_rtr_id', 'vrrp.prio', 'vrrp.ip_addr'],
].flatMap(field => ['-e', field]);

/** The peak memory and the duration of a command, in MB and milliseconds. */
function measured(argv: readonly string[], expected: readonly number[]): {ms: number; megabytes: number} {
  const started = performance.now();
  const {status, stderr, error} = spawnSync('/usr/bin/time', ['-f', '%M', ...argv], {
    encoding: 'utf8',
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ms = performance.now() - started;
  if (error !== undefined || status === null || !expected.includes(status))
    throw new Error(`${argv.join(' ')}: exit ${status}: ${error?.message ?? stderr}`);
  return {ms, megabytes: Number(stderr.trim().split('\n').at(-1)) / 1024};
}

export async function explainFile(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  try {
    const file = join(directory, 'mixed.pcapng');
    if (!hasProgram('/usr/bin/time', 'GNU time')) return;
    writeMixedCapture(file);
    console.log(
      `  ${FRAMES} frames of ping, TCP, UDP, ARP and VRRP, ${Math.round(statSync(file).size / 1e6)} MB`,
    );
    const commands: [name: string, argv: string[], exits: number[]][] = [
      ['vip explain', [process.execPath, VIP, 'explain', file], [0, 1]],
    ];
    if (hasProgram('tcpdump')) commands.push(['tcpdump -nn', ['tcpdump', '-nn', '-r', file], [0]]);
    if (hasProgram('tshark'))
      commands.push(['tshark -T fields', ['tshark', '-n', '-r', file, '-T', 'fields', ...FIELDS], [0]]);
    const most = new Map<string, number>();
    const contestants = commands.map(([name, argv, exits]) => ({
      name,
      run() {
        const {ms, megabytes} = measured(argv, exits);
        most.set(name, Math.max(most.get(name) ?? 0, megabytes));
        return ms;
      },
    }));
    printRows(await takeTurns(contestants, 3));
    for (const [name, megabytes] of most)
      console.log(`  ${megabytes.toFixed(0).padStart(5)} MB at most  ${name}`);
  } finally {
    rmSync(directory, {recursive: true});
  }
}
