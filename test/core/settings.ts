import type {LabSettings} from '@vip/analysis';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  parseSettingsFile,
  SETTING_NAMES,
  type StationName,
} from '@vip/analysis/internal';
import {formatIpInterface, VipError} from '@vip/arp';
import {trialSettings} from '@vip/core/internal';
import test from 'ava';

test("without changes, the settings are those of the user's lab", t => {
  t.deepEqual(changeSettings([]), DEFAULT_SETTINGS);
  t.is(DEFAULT_SETTINGS.vip.address as string, '10.3.2.200');
});

test('every setting can be changed by its name', t => {
  const value = (name: string, index: number) => {
    if (name === 'vip') return '10.9.9.9/8';
    if (name.endsWith('.mac')) return `02:00:00:00:01:${String(index).padStart(2, '0')}`;
    return name.includes('remote') ? `192.168.1.${100 + index}/24` : `10.7.0.${index}/8`;
  };
  const settings = changeSettings(SETTING_NAMES.map((name, index) => [name, value(name, index)]));
  for (const [name, index] of SETTING_NAMES.map((name, index) => [name, index] as const)) {
    t.true(JSON.stringify(settings).includes(value(name, index).split('/')[0] as string), name);
  }
});

const refusals: readonly [title: string, changes: [string, string][], message: RegExp][] = [
  ['an unknown name', [['ns2.ip', '10.0.0.1/8']], /expected one of vip, ns0\.ip.*got "ns2\.ip"/],
  ['a MAC that is none', [['ns0.mac', '02:00:00:00:00']], /ns0\.mac: expected six/],
  ['a group MAC', [['ns0.mac', '01:00:00:00:00:00']], /expected a unicast address/],
  ['an address without its prefix length', [['ext.ip', '10.3.2.51']], /expected an address with \/0 to \/32/],
  ['an address twice', [['ext.ip', '10.3.2.210/8']], /expected every address once, got 10\.3\.2\.210 twice/],
  ['a MAC twice', [['ext.mac', '02:00:00:00:00:10']], /expected every MAC once/],
  [
    'an observer that does not reach the VIP',
    [['ext.ip', '172.16.0.1/16']],
    /ext: expected a network that holds the VIP/,
  ],
  [
    'an observer that does not reach the router',
    [
      ['router.ip', '10.1.1.1/8'],
      ['ext.ip', '10.3.2.50/24'],
    ],
    /ext: expected a network that holds the router 10\.1\.1\.1, got 10\.3\.2\.50\/24/,
  ],
  [
    'a remote node on the link',
    [
      ['remote.ip', '10.1.1.9/8'],
      ['router-remote.ip', '10.1.1.8/8'],
    ],
    /remote: expected an address outside/,
  ],
  [
    'a remote node that cannot reach its router',
    [['remote.ip', '172.16.0.1/16']],
    /remote: expected an address in the router's/,
  ],
];

for (const [title, changes, message] of refusals) {
  test(`refused: ${title}`, t => {
    t.throws(() => changeSettings(changes), {message});
  });
}

const addressesOf = ({vip, ...stations}: LabSettings) =>
  Object.values(stations).map(({address}) => formatIpInterface(address) as string);

test('stations whose address was not given follow the VIP, each keeping its host part', t => {
  const settings = changeSettings([['vip', '172.20.0.200/24']]);
  t.deepEqual(addressesOf(settings), [
    ...['172.20.0.210/24', '172.20.0.211/24', '172.20.0.212/24', '172.20.0.50/24', '172.20.0.1/24'],
    ...['192.168.1.1/24', '192.168.1.50/24'],
  ]);
});

test('where a host part is taken, or is not one a host may have, the next free address is used', t => {
  const {vip, ...stations} = changeSettings([['vip', '192.168.7.2/28']]);
  const hosts = [stations.active, stations.passive, stations.client, stations.ext, stations.router].map(
    ({address}) => Number(address.address.split('.')[3]),
  );
  t.deepEqual(hosts, [3, 4, 5, 6, 1]);
});

