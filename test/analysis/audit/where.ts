/** A finding's line is the line to change, not that of the block around it. */

import {type AuditNode, audit, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

interface Written {
  readonly priority?: number;
  readonly version?: 2 | 3;
  readonly lines?: readonly string[];
  readonly vips?: readonly string[];
}

function node(
  name: string,
  {priority = 150, version = 2, lines = [], vips = ['10.0.0.9/24']}: Written,
): AuditNode {
  const text = [
    'global_defs {',
    `vrrp_version ${version}`,
    'vrrp_higher_prio_send_advert true',
    '}',
    'vrrp_instance V {',
    'interface eth0',
    'virtual_router_id 5',
    `priority ${priority}`,
    ...lines,
    ...(vips.length > 0 ? ['virtual_ipaddress {', ...vips, '}'] : []),
    '}',
  ].join('\n');
  return {name, config: readConfig(name, textSource(name, text))};
}

/** The text at each place of the finding. */
function placesOf(code: string, nodes: readonly AuditNode[]): string[] {
  const found = audit(nodes).findings.filter(finding => finding.code === code);
  return found.flatMap(({where}) =>
    where.map(place => ('line' in place ? `${place.file}:${place.line}` : '')),
  );
}

test('an address that only one node has is shown, and where the other has its own', t => {
  const a = node('a', {vips: ['10.0.0.9/24', '10.0.0.10/24', '10.0.0.11/24']});
  const b = node('b', {priority: 100, vips: ['10.0.0.11/24', '10.0.0.9/24']});
  t.deepEqual(placesOf('VIP_LIST_DIFFERS', [a, b]), ['a:11', 'b:9']);
  t.deepEqual(placesOf('VIP_LIST_DIFFERS', [node('a', {}), b]), ['b:10', 'a:9']);
});

test('an address that is there twice is shown where it is the second time', t => {
  const a = node('a', {vips: ['10.0.0.9/24', '10.0.0.10/24', '10.0.0.9/16']});
  const b = node('b', {priority: 100, vips: ['10.0.0.10/24', '10.0.0.9/24']});
  t.deepEqual(placesOf('VIP_LIST_DIFFERS', [a, b]), ['a:12', 'b:9']);
});

test('of a password that differs its line is shown, of a type that differs the line of the type', t => {
  const auth = (type: string, password: string) => [
    'authentication {',
    `auth_pass ${password}`,
    `auth_type ${type}`,
    '}',
  ];
  const a = node('a', {lines: auth('PASS', 'one')});
  const other = (lines: string[]) => node('b', {priority: 100, lines});
  t.deepEqual(placesOf('AUTH_MISMATCH', [a, other(auth('PASS', 'two'))]), ['a:10', 'b:10']);
  t.deepEqual(placesOf('AUTH_MISMATCH', [a, other(auth('AH', 'one'))]), ['a:11', 'b:11']);
  t.deepEqual(placesOf('AUTH_MISMATCH', [a, other([])]), ['a:11', 'b:5']);
});

test('an address that is a node of its own is shown on every node that would take it', t => {
  const written = (own: number, other: number): Written => ({
    priority: 150 - own,
    lines: [`unicast_src_ip 10.0.0.${own}`, 'unicast_peer {', `10.0.0.${other}`, '}'],
    vips: ['10.0.0.9/24', '10.0.0.1/24'],
  });
  const nodes = [node('a', written(1, 2)), node('b', written(2, 1))];
  t.deepEqual(placesOf('VIP_IS_NODE_ADDRESS', nodes), ['a:15', 'b:15', 'a:9']);
});

test('a node that has lost its addresses is not taken for one of another family than its peer', t => {
  const vips = ['fe80::5/64', '2001:db8::5/64'];
  const a = node('a', {version: 3, lines: ['virtual_ipadress {', ...vips, '}'], vips: []});
  const {findings} = audit([a, node('b', {version: 3, priority: 100, vips})]);
  const errors = findings.filter(({severity}) => severity === 'error').map(({code}) => code);
  t.deepEqual(errors, ['UNKNOWN_KEYWORD']);
});

test('if the second of three nodes does not advertise to the third, there are two owners once the first is gone', t => {
  const written = (own: number, others: readonly number[]) =>
    node(`lb${own}`, {
      priority: 150 - own,
      lines: [
        `unicast_src_ip 10.0.0.${own}`,
        'unicast_peer {',
        ...others.map(other => `10.0.0.${other}`),
        '}',
      ],
    });
  const found = (second: readonly number[]) =>
    audit([written(1, [2, 3]), written(2, second), written(3, [1, 2])]);
  t.deepEqual(
    found([1, 3]).findings.map(({code}) => code),
    [],
  );
  const {findings, predictions} = found([1]);
  t.deepEqual(
    findings.map(({code, severity, consequence}) => [code, severity, consequence]),
    [
      [
        'UNICAST_NOT_RECIPROCAL',
        'error',
        'once lb1 is gone, lb2 and lb3 both hold 10.0.0.9, for as long as both run',
      ],
    ],
  );
  t.is(predictions.find(({event}) => event === 'start')?.owner, 'lb1');
});
