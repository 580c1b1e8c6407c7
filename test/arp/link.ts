/** The link, on a veth pair in namespaces of its own. */

import type {ExecutionContext} from 'ava';
import {inLab, type LabRun, MAC_A} from '../helpers/namespaces.js';
import type {Who} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';

const script = new URL('../fixtures/link-cases.js', import.meta.url);

async function run(t: ExecutionContext, as: Who, args: readonly string[], prefix: LabRun['prefix'] = []) {
  const {exitCode, signal, stderr, result} = await inLab({script, as, args, prefix});
  t.deepEqual({exitCode, signal, stderr}, {exitCode: 0, signal: null, stderr: ''});
  return result;
}

/** Runs one case and compares its whole result. */
function caseTest(
  title: string,
  args: readonly string[],
  expected: unknown,
  prefix?: LabRun['prefix'],
): void {
  turnTest(title, async (t, who) => {
    t.deepEqual(await run(t, who, args, prefix), expected);
  });
}

caseTest('sends and captures, dated by the kernel, own frames told apart', ['exchange'], {
  iface: 'va',
  mac: MAC_A,
  precision: 'ns',
  frames: [
    ['02000000000a', 42, 42, true],
    ['020000000077', 42, 42, true],
    ['02000000000b', 42, 42, false],
  ],
  ordered: true,
  statistics: {received: 3, dropped: 0, interfaceDropped: 0},
});

caseTest(
  'from the first frame on, what leaves and what arrives are told apart, though both are from one MAC',
  ['sides', '00:00:5e:00:01:33'],
  [[['00005e000133', 42, 42, true]], [['00005e000133', 60, 60, false]]],
);

caseTest('captures on the loopback', ['loopback'], {mac: '00:00:00:00:00:00', frames: true, own: true});

caseTest(
  'a frame cut by the snap length keeps its length',
  ['snapLength'],
  [['02000000000b', 20, 100, false]],
);

interface Waited {
  readonly frames: number;
  /** Between the first frame and the last. */
  readonly spanMs: number;
  readonly batches: number;
}

turnTest('frames wait for others as long as was asked for, and keep their times', async (t, who) => {
  const long = (await run(t, who, ['waiting', '500'])) as Waited;
  t.is(long.frames, 10);
  t.true(long.spanMs > 80, `${long.spanMs} ms`);
  t.true(long.batches <= 2, `${long.batches} batches`);
  const short = (await run(t, who, ['waiting', '1'])) as Waited;
  t.is(short.frames, 10);
  t.true(short.batches >= 5, `${short.batches} batches`);
});

caseTest('frames are copies of their own', ['copies'], {last: [1, 2, 3], own: true, plain: true});

caseTest('errors of opening name operation, interface, reason and remedy', ['openErrors'], {
  missing: ['NO_INTERFACE', 'interface nope: no such interface (ip link lists those that exist)'],
  path: ['NO_INTERFACE', 'interface ../net/va: no such interface (ip link lists those that exist)'],
  empty: ['NO_INTERFACE', 'interface : no such interface (ip link lists those that exist)'],
  missingToSend: ['NO_INTERFACE', 'interface nope: no such interface (ip link lists those that exist)'],
  filter: [
    'BAD_FILTER',
    `capture va: expected a pcap filter, got "arp and": can't parse filter expression: syntax error`,
  ],
  snapLength: ['BAD_ARGUMENT', 'link snap length: expected 1 to 262144, got 0'],
  wait: ['BAD_ARGUMENT', 'link wait: expected 1 to 1000, got 1001'],
  buffer: ['BAD_ARGUMENT', 'link buffer: expected 1 to 2147483647, got -1'],
  down: ['INTERFACE_DOWN', 'capture va: interface is down (ip link set va up)'],
  downToSend: ['INTERFACE_DOWN', 'send va: interface is down (ip link set va up)'],
});

