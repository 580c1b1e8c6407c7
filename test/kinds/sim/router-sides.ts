/**
 * The stage of stories about a router that is captured on both sides, with clients behind it.
 *
 * @module
 */

import {type VlanTag, vlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import type {Sort} from '../traffic/talk.js';
import type {AddressTruth, Exit, Verdict} from '../truth.js';
import {between, whole} from './chance.js';
import type {Client} from './client.js';
import {MS, SECOND} from './clock.js';
import {captureAt, vlanOf} from './network.js';
import {Router} from './router.js';
import {Stage} from './stage.js';

export interface Sides {
  readonly stage: Stage;
  readonly router: Router;
  readonly hosts: readonly Client[];
  /** What must be said of either side. */
  tell(near: AddressTruth, far: Verdict, exit: Exit, more?: Telling): Told;
}

type Telling = Partial<Pick<Told['truth'], 'present' | 'absent'>> & Partial<Pick<AddressTruth, 'alsoFine'>>;

export type How = Pick<SidesOptions, 'sorts' | 'translates' | 'isOne'>;
export type Told = ReturnType<Stage['tell']>;

export interface SidesOptions {
  /** Length of the story in seconds. */
  readonly length: number;
  /** For how many seconds, at least, questions are not answered. */
  readonly dark: number;
  readonly hosts?: number;
  readonly sorts?: readonly [Sort, ...Sort[]];
  /** Whether the router gives its own address to what its clients send. */
  readonly translates?: boolean;
  /** Whether the file does not tell the sides apart. */
  readonly isOne?: boolean;
}

const SORTS: readonly [Sort, ...Sort[]] = ['ping', 'ping', 'dns', 'requests'];

export function sides(
  random: Random,
  addresses: Random,
  {length, dark, hosts: most = 3, sorts = SORTS, translates = false, isOne = false}: SidesOptions,
): Sides {
  const stage = new Stage(random, addresses, {at: 'mirror', length, whole: true, noise: false});
  stage.beyondAt = isOne ? 'one' : random.pick(['interfaces', 'trunk']);
  const farTags = isOne ? stage.tags : otherTags(random, stage);
  const router = new Router(stage, 'router', undefined, farTags);
  if (random.oneIn(2)) stage.network.vantage = captureAt(router);
  if (translates) router.masquerade();
  const hosts = Array.from({length: whole(random, 1, most)}, (_, index) =>
    router.host(stage, `host ${index}`),
  );
  stage.a.hold(stage.vip);
  for (const host of hosts)
    stage.talk(dark, {
      asker: {by: host, ip: host.ip, ttl: random.pick([64, 128, 255])},
      sort: random.pick(sorts),
      every: between(random, 10 * MS, (dark * SECOND) / 12),
    });
  const at = (iface: string) => (stage.beyondAt === 'interfaces' ? {iface} : {});
  const vlan = farTags.map(({vlanId}) => vlanId).join('.');
  return {
    stage,
    router,
    hosts,
    tell: (near, verdict, exit, {present = [], absent = [], ...also} = {}) =>
      stage.tell(() => ({
        ...{exit, present, absent},
        addresses: isOne
          ? [near]
          : [
              {...near, ...at('eth0')},
              {
                ...{ip: stage.vip, verdict, changes: 0, ...at('eth1')},
                ...(vlan === '' ? {} : {vlan}),
                ...also,
              },
            ],
        ask: [stage.vip],
      })),
  };
}

/** Those of the clients' network: on a trunk, not those of the address's own. */
function otherTags(random: Random, stage: Stage): readonly VlanTag[] {
  const known = stage.tags.map(({vlanId}) => vlanId);
  const other = [vlanTag((((known.at(-1) ?? 700) + whole(random, 1, 900)) % 4000) + 1, 0)];
  const isUntagged = stage.beyondAt === 'interfaces' || known.length > 0;
  return isUntagged && random.oneIn(2) ? [] : other;
}

export function near(stage: Stage, verdict: Verdict, changes: number): AddressTruth {
  const vlan = vlanOf(stage.a);
  return {ip: stage.vip, verdict, changes, ...(vlan === '' ? {} : {vlan})};
}
