/** What is suggested for a mistyped word, and how many words are listed. */

import {nearest, notAmong} from '@vip/analysis/internal';
import test from 'ava';

const suggests = test.macro({
  exec(t, typed: string, words: readonly string[], meant: readonly string[]) {
    t.deepEqual(nearest(typed, words), meant);
  },
  title: (title, typed: string) => `${title ?? 'one letter too many'}: ${typed}`,
});

const FAULTS = ['kill', 'link-down', 'mute-rx', 'mute-tx', 'reload', 'reload-changed'];
test(suggests, 'killl', FAULTS, ['kill']);
test('a missing letter is supplied', suggests, 'keepalive', ['vip', 'keepalived', 'ucarp'], ['keepalived']);
test('swapped letters are recognised', suggests, 'tpc', ['ipv6', 'tcp'], ['tcp']);
test('swapped letters are recognised within a word', suggests, 'linkd-own', FAULTS, ['link-down']);
test('two equally near words are both suggested', suggests, 'mute-x', FAULTS, ['mute-rx', 'mute-tx']);
test('only the nearer of two words is suggested', suggests, '--flaut', ['--fault', '--family'], ['--fault']);
test('three edits are another word', suggests, 'flood', FAULTS, []);
test('half of a short word is another word', suggests, 'up', ['ip', 'do'], []);
test('nothing is suggested for an empty word', suggests, '', FAULTS, []);
test('nothing is suggested for a long text', suggests, 'kill'.repeat(100), FAULTS, []);

test('few words are listed, and many only counted where a suggestion stands for them', t => {
  t.is(
    notAmong('form', ['request', 'reply'], 'rply'),
    'form: expected one of request, reply, got "rply"; did you mean reply?',
  );
  const names = Array.from({length: 21}, (_, index) => `fault-number-${index}`);
  t.is(
    notAmong('fault', names, 'fault-nunber-20'),
    'fault: expected one of 21 names, got "fault-nunber-20"; did you mean fault-number-20?',
  );
  t.is(notAmong('fault', names, 'x'), `fault: expected one of ${names.join(', ')}, got "x"`);
});
