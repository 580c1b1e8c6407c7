/**
 * With three nodes or more, a finding that several share is reported once with all of them, and what only
 * lower ones do, with its time.
 */

import {audit, formatAudit, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

interface NodeText {
  readonly priority: number;
  readonly lines?: string;
  readonly vip?: string;
}

function auditOf(nodes: readonly NodeText[]) {
  return audit(
    nodes.map(({priority, lines = '', vip = '10.0.0.9/24'}, index) => {
      const name = 'abcde'[index] ?? '';
      const text = `global_defs {
vrrp_higher_prio_send_advert true
}
vrrp_instance V {
interface eth0
virtual_router_id 5
priority ${priority}
virtual_ipaddress {
${vip}
}
${lines}
}
`;
      return {name, config: readConfig(`${name}.conf`, textSource(`${name}.conf`, text))};
    }),
  );
}

function told(nodes: readonly NodeText[]): string[] {
  return auditOf(nodes).findings.map(
    ({severity, code, subject, where, evidence}) =>
      `${severity} ${code} ${subject} ${where.map(place => ('line' in place ? `${place.file}:${place.line}` : '')).join(' ')}: ${evidence}`,
  );
}

const peers = (own: number, ...others: readonly number[]) =>
  `unicast_src_ip 10.0.0.${own}\nunicast_peer {\n${others.map(other => `10.0.0.${other}`).join('\n')}\n}`;
const PASS = 'authentication {\nauth_type PASS\nauth_pass secret\n}';

const CASES: Readonly<Record<string, readonly [readonly NodeText[], readonly string[]]>> = {
  'two who stand in are equal: a note': [
    [{priority: 150}, {priority: 100}, {priority: 100}],
    ['note EQUAL_PRIORITY V (b, c) b.conf:7 c.conf:7: b and c both have priority 100.'],
  ],
  'all are equal: one finding': [
    [{priority: 100}, {priority: 100}, {priority: 100}],
    ['warning EQUAL_PRIORITY V (a, b, c) a.conf:7 b.conf:7 c.conf:7: a, b and c all have priority 100.'],
  ],
  'two share another list': [
    [{priority: 150}, {priority: 120, vip: '10.0.0.8/24'}, {priority: 100, vip: '10.0.0.8/24'}],
    [
      'error VIP_LIST_DIFFERS V (a, b, c) a.conf:9 b.conf:9 c.conf:9: only V on a has 10.0.0.9; only V on b has 10.0.0.8; c is like b',
    ],
  ],
  'the last one alone differs': [
    [{priority: 150, lines: PASS}, {priority: 120, lines: PASS}, {priority: 100}],
    [
      'error AUTH_MISMATCH V (a, b, c) a.conf:12 c.conf:4 b.conf:12: V on a has auth_type PASS, V on c no authentication; b is like a.',
    ],
  ],
  'each has another interval': [
    [
      {priority: 150, lines: 'advert_int 1'},
      {priority: 120, lines: 'advert_int 2'},
      {priority: 100, lines: 'advert_int 3'},
    ],
    [
      'error ADVERT_INT_DIFFERS V (a, b) a.conf:11 b.conf:11: V on a advertises every 1 s, V on b every 2 s.',
      'error ADVERT_INT_DIFFERS V (a, c) a.conf:11 c.conf:11: V on a advertises every 1 s, V on c every 3 s.',
    ],
  ],
  'of version 3 the third does not wait for the second': [
    [
      {priority: 150, lines: 'version 3\nadvert_int 4'},
      {priority: 120, lines: 'version 3\nadvert_int 10'},
      {priority: 100, lines: 'version 3\nadvert_int 2'},
    ],
    [
      'warning ADVERT_INT_DIFFERS_V3 V (b, c) c.conf:12 b.conf:12: V on c waits 7.22 s when it starts, V on b advertises every 10 s.',
    ],
  ],
  'the second and the third have one source address': [
    [
      {priority: 150, lines: peers(1, 2, 3)},
      {priority: 120, lines: peers(2, 1, 3)},
      {priority: 100, lines: peers(2, 1, 2)},
    ],
    [
      'error SRC_IP_NOT_MINE V (b, c) c.conf:11 b.conf:11: V on b and V on c both have 10.0.0.2 as their source.',
    ],
  ],
  'three owners': [
    [{priority: 255}, {priority: 255}, {priority: 255}],
    [
      'error OWNER_BOTH V (a, b, c) a.conf:7 b.conf:7 c.conf:7: a, b and c have priority 255 (state MASTER without a priority is 255).',
    ],
  ],
  'five that are as they should be': [[150, 140, 130, 120, 110].map(priority => ({priority})), []],
};

for (const [what, [nodes, findings]] of Object.entries(CASES)) {
  test(what, t => {
    t.deepEqual(told(nodes), findings);
  });
}

test('the consequence of a fault of standby nodes begins when the others are gone', t => {
  const {findings} = auditOf([
    {priority: 150, lines: 'version 3\nadvert_int 4'},
    {priority: 120, lines: 'version 3\nadvert_int 10'},
    {priority: 100, lines: 'version 3\nadvert_int 2'},
  ]);
  t.is(
    findings[0]?.consequence,
    'once a is gone, c takes the address when it starts, in 28 of 100 cases, whatever nopreempt and the priorities say',
  );
});

test('either of two equal standby nodes may take over, and equal nodes announce in one line', t => {
  const text = formatAudit(auditOf([{priority: 150}, {priority: 100}, {priority: 100}])).join('\n');
  t.regex(text, /if a crashes: b or c takes over 3\.61 s after its last advertisement/);
  t.regex(text, /\n {2}a, b and c announce each address with 5 gratuitous ARPs at once/);
});
