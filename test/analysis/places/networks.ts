/**
 * Networks of captures whose clocks cannot be compared are recognised by their machines, not by their names.
 */

import {type IpAddress, type MacAddress, parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {seeds} from '../../helpers/torture.js';
import {middleHole} from '../../kinds/cases/man-in-the-middle.js';
import {KINDS} from '../../kinds/index.js';
import {capturesOf, DISTORTED, type PlaceCapture} from '../../kinds/places/distort.js';
import {recorded} from '../../kinds/places/lab-run.js';
import {elsewhereTagged} from '../../kinds/places/other-ports.js';
import {toldTogether} from '../../kinds/places/together.js';
import {type Telling, whoHas} from '../../kinds/wire/neighbour.js';
import {macOctets} from '../../kinds/wire/octets.js';

test('a man in the middle between a trunk and an access port is in one network, which has two names', t => {
  for (const seed of seeds(12, 100)) {
    const made = recorded(middleHole, seed);
    const how = {...DISTORTED, thinned: 0, cut: false};
    const captures = capturesOf(made, ['client', 'a'], seeded(seed), how).filter(
      ({frames}) => frames.length > 0,
    );
    const [client, owner] = captures;
    if (client === undefined || owner === undefined) throw new Error('both captured');
    const ips = made.truth.addresses.map(({ip}) => ip);
    const {text, exit} = toldTogether([client, elsewhereTagged(owner)], {ips});
    t.regex(text, /both ends of a conversation/, `seed ${seed}: ${text}`);
    t.is(exit, 1, `seed ${seed}`);
  }
});

test('an announcement that reaches a trunk with a tag, and an access port without, was made in the network of both', t => {
  const handover = KINDS.find(({name}) => name === 'handover');
  if (handover === undefined) throw new Error('there is no such kind');
  for (const seed of seeds(12, 100)) {
    const made = recorded(handover, seed);
    const captures = capturesOf(made, ['a', 'b', 'client'], seeded(seed), {
      ...DISTORTED,
      thinned: 0,
      cut: false,
    });
    const ips = made.truth.addresses.map(({ip}) => ip);
    const {text} = toldTogether(
      captures.map(one => (one.name === 'client' ? elsewhereTagged(one) : one)),
      {ips},
    );
    t.notRegex(text, /VLAN_MISMATCH|NO_ANNOUNCEMENT/, `seed ${seed}: ${text}`);
    t.regex(text, /HEALTHY/, `seed ${seed}: ${text}`);
  }
});

const START = 1_700_000_000_000_000_000n;

function capture(name: string, tellings: readonly (readonly [source: MacAddress, Telling])[]): PlaceCapture {
  const frames = tellings.map(([source, {destination, etherType, payload}], index) => {
    const bytes = Uint8Array.from([
      ...macOctets(destination),
      ...macOctets(source),
      etherType >> 8,
      etherType & 0xff,
      ...payload,
    ]);
    const at = START + BigInt(index) * 500_000_000n;
    return {iface: 'eth0', at, bytes, length: bytes.length, number: index + 1};
  });
  return {name, frames, truly: frames.map(({at}) => at), clock: at => at};
}

test('two networks of the same name are distinguished, even if their gateways share a MAC and each has the address of a host in the other', t => {
  const [one, ten]: readonly IpAddress[] = [parseIpv4('192.168.1.1'), parseIpv4('192.168.1.10')];
  for (const text of ['00:00:5e:00:01:01', '02:00:00:00:00:01']) {
    const gateway = parseMac(text);
    /** Its gateway asks in its own name, and a host asks for the gateway. */
    const network = (name: string, own: IpAddress, other: IpAddress, host: MacAddress) =>
      capture(
        name,
        Array.from({length: 12}, (_, index) =>
          index % 2 === 0
            ? [gateway, whoHas(other, {mac: gateway, ip: own})]
            : [host, whoHas(own, {mac: host, ip: other}, gateway)],
        ),
      );
    const captures = [
      network('first', one as IpAddress, ten as IpAddress, parseMac('02:00:00:00:00:10')),
      network('second', ten as IpAddress, one as IpAddress, parseMac('02:00:00:00:00:20')),
    ];
    const {text: told} = toldTogether(captures, {ips: [one as IpAddress, ten as IpAddress]});
    t.notRegex(told, /MAN_IN_THE_MIDDLE/, `${text}: ${told}`);
  }
});
