/**
 * Why a client sends to a new MAC, by the rules of Linux: recordings of such sequences on Linux 6.18 were compared with its `ip monitor
 * neigh` (the usual settings, and entries older than locktime).
 */

import {createCollector} from '@vip/analysis/internal';
import {type IpAddress, parseIpv4, parseIpv6} from '@vip/arp';
import test from 'ava';
import {A, B, CLIENT, Scene, START_NS} from '../../helpers/scene.js';
import {ethernetFrame} from '../../kinds/wire/ethernet.js';
import {isAt, isAtNow, type Telling, whoHas} from '../../kinds/wire/neighbour.js';
import {ipPacket} from '../../kinds/wire/packet.js';
import {echoMessage} from '../../kinds/wire/transport.js';

interface Network {
  readonly vip: IpAddress;
  readonly client: IpAddress;
  readonly other: IpAddress;
}

const IPV4: Network = {
  vip: parseIpv4('10.3.2.200'),
  client: parseIpv4('10.3.2.50'),
  other: parseIpv4('10.3.2.77'),
};
const IPV6: Network = {
  vip: parseIpv6('fd00:3:2::200'),
  client: parseIpv6('fd00:3:2::50'),
  other: parseIpv6('fd00:3:2::77'),
};

/** What the new owner says: it announces, with or without Override, or asks for the client or for another machine. */
type Said =
  | 'announces'
  | 'announces weakly'
  | 'asks the client'
  | 'asks another'
  | 'answers'
  | 'answers second';

function tellingOf(said: Said, {vip, client, other}: Network): Telling {
  const form = {operation: 'request', targetMac: 'broadcast', override: said === 'announces'} as const;
  if (said === 'answers' || said === 'answers second') return isAt(vip, B, {mac: CLIENT, ip: client});
  if (said === 'asks the client') return whoHas(client, {mac: B, ip: vip});
  return said === 'asks another' ? whoHas(other, {mac: B, ip: vip}) : isAtNow(vip, B, form);
}

class Story extends Scene {
  #sequence = 0;

  constructor(readonly network: Network) {
    super();
  }

  tells(ms: number, source: typeof A, {destination, etherType, payload}: Telling): this {
    return this.frame(ms, ethernetFrame({source, destination, tags: [], etherType, payload}));
  }

