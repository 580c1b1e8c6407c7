/**
 * Captures that the lab produced (test/fixtures/failovers), each with the verdict on every change of owner.
 */

import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {
  createCollector,
  formatBrief,
  formatExplanation,
  judge,
  type VerdictName,
} from '@vip/analysis/internal';
import {parseIpv4} from '@vip/arp';
import {openFileCapture} from '@vip/core/internal/capture';
import test from 'ava';

const VIP = parseIpv4('10.3.2.200');
const DIRECTORY = fileURLToPath(new URL('../../fixtures/failovers/', import.meta.url));

const EXPECTED: Readonly<Record<string, readonly VerdictName[]>> = {
  healthy: ['HEALTHY'],
  failback: ['HEALTHY', 'HEALTHY'],
  // It begins with the start of both daemons, where the weaker one is master for 19 ms.
  kill: ['HEALTHY', 'HEALTHY'],
  ucarp: ['HEALTHY'],
  'cannot-tell': ['CANNOT_TELL'],
  'no-announcement': ['NO_ANNOUNCEMENT'],
  ignored: ['ANNOUNCED_BUT_IGNORED'],
  'within-locktime': ['ANNOUNCED_TOO_EARLY'],
  'too-early': ['ANNOUNCED_TOO_EARLY'],
  'silent-failback': ['HEALTHY', 'SILENT_FAILBACK'],
  'two-owners': ['TWO_OWNERS'],
  rogue: ['TWO_OWNERS'],
  replaced: ['REPLACED_BY_OLD_OWNER'],
  'wrong-sender-mac': ['WRONG_SENDER_MAC', 'NO_ANNOUNCEMENT'],
  vlan: ['VLAN_MISMATCH'],
  'switch-stale': ['SWITCH_STALE'],
};

async function explain(name: string) {
  const collector = createCollector();
  await openFileCapture(`${DIRECTORY}${name}.pcapng.gz`).read(frames => collector.take(frames));
  const capture = collector.facts();
  return {capture, explanations: judge(capture)};
}

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`the capture ${name}: ${expected.join(', ')}`, async t => {
    const {capture, explanations} = await explain(name);
    const [explanation] = explanations;
    if (explanation === undefined) return t.fail('nothing was explained');
    t.is(explanation.address.ip, VIP);
    t.deepEqual(
      explanation.handovers.map(({finding}) => finding.code),
      expected,
      explanation.handovers.map(({finding}) => finding.evidence).join('\n'),
    );
    const [answer = '', ...lines] = formatExplanation(`${name}.pcapng`, capture, explanations);
    for (const line of lines) t.true(line.length <= 80, line);
    // One line, however long, as a ticket needs it.
    t.is(answer, formatBrief(explanation));
    t.regex(answer, new RegExp(`^10\\.3\\.2\\.200 on \\S+: ${explanation.finding.code}(,| since )`));
  });
}

test('every capture has a test here', t => {
  const files = readdirSync(DIRECTORY).filter(name => name.endsWith('.gz'));
  t.deepEqual(
    files.sort(),
    Object.keys(EXPECTED)
      .map(name => `${name}.pcapng.gz`)
      .sort(),
  );
});

test('the story of a failover by VRRP has the master, the sets, the gap, and where senders continued', async t => {
  const {capture, explanations} = await explain('silent-failback');
  const text = formatExplanation('capture', capture, explanations).join('\n').replace(/\s+/g, ' ');
  for (const sentence of [
    '10.3.2.210 is master of VRRPv3 51: priority 150, every 100 ms',
    '02:00:00:00:00:11 takes it, after 02:00:00:00:00:10 (it advertises it)',
    '02:00:00:00:00:11 announces it 5 times: request-broadcast (as keepalived, arping -U, FRR)',
    'no answer for',
    '10.3.2.50 goes on to 02:00:00:00:00:11: 203 frames, 1 answer, until frame 1546, ended by the answer to its own question',
  ])
    t.true(text.includes(sentence), sentence);
});

test('ucarp is reported as CARP', async t => {
  const {capture} = await explain('ucarp');
  t.deepEqual(
    capture.routers.map(({protocol, id}) => [protocol, id]),
    [['CARP', 51]],
  );
});
