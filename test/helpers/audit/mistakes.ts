/**
 * Every kind of mistake, made in a healthy pair, with the expected findings.
 *
 * @module
 */

import type {Random} from '../random.js';
import {block, type NodeSpec, type PairSpec} from './pair.js';

export interface Mistake {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Its name, if several have the same code. */
  readonly how?: string;
  /** Warnings that come with it. */
  readonly besides?: readonly string[];
  readonly make: (pair: PairSpec, random: Random) => void;
}

function both({a, b}: PairSpec, change: (node: NodeSpec, index: number) => void): void {
  for (const [index, node] of [a, b].entries()) change(node, index);
}

function untracked(pair: PairSpec): void {
  both(pair, node => {
    node.tracks = [];
    node.script = undefined;
  });
}

function ofVersion(pair: PairSpec, version: 2 | 3, advert: string): void {
  both(pair, node => {
    node.globals = [
      `vrrp_version ${version}`,
      ...node.globals.filter(line => !line.startsWith('vrrp_version')),
    ];
    node.advert = advert;
  });
}

function unicast({host, ...pair}: PairSpec): void {
  for (const [node, own, other] of [
    [pair.a, 11, 12],
    [pair.b, 12, 11],
  ] as const)
    node.lines.push(`unicast_src_ip ${host(own)}`, `unicast_peer {\n${host(other)}\n}`);
}

function weight(node: NodeSpec, value: number | string): void {
  node.script = [...(node.script ?? []).filter(line => !line.startsWith('weight')), `weight ${value}`];
}

function unweighted(node: NodeSpec): void {
  node.script = node.script?.filter(line => !line.startsWith('weight'));
}

function second(
  pair: PairSpec,
  iface: string,
  order: 'same' | 'crossed',
  random: Random,
  vip = '172.20.3.4/24',
): void {
  both(pair, (node, index) => {
    const isHigher = order === 'same' ? index === 0 : index === 1;
    node.tail.push(
      block(
        'vrrp_instance SECOND',
        [
          ...['state BACKUP', `interface ${iface}`, `virtual_router_id ${(Number(node.vrid) % 255) + 1}`],
          ...[`priority ${isHigher ? 140 : 90}`, `advert_int ${node.advert}`],
          block('virtual_ipaddress', [vip], random),
        ],
        random,
      ),
    );
  });
}

function grouped(pair: PairSpec, random: Random): void {
  both(pair, node => {
    const inner = block('group', [pair.name, 'SECOND'], random);
    node.tail.push(block('vrrp_sync_group G', [inner], random));
  });
}

/** A key of 32 octets. */
const KEY = '0123456789abcdef0123456789abcdef';

function authHmac(key: string, id = 1, ...more: readonly string[]): string {
  return ['auth_hmac {', `key ${id} ${key}`, `active_key ${id}`, ...more, '}'].join('\n');
}