test('stations behind the router move to another network if the VIP needs theirs', t => {
  const {remote, routerRemote} = changeSettings([['vip', '192.168.1.9/24']]);
  t.deepEqual([remote.address.address, routerRemote.address.address] as string[], [
    '192.168.2.50',
    '192.168.2.1',
  ]);
});

test('the router is placed where all stations with given addresses reach it', t => {
  const {router, passive} = changeSettings([
    ['vip', '10.3.2.200/24'],
    ['ns0.ip', '10.3.2.4/24'],
  ]);
  t.deepEqual([router.address.address, passive.address.address] as string[], ['10.3.2.1', '10.3.2.211']);
});

test('on a real network, only given addresses are used', t => {
  const real: StationName[] = ['active', 'passive', 'client'];
  t.throws(() => changeSettings([['vip', '172.20.0.200/24']], real), {
    message: 'settings: ns0: expected a network that holds the VIP 172.20.0.200, got 10.3.2.210/8',
  });
  const given = ['ns0', 'ns1', 'client'].map((name, index): [string, string] => [
    `${name}.ip`,
    `172.20.0.${7 + index}/24`,
  ]);
  t.is(
    changeSettings([['vip', '172.20.0.200/24'], ...given], real).active.address.address as string,
    '172.20.0.7',
  );
});

test('a VIP given without a prefix length keeps its present one', t => {
  t.is(changeSettings([['vip', '10.3.2.9']]).vip.prefixLength, 8);
  t.is(
    changeSettings([
      ['vip', '172.20.0.200/24'],
      ['vip', '172.20.0.201'],
    ]).vip.prefixLength,
    24,
  );
});

test('the rogue exists only for its fault, with an unused address and MAC', t => {
  const taken = changeSettings([
    ['ext.ip', '10.3.2.201/8'],
    ['ext.mac', '02:00:00:00:00:66'],
  ]);
  t.is(trialSettings(taken, {name: 'link-down'}), taken);
  const {rogue} = trialSettings(taken, {name: 'rogue'});
  t.deepEqual([rogue?.mac, rogue?.address.address] as string[], ['02:00:00:00:00:67', '10.3.2.202']);
});

test('a network without a free address for the rogue is refused, but only for that fault', t => {
  const full = changeSettings([['vip', '172.20.0.2/29']]);
  t.is(trialSettings(full, {name: 'kill'}), full);
  t.throws(() => trialSettings(full, {name: 'rogue'}), {
    message: 'settings: expected a network with 1 free address, got 0 in 172.20.0.2/29',
  });
  t.throws(() => changeSettings([['vip', '172.20.0.2/30']]), {
    message: 'settings: expected a network with 1 free address, got 0 in 172.20.0.2/30',
  });
});

test('a bad value is refused with the name of its setting', t => {
  const refused = (...change: [name: string, value: string]) =>
    t.throws(() => changeSettings([change]), {instanceOf: VipError})?.message;
  const expected = 'expected a dotted quad or an IPv6 address';
  t.is(refused('ns0.ip', '10.3.2.300/8'), `settings: ns0.ip: ${expected}, got "10.3.2.300"`);
  t.is(refused('vip', '10.3.2.300'), `settings: vip: ${expected}, got "10.3.2.300"`);
  t.is(
    refused('ext.mac', '01:00:5e:00:00:01'),
    'settings: ext.mac: expected a unicast address, got 01:00:5e:00:00:01',
  );
});

test('a settings file is an object of names and values', t => {
  t.deepEqual(parseSettingsFile('{"vip": "10.3.2.201/8"}'), [['vip', '10.3.2.201/8']]);
  t.throws(() => parseSettingsFile('[]'), {message: 'settings: expected an object of names and values'});
  t.throws(() => parseSettingsFile('{"vip": 1}'), {message: 'settings: vip: expected a string, got 1'});
  t.throws(() => parseSettingsFile('{'), {
    message: /^settings: expected a JSON object, got invalid JSON$/,
  });
});
