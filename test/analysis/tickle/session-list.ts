import {formatSessionList, parseSessions} from '@vip/analysis/internal/tickle';
import {parseIp, VipError} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s, ipv6s} from '../../helpers/arbitraries.js';

const VIPS = ['10.3.2.200', 'fd00:3::200'].map(parseIp);
const read = (text: string) => parseSessions(text, VIPS, 'file "x"');
const lines = (text: string) => formatSessionList(read(text).sessions).split('\n').slice(0, -1);

const SESSION = '10.3.2.200:7000 10.3.2.50:40112';
const SESSION_V6 = '[fd00:3::200]:7000 [fd00:3::50]:40112';

const READ: readonly (readonly [title: string, text: string, sessions: readonly string[]])[] = [
  ['two ends', SESSION, [SESSION]],
  ['two ends of IPv6', SESSION_V6, [SESSION_V6]],
  ['with a tab between, and a line end of another system', '10.3.2.200:7000\t10.3.2.50:40112\r\n', [SESSION]],
  ['the client first', '10.3.2.50:40112 10.3.2.200:7000', [SESSION]],
  ['ss -Htn', `ESTAB     0      0         ${SESSION}  `, [SESSION]],
  [
    'ss -tn',
    `State Recv-Q Send-Q Local Address:Port Peer Address:Port Process\nCLOSE-WAIT 1 0 ${SESSION}`,
    [SESSION],
  ],
  ['ss -Htn state established', `0      0     ${SESSION_V6}`, [SESSION_V6]],
  ['ss -Htunp', `tcp ESTAB 0 36 ${SESSION} users:(("sshd",pid=1,fd=3))`, [SESSION]],
  [
    'ss -Htnoi',
    `ESTAB 0 0 ${SESSION} timer:(keepalive,9min,0)\n\t cubic wscale:7,7 rto:204 10.3.2.200:1\n`,
    [SESSION],
  ],
  [
    'a server for both families, bound to an interface',
    'ESTAB 0 0 [::ffff:10.3.2.200%eth0]:7000 [::ffff:10.3.2.50]:40112',
    [SESSION],
  ],
  [
    'ctdb gettickles',
    'Connections for 10.3.2.200\nNum connections: 1\nSRC: 10.3.2.50:40112   DST: 10.3.2.200:7000\n',
    [SESSION],
  ],
  ['remarks and empty lines', `# sessions\n\n${SESSION} # one\n`, [SESSION]],
  ['once each', `${SESSION}\nESTAB 0 0 ${SESSION}\n`, [SESSION]],
];

for (const [title, text, sessions] of READ) test(title, t => t.deepEqual(lines(text), sessions));

test('sessions of other addresses are only counted', t => {
  t.deepEqual(read(`10.3.2.210:22 10.3.2.50:1\n${SESSION}\n`).others, 1);
});

const REFUSED: readonly (readonly [text: string, problem: string])[] = [
  ['nonsense', 'line 1: expected two socket addresses, got something else'],
  [`${SESSION}\n10.3.2.200:7000`, 'line 2: expected two socket addresses, got something else'],
  [`${SESSION} more`, 'line 1: expected two socket addresses, got more'],
  ['10.3.2.200:7000 10.3.2.50', 'line 1: expected two socket addresses, got something else'],
  ['10.3.2.200:7000 10.3.2.50:0', 'line 1: expected two socket addresses, got something else'],
  ['10.3.2.200:7000 [fd00:3::50]:7', 'line 1: expected two addresses of one family, got one of each'],
  ['LISTEN 0 4096 0.0.0.0:7000 0.0.0.0:*', 'line 1: expected two socket addresses, got something else'],
];

for (const [text, problem] of REFUSED)
  test(`refused: ${JSON.stringify(text)}`, t => {
    const error = t.throws(() => read(text), {instanceOf: VipError});
    t.is(error?.message, `file "x": ${problem}`);
    t.is(error?.code, 'BAD_ARGUMENT');
  });

const port = fc.integer({min: 1, max: 0xffff});
const isPlain = (ip: string) => !ip.startsWith('::ffff:');
const clients = fc.oneof(
  fc.record({local: fc.constant(VIPS[0]), remote: ipv4s}),
  fc.record({local: fc.constant(VIPS[1]), remote: ipv6s.filter(isPlain)}),
);

test('a list that was written is read back unchanged', t => {
  const session = fc.tuple(clients, port, port).map(([{local, remote}, one, other]) => ({
    local: {address: local ?? parseIp('10.3.2.200'), port: one},
    remote: {address: remote, port: other},
  }));
  fc.assert(
    fc.property(fc.uniqueArray(session, {selector: each => formatSessionList([each])}), sessions => {
      t.deepEqual(read(formatSessionList(sessions)), {sessions, others: 0});
    }),
  );
});

test('any text is either a list or refused with its line', t => {
  const words = fc.constantFrom(
    SESSION,
    SESSION_V6,
    'ESTAB',
    '0',
    '[',
    ']',
    ':',
    '%',
    '#',
    'SRC: ',
    '\t',
    '\n',
  );
  const texts = fc.oneof(
    fc.string({unit: 'binary'}),
    fc.array(words).map(all => all.join(' ')),
  );
  fc.assert(
    fc.property(texts, text => {
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof VipError && /^file "x": line \d+: expected [^\n]*$/.test(error.message)))
          throw error;
      }
    }),
  );
  t.pass();
});

test('a line of a million characters is refused, as is one session too many', t => {
  t.throws(() => read(`${'['.repeat(1_000_000)}:1 x`));
  t.throws(() => read(`${'A'.repeat(1_000_000)} x`));
  t.throws(() => read(`${'1 '.repeat(500_000)} x`));
  const many = Array.from(
    {length: 250_001},
    (_, index) => `10.3.2.200:7 10.${index >> 16}.${(index >> 8) & 255}.${index & 255}:9`,
  );
  const error = t.throws(() => read(many.join('\n')), {instanceOf: VipError});
  t.is(error?.message, 'file "x": expected 250000 sessions or fewer, got more');
});
