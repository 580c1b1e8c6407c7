/** Advertisements that are not carried directly over IPv4, as keepalived sent them. */

import {createCollector} from '@vip/analysis/internal';
import test from 'ava';
import {A, A_IP, Scene} from '../../helpers/scene.js';
import {realFrame} from '../../helpers/vectors.js';

const AH = realFrame('vrrp-carriers', 'version 2, authentication AH, priority 150');
const OVER_IPV6 = realFrame('vrrp-carriers', 'version 3 over IPv6, two addresses, priority 150');

function routersOf(scene: Scene) {
  const collector = createCollector({ips: undefined});
  collector.take(scene.frames);
  return collector.facts().routers;
}

test('an advertisement behind an authentication header makes a master', t => {
  const [router, ...more] = routersOf(new Scene().frame(0, AH).frame(1000, AH));
  t.deepEqual(more, []);
  t.like(router, {protocol: 'VRRPv2', id: 51, addresses: ['10.3.2.200'], rivalries: []});
  t.like(router?.masters[0], {router: '10.3.2.11', mac: '02:00:00:00:00:11', count: 2});
});

test('routers with one number in two families are separate, not rivals', t => {
  const scene = new Scene().vrrp(0, A, A_IP, 100).frame(100, OVER_IPV6);
  const routers = routersOf(scene.vrrp(1000, A, A_IP, 100).frame(1100, OVER_IPV6));
  t.deepEqual(
    routers.map(({rivalries, masters, addresses}) => [rivalries.length, masters.length, ...addresses]),
    [
      [0, 1, '10.3.2.200'],
      [0, 1, 'fe80::200', 'fd00:3:2::200'],
    ],
  );
});
