/** Machines' names, and how they are reached. */

import {parseTarget, reachOf} from '@vip/core/internal/cluster';
import test from 'ava';

const iface = (text: string) => text;

test('a target is a name, a place and an interface', t => {
  t.deepEqual(parseTarget('lb1=ssh://root@lb1:2222/eth0', iface), {
    name: 'lb1',
    where: 'ssh://root@lb1:2222',
    iface: 'eth0',
  });
  t.deepEqual(
    parseTarget('c=exec://kubectl exec -i -n lb pod --/eth0', iface).where,
    'exec://kubectl exec -i -n lb pod --',
  );
  t.is(parseTarget('c=exec:///opt/bin/enter c/eth1', iface).where, 'exec:///opt/bin/enter c');
});

for (const text of [
  'lb1',
  'lb1=eth0',
  '=ssh://a/eth0',
  '../x=ssh://a/eth0',
  'lab=ssh://a/eth0',
  'a b=ssh://a/eth0',
])
  test(`refused: ${text}`, t => {
    t.throws(() => parseTarget(text, iface), {message: /^target: expected NAME=TARGET\/INTERFACE/});
  });

test('no part of an address becomes an option of ssh or part of a command line', t => {
  for (const where of [
    'ssh://-oProxyCommand=id',
    'ssh://a -oProxyCommand=id',
    'ssh://root@-x',
    'ssh://-l@host',
    'ssh://a:0',
    'ssh://a;id',
  ])
    t.throws(() => reachOf(where, {}), {message: /^ssh: expected \[USER@\]HOST/}, where);
  for (const where of ['netns://-all', 'netns://a b', 'netns://../x'])
    t.throws(() => reachOf(where, {}), {message: /^netns: expected the name/}, where);
});

test('a script is one word for the shell that ssh speaks to', t => {
  const words = reachOf('ssh://root@[fd00::1]:22', {sshConfig: 'F'}).command(
    "echo 'it''s'",
    ['a b', 'x'],
    true,
  );
  t.deepEqual(words.slice(0, 5), ['ssh', '-T', '-x', '-F', 'F']);
  t.is(words.at(-2), 'fd00::1');
  t.is(words.at(-1), `sh -c 'echo '\\''it'\\'''\\''s'\\''' vip 'a b' x`);
  t.true(words.includes('BatchMode=yes'));
});
