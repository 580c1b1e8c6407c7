/**
 * A thousand addresses that move at once: when the last of them is announced for the first time, compared with keepalived.
 *
 * keepalived's time begins with its first advertisement as the master. Ours begins when a waiting process, like keepalived, or
 * a shell, which has to start everything, is told to add the addresses and to announce them.
 *
 * Announcing an address before it has been added loses nothing that its old holder would have answered if that one is gone:
 * until then, its clients' packets end there.
 *
 * @module
 */

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {
  decodeArpPacket,
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  ipv4FromNumber,
  ipv4ToNumber,
  parseIpv4,
} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Lab} from '@vip/core';
import {type SeenFrame, whileWatched} from './captured-by.js';
import {background, conversation, hasProgram, openCable, VIP} from './machine.js';
import {printRows, takeTurns} from './measure.js';

const WAITING = fileURLToPath(new URL('./waiting-to-move.js', import.meta.url));
const COUNT = 1000;
const N = 5;
const FIRST = ipv4ToNumber(parseIpv4('10.9.0.1'));
const ADDRESSES = Array.from({length: COUNT}, (_, index) => ipv4FromNumber(FIRST + index));

/** As many as keepalived's advertisements hold. */
const ADVERTISED = 20;

interface Announced {
  /** From the beginning until every address has been announced once, in milliseconds. */
  readonly allMs: number;
  /** The part of that from the first announcement on. */
  readonly firstToLastMs: number;
  /** Whether an address was announced again before all had been. */
  readonly isRoundRobin: boolean;
}

export async function manyAddresses(): Promise<void> {
  if (!hasProgram('tcpdump')) return;
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  const seen = new Map<string, Announced[]>();
  const contestant = (name: string, run: (lab: Lab, directory: string) => Promise<Announced>) => ({
    name,
    async run() {
      await using lab = await openCable();
      const announced = await run(lab, directory);
      seen.set(name, [...(seen.get(name) ?? []), announced]);
      return announced.allMs;
    },
  });
  try {
    const peers = hasProgram('keepalived') ? [contestant('keepalived', keepalived)] : [];
    const ours = [
      contestant('a waiting process, announcing when all addresses are there', waiting('after')),
      contestant('a waiting process, announcing while they are added', waiting('meanwhile')),
      contestant('a shell: ip -batch, then vip garp', vipGarp),
    ];
    const floor = {name: 'of that, ip -batch: the addresses alone', run: () => addressesAlone(directory)};
    printRows(await takeTurns([...peers, ...ours, floor], N));
    for (const [name, runs] of seen) {
      const between = runs.map(({firstToLastMs}) => firstToLastMs.toFixed(1)).join(', ');
      const order = runs.every(({isRoundRobin}) => isRoundRobin) ? 'every one before any again' : 'mixed';
      console.log(`  ${name}: first to last ${between} ms; ${order}`);
    }
  } finally {
    rmSync(directory, {recursive: true});
  }
}

async function vipGarp(lab: Lab, directory: string): Promise<Announced> {
  const list = join(directory, 'vips');
  const batch = writeBatch(directory);
  writeFileSync(list, ADDRESSES.map(ip => `${ip}\n`).join(''));
  const script = 'date +%s%N; ip -batch "$1"; shift; exec "$@" >/dev/null';
  const garp = [process.execPath, VIP, 'garp', '--iface', 'va', '--ip', `@${list}`, '--count', '1'];
  const {result, frames} = await whileWatched(lab, 'arp', () =>
    lab.run('a', ['sh', '-c', script, 'sh', batch, ...garp]),
  );
  return announced(BigInt(result.stdout.trim()), frames);
}

function waiting(when: 'after' | 'meanwhile') {
  return async (lab: Lab, directory: string): Promise<Announced> => {
    const argv = [process.execPath, WAITING, 'va', writeBatch(directory), when, ...ADDRESSES];
    const running = conversation(lab, 'a', argv);
    await running.says(/waiting/);
    const {result, frames} = await whileWatched(lab, 'arp', async () => {
      const at = kernelTime();
      running.tell('now');
      await running.end();
      return at;
    });
    return announced(result, frames);
  };
}

async function addressesAlone(directory: string): Promise<number> {
  await using lab = await openCable();
  const script = 'date +%s%N; ip -batch "$1"; date +%s%N';
  const {stdout} = await lab.run('a', ['sh', '-c', script, 'sh', writeBatch(directory)]);
  const [began = 0n, ended = 0n] = stdout.trim().split('\n').map(BigInt);
  return Number(ended - began) / 1e6;
}

function writeBatch(directory: string): string {
  const file = join(directory, 'batch');
  writeFileSync(file, ADDRESSES.map(ip => `addr add ${ip}/32 dev va\n`).join(''));
  return file;
}

async function keepalived(lab: Lab, directory: string): Promise<Announced> {
  const file = join(directory, 'keepalived.conf');
  const lines = (ips: readonly string[]) => ips.map(ip => `    ${ip}/32\n`).join('');
  writeFileSync(
    file,
    `vrrp_instance V {\n  interface va\n  virtual_router_id 51\n  priority 100\n  advert_int 0.1\n  garp_master_delay 0\n` +
      `  virtual_ipaddress {\n${lines(ADDRESSES.slice(0, ADVERTISED))}  }\n` +
      `  virtual_ipaddress_excluded {\n${lines(ADDRESSES.slice(ADVERTISED))}  }\n}\n`,
  );
  const argv = ['keepalived', '--dont-fork', '--log-console', '--vrrp', '--use-file', file];
  const own = ['--pid', '/run/k.pid', '--vrrp_pid', '/run/v.pid'];
  const {frames} = await whileWatched(lab, 'arp or ip proto 112', async () => {
    const running = background(lab, 'a', [...argv, ...own], '>&2');
    await running.says(/Entering MASTER/);
    await sleep(1000);
    await running.interrupt();
  });
  const [first] = frames;
  if (first === undefined) throw new Error('keepalived sent nothing');
  return announced(
    first.at,
    frames.filter(({bytes}) => decodeEthernetFrame(bytes).etherType === ETHER_TYPE_ARP),
  );
}

function announced(began: bigint, frames: readonly SeenFrame[]): Announced {
  const firsts = new Map<string, bigint>();
  let isRoundRobin = true;
  for (const {at, bytes} of frames) {
    const {senderIp} = decodeArpPacket(decodeEthernetFrame(bytes).payload);
    if (!firsts.has(senderIp)) firsts.set(senderIp, at);
    else if (firsts.size < COUNT) isRoundRobin = false;
  }
  if (firsts.size !== COUNT) throw new Error(`${firsts.size} of ${COUNT} addresses were announced`);
  const times = [...firsts.values()];
  const last = times.at(-1) ?? began;
  return {
    allMs: Number(last - began) / 1e6,
    firstToLastMs: Number(last - (times[0] ?? began)) / 1e6,
    isRoundRobin,
  };
}