export const MISTAKES: readonly Mistake[] = [
  {
    code: 'STRICT_DROPS_VIP',
    severity: 'error',
    besides: ['SILENT_FAILBACK'],
    make: pair => both(pair, node => node.globals.push('vrrp_strict')),
  },
  {
    code: 'STRICT_DROPS_VIP',
    severity: 'error',
    how: 'off is on',
    besides: ['SILENT_FAILBACK'],
    make: pair => both(pair, node => node.globals.push('vrrp_strict off')),
  },
  {
    code: 'VRID_DIFFERS',
    severity: 'error',
    make: pair => {
      pair.b.vrid = (Number(pair.a.vrid) % 255) + 1;
    },
  },
  {
    code: 'VRID_TWICE',
    severity: 'error',
    make: (pair, random) =>
      both(pair, node => {
        const lines = [
          `interface ${node.iface}`,
          `virtual_router_id ${node.vrid}`,
          `priority ${node.priority}`,
          `advert_int ${node.advert}`,
        ];
        node.tail.push(
          block(
            'vrrp_instance OTHER',
            [...lines, block('virtual_ipaddress', [`${pair.host(77)}/24`], random)],
            random,
          ),
        );
      }),
  },
  {
    code: 'VERSION_DIFFERS',
    severity: 'error',
    make(pair) {
      ofVersion(pair, 2, '1');
      pair.a.globals[0] = 'vrrp_version 3';
    },
  },
  {code: 'FAMILY_MIXED', severity: 'error', make: pair => both(pair, node => node.vips.push('fd00:5::9/64'))},
  {
    code: 'FAMILY_MIXED',
    severity: 'error',
    how: 'by the address it sends from',
    make(pair) {
      ofVersion(pair, 3, '1');
      unicast(pair);
      both(pair, node => {
        node.vips = ['fd00:5::9/64'];
      });
    },
  },
  {
    code: 'VIP_LIST_DIFFERS',
    severity: 'error',
    how: 'number',
    make: pair => {
      pair.a.vips.push(`${pair.host(99)}/24`);
    },
  },
  {
    code: 'VIP_LIST_DIFFERS',
    severity: 'error',
    how: 'set',
    make: pair => {
      pair.b.vips[0] = `${pair.host(99)}/24`;
    },
  },
  {
    code: 'VIP_LIST_DIFFERS',
    severity: 'error',
    how: 'one is there twice',
    make: pair => {
      pair.a.vips.push(pair.a.vips[0] ?? '');
    },
  },
  {
    code: 'EXCLUDED_DIFFERS',
    severity: 'error',
    make: pair => {
      pair.a.excluded.push(`${pair.host(98)}/24`);
    },
  },
  {
    code: 'VIP_IS_NODE_ADDRESS',
    severity: 'error',
    make(pair) {
      unicast(pair);
      both(pair, node => node.vips.push(`${pair.host(11)}/24`));
    },
  },
  ...(['same', 'crossed'] as const).map(
    (order): Mistake => ({
      code: 'VIP_TWICE',
      severity: order === 'crossed' ? 'error' : 'warning',
      how: `in two instances, ${order === 'crossed' ? 'each preferred elsewhere' : 'both preferred here'}`,
      make: (pair, random) => second(pair, pair.a.iface, order, random, pair.a.vips[0]),
    }),
  ),
  {
    code: 'VIP_TWICE',
    severity: 'error',
    how: 'among the static addresses',
    make: (pair, random) =>
      both(pair, node =>
        node.tail.push(block('static_ipaddress', [`${node.vips[0]} dev ${node.iface}`], random)),
      ),
  },
  ...(['other password', 'one side', 'other type'] as const).map(
    (how): Mistake => ({
      code: 'AUTH_MISMATCH',
      severity: 'error',
      how,
      make(pair) {
        ofVersion(pair, 2, '1');
        pair.a.lines.push('authentication {\nauth_type PASS\nauth_pass s3cret\n}');
        if (how === 'other password')
          pair.b.lines.push('authentication {\nauth_type PASS\nauth_pass s3crets\n}');
        if (how === 'other type') pair.b.lines.push('authentication {\nauth_type AH\nauth_pass s3cret\n}');
      },
    }),
  ),
  {
    code: 'V3_AUTH_IGNORED',
    severity: 'warning',
    make(pair) {
      ofVersion(pair, 3, '1');
      both(pair, node => node.lines.push('authentication {\nauth_type PASS\nauth_pass s3cret\n}'));
    },
  },
  {
    code: 'ADVERT_INT_DIFFERS',
    severity: 'error',
    make(pair) {
      ofVersion(pair, 2, '1');
      pair.b.advert = '2';
    },
  },
  {
    code: 'ADVERT_INT_DIFFERS_V3',
    severity: 'warning',
    make(pair) {
      ofVersion(pair, 3, '0.1');
      pair.a.advert = '2';
    },
  },
  {code: 'ADVERT_INT_ROUNDED', severity: 'warning', make: pair => ofVersion(pair, 2, '0.3')},
  {
    code: 'ADVERT_INT_ROUNDED',
    severity: 'note',
    how: 'more than version 3 has room for',
    make: pair => ofVersion(pair, 3, '60'),
  },
  {
    code: 'DOWN_TIMER_SHORT',
    severity: 'warning',
    make: pair => both(pair, node => node.lines.push('down_timer_adverts 1')),
  },
  {
    code: 'UNICAST_MIXED',
    severity: 'error',
    make(pair) {
      unicast(pair);
      pair.b.lines = [];
    },
  },
  {
    code: 'UNICAST_MIXED',
    severity: 'error',
    how: 'empty block',
    make(pair) {
      unicast(pair);
      pair.b.lines = ['unicast_peer {\n}'];
    },
  },
  ...([0, 1] as const).map(
    (index): Mistake => ({
      code: 'UNICAST_NOT_RECIPROCAL',
      severity: index === 0 ? 'error' : 'warning',
      how: index === 0 ? 'the master misses its peer' : 'the standby misses its peer',
      make(pair) {
        unicast(pair);
        const node = index === 0 ? pair.a : pair.b;
        node.lines[1] = `unicast_peer {\n${pair.host(55)}\n}`;
      },
    }),
  ),
  {
    code: 'SRC_IP_NOT_MINE',
    severity: 'error',
    make(pair) {
      unicast(pair);
      pair.b.lines[0] = `unicast_src_ip ${pair.host(11)}`;
    },
  },
  {
    code: 'SRC_IP_NOT_MINE',
    severity: 'error',
    how: 'by multicast, with a check that lowers the priority',
    make: pair => both(pair, node => node.lines.push(`mcast_src_ip ${pair.host(11)}`)),
  },
  {
    code: 'SRC_IP_NOT_MINE',
    severity: 'warning',
    how: 'by multicast, without a check',
    make(pair) {
      untracked(pair);
      both(pair, node => node.lines.push(`mcast_src_ip ${pair.host(11)}`));
    },
  },
  {
    code: 'INSTANCE_INCOMPLETE',
    severity: 'error',
    how: 'without a peer',
    make: pair => both(pair, node => node.lines.push('unicast_fault_no_peer')),
  },
  {
    code: 'GROUP_DIFFERS',
    severity: 'error',
    make: pair => {
      pair.b.globals.push('vrrp_mcast_group4 224.0.0.19');
    },
  },
  {
    code: 'GROUP_NOT_LOCAL',
    severity: 'warning',
    make: pair => both(pair, node => node.globals.push('vrrp_mcast_group4 239.1.1.1')),
  },
  {
    code: 'PRIORITY_OUT_OF_RANGE',
    severity: 'error',
    make(pair) {
      untracked(pair);
      pair.a.priority = 300;
    },
  },
  {
    code: 'PRIORITY_OUT_OF_RANGE',
    severity: 'error',
    how: 'below 1, which is 100 as well',
    make(pair) {
      untracked(pair);
      pair.a.priority = 0;
      pair.b.priority = 100;
    },
  },
  {
    code: 'EQUAL_PRIORITY',
    severity: 'warning',
    make: pair => {
      pair.b.priority = pair.a.priority;
    },
  },
  {
    code: 'EQUAL_PRIORITY',
    severity: 'warning',
    how: 'when both are cut to 254',
    make(pair) {
      both(pair, node => weight(node, 60));
      pair.a.priority = 250;
      pair.b.priority = 200;
    },
  },
  {
    code: 'ROLE_INVERTED',
    severity: 'note',
    make: pair => {
      pair.b.state = 'MASTER';
    },
  },
  {
    code: 'STATE_UNKNOWN',
    severity: 'warning',
    make(pair) {
      untracked(pair);
      pair.a.state = 'master';
      pair.a.priority = undefined;
    },
  },
  {
    code: 'OWNER_BOTH',
    severity: 'error',
    make(pair) {
      untracked(pair);
      both(pair, node => {
        node.priority = 255;
      });
    },
  },
  {
    code: 'OWNER_IGNORES_TRACKING',
    severity: 'error',
    make: pair => {
      pair.a.priority = 255;
    },
  },
  {
    code: 'OWNER_IGNORES_TRACKING',
    severity: 'error',
    how: 'MASTER without a priority',
    make(pair) {
      pair.a.priority = undefined;
      pair.a.state = 'MASTER';
    },
  },
  ...(['state MASTER', 'only the lower'] as const).map(
    (how): Mistake => ({
      code: 'NOPREEMPT_INEFFECTIVE',
      severity: 'warning',
      how,
      make(pair) {
        untracked(pair);
        const node = how === 'state MASTER' ? pair.a : pair.b;
        if (how === 'state MASTER') node.state = 'MASTER';
        node.lines.push('nopreempt');
      },
    }),
  ),
  {
    code: 'PREEMPT_DELAY_INEFFECTIVE',
    severity: 'warning',
    make(pair) {
      pair.a.state = 'MASTER';
      pair.a.lines.push('preempt_delay 12');
    },
  },
  {
    code: 'SILENT_FAILBACK',
    severity: 'warning',
    make: pair => {
      pair.b.globals = pair.b.globals.filter(line => !line.includes('higher_prio'));
    },
  },
  {code: 'WEIGHT_TOO_SMALL', severity: 'error', make: pair => both(pair, node => weight(node, -2))},
  {
    code: 'WEIGHT_TOO_SMALL',
    severity: 'error',
    how: 'a tie',
    make: pair => both(pair, node => weight(node, Number(pair.b.priority) - Number(pair.a.priority))),
  },
  {
    code: 'WEIGHT_TOO_SMALL',
    severity: 'error',
    how: 'positive',
    make: pair => both(pair, node => weight(node, 5)),
  },
  {
    code: 'WEIGHT_CLAMPED',
    severity: 'error',
    make(pair) {
      both(pair, node => weight(node, 10));
      pair.a.priority = 254;
      pair.b.priority = 250;
    },
  },
  {
    code: 'WEIGHT_CLAMPED',
    severity: 'error',
    how: 'to no less than 1',
    make: pair => {
      pair.b.priority = 1;
      both(pair, node => weight(node, -253));
    },
  },
  ...(['-60', '60'] as const).map(
    (value): Mistake => ({
      code: 'WEIGHT_REVERSED',
      severity: 'error',
      how: value,
      // The weight subtracted on success may bring both to 1.
      besides: ['EQUAL_PRIORITY'],
      make: pair => both(pair, node => weight(node, `${value} reverse`)),
    }),
  ),
  {
    code: 'WEIGHT_REVERSED',
    severity: 'error',
    how: 'FAULT while it succeeds',
    make: pair => both(pair, node => weight(node, '0 reverse')),
  },
  {
    code: 'WEIGHT_REVERSED',
    severity: 'error',
    how: 'beside the name where it is tracked',
    make: pair =>
      both(pair, node => {
        node.tracks = [`${pair.check} weight -60 reverse`];
      }),
  },
  {
    code: 'NOPREEMPT_WITH_WEIGHT',
    severity: 'error',
    make: pair => both(pair, node => node.lines.push('nopreempt')),
  },
  {code: 'ALL_FAULT_TOGETHER', severity: 'warning', make: pair => both(pair, unweighted)},
  {
    code: 'SCRIPT_UNDEFINED',
    severity: 'error',
    make: pair =>
      both(pair, node => {
        node.tracks = ['another'];
      }),
  },
  ...(['file', 'process', 'bfd'] as const).map(
    (kind): Mistake => ({
      code: 'SCRIPT_UNDEFINED',
      severity: 'error',
      how: `track_${kind}`,
      make: pair => both(pair, node => node.lines.push(`track_${kind} {\nanother\n}`)),
    }),
  ),
  {
    code: 'SCRIPT_USER_MISSING',
    severity: 'error',
    make: pair =>
      both(pair, node => {
        node.globals = node.globals.filter(line => !line.startsWith('script_user'));
      }),
  },
  {
    code: 'SCRIPT_WEAK',
    severity: 'warning',
    make: pair =>
      both(pair, node => {
        node.command = 'killall -0 haproxy';
      }),
  },
  ...['systemctl is-active --quiet haproxy', 'service haproxy status', "sh -c 'ps ax | grep haproxy'"].map(
    (command): Mistake => ({
      code: 'SCRIPT_WEAK',
      severity: 'warning',
      how: command,
      make: pair =>
        both(pair, node => {
          node.command = command;
        }),
    }),
  ),
  {
    code: 'SCRIPT_HANGS',
    severity: 'warning',
    make: pair => both(pair, node => node.script?.push('timeout 20')),
  },
  {
    code: 'SCRIPT_FLAPS',
    severity: 'warning',
    make: pair =>
      both(pair, node => {
        node.script = (node.script ?? []).filter(line => !/^(?:fall|rise)/.test(line));
      }),
  },
  {
    code: 'DETECTION_SLOW',
    severity: 'note',
    make: pair =>
      both(pair, node => {
        node.script = node.script?.map(line => line.replace(/^interval .*/, 'interval 8'));
      }),
  },
  {
    code: 'SYNC_GROUP_WEIGHT',
    severity: 'error',
    make(pair, random) {
      second(pair, 'eth9', 'same', random);
      grouped(pair, random);
    },
  },
  {
    code: 'SYNC_GROUP_MISSING',
    severity: 'warning',
    make: (pair, random) => second(pair, 'eth9', 'same', random),
  },
  ...([0, 1] as const).map(
    (index): Mistake => ({
      code: 'SYNC_GROUP_MISSING',
      severity: index === 0 ? 'warning' : 'error',
      how: `only the ${index === 0 ? 'higher' : 'lower'} node has the group`,
      make(pair, random) {
        untracked(pair);
        second(pair, 'eth9', 'same', random);
        grouped(pair, random);
        (index === 0 ? pair.b : pair.a).tail.pop();
      },
    }),
  ),
  {
    code: 'SYNC_GROUP_MISSING',
    severity: 'warning',
    how: 'a group with one member that is there',
    besides: ['VALUE_REFUSED'],
    make(pair, random) {
      untracked(pair);
      second(pair, 'eth9', 'same', random);
      both(pair, node => node.tail.push(`vrrp_sync_group G {\ngroup {\n${pair.name}\nSECONDS\n}\n}`));
    },
  },
  {
    code: 'SYNC_GROUP_PRIORITIES',
    severity: 'warning',
    make(pair, random) {
      untracked(pair);
      second(pair, 'eth9', 'crossed', random);
      grouped(pair, random);
    },
  },
  {
    code: 'HEARTBEAT_ONLY',
    severity: 'warning',
    make: pair =>
      both(pair, node => {
        node.vips = node.vips.map(vip => `${vip} dev ${node.iface}`);
        node.iface = 'eth7';
      }),
  },
  {
    code: 'HEARTBEAT_ONLY',
    severity: 'warning',
    how: 'by unicast',
    make: pair =>
      both(pair, (node, index) => {
        node.vips = node.vips.map(vip => `${vip} dev ${node.iface}`);
        node.iface = 'eth7';
        node.lines.push(`unicast_src_ip 192.0.2.${1 + index}`, `unicast_peer {\n192.0.2.${2 - index}\n}`);
      }),
  },
  {
    code: 'RT_LIMIT',
    severity: 'warning',
    make: pair => both(pair, node => node.globals.push('vrrp_rt_priority 50')),
  },
  {
    code: 'UNKNOWN_KEYWORD',
    severity: 'error',
    how: 'a line',
    make: pair => {
      pair.a.lines.push('prioriy 150');
    },
  },
  {
    code: 'UNKNOWN_KEYWORD',
    severity: 'error',
    how: 'a block',
    make: pair => both(pair, node => node.lines.push('virtual_ipadress {\n10.0.0.1/24\n}')),
  },
  {
    code: 'HMAC_MISMATCH',
    severity: 'error',
    how: 'keys',
    make: pair => both(pair, (node, index) => node.lines.push(authHmac(`${KEY}${index}`))),
  },
  {
    code: 'HMAC_MISMATCH',
    severity: 'error',
    how: 'active_key that the other lacks',
    make(pair) {
      pair.a.lines.push(authHmac(KEY, 7));
      pair.b.lines.push(authHmac(KEY, 8));
    },
  },
  {
    code: 'HMAC_MISMATCH',
    severity: 'error',
    how: 'on one side',
    make: (pair, random) => random.pick([pair.a, pair.b]).lines.push(authHmac(KEY)),
  },
  {
    code: 'HMAC_MISMATCH',
    severity: 'warning',
    how: 'the lower node signs nothing yet',
    make(pair) {
      pair.a.lines.push(authHmac(KEY));
      pair.b.lines.push(authHmac(KEY, 1, 'mode receive-only'));
    },
  },
  {
    code: 'HMAC_NO_ACTIVE_KEY',
    severity: 'error',
    make: pair => both(pair, node => node.lines.push(`auth_hmac {\nkey 1 ${KEY}\nactive_key 2\n}`)),
  },
  {
    code: 'HMAC_NO_ACTIVE_KEY',
    severity: 'error',
    how: 'a key that is too short',
    make: pair => both(pair, node => node.lines.push(authHmac('hex:00112233'))),
    besides: ['VALUE_REFUSED'],
  },
  {
    code: 'CHECKSUM_DIALECT',
    severity: 'error',
    how: 'on the higher node',
    make(pair) {
      ofVersion(pair, 3, '1');
      pair.a.lines.push('v3_checksum_as_v2');
    },
  },
  {
    code: 'CHECKSUM_DIALECT',
    severity: 'warning',
    how: 'on the lower node',
    make(pair) {
      ofVersion(pair, 3, '1');
      pair.b.globals.push('v3_checksum_as_v2');
    },
  },
  {
    code: 'KEYWORD_TOO_NEW',
    severity: 'error',
    make: pair => both(pair, node => node.lines.push('auth_hmac {\nkey 1 "00"\n}')),
  },
  {
    code: 'KEYWORD_OBSOLETE',
    severity: 'note',
    make: pair => both(pair, node => node.lines.push('linkbeat_use_polling')),
  },
  {
    code: 'KEYWORD_OBSOLETE',
    severity: 'note',
    how: 'of a build with iptables',
    make: pair => both(pair, node => node.globals.push('vrrp_iptables')),
  },
  {
    code: 'BRACE_UNBALANCED',
    severity: 'error',
    make: pair =>
      both(pair, node => {
        node.lines.push(`virtual_ipaddress {\n${node.vips.join('\n')}`);
        node.vips = [];
      }),
  },
  {
    code: 'BRACE_UNBALANCED',
    severity: 'error',
    how: 'in quotes, in a block that the process for VRRP passes over',
    make: pair =>
      both(pair, node => {
        node.head.push('virtual_server_group web {\n10.9.9.9 80 "{"\n}');
      }),
  },
  {
    code: 'COMMENT_NOT_A_COMMENT',
    severity: 'error',
    make: pair =>
      both(pair, node => {
        node.priority = `${node.priority};`;
      }),
  },
  {
    code: 'COMMENT_NOT_A_COMMENT',
    severity: 'error',
    how: 'before a block',
    make: pair => both(pair, node => node.lines.push('// virtual_routes {\n10.0.0.0/8\n}')),
  },
  {
    code: 'INSTANCE_INCOMPLETE',
    severity: 'error',
    make: pair =>
      both(pair, node => {
        node.vips = [];
      }),
  },
  {
    code: 'INSTANCE_INCOMPLETE',
    severity: 'error',
    how: 'a VRID that is none',
    make: pair =>
      both(pair, node => {
        node.vrid = 256;
      }),
  },
  {
    code: 'INSTANCE_INCOMPLETE',
    severity: 'error',
    how: 'without an address to send from',
    make: pair => both(pair, node => node.lines.push('use_ipvlan')),
  },
  {
    code: 'VALUE_REFUSED',
    severity: 'warning',
    make: pair => {
      pair.a.lines.push('garp_master_repeat many');
    },
  },
];

