/**
 * Sessions with a server that is absent or does not serve: how often they are retried, and how many are
 * opened meanwhile.
 */

import {once} from 'node:events';
import {type AddressInfo, createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import type {TimelineEvent} from '@vip/analysis';
import {parseIp} from '@vip/arp';
import {isBegun, openSessions} from '@vip/core/internal';
import test from 'ava';

test('in an outage that does not end, the number of connections under way is bounded', t => {
  let underWay = 0;
  const begun: number[] = [];
  for (let tick = 0; tick < 15_000; tick++) {
    if (!isBegun(tick, underWay)) continue;
    underWay++;
    begun.push(tick);
  }
  t.deepEqual(begun.slice(0, 32), [...Array(32).keys()], 'at full rate first');
  t.true(underWay < 130, String(underWay));
  t.true(
    begun.some(tick => tick > 10_000),
    'it does not stop',
  );
});

test('if each is answered at once, one is started at every tick', t => {
  t.true([...Array(1000).keys()].every(tick => isBegun(tick, 1)));
});

test('a server that hangs up immediately is not retried immediately', async t => {
  const server = createServer(socket => socket.destroy()).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const events: TimelineEvent[] = [];
  const began = performance.now();
  const watch = await openSessions(
    {node: 'c', target: parseIp('127.0.0.1'), port, groups: [{use: 'idle', count: 1}]},
    event => void events.push(event),
  );
  await sleep(500);
  await watch.stop();
  const tries = events.filter(event => event.kind === 'session' && event.phase === 'connecting').length;
  t.true(tries > 1 && tries <= 1 + (performance.now() - began) / 100, String(tries));
});
