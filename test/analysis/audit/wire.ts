/**
 * Differences between a capture and the files are found with their codes, in either version and family;
 * agreement yields nothing.
 */

import {RULES, sarifLog} from '@vip/analysis/internal/audit';
import {formatFinding, framesOf as numbersOf} from '@vip/analysis/internal/findings';
import {parseIpv4, parseIpv6} from '@vip/arp';
import test from 'ava';
import {block} from '../../helpers/audit/pair.js';
import {auditWire, healthyWire, type Speaking, station} from '../../helpers/audit/wire.js';
import {WIRE_HARMLESS, WIRE_MISTAKES} from '../../helpers/audit/wire-mistakes.js';
import {seeded} from '../../helpers/random.js';

const SEEDS = 25;

for (const {code, severity, how = '', besides = [], make, nodes, applies = () => true} of WIRE_MISTAKES) {
  test(`${code} ${how}`.trim(), t => {
    let made = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = seeded(seed);
      const wire = healthyWire(random);
      if (!applies(wire)) continue;
      made++;
      const {version} = wire.speaking[0] ?? {version: 2};
      make(wire, random);
      const {findings} = auditWire(wire, random, nodes);
      const told = `seed ${seed}\n${findings.flatMap(each => formatFinding(each)).join('\n')}`;
      const found = findings.find(finding => finding.code === code);
      t.is(found?.severity, typeof severity === 'string' ? severity : severity[version], told);
      t.true((found?.where.length ?? 0) > 0, told);
      const others = findings.filter(finding => finding.code !== code && !besides.includes(finding.code));
      t.deepEqual(others, [], told);
    }
    t.true(made > 0);
  });
}

for (const {how, make, applies = () => true} of WIRE_HARMLESS) {
  test(`what the files explain is not reported: ${how}`, t => {
    for (let seed = 100; seed < 100 + SEEDS; seed++) {
      const random = seeded(seed);
      const wire = healthyWire(random);
      if (!applies(wire)) continue;
      make(wire, random);
      t.deepEqual(auditWire(wire, random).findings, [], `seed ${seed}`);
    }
  });
}

test('both places are reported, the line of the file and the frame of the capture, in SARIF as well', t => {
  const mistake = WIRE_MISTAKES.find(({code, how}) => code === 'WIRE_PRIORITY_DIFFERS' && how === 'later');
  const random = seeded(1);
  const wire = healthyWire(random);
  mistake?.make(wire, random);
  const {findings} = auditWire(wire, random);
  const [finding] = findings;
  t.is(findings.length, 1);
  // The first after half of the advertisements.
  t.deepEqual(finding && numbersOf(finding), [Math.floor(wire.length / 2) + 2]);
  const log = sarifLog(findings, '1.0.0', () => undefined) as {
    runs: {results: {locations: unknown[]; properties: object}[]}[];
  };
  const result = log.runs[0]?.results[0];
  t.is(result?.locations.length, 1);
  t.deepEqual(result?.properties, {frames: finding && numbersOf(finding)});
});

test('two routers of the files with one number on two interfaces are told apart by their addresses', t => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = seeded(seed);
    const wire = healthyWire(random);
    const {pair, family, speaking} = wire;
    const [vip, length] = family === 6 ? [parseIpv6('fd00:77::4'), 64] : [parseIpv4('172.20.3.4'), 24];
    for (const node of [pair.a, pair.b]) {
      const signed = node.lines.filter(line => line.startsWith('authentication'));
      const ids = ['interface eth9', `virtual_router_id ${node.vrid}`, `priority ${node.priority}`];
      const lines = [
        ...ids,
        `advert_int ${node.advert}`,
        ...signed,
        `virtual_ipaddress {\n${vip}/${length}\n}`,
      ];
      node.tail.push(block('vrrp_instance SECOND', lines, random));
    }
    speaking.push({...(speaking[0] as Speaking), ...station(family, pair, 21), addresses: [vip]});
    const {findings} = auditWire(wire, random);
    const told = findings.filter(({code}) => code.startsWith('WIRE_') || code === 'VRID_SHARED');
    t.deepEqual(told, [], `seed ${seed}`);
  }
});

test('a password is never printed', t => {
  const mistake = WIRE_MISTAKES.find(({how}) => how === 'the password');
  let made = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = seeded(seed);
    const wire = healthyWire(random);
    if (mistake?.applies?.(wire) !== true) continue;
    made++;
    mistake.make(wire, random);
    t.notRegex(JSON.stringify(auditWire(wire, random).findings), /secret|geheim/);
  }
  t.true(made > 0);
});

test('every rule of the wire has a mistake', t => {
  const made = new Set(WIRE_MISTAKES.map(({code}) => code));
  const rules = RULES.map(({code}) => code).filter(code => code.startsWith('WIRE_'));
  t.deepEqual(
    rules.filter(code => !made.has(code)),
    [],
  );
  t.is(rules.length, 7);
});