  /** The client pings the address at this MAC, from which it is answered. */
  pinged(ms: number, mac: typeof A, isAnswered = true): this {
    const {vip, client} = this.network;
    const echo = {identifier: 7, sequence: ++this.#sequence, data: new Uint8Array(8)};
    const etherType = vip === IPV6.vip ? 0x86dd : 0x800;
    const there = {source: client, destination: vip};
    const asked = echoMessage(there, {...echo, reply: false});
    this.tells(ms, CLIENT, {destination: mac, etherType, payload: ipPacket({...there, ...asked})});
    if (!isAnswered) return this;
    const back = {source: vip, destination: client};
    const answer = echoMessage(back, {...echo, reply: true});
    return this.tells(ms + 0.1, mac, {
      destination: CLIENT,
      etherType,
      payload: ipPacket({...back, ...answer}),
    });
  }

  /** The cause of the client's last change to the new MAC, as told. */
  get cause() {
    const {vip, client} = this.network;
    const collector = createCollector({ips: [vip]});
    collector.take(this.frames);
    const sender = collector.facts().addresses[0]?.senders.find(({ip}) => ip === client);
    return sender?.runs.findLast(({to, cause}) => to === B && cause !== undefined)?.cause;
  }
}

/** Pings to the old owner, answered until 2 s; then what is said, 10 ms apart; then pings to the new one. */
function story(network: Network, said: readonly Said[]): Story {
  const scene = new Story(network);
  const client = {mac: CLIENT, ip: network.client};
  scene.tells(0, CLIENT, whoHas(network.vip, client)).tells(0.1, A, isAt(network.vip, A, client));
  for (let ms = 1; ms < 2000; ms += 100) scene.pinged(ms, A);
  scene.pinged(2001, A, false);
  for (const [index, one] of said.entries()) {
    if (one === 'answers' || one === 'answers second')
      scene.tells(2009 + 10 * index, CLIENT, whoHas(network.vip, client));
    if (one === 'answers second') scene.tells(2009.5 + 10 * index, A, isAt(network.vip, A, client));
    scene.tells(2010 + 10 * index, B, tellingOf(one, network));
  }
  for (let ms = 2100; ms < 4000; ms += 100) scene.pinged(ms, B);
  return scene;
}

interface Row {
  readonly title: string;
  readonly networks: readonly Network[];
  readonly said: readonly Said[];
  /** Which of them changed the entry. */
  readonly by: number;
}

const ROWS: readonly Row[] = [
  {
    title: 'the announcement after the second answer to its question, of which the first counts',
    ...{networks: [IPV4], said: ['answers second', 'announces'], by: 1},
  },
  {
    title: 'the second answer to its question, which overrides the first',
    ...{networks: [IPV6], said: ['answers second', 'announces'], by: 0},
  },
  {
    title: 'the first announcement, though the owner asks and announces again',
    ...{networks: [IPV4, IPV6], said: ['announces', 'asks the client', 'announces', 'announces'], by: 0},
  },
  {
    title: 'a request, though the owner announces and asks again',
    ...{networks: [IPV4, IPV6], said: ['asks the client', 'announces', 'asks the client'], by: 0},
  },
  {title: 'a request for another', networks: [IPV4], said: ['asks another', 'announces'], by: 0},
  {
    title: 'the announcement after a solicitation of another, which goes to a group of one',
    ...{networks: [IPV6], said: ['asks another', 'announces', 'asks another'], by: 1},
  },
  {
    title: 'a solicitation after an announcement without Override, which does not change an entry',
    ...{networks: [IPV6], said: ['announces weakly', 'asks another', 'asks the client'], by: 2},
  },
  {
    title: 'the answer to its question after an announcement without Override',
    ...{networks: [IPV6], said: ['announces weakly', 'answers', 'announces'], by: 1},
  },
];

const CAUSES = {
  announces: 'announcement',
  'announces weakly': 'announcement',
  'asks the client': 'side-traffic',
  'asks another': 'side-traffic',
  answers: 'own-question',
  'answers second': 'own-question',
} as const;

for (const {title, networks, said, by} of ROWS) {
  for (const network of networks) {
    test(`${network === IPV4 ? 'IPv4' : 'IPv6'}: a client was corrected by ${title}`, t => {
      const {cause, frames} = story(network, said);
      const spoken = said.map((_, index) => START_NS + BigInt(2010 + 10 * index) * 1_000_000n);
      t.is(cause?.what, CAUSES[said[by] as Said]);
      t.is(cause?.frame, frames.findIndex(({at}) => at === spoken[by]) + 1);
      t.is(cause?.isCertain, CAUSES[said[by] as Said] === 'own-question');
    });
  }
}

test('IPv6: an announcement without Override is the cause if nothing else was said', t => {
  t.is(story(IPV6, ['announces weakly', 'asks another']).cause?.what, 'announcement');
});

test('an announcement of an owner that returns is the cause, though it announced and asked before', t => {
  const scene = story(IPV6, ['announces', 'asks the client']);
  const announced = {operation: 'request', targetMac: 'broadcast', override: true} as const;
  scene.tells(4100, A, isAtNow(IPV6.vip, A, announced));
  for (let ms = 4150; ms < 6000; ms += 100) scene.pinged(ms, A);
  const back = scene.frames.length;
  for (const said of ['announces', 'asks the client', 'announces'] as const)
    scene.tells(6000 + scene.frames.length - back, B, tellingOf(said, IPV6));
  scene.pinged(6100, B);
  const {cause} = scene;
  t.is(cause?.what, 'announcement');
  t.is(cause?.frame, back + 1);
});
