/** Our patch of `cap`: a test for each of its hunks, each in a process of its own, inside namespaces of its own. */

import type {ExecutionContext} from 'ava';
import {inLab, type LabResult, type LabRun} from '../helpers/namespaces.js';
import type {Who} from '../helpers/product.js';
import {labTest, turnTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';

const script = new URL('../fixtures/cap-cases.js', import.meta.url);

type Options = Partial<Pick<LabRun, 'prefix' | 'env'>>;

async function run(
  t: ExecutionContext,
  as: Who,
  args: readonly string[],
  options?: Options,
): Promise<LabResult> {
  const outcome = await inLab({script, as, args, nodeArgs: ['--expose-gc'], ...options});
  const {exitCode, signal, stderr} = outcome;
  // An empty stderr is part of the result: the published `cap` prints a warning there.
  t.deepEqual({exitCode, signal, stderr}, {exitCode: 0, signal: null, stderr: ''});
  return outcome;
}

/** Runs one case and compares its whole result. */
function caseTest(title: string, args: readonly string[], expected: unknown, options?: Options): void {
  turnTest(title, async (t, who) => {
    const {result} = await run(t, who, args, options);
    t.deepEqual(result, expected);
  });
}

caseTest('packets carry the time at which the kernel saw them, in nanoseconds', ['timestamps'], {
  precision: 'ns',
  packets: 20,
  within: true,
  fine: true,
  lengths: [60, 0, 60],
});

caseTest('the clock is the one of the timestamps', ['clock'], {type: 'bigint', within: true});

caseTest("the kernel's addresses, as ip(8) lists them", ['addresses'], {
  all: true,
  each: [
    ['va', true],
    ['idle', true],
  ],
  nobody: [],
  wrong: Array(4).fill('expected an index'),
});

turnTest('a process that ends at once has what it wrote written, and does nothing more', async (t, who) => {
  const {exitCode, signal, stdout, stderr} = await inLab({script, as: who, args: ['exitNow', '7']});
  t.deepEqual(
    {exitCode, signal, stdout, stderr},
    {exitCode: 7, signal: null, stdout: 'written\n', stderr: ''},
  );
});

caseTest('the decoders are loaded by who asks for them', ['decoders'], {
  before: false,
  are: 'object',
  after: true,
});

caseTest('statistics count what was received, until it is closed', ['statistics'], {
  stats: {received: 7, dropped: 0, interfaceDropped: 0},
  closed: {message: 'Not currently capturing/open', code: 'CAP_NOT_OPEN'},
});

caseTest('options: checked, promiscuity as asked, the original length of a packet cut short', ['options'], {
  wrong: [
    'options must be an object',
    'snapLength must be a positive integer',
    'promiscuous must be a boolean',
    'batch must be a positive integer',
    'buffer must hold snapLength and 16 more bytes',
  ],
  quiet: 0,
  loud: 1,
  lengths: [20, 0, 60],
});

caseTest('without immediate mode packets come together', ['blocks'], {batches: [5]});

caseTest('an interface without an IPv4 address needs no warning on stderr', ['quietOnStderr'], {});

caseTest('the buffer lives as long as packets are written to it', ['bufferWithoutReference'], {seen: true});

// What is freed is overwritten (mallopt(3)), so that reading it afterwards cannot succeed by chance.
caseTest(
  'closed objects can be collected at once',
  ['closeAndCollect'],
  {polled: 0},
  {env: {MALLOC_PERTURB_: '165'}},
);

caseTest('closing inside a handler, twice', ['closeInHandler'], [true, false, 1, true, false, 1]);

caseTest('opening again inside a handler', ['reopenInHandler'], {seen: 4, closed: true});

caseTest('closing twice, and without having opened', ['closeTwice'], [true, false, false]);

caseTest('closing in the background says when it is done', ['closeWithCallback'], {
  first: true,
  second: false,
  called: 1,
});

caseTest('closing during a flood', ['floodWhileClosing'], {});

/** Each waits for the kernel. */
const OPENED = rounds(250, 1000);

for (const kind of ['receive', 'send']) {
  turnTest(`hundreds of opens and closes leave nothing behind (${kind})`, async (t, who) => {
    const args = ['openAndClose', kind, String(OPENED)];
    const {result} = await run(t, who, args, {env: {UV_THREADPOOL_SIZE: '32'}});
    const {descriptors, megabytes} = result as {descriptors: number; megabytes: number};
    t.is(descriptors, 0);
    // Leaked buffers would add up to hundreds of megabytes, leaked rings to more.
    t.true(megabytes < 50, `${megabytes} MB`);
  });
}

for (const [what, args, code] of [
  ['device', ['nope', ''], 'PCAP_ERROR_NO_SUCH_DEVICE'],
  ['filter', ['va', 'arp and'], 'CAP_BAD_FILTER'],
] as const) {
  for (const [title, then, more] of [
    ['is collected', 'collect', {}],
    ['is closed', 'close', {closed: false}],
    ['is opened again', 'reopen', {linkType: 'ETHERNET', closed: true}],
  ] as const) {
    turnTest(`an object whose open failed (${what}) ${title}`, async (t, who) => {
      const {result} = await run(t, who, ['failedOpen', ...args, then]);
      const {failed: error, ...rest} = result as {failed: Record<string, unknown>};
      t.is(error.code, code);
      t.deepEqual(rest, more);
    });
  }
}

const NOT_OPEN = {message: 'Not currently capturing/open', code: 'CAP_NOT_OPEN'};

caseTest('sending before open throws', ['sendBeforeOpen'], NOT_OPEN);

caseTest('sending after close throws', ['sendAfterClose'], NOT_OPEN);

for (const receive of ['true', 'false']) {
  const mode = receive === 'true' ? 'through libpcap' : 'send only';
  caseTest(`errors of sending have their number (${mode})`, ['sendErrors', receive], {
    short: {message: 'send: Invalid argument', code: 'EINVAL', errno: -22},
    long: {message: 'send: Message too long', code: 'EMSGSIZE', errno: -90},
    good: {},
    down: {message: 'send: Network is down', code: 'ENETDOWN', errno: -100},
    gone: {message: 'send: No such device or address', code: 'ENXIO', errno: -6},
  });

  turnTest(`errors of opening have a code (${mode})`, async (t, who) => {
    const {result} = await run(t, who, ['openErrors', receive]);
    const errors = result as Record<string, Record<string, unknown>>;
    const codes = Object.values(errors).map(({code, status, errno}) => [code, status ?? errno]);
    t.deepEqual(
      codes,
      receive === 'true'
        ? [
            ['PCAP_ERROR_NO_SUCH_DEVICE', -5],
            ['PCAP_ERROR_NO_SUCH_DEVICE', -5],
            ['PCAP_ERROR_IFACE_NOT_UP', -9],
          ]
        : [
            ['ENODEV', -19],
            ['ENODEV', -19],
            ['ENETDOWN', -100],
          ],
    );
    t.true(Object.values(errors).every(({message}) => message !== ''));
  });

  labTest(`without permission the error says so (${mode})`, async (t, who) => {
    const prefix = ['setpriv', '--bounding-set=-net_raw', '--inh-caps=-net_raw'];
    const {result} = await run(t, who, ['forbidden', receive], {prefix});
    t.is((result as {code: string}).code, receive === 'true' ? 'PCAP_ERROR_PERM_DENIED' : 'EPERM');
  });
}

caseTest('batches: whole records, no more than asked for', ['batches'], {
  counts: [10, 10, 5],
  current: true,
  records: Array.from({length: 25}, (_, index) => [42 + index, 42 + index, index]),
});

caseTest('objects that die young are collected in peace', ['collectedYoung'], {made: 60});

caseTest('batches: as many as fit the buffer', ['smallBuffer'], {counts: [1, 1, 1]});

caseTest('the event loop turns during a flood (batches)', ['eventLoop', 'batch'], {
  seen: true,
  turns: true,
  most: 16,
});

caseTest('the event loop turns during a flood (packets)', ['eventLoop', 'packet'], {
  seen: true,
  turns: true,
  most: 256,
});

caseTest('paused, packets wait in the kernel', ['pause'], {
  whilePaused: 0,
  seen: 10,
  closed: ['CAP_NOT_OPEN', 'CAP_NOT_OPEN'],
});

for (const state of ['running', 'paused']) {
  caseTest(`an interface that disappears is one error (${state})`, ['vanish', state], {
    errors: [['ENODEV', 'The interface disappeared']],
    spinning: false,
    received: 0,
    closed: true,
  });
}

caseTest('closing inside the handler of the error', ['closeInErrorHandler'], [true, false]);

caseTest('an interface that goes down and up again goes on', ['downAndUp'], {
  errors: [],
  spinning: false,
  seen: 5,
});

caseTest('sending only: one socket, which receives nothing', ['sendOnly'], {
  sockets: 1,
  isProtocolZero: true,
  promiscuity: 1, // of the capture that watches
  seen: 1,
  stats: {received: 0, dropped: 0, interfaceDropped: 0},
  closed: true,
});

caseTest(
  'a capture that has given up its rights cannot send through its socket, and goes on',
  ['receiveOnly'],
  {
    could: ['sent', 'sent', 'sent'],
    can: ['EPERM', 'EPERM', 'EPERM'],
    opens: 'PCAP_ERROR_PERM_DENIED',
    shut: true,
    goesOn: true,
  },
);

caseTest('many packets with one call', ['sendBatch'], {
  sent: [64, 6, 0],
  capturing: 1,
  beforeLong: 1,
  long: 'EMSGSIZE',
  wrong: ['the first parameter must be an array', 'the array must hold buffers'],
  closed: 'CAP_NOT_OPEN',
  seen: 71,
});

for (const descriptors of ['some', 'none']) {
  caseTest(
    `sending only: the socket is gone after close (${descriptors} descriptors left)`,
    ['closeSendOnly', descriptors],
    {open: 1, left: 0, wereTaken: descriptors === 'none'},
    {prefix: ['prlimit', '--nofile=200']},
  );
}
