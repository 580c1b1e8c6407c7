/**
 * keepalived configurations that are wrong for their host.
 *
 * @module
 */

import {examine} from '@vip/analysis/internal/doctor';
import {parseIp} from '@vip/arp';
import {type FakeHost, fakeHost, link, OWNER} from '../fake-host.js';

export interface HostMistake {
  readonly code: string;
  readonly how?: string;
  /** A further expected finding. */
  readonly besides?: string;
  readonly host: FakeHost;
}

/** keepalived as process 7 of lb1, whose eth0 has 10.0.0.1/24 and 10.0.0.9/24. */
export function hostOf(config: string, more: FakeHost = {}): FakeHost {
  const files = {
    '/proc/7/stat': '7 (keepalived) S 1 7 7',
    '/proc/7/cmdline': 'keepalived',
    '/proc/7/status': 'CapEff:\t00000000ffffffff\n',
    '/proc/7/environ': 'LANG=C\0PATH=/usr/sbin:/usr/bin:/bin\0',
    '/proc/sys/kernel/hostname': 'lb1',
    '/proc/net/igmp': '2\teth0 :\n\t\t\t\t120000E0 1\n',
    '/proc/self/mounts': 'none / ext4 rw 0 0\nnone /mnt ext4 rw,noexec 0 0\n',
    '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n',
    '/etc/group': 'root:x:0:\nnogroup:x:65534:\n',
    '/etc/nsswitch.conf': 'passwd: files systemd\ngroup: files\n',
    '/bin/sh': '\x7fELF',
    '/usr/bin/env': '\x7fELF',
    '/etc/keepalived/keepalived.conf': config,
  };
  return {...more, files: {...files, ...more.files}, commands: {...OWNER, ...more.commands}};
}

export function configOf(lines: readonly string[], vip = '10.0.0.9/24', before = ''): string {
  return `${before}vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  priority 100
  virtual_ipaddress {
    ${vip}
  }
${lines.map(line => `  ${line}\n`).join('')}}
`;
}

export interface ScriptSpec {
  readonly command: string;
  readonly globals?: string;
  readonly weight?: number;
  readonly user?: string;
}

export function checking({command, globals = '', weight = 0, user}: ScriptSpec): string {
  const script = [
    `script "${command}"`,
    ...(user === undefined ? [] : [`user ${user}`]),
    `weight ${weight}`,
    'fall 3',
    'rise 2',
  ];
  const before = `global_defs {
  ${globals}
}
vrrp_script chk_web {
${script.map(line => `  ${line}\n`).join('')}}
`;
  return configOf(['track_script {', '  chk_web', '}'], undefined, before);
}

export const CHECK = '/etc/keepalived/check.sh';
export const SCRIPT = '#!/bin/sh\nexit 1\n';
export const SECURED = 'enable_script_security\n  script_user root';

const at = (spec: Partial<ScriptSpec>, text: string | undefined, more: FakeHost = {}) =>
  hostOf(checking({command: CHECK, ...spec}), {
    ...more,
    files: {...(text === undefined ? {} : {[spec.command ?? CHECK]: text}), ...more.files},
  });

