/** Rules about which of MetalLB's addresses are announced, and which services get the address they request. */

import {abridged, listed} from '../../text/count-text.js';
import {addressOf} from '../keepalived/model/address.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import type {Kubernetes} from './kubernetes.js';
import type {AskingService, MetallbAdvertisement, Pool} from './metallb.js';
import {poolSubject} from './metallb-pools.js';
import {isInRange} from './ranges.js';

type MetallbRule = RuleOf<Kubernetes>;

const SOURCE = 'https://github.com/metallb/metallb/blob/main/internal/config/config.go';

/** Whether an advertisement covers addresses of the pool. */
export function isFor({pools, selectors, namespace}: MetallbAdvertisement, pool: Pool): boolean {
  const areTogether = namespace === undefined || pool.namespace === undefined || namespace === pool.namespace;
  if (!areTogether) return false;
  const isForAll = pools.length === 0 && selectors.length === 0;
  return (
    isForAll || pools.some(({name}) => name === pool.name) || selectors.some(selects => selects(pool.labels))
  );
}

export const metallbNotAnnounced: MetallbRule = {
  code: 'METALLB_NOT_ANNOUNCED',
  severity: 'error',
  title: 'the addresses of a pool are assigned to services but never announced',
  thread: 'https://github.com/metallb/metallb/issues/1561',
  find: ({pools, advertisements}) =>
    pools
      .filter(pool => !advertisements.some(advertisement => isFor(advertisement, pool)))
      .map((pool): FindingDraft => {
        const hasNone = advertisements.length === 0;
        return {
          subject: poolSubject(pool),
          where: [pool.place],
          evidence: hasNone
            ? `these files have the pool ${pool.name}, but no L2Advertisement or BGPAdvertisement`
            : `no advertisement is for the pool ${pool.name} (there is ${abridged(advertisements.map(({name}) => name))})`,
          consequence: `services get addresses of ${pool.name}, and no node answers for them`,
          remedy: `add an L2Advertisement with ${pool.name} among its ipAddressPools`,
          // The advertisement may be in a file that was not given.
          ...(hasNone ? {severity: 'warning' as const} : {}),
        };
      }),
};

export const metallbNoSuchPool: MetallbRule = {
  code: 'METALLB_NO_SUCH_POOL',
  severity: 'warning',
  title: 'an advertisement names a pool that does not exist',
  thread: SOURCE,
  find: ({pools, advertisements}) =>
    pools.length === 0
      ? []
      : advertisements.flatMap(advertisement =>
          advertisement.pools
            .filter(({name}) => pools.every(pool => pool.name !== name))
            .map(({name, place}) => ({
              subject: `${advertisement.kind} ${advertisement.name}`,
              where: [place],
              evidence: `${advertisement.kind} ${advertisement.name} is for the pool ${name}, which does not exist (there is ${listed(pools.map(pool => pool.name))})`,
              consequence: 'the name is silently ignored, and the intended pool is not announced by it',
              remedy: 'use the name of a pool, or omit ipAddressPools for all of them',
            })),
        ),
};

export const metallbNamespacesDiffer: MetallbRule = {
  code: 'METALLB_NAMESPACES_DIFFER',
  severity: 'error',
  title: "MetalLB's resources are in different namespaces",
  thread: 'https://metallb.io/configuration/',
  find({pools, advertisements}) {
    const all = [...pools, ...advertisements];
    const [first] = all;
    const stray = all.find(
      ({namespace}) =>
        namespace !== undefined && first?.namespace !== undefined && namespace !== first.namespace,
    );
    if (first === undefined || stray === undefined) return [];
    return [
      {
        subject: `${first.name}, ${stray.name}`,
        where: [first.place, stray.place],
        evidence: `resource ${first.name} is in the namespace ${first.namespace}, ${stray.name} in ${stray.namespace}`,
        consequence: 'MetalLB reads only those in its own namespace',
        remedy:
          "put all of them into MetalLB's namespace, metallb-system unless it was installed into another",
      },
    ];
  },
};

