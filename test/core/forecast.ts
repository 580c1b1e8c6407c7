/** What the configurations predict for a trial, and whether it came true. */

import type {Forecast} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {readConfig, textSource} from '@vip/analysis/internal/audit';
import {type IpAddress, parseIp} from '@vip/arp';
import {type AddressOutcome, formatTrial, type TrialReport} from '@vip/core';
import {forecastsOf, formatForecastsOf} from '@vip/core/internal';
import test from 'ava';
import {address, advertisement, believes, probes, type Row, reportOf, step} from '../helpers/trial-events.js';

const {active, passive, vip} = DEFAULT_SETTINGS;

function config(priority: number, lines = '', vrid = 51): string {
  return `vrrp_instance LAN {
state BACKUP
interface mcv0
virtual_router_id ${vrid}
priority ${priority}
advert_int 1
${lines}
virtual_ipaddress {
${vip.address}/8
}
}
`;
}

function nodes(...texts: readonly string[]) {
  return texts.map((text, index) => ({
    name: [active, passive][index]?.node ?? '',
    config: readConfig('c', textSource('c', text)),
  }));
}

function forecastOf(all: ReturnType<typeof nodes>, ip: IpAddress, fault: Parameters<typeof forecastsOf>[2]) {
  return forecastsOf(all, [ip], fault)[0];
}

const HEALTHY = nodes(config(150), config(100));
const MS = 1_000_000n;

test("for a crash, the successor, the time of its first advertisement and the length of the clients' outage are predicted", t => {
  const forecast = forecastOf(HEALTHY, vip.address, {name: 'node-crash'});
  t.deepEqual(forecast, {
    ips: [vip.address],
    text: 'if ns0 crashes: ns1 takes over 3.61 s after its last advertisement: dark for 2.61 to 3.61 s',
    owners: ['ns1'],
    outage: {leastMs: 2609.375, mostMs: 3609.375},
    takeover: {
      ...{vrid: 51, family: 'IPv4', by: 'ns1', from: 'last-advertisement'},
      ...{leastMs: 3609.375, mostMs: 3609.375},
    },
  } as const);
});

test('a stop is counted from the fault', t => {
  const forecast = forecastOf(HEALTHY, vip.address, {name: 'stop'});
  t.is(forecast?.takeover?.from, 'fault');
  t.deepEqual(forecast?.outage, {leastMs: 609.375, mostMs: 609.375});
});

test('a killed or muted node keeps the address, and clients have no outage', t => {
  for (const name of ['kill', 'mute-tx'] as const) {
    const forecast = forecastOf(HEALTHY, vip.address, {name});
    t.deepEqual(forecast?.owners, ['ns0', 'ns1']);
    t.is(forecast?.outage, undefined);
    t.regex(forecast?.text ?? '', /; ns0 keeps the address$/);
  }
});

test('a freeze shorter than the detection time moves nothing', t => {
  t.deepEqual(forecastOf(HEALTHY, vip.address, {name: 'freeze', durationMs: 2000}), {
    ips: [vip.address],
    text: 'ns1 does not notice within 2000 ms that ns0 is gone',
    owners: ['ns0'],
    outage: {leastMs: 2000, mostMs: 2000},
  });
});

test('an unannounced failback may cause a longer outage than the takeover', t => {
  const silent = forecastOf(HEALTHY, vip.address, {name: 'freeze', durationMs: 6000});
  t.deepEqual([silent?.owners, silent?.outage?.mostMs], [['ns0'], undefined]);
  const told = 'higher_prio_send_advert true';
  const mended = nodes(config(150, told), config(100, told));
  t.is(forecastOf(mended, vip.address, {name: 'freeze', durationMs: 6000})?.outage?.mostMs, 3609.375);
});

test('with nopreempt, the address stays with the successor when the link comes back', t => {
  const lazy = nodes(config(150, 'nopreempt'), config(100, 'nopreempt'));
  t.deepEqual(forecastOf(lazy, vip.address, {name: 'failback', durationMs: 6000})?.owners, ['ns1']);
  t.deepEqual(forecastOf(HEALTHY, vip.address, {name: 'failback', durationMs: 6000})?.owners, ['ns0']);
});

test('two nodes that do not hear each other both have the address, whatever the fault', t => {
  const deaf = nodes(config(150), config(100, '', 52));
  for (const name of ['node-crash', 'reload', 'rogue'] as const)
    t.deepEqual(forecastOf(deaf, vip.address, {name})?.owners, ['ns0', 'ns1']);
});

test('files given in the wrong order are reported', t => {
  const forecast = forecastOf(nodes(config(100), config(150)), vip.address, {name: 'node-crash'});
  t.regex(forecast?.text ?? '', /; but a trial waits for ns0 to have the address$/);
  t.deepEqual(forecast?.owners, ['ns1']);
});

test('nothing is predicted for another address, nor for a fault whose effect no configuration decides', t => {
  t.is(forecastOf(HEALTHY, parseIp('10.3.2.201'), {name: 'node-crash'}), undefined);
  t.is(forecastOf(HEALTHY, vip.address, {name: 'rogue'}), undefined);
});

const FORECAST: Forecast = {
  ips: [vip.address],
  text: 'ns1 takes over',
  owners: ['ns1'],
  outage: {leastMs: 600, mostMs: 700},
  takeover: {vrid: 51, family: 'IPv4', by: 'ns1', from: 'last-advertisement', leastMs: 600, mostMs: 600},
};

