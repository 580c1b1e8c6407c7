import {changeSettings, DEFAULT_SETTINGS, parseSettingsFile, SETTING_NAMES} from '@vip/analysis';
import test from 'ava';

test('without a change they are those of the user', t => {
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
  ['a MAC that is none', [['ns0.mac', '02:00:00:00:00']], /MAC address: expected six/],
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

test('a settings file is an object of names and values', t => {
  t.deepEqual(parseSettingsFile('{"vip": "10.3.2.201/8"}'), [['vip', '10.3.2.201/8']]);
  t.throws(() => parseSettingsFile('[]'), {message: 'settings: expected an object of names and values'});
  t.throws(() => parseSettingsFile('{"vip": 1}'), {message: 'settings: vip: expected a string, got 1'});
  t.throws(() => parseSettingsFile('{'), {message: /^settings: expected JSON, got /});
});