const SCRIPT_MISTAKES: readonly HostMistake[] = [
  {how: 'missing', host: at({}, undefined)},
  {how: 'that is not in the PATH', host: at({command: 'check_web --fast'}, undefined)},
  {how: 'that is a directory', host: at({}, undefined, {files: {[`${CHECK}/more`]: ''}})},
  {how: 'without the right to execute it', host: at({}, SCRIPT, {rights: {[CHECK]: {mode: 0o644}}})},
  {
    how: 'that its user may not execute',
    host: at({globals: 'script_user nobody'}, SCRIPT, {rights: {[CHECK]: {mode: 0o700}}}),
  },
  {
    how: 'in a directory that its user may not enter',
    host: at({globals: 'script_user nobody'}, SCRIPT, {rights: {'/etc/keepalived': {mode: 0o750}}}),
  },
  {
    how: 'that others may write',
    host: at({globals: SECURED}, SCRIPT, {rights: {'/etc/keepalived': {mode: 0o777}}}),
  },
  {
    how: "that is another user's",
    host: at({globals: SECURED}, SCRIPT, {rights: {[CHECK]: {uid: 1000}}}),
  },
  {how: 'without #!', host: at({}, 'exit 1\n')},
  {how: 'that is empty', host: at({}, '')},
  {how: 'with a byte order mark', host: at({}, `\ufeff${SCRIPT}`)},
  {how: 'with the line ends of Windows', host: at({}, SCRIPT.replaceAll('\n', '\r\n'))},
  {how: 'for an interpreter that is not there', host: at({}, '#!/usr/bin/python\n')},
  {how: 'on a file system without programs', host: at({command: '/mnt/check.sh'}, SCRIPT)},
  {how: 'that env does not find an interpreter for', host: at({}, '#!/usr/bin/env python\n')},
  {
    how: 'whose interpreter may not read it',
    host: at({globals: 'script_user nobody', weight: -20}, SCRIPT, {rights: {[CHECK]: {mode: 0o711}}}),
  },
  {
    how: 'for bash, where sh is another shell',
    host: at({command: '</dev/tcp/127.0.0.1/80'}, undefined, {
      files: {'/bin/dash': '\x7fELF'},
      links: {'/bin/sh': '/bin/dash'},
    }),
  },
].map(each => ({code: 'SCRIPT_NOT_RUN', ...each}));

export const HOST_MISTAKES: readonly HostMistake[] = [
  {code: 'INTERFACE_UNKNOWN', host: hostOf(configOf([]).replace('eth0', 'eth1'))},
  {
    code: 'INTERFACE_UNKNOWN',
    how: 'of an address',
    host: hostOf(configOf([], '10.0.0.9/24 dev ens192')),
    besides: 'HEARTBEAT_ONLY',
  },
  {
    code: 'INTERFACE_UNKNOWN',
    how: 'that keepalived makes itself',
    host: hostOf(configOf(['use_vmac'], '10.0.0.9/24 dev vrrp.51'), {
      commands: {'ip -d -j link': [link('eth0'), link('vrrp.51', {link: 'eth0'})]},
    }),
    besides: 'HEARTBEAT_ONLY',
  },
  {
    code: 'INTERFACE_UNKNOWN',
    how: 'that is tracked',
    host: hostOf(configOf(['track_interface {', '  eth1 weight 10', '}'])),
  },
  {
    code: 'INTERFACE_UNKNOWN',
    how: 'of a route',
    host: hostOf(configOf(['virtual_routes {', '  10.8.0.0/16 via 10.0.0.2 dev eth1', '}'])),
  },
  {
    code: 'INTERFACE_UNKNOWN',
    how: 'that may appear',
    host: hostOf(configOf([], undefined, 'global_defs {\n  dynamic_interfaces\n}\n').replace('eth0', 'ppp0')),
  },
  {
    code: 'INTERFACE_UNKNOWN',
    how: 'by another name that it has',
    host: hostOf(configOf([]).replace('eth0', 'enp1s0'), {
      commands: {'ip -d -j link': [link('eth0', {altnames: ['enp1s0']})]},
    }),
  },
  {
    code: 'SRC_IP_NOT_MINE',
    host: hostOf(configOf(['unicast_src_ip 10.0.0.3', 'unicast_peer {', '  10.0.0.2', '}'])),
  },
  {
    code: 'VIP_NO_PREFIX',
    host: hostOf(configOf([], '10.8.0.9'), {commands: {'ip -j route show table all': []}}),
  },
  ...SCRIPT_MISTAKES,
  {
    code: 'SCRIPT_USER_MISSING',
    how: 'where the host has no such user',
    host: at({globals: 'script_user chkuser'}, SCRIPT),
  },
  {
    code: 'SCRIPT_USER_MISSING',
    how: 'where the host has no such group',
    host: at({user: 'nobody chkgroup'}, SCRIPT),
  },
  {
    code: 'SCRIPT_USER_MISSING',
    how: 'where the host has not the usual one',
    host: at({globals: 'enable_script_security'}, SCRIPT),
  },
];

/** The doctor's findings about keepalived's configuration there, and what it could not examine. */
export async function auditHost(host: FakeHost) {
  const {findings, unseen} = await examine({vip: parseIp('10.0.0.9')}, fakeHost(host));
  return {findings: findings.filter(({code}) => !code.startsWith('DOCTOR_')), unseen};
}
