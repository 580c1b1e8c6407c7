/** Two MACs that each serve a client for as long as the capture lasts, as two owners do, or a bond that balances with ARP (balance-alb). */

import {createCollector, judge} from '@vip/analysis/internal';
import {parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import {A, B, Scene, VIP} from '../../helpers/scene.js';

test('if another MAC answers another client while the first is still answered, no silent takeover is reported', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 8000, A);
  const [other, otherIp] = [parseMac('02:00:00:00:00:51'), parseIpv4('10.3.2.51')];
  scene.asks(20, other, otherIp).answers(20.1, B, other, otherIp);
  for (let ms = 50; ms < 8000; ms += 100) scene.ping(ms, B, other, otherIp).pong(ms + 1, B, other, otherIp);
  const collector = createCollector({ips: [VIP]});
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const [explanation] = judge(collector.facts());
  t.is(explanation?.finding.code, 'TWO_OWNERS');
  t.regex(explanation?.finding.evidence ?? '', /goes on answering 10\.3\.2\.50 /);
});
