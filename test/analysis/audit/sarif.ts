/**
 * `vip audit --sarif`: what code scanning needs of each result and each rule. Logs of this shape were validated in November 2026 with the
 * schema of SARIF 2.1.0 errata 01, and with the rules "Sarif" and "Ghas" of Microsoft's Sarif.Multitool 5.7.0.
 */

import {ALL_RULES, sarifLog} from '@vip/analysis/internal/audit';
import type {Finding} from '@vip/analysis/internal/findings';
import test from 'ava';
import {MISTAKES} from '../../helpers/audit/mistakes.js';
import {healthyPair} from '../../helpers/audit/pair.js';
import {auditPair} from '../../helpers/audit/rules-document.js';
import {auditTexts, SOFTWARE_MISTAKES} from '../../helpers/audit/software-mistakes.js';
import {auditWire, healthyWire} from '../../helpers/audit/wire.js';
import {WIRE_MISTAKES} from '../../helpers/audit/wire-mistakes.js';
import {seeded} from '../../helpers/random.js';

interface Place {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: {readonly uri: string};
    readonly region: {readonly startLine: number};
  };
}

interface Result {
  readonly ruleId: string;
  readonly message: {readonly text: string};
  readonly locations?: readonly Place[];
  readonly relatedLocations?: readonly Place[];
  readonly partialFingerprints?: {readonly primaryLocationLineHash: string};
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: {readonly driver: {readonly rules: readonly Record<string, unknown>[]}};
      readonly results: Result[];
    },
  ];
}

const unknown = (): undefined => undefined;

function resultsOf(findings: readonly Finding[], textOf: (file: string) => string | undefined = unknown) {
  return (sarifLog(findings, '1.0.0', textOf) as Log).runs[0].results;
}

const FINDING: Finding = {
  ...{code: 'VRID_DIFFERS', severity: 'error', subject: 'WEB (lb1, lb2)', commands: []},
  evidence: 'WEB on lb1 has VRID 17, WEB on lb2 18.',
  consequence: 'both hold the address',
  remedy: 'use the same virtual_router_id on every node',
  reference: 'docs/audit-rules.md#vrid_differs',
  where: [
    {file: './nodes/lb1/keepalived.conf', line: 2},
    {file: '/etc/keepalived/a [b].conf', line: 7},
  ],
};

test('a result has sentences, a path relative to the repository, a fingerprint, and links to the other lines', t => {
  t.deepEqual(
    resultsOf([FINDING], file => (file.startsWith('./') ? ' a\nb\n  \t\tc\n d' : undefined)) as unknown,
    [
      {
        ruleId: 'VRID_DIFFERS',
        ruleIndex: ALL_RULES.findIndex(({code}) => code === 'VRID_DIFFERS'),
        level: 'error',
        message: {
          text: String.raw`WEB on lb1 has VRID 17, WEB on lb2 18. As a result, both hold the address. Use the same virtual_router_id on every node. See also [/etc/keepalived/a \[b\].conf:7](0).`,
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: {uri: 'nodes/lb1/keepalived.conf'},
              region: {startLine: 2},
            },
          },
        ],
        partialFingerprints: {primaryLocationLineHash: '54703d4cd895b18:1'},
        relatedLocations: [
          {
            id: 0,
            physicalLocation: {
              artifactLocation: {uri: 'file:///etc/keepalived/a%20%5Bb%5D.conf'},
              region: {startLine: 7},
            },
          },
        ],
      },
    ],
  );
});