/** Changes that proved harmless. */
export const HARMLESS: readonly {
  readonly how: string;
  readonly make: (pair: PairSpec, random: Random) => void;
}[] = [
  {how: 'as it is', make: () => {}},
  {
    how: 'the addresses in another order',
    make: pair => {
      pair.b.vips.reverse();
    },
  },
  {
    how: 'other prefixes',
    make: pair => {
      pair.b.vips = pair.b.vips.map(vip => vip.replace('/24', '/16'));
    },
  },
  {
    how: 'no prefix',
    make: pair =>
      both(pair, node => {
        node.vips = node.vips.map(vip => vip.replace('/24', ''));
      }),
  },
  {
    how: 'long passwords with the same beginning',
    make(pair) {
      ofVersion(pair, 2, '1');
      both(pair, (node, index) =>
        node.lines.push(`authentication {\nauth_type PASS\nauth_pass secretpw${index}\n}`),
      );
    },
  },
  {
    how: 'passwords with the same first 8 octets, which are fewer characters',
    make(pair) {
      ofVersion(pair, 2, '1');
      both(pair, (node, index) =>
        node.lines.push(`authentication {\nauth_type PASS\nauth_pass äöü€${index}\n}`),
      );
    },
  },
  {
    how: 'by unicast in the network of the addresses, from another interface',
    make(pair) {
      both(pair, node => {
        node.vips = node.vips.map(vip => `${vip} dev ${node.iface}`);
        node.iface = 'eth7';
      });
      unicast(pair);
    },
  },
  {
    how: 'both MASTER, with priorities',
    make: pair =>
      both(pair, node => {
        node.state = 'MASTER';
      }),
  },
  {
    how: 'lower case, with priorities',
    make: pair =>
      both(pair, node => {
        node.state = 'backup';
      }),
  },
  {
    how: 'the own address among the peers',
    make(pair) {
      unicast(pair);
      both(pair, node => {
        node.lines[1] = `unicast_peer {\n${pair.host(11)}\n${pair.host(12)}\n}`;
      });
    },
  },
  {
    how: 'a virtual MAC with unicast',
    make(pair) {
      unicast(pair);
      both(pair, node => node.lines.push('use_vmac'));
    },
  },
  {
    how: 'nopreempt on the higher node only',
    make(pair) {
      untracked(pair);
      pair.a.lines.push('nopreempt');
    },
  },
  {how: 'the same signature on both', make: pair => both(pair, node => node.lines.push(authHmac(KEY)))},
  {
    how: 'one key, written as text and in hexadecimal',
    make(pair) {
      pair.a.lines.push(authHmac(KEY));
      pair.b.lines.push(authHmac(`hex:${Buffer.from(KEY).toString('hex')}`));
    },
  },
  {
    how: 'keys that are changed one after the other',
    make(pair) {
      const other = `${KEY}new`;
      pair.a.lines.push(authHmac(KEY, 1, `key 2 ${other}`));
      pair.b.lines.push(authHmac(other, 2, `key 1 ${KEY}`));
    },
  },
  {
    how: 'signatures that are introduced: permissive, and receive-only',
    make(pair) {
      pair.a.lines.push(authHmac(KEY, 1, 'mode permissive'));
      pair.b.lines.push(authHmac(KEY, 1, 'mode receive-only'));
    },
  },
  {
    how: 'monotonic on both, with a window',
    make: pair =>
      both(pair, node => node.lines.push(authHmac(KEY, 1, 'anti_replay monotonic', 'time_window 30'))),
  },
  {
    how: 'the checksum of version 2 on both',
    make(pair) {
      ofVersion(pair, 3, '1');
      pair.a.globals.push('v3_checksum_as_v2');
      pair.b.lines.push('v3_checksum_as_v2 on');
    },
  },
  {
    how: 'the checksum of version 2 in version 2, on one side',
    make(pair) {
      ofVersion(pair, 2, '1');
      pair.a.lines.push('v3_checksum_as_v2');
    },
  },
  ...['60 reverse', '0 reverse'].map(value => ({
    how: `a check that succeeds while a node is not to be master: weight ${value}`,
    make: (pair: PairSpec) =>
      both(pair, node => {
        weight(node, value);
        node.command = '/usr/bin/test -e /etc/keepalived/maintenance';
      }),
  })),
  {
    how: 'a check without a weight, where nopreempt leaves no other way',
    make: pair =>
      both(pair, node => {
        unweighted(node);
        node.lines.push('nopreempt');
      }),
  },
  {
    how: 'a check without a weight in a sync group',
    make(pair, random) {
      both(pair, unweighted);
      second(pair, 'eth9', 'same', random);
      grouped(pair, random);
    },
  },
  {
    how: 'one address twice in the lists of both nodes',
    make: pair => both(pair, node => node.vips.push(node.vips[0] ?? '')),
  },
  {
    how: 'one address in two instances of a sync group',
    make(pair, random) {
      untracked(pair);
      second(pair, pair.a.iface, 'same', random, pair.a.vips[0]);
      grouped(pair, random);
    },
  },
  {
    how: 'one address on two networks',
    make: (pair, random) => second(pair, 'eth9', 'crossed', random, pair.a.vips[0]),
  },
  {how: 'IPv6 among the excluded', make: pair => both(pair, node => node.excluded.push('fd00::5/64'))},
  {
    how: 'scripts without security',
    make: pair =>
      both(pair, node => {
        node.globals = node.globals.filter(line => !line.includes('script'));
      }),
  },
  {
    how: '// at the beginning of a line',
    make: pair => {
      pair.a.lines.push('// priority 7');
    },
  },
  {
    how: 'strict version 3 with accept',
    make(pair) {
      ofVersion(pair, 3, '1');
      both(pair, node => {
        node.globals.push('vrrp_strict', 'vrrp_garp_master_refresh 5');
        node.lines.push('accept');
      });
    },
  },
  {how: 'two instances on one interface', make: (pair, random) => second(pair, pair.a.iface, 'same', random)},
  {
    how: 'two instances, each preferred elsewhere',
    make: (pair, random) => second(pair, 'eth9', 'crossed', random),
  },
];
