import {changeSettings, DEFAULT_SETTINGS, freeAddresses, freeMacs} from '@vip/analysis/internal';
import {parseMac} from '@vip/arp';
import test from 'ava';

test('free addresses begin after the VIP and skip those in use', t => {
  const free = freeAddresses(DEFAULT_SETTINGS, 12) as string[];
  t.deepEqual(free.slice(0, 3), ['10.3.2.201', '10.3.2.202', '10.3.2.203']);
  t.deepEqual(free.slice(8), ['10.3.2.209', '10.3.2.213', '10.3.2.214', '10.3.2.215']);
});

// Each small network has room for the stations.
const small = changeSettings(
  ['ns0', 'ns1', 'client', 'ext', 'router']
    .map((name, index): [string, string] => [`${name}.ip`, `10.3.2.${193 + index}/28`])
    .concat([['vip', '10.3.2.200/28']]),
);

test('free addresses wrap around within the network, leaving out its first and last address', t => {
  t.deepEqual(
    freeAddresses(small, 8).map(address => Number(address.split('.')[3])),
    [201, 202, 203, 204, 205, 206, 198, 199],
  );
});

test('a network that is too small is refused', t => {
  t.throws(() => freeAddresses(small, 9), {
    code: 'BAD_ARGUMENT',
    message: 'settings: expected a network with 9 free addresses, got 8 in 10.3.2.200/28',
  });
});

test('free MACs count up and skip those in use', t => {
  const from = parseMac('02:00:00:00:00:0f');
  t.deepEqual(freeMacs(DEFAULT_SETTINGS, from, 3) as string[], [
    '02:00:00:00:00:0f',
    '02:00:00:00:00:13',
    '02:00:00:00:00:14',
  ]);
  t.deepEqual(freeMacs(DEFAULT_SETTINGS, parseMac('02:00:00:00:00:ff'), 2) as string[], [
    '02:00:00:00:00:ff',
    '02:00:00:00:01:00',
  ]);
});