// Only root may open /dev/net/tun on every machine.
labTest(
  'an interface of another kind is refused',
  async (t, who) => {
    t.deepEqual(await run(t, who, ['notEthernet']), [
      ['NOT_ETHERNET', 'capture tun0: expected an Ethernet interface, got hardware type 65534'],
      ['NOT_ETHERNET', 'send tun0: expected an Ethernet interface, got hardware type 65534'],
    ]);
  },
  ['root'],
);

const REMEDY = '(needs CAP_NET_RAW: run as root, or in a lab, or setcap cap_net_raw+ep on node)';

caseTest(
  'without permission the error says what is needed',
  ['forbidden'],
  [
    ['NO_PERMISSION', `capture va: permission denied ${REMEDY}`],
    ['NO_PERMISSION', `send va: permission denied ${REMEDY}`],
  ],
  ['setpriv', '--bounding-set=-net_raw', '--inh-caps=-net_raw'],
);

for (const [receive, how] of [
  ['true', 'send'],
  ['false', 'send'],
  ['false', 'sendAll'],
] as const) {
  caseTest(
    `errors of ${how} (${receive === 'true' ? 'while capturing' : 'send only'})`,
    ['sendErrors', receive, how],
    {
      short: ['SEND_FAILED', 'send va: expected at least 14 octets, got 13'],
      long: ['SEND_FAILED', 'send va: frame of 1600 octets is too long for the interface (its MTU is 1500)'],
      noCarrier: ['INTERFACE_DOWN', 'send va: no carrier (connect the other end and bring it up)'],
      down: ['INTERFACE_DOWN', 'send va: interface is down (ip link set va up)'],
      gone: ['NO_INTERFACE', 'interface va: no such interface (ip link lists those that exist)'],
      closed: ['CLOSED', 'send va: link is closed (open it again)'],
    },
  );
}

caseTest('many frames with one call: in order, and up to the one that cannot be sent', ['sendAll'], {
  inOrder: true,
  beyond: [1],
  own: true,
  long: ['SEND_FAILED', 'send va: frame of 1600 octets is too long for the interface (its MTU is 1500)'],
  short: ['SEND_FAILED', 'send va: expected at least 14 octets, got 13'],
});

caseTest('closing hands over what was counted, and once', ['closing'], {
  same: true,
  frames: 1,
  after: 0,
  left: {received: 1, dropped: 0, interfaceDropped: 0},
});

caseTest('closing does not wait for frames that keep coming', ['closeAmidTraffic'], {
  soon: true,
  some: true,
  later: 0,
});

caseTest('closing inside the loop ends it after what was there', ['closeInLoop'], {frames: 3});

caseTest('a loop that is left can be taken up again', ['leaveAndComeBack'], [1, 1]);

for (const waitMs of ['4', '300'])
  caseTest(
    `an interface that disappears ends the loop with an error, after all it saw (${waitMs} ms)`,
    ['vanish', waitMs],
    {
      frames: 1,
      error: ['NO_INTERFACE', 'capture va: interface disappeared (start again when it is back)'],
      received: 1,
      again: ['NO_INTERFACE', 'capture va: interface disappeared (start again when it is back)'],
    },
  );

caseTest('an interface that goes down and up again goes on', ['downAndUp'], {frames: 1});

caseTest('under a flood, shown and dropped add up to received', ['tinyRing'], {
  adds: true,
  someShown: true,
  someDropped: true,
  most: true,
});

caseTest('without a reader the kernel drops, not this process grows', ['noReader'], {
  adds: true,
  bounded: true,
  dropped: true,
});

caseTest(
  'eight links of one process',
  ['several'],
  Array.from({length: 8}, () => 1),
);

caseTest('a link that only sends gives no frames', ['sendOnly'], {
  frames: 0,
  statistics: {received: 0, dropped: 0, interfaceDropped: 0},
});

caseTest('nothing is left that would keep the process alive', ['ends'], true);
