/**
 * keepalived's configuration on its host: each fault there is found with its code, and a healthy set-up
 * yields nothing.
 */

import {HOST_RULES} from '@vip/analysis/internal/doctor';
import test from 'ava';
import {
  auditHost,
  CHECK,
  checking,
  configOf,
  HOST_MISTAKES,
  hostOf,
  SCRIPT,
  SECURED,
} from '../../helpers/audit/host-mistakes.js';
import {type FakeHost, link} from '../../helpers/fake-host.js';

for (const {code, how = '', besides, host} of HOST_MISTAKES) {
  test(`${code} ${how}`.trim(), async t => {
    const {findings, unseen} = await auditHost(host);
    t.deepEqual(
      findings.map(found => found.code).filter(found => found !== besides),
      [code],
    );
    t.true((findings[0]?.where.length ?? 0) > 0);
    t.deepEqual(unseen, []);
  });
}

test('every rule has a mistake that it finds', t => {
  const made = new Set(HOST_MISTAKES.map(({code}) => code));
  t.deepEqual(
    HOST_RULES.map(({code}) => code).filter(code => !made.has(code)),
    [],
  );
});

const scripted = (globals: string, more: FakeHost = {}) =>
  hostOf(checking({command: CHECK, globals}), {...more, files: {[CHECK]: SCRIPT, ...more.files}});
const noRoute = {'ip -j route show table all': []};

const FINE: Readonly<Record<string, FakeHost>> = {
  'a script as it should be': scripted(''),
  'a script with arguments': hostOf(checking({command: `${CHECK} -w 5`}), {files: {[CHECK]: SCRIPT}}),
  'a program that is found in the PATH': hostOf(checking({command: 'true'}), {
    files: {'/usr/bin/true': '\x7fELF'},
  }),
  'a program, not a script': scripted('', {files: {[CHECK]: '\x7fELF\0\x02'}}),
  'a script that others may write, without script security': scripted('', {rights: {[CHECK]: {mode: 0o777}}}),
  'a script that others may write, run by one of them': scripted(
    'enable_script_security\n  script_user nobody',
    {rights: {[CHECK]: {mode: 0o777}}},
  ),
  'a script in a sticky directory': scripted(SECURED, {rights: {'/etc/keepalived': {mode: 0o1777}}}),
  'a script that the group root may write': scripted(SECURED, {rights: {[CHECK]: {mode: 0o775}}}),
  'a script that the group of its user may execute': scripted('script_user nobody nogroup', {
    rights: {[CHECK]: {mode: 0o750, gid: 65_534}},
  }),
  'a script in a directory that only the group of its user may enter': scripted('script_user nobody', {
    rights: {'/etc/keepalived': {mode: 0o710, gid: 65_534}},
  }),
  'script security and the usual user': scripted('enable_script_security', {
    files: {'/etc/passwd': 'root:x:0:0::/:\nkeepalived_script:x:999:999::/:\n'},
  }),
  'a script that no instance tracks': hostOf(
    checking({command: '/nowhere'}).replace(/ {2}track_script \{\n.*\n {2}\}\n/, ''),
  ),
  '#! with a blank, and an argument': scripted('', {files: {[CHECK]: '#! /bin/sh -e\n'}}),
  'env that finds it, with an option and a variable': scripted('', {
    files: {[CHECK]: '#!/usr/bin/env -S A=1 python3 -u\n', '/usr/bin/python3': '\x7fELF'},
  }),
  'a test of a port by bash, which is sh here': hostOf(checking({command: '</dev/tcp/127.0.0.1/80'}), {
    files: {'/usr/bin/bash': '\x7fELF'},
    links: {'/bin/sh': '/usr/bin/bash'},
  }),
  'an address without a prefix length in a network of the interface': hostOf(configOf([], '10.0.0.9')),
  'an address without a prefix length beside one with it': hostOf(
    configOf([], '10.8.0.10/24\n    10.8.0.9').replace('10.8.0.10/24', '10.0.0.9/24\n    10.8.0.10/24'),
    {commands: noRoute},
  ),
  'an address alone on lo': hostOf(configOf([], '10.0.0.9/24\n    10.8.0.9 dev lo'), {
    commands: {...noRoute, 'ip -d -j link': [link('lo'), link('eth0')]},
  }),
  'an address alone on a dummy': hostOf(configOf([], '10.0.0.9/24\n    10.8.0.9 dev d0'), {
    commands: {
      ...noRoute,
      'ip -d -j link': [link('eth0'), link('d0', {linkinfo: {info_kind: 'dummy'}})],
    },
  }),
  'an address alone whose answers leave by the default route': hostOf(configOf([], '10.8.0.9')),
  'an address alone with a route to its clients': hostOf(configOf([], '10.8.0.9'), {
    commands: {'ip -j route show table all': [{dst: '10.8.0.0/24', dev: 'eth0', scope: 'link'}]},
  }),
  'the interface of a virtual MAC': hostOf(configOf(['use_vmac vrrp0', 'vmac_xmit_base'])),
  'a source that is here': hostOf(configOf(['unicast_src_ip 10.0.0.1', 'unicast_peer {', '  10.0.0.2', '}'])),
  'a source of multicast that is not here': hostOf(configOf(['mcast_src_ip 10.0.0.77'])),
};

for (const [what, host] of Object.entries(FINE)) {
  test(`fine: ${what}`, async t => {
    const {findings, unseen} = await auditHost(host);
    t.deepEqual(
      findings.filter(({severity}) => severity !== 'note').map(({code, evidence}) => `${code}: ${evidence}`),
      [],
    );
    t.deepEqual(unseen, []);
  });
}

const BLIND: Readonly<Record<string, readonly [FakeHost, string, string]>> = {
  'a script whose user may be known elsewhere': [
    scripted('script_user web', {
      files: {'/etc/nsswitch.conf': 'passwd: files sss [NOTFOUND=return] ldap # all\n'},
    }),
    'SCRIPT_NOT_RUN',
    'web is not in /etc/passwd; sss and ldap may know it (nsswitch.conf)',
  ],
  'a script whose beginning we may not read': [
    scripted('', {denied: [CHECK]}),
    'SCRIPT_NOT_RUN',
    `${CHECK}: EACCES`,
  ],
  'a program that is not found, where the PATH is not known': [
    hostOf(checking({command: 'check_web'}), {denied: ['/proc/7/environ']}),
    'SCRIPT_NOT_RUN',
    'check_web is not in /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin, and the PATH of keepalived is unknown',
  ],
};

for (const [what, [host, code, why]] of Object.entries(BLIND)) {
  test(`not examined, and not called healthy: ${what}`, async t => {
    const {findings, unseen} = await auditHost(host);
    t.deepEqual(findings, []);
    t.true(
      unseen.some(each => each.code === code && each.why === why),
      JSON.stringify(unseen),
    );
  });
}
