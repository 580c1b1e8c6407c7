/**
 * The sessions of a trial: the option's syntax, and what `ss` says about them.
 */

import {formatTcpGroup, LAB_GROUPS, parseSettings, parseTcpGroups, planTcp} from '@vip/core/internal';
import test from 'ava';

const parse = (text: string) =>
  parseTcpGroups(text, word => Number.parseFloat(word) * (/ms$/.test(word) ? 1 : 1000));

test('there are classes with counts and intervals', t => {
  t.deepEqual(parse('idle=20,read=10,write=20@10ms,connect@5ms'), [
    {use: 'idle', count: 20},
    {use: 'read', count: 10, intervalMs: 100},
    {use: 'write', count: 20, intervalMs: 10},
    {use: 'connect', count: 1, intervalMs: 5},
  ]);
});

test("the default is written in the option's own syntax", t => {
  t.deepEqual(parse(LAB_GROUPS.map(formatTcpGroup).join(',')), [...LAB_GROUPS]);
  t.deepEqual(planTcp({}).groups, LAB_GROUPS);
});

test("with the user's own server, only what any server can take is sent, and HTTP if the user asks for it", t => {
  const words = (wishes: Parameters<typeof planTcp>[0]) =>
    planTcp(wishes).groups.map(formatTcpGroup).join(',');
  t.is(words({port: 80}), 'idle=5,connect@50ms');
  t.is(words({port: 80, path: '/'}), 'idle=5,connect@50ms,request=5@100ms,fetch@100ms');
  t.is(words({port: 80, path: '/', groups: parse('idle=1')}), 'idle=1,request=5@100ms,fetch@100ms');
  t.is(words({port: 80, path: '/', groups: parse('request=2@10ms')}), 'request=2@10ms');
  t.like(planTcp({port: 80, path: '/x'}), {port: 80, isOwn: true, path: '/x', deadlineMs: 5000});
});

test("sessions that the user's own server could not serve are refused, as are requests without a path", t => {
  t.throws(() => planTcp({port: 80, groups: parse('read=1')}), {
    code: 'BAD_ARGUMENT',
    message:
      'tcp: expected no read with a server of your own, which would not write by itself, got "read=1@100ms"',
  });
  t.throws(() => planTcp({port: 80, groups: parse('fetch@1s')}), {
    code: 'BAD_ARGUMENT',
    message: 'tcp: expected --http PATH beside request and fetch, got "fetch@1s"',
  });
});

for (const [text, expected] of [
  ['sleep=3', 'idle, read, write, request, connect, fetch, each with =count and @interval'],
  ['idle=3@10ms', 'no interval for idle'],
  ['connect=2@5ms', 'connect@interval'],
  ['write=0', 'a count of 1 or more'],
  ['write=1@0ms', 'an interval of 1ms or more'],
  ['idle=300,read=300', '500 sessions or fewer'],
  ['', 'idle, read, write, request, connect, fetch, each with =count and @interval'],
] as const) {
  test(`refused: ${JSON.stringify(text)}`, t => {
    const error = t.throws(() => parse(text), {code: 'BAD_ARGUMENT'});
    t.true(error?.message.startsWith(`tcp: expected ${expected}, got `), error?.message);
  });
}

test('congestion control and timeouts are read from ss', t => {
  const said = [
    '0 0 10.3.2.50:16384 10.3.2.200:30313 ts sack cubic wscale:7,7 rto:204 rtt:0.071/0.035 mss:1448',
    '0 0 10.3.2.50:16385 10.3.2.200:30313 ts sack bbr wscale:7,7 rto:201.5 rtt:0.02/0.01',
  ].join('\n');
  t.deepEqual(parseSettings(said), {congestion: ['cubic', 'bbr'], leastRtoMs: 201.5, mostRtoMs: 204});
  t.is(parseSettings(''), undefined);
});