const USAGE = 'https://metallb.io/usage/#requesting-specific-ips';

export const metallbAddressInNoPool: MetallbRule = {
  code: 'METALLB_ADDRESS_IN_NO_POOL',
  severity: 'error',
  title: 'a service requests an address that is in no pool, or a pool that does not exist',
  thread: USAGE,
  find: ({pools, services}) => [
    ...services.flatMap(({name, asked}) =>
      asked.flatMap(({text, place}) => {
        const ip = addressOf(text);
        const isPooled = pools.some(({ranges}) =>
          ranges.some(({range}) => ip !== undefined && isInRange(ip, range)),
        );
        if (pools.length === 0 || ip === undefined || isPooled) return [];
        return [
          {
            subject: `Service ${name}`,
            where: [place],
            evidence: `service ${name} requests ${text}, and the pools are ${abridged(pools.flatMap(({ranges}) => ranges.map(({range}) => range.text)))}`,
            consequence: 'it stays without an address',
            remedy: 'request an address of a pool, or add it to one',
          },
        ];
      }),
    ),
    ...(pools.length === 0 ? [] : withoutTheirPool(services, pools)),
  ],
};

function withoutTheirPool(services: readonly AskingService[], pools: readonly Pool[]): FindingDraft[] {
  return services.flatMap(({name, pool}) =>
    pool === undefined || pools.some(each => each.name === pool.name)
      ? []
      : [
          {
            subject: `Service ${name}`,
            where: [pool.place],
            evidence: `service ${name} requests the pool ${pool.name}, which does not exist (there is ${listed(pools.map(each => each.name))})`,
            consequence: 'it stays without an address',
            remedy: 'use the name of a pool',
          },
        ],
  );
}

export const metallbAddressTwice: MetallbRule = {
  code: 'METALLB_ADDRESS_TWICE',
  severity: 'error',
  title: 'two services request one address without sharing it',
  thread: 'https://metallb.io/usage/#ip-address-sharing',
  find({pools, services}) {
    if (pools.length === 0) return [];
    const all = services.flatMap(service => service.asked.map(each => ({service, ...each})));
    return all.flatMap((second, index) => {
      const first = all
        .slice(0, index)
        .find(({text, service}) => text === second.text && !isSameService(service, second.service));
      const key = first?.service.sharingKey;
      if (first === undefined || (key !== undefined && key === second.service.sharingKey)) return [];
      return [
        {
          subject: `Service ${first.service.name}, ${second.service.name}`,
          where: [first.place, second.place],
          evidence: `the services ${first.service.name} and ${second.service.name} both request ${second.text}`,
          consequence: 'the first one gets it, and the other stays without an address',
          remedy: 'request different addresses, or give both the same metallb.io/allow-shared-ip',
        },
      ];
    });
  },
};

type Named = {readonly name: string; readonly namespace: string | undefined};

function isSameService(one: Named, other: Named): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}

/** The parsed configuration, for comparison with the files. */
export function formatPool(pool: Pool, advertisements: readonly MetallbAdvertisement[]): string {
  const own = advertisements.filter(advertisement => isFor(advertisement, pool));
  const ways = own.map(({kind, name, interfaces, isForSomeNodes}) => {
    const how = kind === 'L2Advertisement' ? 'ARP and NDP' : 'BGP';
    const where = interfaces.length === 0 ? '' : ` on ${interfaces.join(', ')}`;
    return `by ${how}${where}${isForSomeNodes ? ', from some nodes' : ''} (${name})`;
  });
  const ranges = abridged(pool.ranges.map(({range}) => range.text));
  return `pool ${pool.name}: ${ranges}, ${ways.length === 0 ? 'not announced' : `announced ${ways.join(' and ')}`}`;
}
