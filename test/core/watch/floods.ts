/** Floods: named addresses are judged all the same, and what is kept and shown is bounded. */

import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import type {SeenFrame} from '@vip/analysis';
import {Watch, type WatchedEvent} from '@vip/analysis/watch';
import {encodeEthernetFrame, type MacAddress, parseIpv4, parseIpv6, parseMac} from '@vip/arp';
import {Metrics} from '@vip/core/watch';
import test from 'ava';
import {addressOfNumber, manyAddresses, movesIn} from '../../helpers/many-addresses.js';
import {type Random, seeded} from '../../helpers/random.js';
import {isTorture} from '../../helpers/torture.js';
import {type Advert, advertTelling} from '../../kinds/wire/advert.js';
import {isAtNow, type Telling} from '../../kinds/wire/neighbour.js';

/** Frames of a flood between any hundred others. */
const FLOOD_EACH = isTorture ? 20_000 : 250;

/** Octets of memory that a flood may leave in use. */
const MOST_LEFT = 120e6;

function ipsOf(count: number) {
  return Array.from({length: count}, (_, number) => addressOfNumber(number));
}

// As the command does.
setFlagsFromString('--heap-growing-percent=30');

/** What is not garbage. Octets. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** "I have it", of ever other addresses and MACs. */
function claim(random: Random, at: bigint): SeenFrame {
  const bytes = new Uint8Array(60);
  const mac = random.octets(6);
  mac[0] = 2;
  const ip = [172, 16, ...random.octets(2)];
  bytes.fill(0xff, 0, 6);
  bytes.set(mac, 6);
  bytes.set([8, 6, 0, 1, 8, 0, 6, 4, 0, 1], 12);
  bytes.set(mac, 22);
  bytes.set(ip, 28);
  bytes.set(ip, 38);
  return {iface: 'eth0', at, bytes, length: 60};
}

/** A neighbour advertisement of ever other addresses and MACs. */
function neighbour(random: Random, at: bigint): SeenFrame {
  const mac = macOf(random);
  const ip = parseIpv6(`fd00::${random.below(0xffff).toString(16)}:${random.below(0xffff).toString(16)}`);
  return told(isAtNow(ip, mac, {operation: 'reply', targetMac: 'self', override: true}), mac, at);
}

/** An advertisement of ever other virtual routers, of a router that nobody knows. */
function advert(random: Random, at: bigint): SeenFrame {
  const octets = () => random.below(256);
  const router: Advert = {
    version: 3,
    virtualRouterId: 1 + random.below(255),
    priority: 1 + random.below(254),
    interval: 1e9,
    addresses: [parseIpv4(`172.16.${octets()}.${octets()}`)],
    sum: 'plain',
    authentication: 'none',
  };
  const source = parseIpv4(`10.98.${octets()}.${octets()}`);
  return told(advertTelling(router, {source, counter: 1, now: at}), macOf(random), at);
}

function macOf(random: Random) {
  const octets = random.octets(5);
  return parseMac(`02:${[...octets].map(octet => octet.toString(16).padStart(2, '0')).join(':')}`);
}

function told({destination, etherType, payload}: Telling, source: MacAddress, at: bigint): SeenFrame {
  const bytes = encodeEthernetFrame({destination, source, tags: [], etherType, payload});
  return {iface: 'eth0', at, bytes, length: bytes.length};
}

const FLOODS = {'claims (ARP)': claim, 'neighbour advertisements': neighbour, 'VRRP advertisements': advert};

for (const [what, make] of Object.entries(FLOODS)) {
  test.serial(
    `a flood of ${what}: named addresses are judged, nobody else becomes a label, and memory stays flat`,
    async t => {
      const options = {addresses: 5, framesPerSecond: 100, seconds: 40, moveEvery: 8};
      const events: WatchedEvent[] = [];
      const watch = new Watch({
        ips: ipsOf(options.addresses),
        isLive: true,
        tell: event => events.push(event),
      });
      const metrics = new Metrics({
        figures: () => [watch.figures()],
        totals: () => [{received: 0, dropped: 0}],
      });
      const random = seeded(1);
      for (const batch of manyAddresses(options)) {
        const at = batch[0]?.at ?? 0n;
        watch.take(Array.from({length: FLOOD_EACH}, () => make(random, at)));
        watch.take(batch);
      }
      watch.end();
      t.deepEqual(
        events.flatMap(event => (event.kind === 'moved' && event.revision === 0 ? [event.ip] : [])),
        movesIn(options).map(({ip}) => ip),
      );
      const {text} = await metrics.page(false);
      t.notRegex(text, /172\.16\.|fd00:|vrid=/);
      const left = inUse();
      t.true(left < MOST_LEFT, String(left));
    },
  );
}