test('a rule has a description, help and a level', t => {
  const {rules} = (sarifLog([], '1.0.0', unknown) as Log).runs[0].tool.driver;
  t.deepEqual(
    rules.find(({id}) => id === 'SILENT_FAILBACK'),
    {
      id: 'SILENT_FAILBACK',
      shortDescription: {text: 'after a freeze the address returns unannounced'},
      fullDescription: {
        text: 'After a freeze the address returns unannounced. An outage lasts longer than necessary, or a move is not announced.',
      },
      help: {
        text: 'After a freeze the address returns unannounced. An outage lasts longer than necessary, or a move is not announced. An example: docs/audit-rules.md#silent_failback. Where it happened, or is defined: https://github.com/acassen/keepalived/issues/1927',
        markdown:
          'After a freeze the address returns unannounced. An outage lasts longer than necessary, or a move is not announced.\n\nAn example is in `docs/audit-rules.md#silent_failback`. [Where it happened, or is defined](https://github.com/acassen/keepalived/issues/1927).',
      },
      helpUri: 'https://github.com/acassen/keepalived/issues/1927',
      defaultConfiguration: {level: 'warning'},
    },
  );
  t.is(rules.length, ALL_RULES.length);
});

/** Code scanning refuses a whole log for one result without a place. */
test('a result of every rule has a place, and ends as a sentence', t => {
  const findings = [
    ...MISTAKES.flatMap(({make}) => {
      const random = seeded(1);
      const pair = healthyPair(random);
      make(pair, random);
      return auditPair(pair, random).findings;
    }),
    ...WIRE_MISTAKES.flatMap(({make, applies = () => true}) => {
      const random = seeded(1);
      const wire = healthyWire(random);
      if (!applies(wire)) return [];
      make(wire, random);
      return auditWire(wire, random).findings;
    }),
    ...SOFTWARE_MISTAKES.flatMap(({texts}) => auditTexts(texts).findings),
  ];
  const results = resultsOf(findings, () => 'x\n'.repeat(1000));
  t.deepEqual(
    ALL_RULES.map(({code}) => code).filter(code => !results.some(({ruleId}) => ruleId === code)),
    [],
  );
  for (const {ruleId, message, locations = [], relatedLocations = [], partialFingerprints} of results) {
    t.is(locations.length, 1, ruleId);
    t.regex(locations[0]?.physicalLocation.artifactLocation.uri ?? '', /^[\w.]+$/, ruleId);
    t.true((locations[0]?.physicalLocation.region.startLine ?? 0) > 0, ruleId);
    t.regex(partialFingerprints?.primaryLocationLineHash ?? '', /^[0-9a-f]{1,16}:\d+$/, ruleId);
    t.regex(message.text, /\.$/, ruleId);
    t.notRegex(message.text, /\.[.:;]/, ruleId);
    for (const {id} of relatedLocations) t.true(message.text.includes(`](${id})`), ruleId);
  }
});

test('fingerprints are those that code scanning computes itself', t => {
  const fingerprintsOf = (text: string, lines: number) =>
    Array.from({length: lines}, (_, index) => {
      const where = [{file: 'a', line: index + 1}];
      return resultsOf([{...FINDING, where}], () => text)[0]?.partialFingerprints?.primaryLocationLineHash;
    });
  // The rows of its own test (github/codeql-action, src/fingerprints.test.ts).
  t.deepEqual(fingerprintsOf('', 1), ['c129715d7a2bc9a3:1']);
  const greetings = [
    ...['e9496ae3ebfced30:1', 'fb7c023a8b9ccb3f:1', 'ce8ba1a563dcdaca:1', 'e20e36e16fcb0cc8:1'],
    ...['b3edc88f2938467e:1', 'c8e28b0b4002a3a0:1', 'c129715d7a2bc9a3:1'],
  ];
  for (const text of [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n',
    ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r',
    ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n',
  ])
    t.deepEqual(fingerprintsOf(text, 7), greetings);
  t.deepEqual(fingerprintsOf('Lorem ipsum dolor sit amet.\n'.repeat(10), 12), [
    ...[1, 2, 3, 4, 5, 6].map(count => `a7f2ff13bc495cf2:${count}`),
    ...['a7f2ff1481e87703:1', 'a9cf91f7bbf1862b:1', '55ec222b86bcae53:1', 'cc97dc7b1d7d8f7b:1'],
    ...['c129715d7a2bc9a3:1', undefined],
  ]);
});
