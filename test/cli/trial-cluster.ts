/** `vip trial --on`: what is refused before any machine is contacted. */

import test from 'ava';
import {vip, vipCommand} from '../helpers/product.js';
import {testWith} from '../helpers/require-tool.js';
import {inTmux} from '../helpers/tmux.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const ON = ['--on', 'a=netns://a/va', '--on', 'b=netns://b/vb'];
const C = ['--observer', 'c=netns://c/vc'];
const ALL = [...ON, ...C, '--vip', '10.0.0.100', '--do', 'false'];

const refused: readonly (readonly [words: readonly string[], line: string])[] = [
  [['--on', 'a=netns://a/va'], '--on: expected two machines or more, got 1'],
  [ON, '--observer: expected a machine or more, got none'],
  [[...ON, ...C], '--vip: expected 1 to 6 addresses, got none'],
  [[...ON, ...C, '--vip', '10.0.0.100'], '--do: expected the command that is the fault, got none'],
  [[...ALL, '--observer', 'a=netns://x/va'], '--on: expected each name once, got a twice'],
  [[...ALL, '--vip', '10.0.0.100/24'], '--vip: expected each address once, got 10.0.0.100 twice'],
  [
    [...ALL, '--runs', '3'],
    '--runs: expected --undo COMMAND as well, got none: the next run needs the address back',
  ],
  [[...ALL, '--max-outage', 'moon=1s'], '--max-outage: expected one of c, got "moon"'],
  [
    [...ALL, '--on', 'x=gopher://a/eth0'],
    '--on: target: expected one of ssh://[USER@]HOST[:PORT], netns://NAME, exec://COMMAND PREFIX, got "gopher://a"',
  ],
];

for (const [words, line] of refused)
  test(`refused: ${line}`, async t => {
    const {code, stdout, stderr} = await vip(who, ['trial', '--yes', ...words]);
    t.is(stderr, `vip: ${line}\n`);
    t.is(stdout, '');
    t.is(code, 2);
  });

test('without a terminal and without --yes it prints what it would do, and does nothing', async t => {
  const {code, stdout, stderr} = await vip(who, ['trial', ...ALL, '--undo', 'true']);
  t.is(code, 2);
  t.is(stdout, '');
  t.deepEqual(stderr.split('\n'), [
    'vip: machines: a netns://a va, b netns://b vb, c netns://c vc',
    'vip: there: tcpdump and ip monitor; c pings 10.0.0.100 every 5 ms, and up to every 1 ms where vip is installed; nothing is changed',
    'vip: here, once: false',
    'vip: and afterwards: true',
    'vip: --yes: expected where there is no terminal to ask on, got none',
    '',
  ]);
});

testWith('tmux')(
  'on a terminal, the plan is broken between words, and only y is taken as consent',
  async t => {
    const pane = inTmux(t, vipCommand(who, ['trial', ...ALL]), {width: 80, height: 24});
    t.deepEqual(await pane.until(/go ahead/), [
      'vip: machines: a netns://a va, b netns://b vb, c netns://c vc',
      'vip: there: tcpdump and ip monitor; c pings 10.0.0.100 every 5 ms, and up to',
      '     every 1 ms where vip is installed; nothing is changed',
      'vip: here, once: false',
      'vip: go ahead? y or n',
    ]);
    pane.press('n', 'Enter');
    const lines = await pane.until(/exit code/);
    t.deepEqual(lines.slice(-2), [
      'vip: trial: expected y to go ahead, got no; nothing was touched',
      'exit code 2',
    ]);
  },
);
