/** Rules about MetalLB's pools: mistakes for which it rejects its whole configuration, and addresses that some networks drop. */

import type {FindingDraft, RuleOf} from '../rules/rule.js';
import type {Kubernetes} from './kubernetes.js';
import type {Pool} from './metallb.js';
import {areOverlapping, hasBuggyAddress} from './ranges.js';

type MetallbRule = RuleOf<Kubernetes>;

const SOURCE = 'https://github.com/metallb/metallb/blob/main/internal/config/config.go';
const STALE = 'MetalLB rejects the whole configuration, and keeps the last valid one, if any';

export const metallbRangeRefused: MetallbRule = {
  code: 'METALLB_RANGE_REFUSED',
  severity: 'error',
  title: 'a pool contains something other than a range of addresses',
  thread: SOURCE,
  find: ({pools}) =>
    pools.flatMap(pool =>
      pool.refused.map(({problem, place}) => ({
        subject: poolSubject(pool),
        where: [place],
        evidence: `pool ${pool.name}: ${problem}`,
        consequence: STALE,
        remedy: problem.includes('${')
          ? 'audit the manifest as applied, with every variable replaced'
          : 'write 10.0.0.5/32 for one address, 10.0.0.0/28 or 10.0.0.1-10.0.0.9 for several',
      })),
    ),
};

export const metallbPoolsOverlap: MetallbRule = {
  code: 'METALLB_POOLS_OVERLAP',
  severity: 'error',
  title: 'two ranges of pools overlap',
  thread: SOURCE,
  find({pools}) {
    const ranges = pools.flatMap(pool => pool.ranges.map(each => ({pool, ...each})));
    return ranges.flatMap((second, index) => {
      const isOther = ({pool}: {pool: Pool}) => !isTheSame(pool, second.pool) || pool === second.pool;
      const first = ranges
        .slice(0, index)
        .find(each => isOther(each) && areOverlapping(each.range, second.range));
      if (first === undefined) return [];
      const names = [...new Set([first.pool.name, second.pool.name])];
      return [
        {
          subject: `IPAddressPool ${names.join(', ')}`,
          where: [first.place, second.place],
          evidence: `${first.range.text} of ${first.pool.name} and ${second.range.text} of ${second.pool.name} overlap`,
          consequence: STALE,
          remedy: 'keep each address in one range only',
        },
      ];
    });
  },
};

export const metallbPoolTwice: MetallbRule = {
  code: 'METALLB_POOL_TWICE',
  severity: 'warning',
  title: 'two pools with the same name have different addresses',
  thread: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  find: ({pools}) =>
    pools.flatMap((second, index) => {
      const first = pools.slice(0, index).find(one => isTheSame(one, second));
      if (first === undefined || rangesText(first) === rangesText(second)) return [];
      return [
        {
          subject: poolSubject(second),
          where: [first.place, second.place],
          evidence: `the pool ${second.name} has ${rangesText(first)} here, and ${rangesText(second)} there`,
          consequence: 'the one applied last replaces the other, whose addresses are then in no pool',
          remedy: 'give one of them another name, or put all ranges in one',
        },
      ];
    }),
};

function rangesText({ranges}: Pool): string {
  return ranges.map(({range}) => range.text).join(', ');
}

/** The same pool in two files: the one applied last replaces the other. */
function isTheSame(one: Pool, other: Pool): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}

export const metallbBuggyAddresses: MetallbRule = {
  code: 'METALLB_BUGGY_ADDRESSES',
  severity: 'note',
  title: 'a pool has addresses that end with .0 or .255',
  thread: 'https://metallb.io/configuration/_advanced_ipaddresspool_configuration/#handling-buggy-networks',
  find: ({pools}) =>
    pools.flatMap((pool): FindingDraft[] => {
      const found = pool.ranges.find(({range}) => hasBuggyAddress(range));
      if (found === undefined || pool.avoidsBuggy) return [];
      return [
        {
          subject: poolSubject(pool),
          where: [found.place],
          evidence: `${found.range.text} of the pool ${pool.name} has addresses that end with .0 or .255`,
          consequence:
            'old network equipment that drops traffic for such addresses makes a service that gets one unreachable',
          remedy: 'set avoidBuggyIPs to true if clients come through such equipment',
        },
      ];
    }),
};

export const metallbOldConfig: MetallbRule = {
  code: 'METALLB_OLD_CONFIG',
  severity: 'warning',
  title: 'MetalLB no longer reads pools in this form',
  thread: 'https://metallb.io/configuration/migration_to_crds/',
  find: ({oldConfigs}) =>
    oldConfigs.map(({kind, name, place}) => ({
      subject: `${kind} ${name}`,
      where: [place],
      evidence:
        kind === 'ConfigMap'
          ? `the pools are in the ConfigMap ${name}`
          : `the pool ${name} is an AddressPool`,
      consequence: `MetalLB from ${kind === 'ConfigMap' ? '0.13' : '0.14'} on ignores it, and services get no address from it`,
      remedy: 'use IPAddressPool, L2Advertisement and BGPAdvertisement',
    })),
};

export function poolSubject({name}: Pool): string {
  return `IPAddressPool ${name}`;
}
