/** The file of `--state` is input like any other: anything that is not a state is refused in one line. */

import {readWatchState} from '@vip/analysis/internal/watch';
import test from 'ava';

const STATE = {kind: 'watch-state', version: 1, at: '1795411000000000000', addresses: [], routers: []};
const ADDRESS = {
  ip: '10.3.2.200',
  iface: 'eth0',
  vlans: '',
  owner: '02:00:00:00:00:10',
  heardAt: '1',
  former: [],
};

test('a saved state is read back', t => {
  const state = readWatchState(JSON.stringify({...STATE, addresses: [ADDRESS, {...ADDRESS, place: 'lb1'}]}));
  t.deepEqual(
    state.addresses.map(({place}) => place),
    [undefined, 'lb1'],
  );
});

const HOSTILE: Readonly<Record<string, string>> = {
  nothing: '',
  'half of one': JSON.stringify(STATE).slice(0, 40),
  octets: '\u0000\u001b[2J\ufffd',
  'another object': '{"kind":"moved"}',
  'a later version': JSON.stringify({...STATE, version: 2}),
  'an address that is none': JSON.stringify({...STATE, addresses: [{...ADDRESS, ip: '10.3.2'}]}),
  'a MAC that is none': JSON.stringify({...STATE, addresses: [{...ADDRESS, owner: '\u001b[2J'}]}),
  'a time that is none': JSON.stringify({...STATE, at: 'yesterday'}),
  'a time without end': JSON.stringify({...STATE, at: '9'.repeat(5000)}),
  'a prototype': '{"__proto__":{"kind":"watch-state"}}',
  'a depth that would overflow a stack': '['.repeat(100_000),
  'more addresses than anybody names': JSON.stringify({...STATE, addresses: Array(70_000).fill(ADDRESS)}),
};

for (const [what, text] of Object.entries(HOSTILE))
  test(`refused in one line of printable text: ${what}`, t => {
    const error = t.throws(() => readWatchState(text));
    t.regex(error?.message ?? '', /^[\x20-\x7e\u2026\ufffd]{1,500}$/);
  });

test('a state of a later version is refused as such', t => {
  t.throws(() => readWatchState(JSON.stringify({...STATE, version: 7})), {
    message: 'expected version 1 or older, got 7, from a newer vip',
  });
});
