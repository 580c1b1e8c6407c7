/** Every kind of mistake is found with its code, in pairs of all kinds; harmless changes are not reported. */

import {readFileSync} from 'node:fs';
import {audit, RULES, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';
import {HARMLESS, MISTAKES} from '../../helpers/audit/mistakes.js';
import {healthyPair} from '../../helpers/audit/pair.js';
import {auditPair, rulesDocument} from '../../helpers/audit/rules-document.js';
import {WIRE_MISTAKES} from '../../helpers/audit/wire-mistakes.js';
import {seeded} from '../../helpers/random.js';

const SEEDS = 25;

for (const {code, severity, how = '', besides = [], make} of MISTAKES) {
  test(`${code} ${how}`.trim(), t => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = seeded(seed);
      const pair = healthyPair(random);
      make(pair, random);
      const {findings, text} = auditPair(pair, random);
      const told = `seed ${seed}\n${text}\n${findings.map(found => `${found.code}: ${found.evidence}`).join('\n')}`;
      const found = findings.find(finding => finding.code === code);
      t.is(found?.severity, severity, told);
      t.true((found?.where.length ?? 0) > 0, told);
      const others = findings.map(finding => finding.code).filter(other => other !== code);
      t.deepEqual(
        others.filter(other => !besides.includes(other)),
        [],
        told,
      );
      const errors = findings.filter(finding => finding.severity === 'error').length;
      t.is(errors, severity === 'error' ? 1 : 0, told);
    }
  });
}

for (const {how, make} of HARMLESS) {
  test(`a harmless change is not reported: ${how}`, t => {
    for (let seed = 100; seed < 100 + SEEDS; seed++) {
      const random = seeded(seed);
      const pair = healthyPair(random);
      make(pair, random);
      const {findings, text} = auditPair(pair, random);
      t.deepEqual(findings, [], `seed ${seed}\n${text}`);
    }
  });
}

test('an address that is listed twice: who accepts whose list, as measured with 2.2.7', t => {
  const outcome = (higher: readonly string[], lower: readonly string[], release: '2.2' | '2.4' = '2.2') => {
    const nodes = [higher, lower].map((vips, index) => {
      const text = `vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\npriority ${150 - index}\nvirtual_ipaddress {\n${vips.join('\n')}\n}\n}\n`;
      return {name: `lb${index + 1}`, config: readConfig('a.conf', textSource('a.conf', text), {release})};
    });
    const {findings, predictions} = audit(nodes);
    const {evidence} = findings.find(({code}) => code === 'VIP_LIST_DIFFERS') ?? {};
    return [evidence, predictions.find(({event}) => event === 'start')?.twoOwners === true];
  };
  const [one, other] = ['10.0.0.9/24', '10.0.0.10/24'];
  const only = 'only V on lb1 has 10.0.0.10; V on lb2 advertises 10.0.0.9 twice';
  t.deepEqual(outcome([one, other], [one, one]), [only, false]);
  t.deepEqual(outcome([one, one], [one, other]), [
    'only V on lb2 has 10.0.0.10; V on lb1 advertises 10.0.0.9 twice',
    true,
  ]);
  t.deepEqual(outcome([one, other], [one, one, other]), ['V on lb2 advertises 10.0.0.9 twice.', true]);
  t.deepEqual(outcome([one, one, other], [one, other, other]), [undefined, false]);
  t.deepEqual(outcome([one, other], [one, one, other], '2.4'), [undefined, false]);
});

test('lists that differ: both nodes hold the address in 2.2, one of them in 2.4', t => {
  const files = ['10.0.0.9/24', '10.0.0.9/24\n10.0.0.10/24'].map(
    (vips, index) =>
      `vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\npriority ${100 - index}\nvirtual_ipaddress {\n${vips}\n}\n}\n`,
  );
  const startOf = (release: '2.2' | '2.4') => {
    const nodes = files.map((text, index) => ({
      name: `lb${index + 1}`,
      config: readConfig('a.conf', textSource('a.conf', text), {release}),
    }));
    const {findings, predictions} = audit(nodes);
    t.true(findings.some(({code, severity}) => code === 'VIP_LIST_DIFFERS' && severity === 'error'));
    const {twoOwners = false, owner} = predictions.find(({event}) => event === 'start') ?? {};
    return {twoOwners, owner};
  };
  t.deepEqual(startOf('2.2'), {twoOwners: true, owner: undefined});
  t.deepEqual(startOf('2.4'), {twoOwners: false, owner: 'lb1'});
});

test('every rule has a mistake that it finds', t => {
  const made = new Set([...MISTAKES, ...WIRE_MISTAKES].map(({code}) => code));
  t.deepEqual(
    RULES.map(({code}) => code).filter(code => !made.has(code)),
    [],
  );
});

test('docs/audit-rules.md has the text of each rule, to the letter (npm run reference)', async t => {
  t.is(
    readFileSync(new URL('../../../../docs/audit-rules.md', import.meta.url), 'utf8'),
    await rulesDocument(),
  );
});
