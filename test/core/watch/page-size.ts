/**
 * The metrics page stays within its size limit, whatever is watched and however long its names are; omitted
 * series are counted.
 */

import type {AddressFigures} from '@vip/analysis/internal/watch';
import type {MacAddress} from '@vip/arp';
import {Metrics} from '@vip/core/internal/watch';
import test from 'ava';
import {addressOfNumber} from '../../helpers/many-addresses.js';
import {pageText} from '../../helpers/metrics-page.js';

const MOST_OCTETS = 2_000_000;
const MAC = '02:00:00:00:00:10' as MacAddress;

/** The services of each address: with a thousand addresses, more than there is room for. */
const SERVICES = [22, 80, 443, 8443].map(port => ({protocol: 'tcp' as const, port, isDark: port === 443}));

interface Names {
  readonly ipOf: (number: number) => string;
  readonly iface?: string;
  readonly vlans?: string;
  readonly place?: string;
}

function addressesOf({ipOf, iface = 'eth0', vlans = ''}: Names): AddressFigures[] {
  const announcements = new Map([
    ['request-broadcast', 10],
    ['reply-self', 10],
  ]);
  return Array.from({length: 1000}, (_, number) => ({
    ...{ip: ipOf(number) as never, iface, vlans, owner: MAC, owners: 1, isDark: false, announcements},
    ...{lastAnnouncedAt: 1n, askedNs: 1n, lastAskedAt: 1n, faults: [], isNamed: true},
    ...{services: SERVICES, servicesBeyond: 0},
  }));
}

/** The metrics of a thousand addresses, each of which moved once and was dark meanwhile. */
function metricsOf(names: Names) {
  const addresses = addressesOf(names);
  const shown = {count: addresses.length};
  const {place} = names;
  const where = place === undefined ? {} : {place};
  const metrics = new Metrics({
    figures: () => [
      {...where, addresses: addresses.slice(0, shown.count), routers: [], beyond: 0, frames: 1, now: 2n},
    ],
    totals: () => [{...where, received: 1, dropped: 0}],
  });
  for (const {ip, iface, vlans} of addresses)
    metrics.take({
      ...{kind: 'moved', id: ip, revision: 0, at: 1n, frame: 1, ip, ...where, move: 'failover'},
      network: vlans === '' ? iface : `${iface} VLAN ${vlans}`,
      ...{from: MAC, to: MAC, staleFrames: 3, verdict: 'HEALTHY'},
      ...{leastNs: 257_000_000n, mostNs: 264_000_000n},
    } as const);
  return {metrics, shown};
}

const seriesOf = (text: string, name: string) => text.match(new RegExp(`^${name}\\{`, 'gm'))?.length ?? 0;
const countOf = (text: string, name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);

/** IPv6 addresses of the greatest length, with nothing to abbreviate. */
const longestIp = (number: number) => `2001:db8:ffff:ffff:ffff:ffff:ffff:${(0x1000 + number).toString(16)}`;

test.serial(
  'with a thousand IPv4 addresses, nothing but services beyond two thousand is left out',
  async t => {
    const {metrics, shown} = metricsOf({ipOf: addressOfNumber});
    for (const isOpenMetrics of [false, true]) {
      const text = await pageText(metrics, isOpenMetrics);
      t.true(Buffer.byteLength(text) <= MOST_OCTETS);
      t.is(seriesOf(text, 'vip_owner_info'), 1000);
      t.is(seriesOf(text, 'vip_outage_seconds_count'), 1000);
      t.is(seriesOf(text, 'vip_service_dark'), 2048);
      t.is(countOf(text, 'vip_services_beyond'), 1952);
      t.is(countOf(text, 'vip_series_beyond'), 0);
    }
    // An attacker that makes ever more addresses move does not create lasting series.
    shown.count = 1;
    const text = await pageText(metrics);
    t.deepEqual([...new Set([...text.matchAll(/ip="([\d.]+)"/g)].map(([, ip]) => ip))], [addressOfNumber(0)]);
  },
);

const LONG: Readonly<Record<string, Names>> = {
  'of IPv6': {ipOf: longestIp},
  'of IPv6, with the longest names of interfaces': {
    ipOf: longestIp,
    iface: 'abcdefghijklmno',
    vlans: '4094.4094',
  },
  'of IPv6, in a place with a long name that is not ASCII': {
    ...{ipOf: longestIp, iface: 'abcdefghijklmno', vlans: '4094.4094'},
    place: 'é'.repeat(253),
  },
};

for (const [which, names] of Object.entries(LONG))
  test.serial(
    `the page of a thousand addresses ${which} is within its limit, and says what is left out`,
    async t => {
      const {metrics} = metricsOf(names);
      for (const isOpenMetrics of [false, true]) {
        const text = await pageText(metrics, isOpenMetrics);
        const octets = Buffer.byteLength(text);
        t.true(octets <= MOST_OCTETS, String(octets));
        // Nothing that would have fitted is left out. The longest series are histograms, with eight lines.
        t.true(octets > MOST_OCTETS - 8 * 700, String(octets));
        t.is(seriesOf(text, 'vip_dark'), 1000);
        const [histograms, services] = [
          seriesOf(text, 'vip_outage_seconds_count'),
          seriesOf(text, 'vip_service_dark'),
        ];
        t.is(seriesOf(text, 'vip_outage_seconds_bucket'), 6 * histograms);
        t.is(countOf(text, 'vip_services_beyond'), 4000 - services);
        t.true(countOf(text, 'vip_series_beyond') >= 1000 - histograms + 2048 - services);
        t.true(countOf(text, 'vip_series_beyond') > 0);
      }
    },
  );

test.serial('the page does not change by itself, and is complete again once there is room', async t => {
  const {metrics, shown} = metricsOf({ipOf: longestIp});
  const before = countOf(await pageText(metrics), 'vip_series_beyond');
  t.is(countOf(await pageText(metrics), 'vip_series_beyond'), before);
  shown.count = 10;
  const text = await pageText(metrics);
  t.is(countOf(text, 'vip_series_beyond'), 0);
  t.is(seriesOf(text, 'vip_service_dark'), 40);
});