/** A crash at 1 s, 0.1 s after the last advertisement. ns1 takes over at this time after the crash. */
function crash(takenAtMs: number, owner = passive.node): Row[] {
  return [
    step(1000, 'fault'),
    address(0, active.node, 'added'),
    address(1000, active.node, 'removed'),
    advertisement(900, passive.node, false),
    advertisement(takenAtMs, passive.node, true),
    address(takenAtMs, owner, 'added'),
    believes(takenAtMs, passive.mac),
    ...probes(2500, [1000, takenAtMs]),
  ];
}

function foretold(rows: readonly Row[], forecast: Forecast = FORECAST): TrialReport {
  return reportOf(rows, {fault: 'node-crash', forecasts: [forecast]});
}

function outcome(rows: readonly Row[], forecast?: Forecast): AddressOutcome {
  const [found] = foretold(rows, forecast).forecasts?.[0]?.addresses ?? [];
  if (found === undefined) throw new Error('no outcome');
  return found;
}

test('a prediction that came true is confirmed with the new owner, the time, and the outage', t => {
  const [found] = foretold(crash(1505)).forecasts ?? [];
  t.is(found?.takeoverNs, 605n * MS);
  t.deepEqual(found?.addresses, [
    {
      ip: vip.address,
      cameTrue: true,
      measured:
        'ns1 took over 605 ms after the last advertisement, dark for 510 ms ± 10 ms, held by ns1 at the end',
    },
  ]);
});

test('a prediction does not come true if the takeover is too late, too early, or by another node', t => {
  t.false(outcome(crash(2100)).cameTrue);
  t.false(outcome(crash(1200)).cameTrue);
  t.false(outcome(crash(1505, active.node)).cameTrue);
  const nobody = outcome([step(1000, 'fault'), ...probes(2500, [1000, 2500])]);
  t.false(nobody.cameTrue);
  t.regex(nobody.measured, /^ns1 never advertised, dark for > \d+ ms, held by no node/);
});

test('a prediction of nothing that a trial can show neither comes true nor fails to', t => {
  const forecast = {ips: [vip.address], text: 'anything'};
  t.is(outcome(crash(1505), forecast).cameTrue, undefined);
  t.regex(formatTrial(foretold(crash(1505), forecast)).join('\n'), /^Predicted: anything\.\nMeasured: /m);
});

test('the terminal shows both the prediction and its outcome', t => {
  const text = formatTrial(foretold(crash(1505))).join('\n');
  t.regex(text, /\nPredicted: ns1 takes over\.\nIt came true: ns1 took over 605 ms/);
});

/** A second, slower instance with its own address, VRID 52. */
function twoInstances(priority: number): string {
  const second = config(priority, '', 52).replace('LAN', 'DB').replace(vip.address, '10.3.2.201');
  return (
    config(priority, '').replace('}\n}', '10.3.2.202/8\n}\n}') +
    second.replace('advert_int 1', 'advert_int 2')
  );
}

const [OTHER, SHARED] = ['10.3.2.201', '10.3.2.202'].map(parseIp) as [IpAddress, IpAddress];

test('each instance has a prediction, which applies to all its addresses', t => {
  const both = nodes(twoInstances(150), twoInstances(100));
  const forecasts = forecastsOf(both, [vip.address, OTHER, SHARED], {name: 'node-crash'});
  t.deepEqual(
    forecasts.map(({ips, takeover}) => [ips, takeover?.vrid, takeover?.leastMs]),
    [
      [[vip.address, SHARED], 51, 3609.375],
      [[OTHER], 52, 6609.375],
    ],
  );
});

test('an address that the successor does not have is distinguished from the others of its instance', t => {
  const more = config(150, 'virtual_ipaddress_excluded {\n10.3.2.202/8\n}');
  const forecasts = forecastsOf(nodes(more, config(100)), [vip.address, SHARED], {name: 'stop'});
  t.deepEqual(
    forecasts.map(({ips, owners}) => [ips, owners]),
    [
      [[vip.address], ['ns1']],
      [[SHARED], []],
    ],
  );
});

test('a prediction for two addresses may come true for one of them', t => {
  const forecasts = [{...FORECAST, ips: [vip.address, OTHER]}];
  const more = [{...DEFAULT_SETTINGS, vip: {...vip, address: OTHER}}];
  const report = reportOf(crash(1505), {fault: 'node-crash', forecasts, more});
  t.deepEqual(
    report.forecasts?.[0]?.addresses.map(({ip, cameTrue}) => [ip, cameTrue]),
    [
      [vip.address, true],
      [OTHER, false],
    ],
  );
  const once = formatTrial(report).join(' ');
  t.regex(once, /Predicted for 10\.3\.2\.200 and 10\.3\.2\.201: ns1 takes over\./);
  t.regex(
    once,
    /It came true for 10\.3\.2\.200: .* It did not come true for 10\.3\.2\.201: .* held by\s+no node/,
  );
  const series = formatForecastsOf([report, report]);
  t.true(series.includes('It came true for 10.3.2.200 in 2 of 2 runs.'), series.join('\n'));
  t.true(series.includes('It came true for 10.3.2.201 in 0 of 2 runs.'), series.join('\n'));
});

test('instances of both families with the same VRID are distinguished', t => {
  const forecast = {
    ...FORECAST,
    takeover: {...(FORECAST.takeover as NonNullable<Forecast['takeover']>), family: 'IPv6'},
  } as const;
  t.regex(outcome(crash(1505), forecast).measured, /^ns1 never advertised/);
});
