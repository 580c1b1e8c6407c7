/**
 * What became of the sessions that were tickled.
 */

import {CaptureClock, Tickles} from '@vip/analysis/internal';
import {keyOf, numberOfMac, parseIpv4, parseMac, TCP_FLAG} from '@vip/arp';
import test from 'ava';

const VIP = keyOf(parseIpv4('10.3.2.200'));
const CLIENT = keyOf(parseIpv4('10.3.2.1'));
const OWNER = numberOfMac(parseMac('02:00:00:00:00:11'));
const SERVICE = 443;

type View = Parameters<Tickles['sent']>[0];

/** A segment from the address to a port of the client. */
function segment(us: number, port: number, tcpFlags: number): View {
  const ends = {
    source: VIP,
    destination: CLIENT,
    sourcePort: SERVICE,
    destinationPort: port,
    sourceMac: OWNER,
  };
  return {...ends, tcpFlags, transport: 'tcp', ns: us * 1000, frame: us} as View;
}

test('the shortest and the longest time to a reset are kept, whichever session was reset first', t => {
  const tickles = new Tickles({takeRun: () => true});
  const ports = [50_001, 50_002, 50_003];
  for (const port of ports) tickles.sent(segment(1, port, TCP_FLAG.ack));
  for (const [index, us] of [91, 301, 121].entries())
    tickles.heard(segment(us, ports[index] as number, TCP_FLAG.rst));
  const [attempt] = tickles.facts(new CaptureClock());
  t.like(attempt, {count: 3, reset: 3, unanswered: 0});
  t.deepEqual(attempt?.resetAfterNs, [90_000n, 300_000n]);
});
