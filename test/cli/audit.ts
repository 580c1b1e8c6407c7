/** `vip audit` as a process: its arguments, its output and its exit codes. */

import {chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {parseIpv4} from '@vip/arp';
import test, {type ExecutionContext} from 'ava';
import {KUBE_VIP, METALLB} from '../helpers/audit/kubernetes-mistakes.js';
import {CRM, FRR_1, FRR_2, UCARP_1, UCARP_2} from '../helpers/audit/software-mistakes.js';
import {advertFrames, type Speaking, station} from '../helpers/audit/wire.js';
import {assertDescribed} from '../helpers/json-shapes.js';
import {jsonLines, vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {writeFile} from '../kinds/write.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

function config(priority: number, more = '', weight = -60): string {
  return `global_defs {
  vrrp_higher_prio_send_advert true
  script_user root
  enable_script_security
}
vrrp_script chk {
  script "/usr/local/bin/check"
  interval 1
  fall 2
  rise 2
  weight ${weight}
}
vrrp_instance WEB {
  state BACKUP
  interface eth0
  virtual_router_id 17
  priority ${priority}
  ${more}
  virtual_ipaddress {
    10.9.8.7/24
  }
  track_script {
    chk
  }
}
`;
}

/** Copies two nodes' files to nodes/lb1/keepalived.conf and the like. */
function copied(t: ExecutionContext, one: string, other: string): string {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o755);
  for (const [name, text] of [
    ['lb1', one],
    ['lb2', other],
  ] as const) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'keepalived.conf'), text);
  }
  return directory;
}

test('for two directories copied from /etc/keepalived, it prints the line to change, and what happens in every event', async t => {
  const cwd = copied(t, config(150, '', -20), config(100, '', -20));
  const {code, stdout, stderr} = await vip(who, ['audit', 'lb1', 'lb2'], {cwd});
  t.is(stderr, '');
  t.is(code, 1);
  t.is(
    stdout,
    `error: WEIGHT_TOO_SMALL (lb1/keepalived.conf:11, lb1/keepalived.conf:17,
    lb2/keepalived.conf:17)
  The weight -20 of chk takes WEB on lb1 from 150 to 130; WEB on lb2 has 100.
  As a result, when chk fails, lb1 keeps 10.9.8.7 at 130.
  Use a weight of -51 for chk, or none: then lb1 goes to FAULT.

WEB: VRID 17, 10.9.8.7
  node  interface  version  priority  advertises  notices a crash  a clean stop
  lb1   eth0       2        150       every 1 s   after 3.41 s     after 0.41 s
  lb2   eth0       2        100       every 1 s   after 3.61 s     after 0.61 s
  when all start: lb1 is master after 3.41 s, at 150, ahead by 50
  if lb1 crashes: lb2 takes over 3.61 s after its last advertisement: dark for
      2.61 to 3.61 s
  if keepalived is stopped on lb1: lb2 takes over after 0.61 s
  if eth0 goes down on lb1: lb2 takes over after 2.61 to 3.61 s
  if chk fails on lb1: lb1 keeps the address (lb1 130, lb2 100)
  if chk fails on lb2: lb1 keeps the address (lb1 150, lb2 80)
  if chk fails on all nodes: lb1 keeps the address (lb1 130, lb2 80)
  when lb1 returns: it takes the address back 3.41 s after its start
  if lb1 freezes for more than 3.61 s: it has the address again at once, and
      announces it
  lb1 and lb2 announce each address with 5 gratuitous ARPs at once, 5 more after
      5 s; 5 frames in the first second

1 error, no warning, no note in lb1 and lb2
`,
  );
});

test('a healthy pair yields exit 0 and no findings, and the check moves the address', async t => {
  const cwd = copied(t, config(150), config(100));
  const {code, stdout} = await vip(who, ['audit', 'lb1', 'lb2'], {cwd});
  t.is(code, 0, stdout);
  t.regex(stdout, /if chk fails on lb1: lb2 takes over after 3\.61 to 5\.61 s \(lb1 90, lb2 100\)/);
  t.regex(stdout, /\nno error, no warning, no note in lb1 and lb2\n$/);
});

test("nodes' names are given, or taken from files and directories", async t => {
  const cwd = copied(t, config(150), config(100));
  const nodesOf = async (...args: string[]) => {
    const {stdout} = await vip(who, ['audit', '--json', ...args], {cwd});
    return jsonLines(stdout).at(-1)?.nodes;
  };
  t.deepEqual(await nodesOf('a=lb1', 'b=lb2/keepalived.conf'), ['a', 'b']);
  t.deepEqual(await nodesOf('lb1/keepalived.conf', 'lb2'), ['lb1', 'lb2']);
  const twice = await vip(who, ['audit', 'x=lb1', 'x=lb2'], {cwd});
  t.is(twice.code, 2);
  t.is(twice.stderr, 'vip: audit: expected a name for each node, got x twice (NAME=FILE gives one)\n');
});

test('files of the same name are distinguished by the directories of their nodes', async t => {
  const cwd = written(t, {
    'r1/etc/frr/frr.conf': FRR_1,
    'r2/etc/frr/frr.conf': FRR_2,
    'lb1/ucarp.service': `[Service]\nExecStart=${UCARP_1.replace(/^[\s\S]*exec /, '')}`,
    'lb2/ucarp.service': `[Service]\nExecStart=${UCARP_2.replace(/^[\s\S]*exec /, '')}`,
  });
  const nodesOf = async (...args: string[]) => {
    const {stdout, stderr} = await vip(who, ['audit', '--json', ...args], {cwd});
    return stdout === '' ? stderr : jsonLines(stdout).at(-1)?.nodes;
  };
  t.deepEqual(await nodesOf('r1/etc/frr/frr.conf', 'r2/etc/frr/frr.conf'), ['r1', 'r2']);
  t.deepEqual(await nodesOf('lb1/ucarp.service', 'b=lb2/ucarp.service'), ['ucarp', 'b']);
  t.deepEqual(await nodesOf('lb1/ucarp.service', 'lb2/ucarp.service'), ['lb1', 'lb2']);
  t.is(
    await nodesOf('lb1/ucarp.service', './lb1/ucarp.service'),
    'vip: audit: expected a name for each node, got ucarp twice (NAME=FILE gives one)\n',
  );
});

test('an unrendered template is not YAML, which yields one line and exit code 3', async t => {
  const cwd = written(t, {
    't.yaml': METALLB.replace('name: first-pool', 'name: {{ .Values.pool }}'),
    'alone.yaml': 'apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nspec: {{ toYaml .Values.spec }}\n',
  });
  const {code, stderr} = await vip(who, ['audit', 't.yaml'], {cwd});
  t.is(code, 3);
  t.is(
    stderr,
    'vip: t.yaml:4: expected YAML, got an error, and this document is left out: a key must be text, and this one is not; is it a template that has not been rendered?\n',
  );
  const alone = await vip(who, ['audit', 'alone.yaml'], {cwd});
  t.is(alone.code, 3);
  t.regex(
    alone.stderr,
    /\n.*expected kube-vip, MetalLB or kube-proxy, got none of them in what can be read\n$/,
  );
});

test('included files are looked up in the copy, whatever their path on the node', async t => {
  const cwd = copied(t, 'include /etc/keepalived/conf.d/*.conf\n', 'include conf.d/{b,a}.conf\n');
  for (const [name, text] of [
    ['lb1', config(150)],
    ['lb2', config(100)],
  ] as const) {
    mkdirSync(join(cwd, name, 'conf.d'));
    writeFileSync(join(cwd, name, 'conf.d/a.conf'), text);
  }
  const {code, stdout} = await vip(who, ['audit', 'lb1', 'lb2'], {cwd});
  t.is(code, 0, stdout);
  t.regex(stdout, /ahead by 50/);
});

test('--json prints an object for each finding and each prediction', async t => {
  const cwd = copied(t, config(150, 'prioriy 7'), config(100));
  const {stdout} = await vip(who, ['audit', '--json', 'lb1', 'lb2'], {cwd});
  assertDescribed(t, 'vip audit', stdout);
  const lines = jsonLines(stdout);
  t.like(
    lines.find(({kind}) => kind === 'finding'),
    {
      code: 'UNKNOWN_KEYWORD',
      severity: 'error',
      file: 'lb1/keepalived.conf',
      line: 18,
      message: 'there is no keyword prioriy; then the line is ignored, and priority has its default',
    },
  );
  t.like(
    lines.find(({event}) => event === 'crash'),
    {kind: 'prediction', router: 'WEB', owner: 'lb2', afterNs: {least: '3609375000', most: '3609375000'}},
  );
  t.deepEqual(lines.at(-1), {kind: 'summary', nodes: ['lb1', 'lb2'], errors: 1, warnings: 0, notes: 0});
});

test('--sarif writes a log with every rule and the places', async t => {
  const cwd = copied(t, config(150, 'prioriy 7'), config(100));
  const {code, stdout} = await vip(who, ['audit', '--sarif', 'lb1', 'lb2'], {cwd});
  t.is(code, 1);
  const log = JSON.parse(stdout);
  t.is(log.version, '2.1.0');
  const [{tool, results}] = log.runs;
  const [result] = results;
  t.is(results.length, 1);
  t.is(tool.driver.rules[result.ruleIndex].id, 'UNKNOWN_KEYWORD');
  t.deepEqual(result.locations, [
    {physicalLocation: {artifactLocation: {uri: 'lb1/keepalived.conf'}, region: {startLine: 18}}},
  ]);
});

test('--fail-on sets the severity from which the exit code is 1, or the codes that cause it', async t => {
  const cwd = copied(t, config(150), config(100).replace('vrrp_higher_prio_send_advert true', ''));
  const codeWith = async (...args: string[]) =>
    (await vip(who, ['audit', 'lb1', 'lb2', ...args], {cwd})).code;
  t.is(await codeWith(), 0);
  t.is(await codeWith('--fail-on', 'warning'), 1);
  t.is(await codeWith('--fail-on', 'none'), 0);
  t.is(await codeWith('--fail-on', 'SILENT_FAILBACK,RT_LIMIT'), 1);
  t.is(await codeWith('--fail-on', 'RT_LIMIT'), 0);
  const {code, stderr} = await vip(who, ['audit', 'lb1', '--fail-on', 'RTLIMIT'], {cwd});
  t.is(code, 2);
  t.is(
    stderr,
    'vip: --fail-on: expected one of error, warning, note, none, all, or comma-separated codes of docs/audit-rules.md, got "RTLIMIT"; did you mean RT_LIMIT?\n',
  );
});

test('a syntax error is a finding with its place, and the rest is read', async t => {
  const cwd = copied(t, config(150, 'advert_int x'), config(100));
  const {code, stdout} = await vip(who, ['audit', 'lb1', 'lb2'], {cwd});
  t.is(code, 0);
  t.regex(
    stdout,
    /^warning: VALUE_REFUSED \(lb1\/keepalived\.conf:18\)\n {2}advert_int: expected 0\.01 to 255, got x\.\n/i,
  );
  t.regex(stdout, /ahead by 50/);
});

test('a configuration that crashes keepalived 2.2.7 is reported as such, and is an error if no address is left', async t => {
  const bfd = 'bfd_instance {\nneighbor_ip 10.0.0.2\n}\n';
  const http =
    'virtual_server 10.0.0.9 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\nreal_server 10.0.0.2 80 {\nHTTP_GET {\n}\n}\n}\n';
  const cwd = copied(t, `${bfd}${config(150)}`, `${http}${config(100)}`);
  const {code, stdout} = await vip(who, ['audit', 'lb1', 'lb2'], {cwd});
  t.is(code, 1);
  const text = stdout.replaceAll(/\n {2}/g, ' ');
  t.regex(
    text,
    /error: VALUE_REFUSED \(lb1\/keepalived\.conf:1\) bfd_instance: expected a name, got none\. As a result, keepalived 2\.2\.7 exits after reading it: no address at all\./,
  );
  t.regex(
    text,
    /warning: VALUE_REFUSED \(lb2\/keepalived\.conf:6\) HTTP_GET: expected url, got none\. As a result, keepalived 2\.2\.7's checker process crashes after every restart: no real server is checked\./,
  );
});

test('the exit code is 3 if a file cannot be read, and 2 if none is given', async t => {
  const cwd = temporaryDirectory(t);
  chmodSync(cwd, 0o755);
  const missing = await vip(who, ['audit', 'nowhere.conf'], {cwd});
  t.is(missing.code, 3);
  t.regex(missing.stderr, /^vip: nowhere\.conf: no such file\n/);
  mkdirSync(join(cwd, 'empty'));
  const empty = await vip(who, ['audit', 'empty'], {cwd});
  t.is(empty.code, 3);
  t.is(empty.stderr, 'vip: empty: expected keepalived.conf or manifests in it, found neither\n');
  t.is((await vip(who, ['audit'], {cwd})).code, 2);
  const cannot = await vip(who, ['audit', '--json', '--sarif', 'x'], {cwd});
  t.is(cannot.code, 2);
  t.is(cannot.stderr, 'vip: --sarif: vip audit --json does not read it; leave one of them out\n');
});

test('with --release, the same file is read as that release reads it', async t => {
  const signed = config(150, 'auth_hmac {\nkey 1 0123456789abcdef\n}');
  const cwd = copied(t, signed, signed);
  const codesOf = async (...more: readonly string[]) => {
    const {stdout} = await vip(who, ['audit', 'lb1', '--json', ...more], {cwd});
    return jsonLines(stdout).flatMap(({kind, code}) => (kind === 'finding' ? [code] : []));
  };
  t.true((await codesOf()).includes('KEYWORD_TOO_NEW'));
  t.true((await codesOf('--release', '2.2.7')).includes('KEYWORD_TOO_NEW'));
  const later = await codesOf('--release', '2.4');
  t.false(later.includes('KEYWORD_TOO_NEW'));
  t.true(later.includes('HMAC_NO_ACTIVE_KEY'));
});

test('what --prove cannot do is refused before files are read', async t => {
  const cwd = temporaryDirectory(t);
  for (const [args, line] of [
    [['--release', '3'], '--release: expected 2.2 or 2.4, got "3"'],
    [['--fault', 'stop'], '--fault: vip audit without --prove does not read it; only --prove makes trials'],
    [
      ['--prove', '--capture', 'x'],
      '--capture: vip audit --prove does not read it; a capture is read without the rights that a lab takes',
    ],
    [['--prove', '--sarif'], '--sarif: vip audit --prove does not read it; a SARIF log has findings only'],
  ] as const) {
    const {code, stdout, stderr} = await vip(who, ['audit', 'none.conf', ...args], {cwd});
    t.deepEqual([code, stdout, stderr], [2, '', `vip: ${line}\n`]);
  }
});

/** A capture of lb1 as in its file and, if `strange`, of a router that is in none. */
function captureFile(cwd: string, strange: boolean): string {
  const file = join(cwd, 'vrrp.pcap');
  const [own, other] = [station(4, HOSTS, 11), station(4, HOSTS, 99)];
  const advert: Speaking = {
    ...own,
    ...{version: 2, virtualRouterId: 17, priority: 150, interval: 1e9, sum: 'plain', authentication: 'none'},
    addresses: [parseIpv4('10.9.8.7')],
  };
  const foreign = {...advert, ...other, priority: 33, addresses: [parseIpv4('192.0.2.7')]};
  const speaking = [advert, ...(strange ? [foreign] : [])];
  writeFileSync(file, writeFile(advertFrames({speaking, length: 5}), 'pcap'), {mode: 0o644});
  return file;
}

const HOSTS = {host: (last: number) => `10.9.8.${last}`};

test('with --capture, advertisements are compared with the files, and an unknown router is reported by line and frame', async t => {
  const cwd = copied(t, config(150), config(100));
  captureFile(cwd, false);
  const args = ['audit', 'lb1', 'lb2', '--capture', 'vrrp.pcap'];
  const healthy = await vip(who, args, {cwd});
  t.deepEqual([healthy.code, healthy.stderr], [0, '']);
  t.regex(healthy.stdout, /\nno error, no warning, no note in lb1 and lb2\n$/);
  captureFile(cwd, true);
  const {code, stdout} = await vip(who, args, {cwd});
  t.is(code, 1);
  t.true(
    stdout.startsWith(
      `error: VRID_SHARED (lb1/keepalived.conf:16, lb2/keepalived.conf:16, frame 2)
  10.9.8.99 at 02:00:00:00:00:99 advertises VRID 17 at priority 33 in version 2,
  for 192.0.2.7, and is not one of the nodes.
`,
    ),
    stdout,
  );
  const json = await vip(who, [...args, '--json'], {cwd});
  assertDescribed(t, 'vip audit', json.stdout);
  const [finding] = jsonLines(json.stdout);
  t.like(finding, {code: 'VRID_SHARED', file: 'lb1/keepalived.conf', line: 16});
  t.deepEqual((finding?.where as unknown[] | undefined)?.at(-1), {frame: 2});
});

test('with --capture, no evidence is not health, and the exit code is 3 for a file that is damaged or not a capture', async t => {
  const cwd = copied(t, config(150), config(100));
  const file = captureFile(cwd, true);
  const whole = readFileSync(file);
  const run = () => vip(who, ['audit', 'lb1', 'lb2', '--capture', 'vrrp.pcap'], {cwd});
  writeFileSync(file, whole.subarray(0, 24));
  const empty = await run();
  t.is(empty.code, 3);
  t.regex(
    empty.stdout,
    /^note: WIRE_INCONCLUSIVE \(lb1\/keepalived\.conf:\d+\)\n {2}There is no advertisement of VRRP/,
  );
  writeFileSync(file, Buffer.concat([whole.subarray(0, 24), Buffer.alloc(64, 0xff)]));
  const damaged = await run();
  t.is(damaged.code, 3);
  t.regex(damaged.stderr, /^vip: warning: /);
  writeFileSync(file, 'not a capture');
  const none = await run();
  t.is(none.code, 3);
  t.regex(none.stderr, /^vip: --capture: vrrp\.pcap: capture file: expected pcap or pcapng, /);
  rmSync(file);
  t.is((await run()).stderr, 'vip: --capture: vrrp.pcap: no such file\n');
});

function written(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o755);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), {recursive: true});
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

test("ucarp's scripts yield text, JSON, SARIF and exit codes as keepalived's files do", async t => {
  const cwd = written(t, {'lb1.sh': UCARP_1, 'lb2.sh': UCARP_2.replace('--vhid=42', '--vhid=43')});
  const {code, stdout, stderr} = await vip(who, ['audit', 'lb1.sh', 'lb2.sh'], {cwd});
  t.is(stderr, '');
  t.is(code, 1);
  t.is(
    stdout,
    `error: UCARP_VHID_DIFFERS (lb1.sh:2, lb2.sh:2)
  lb1 has VHID 42, lb2 43.
  As a result, lb1 and lb2 are both masters, and both hold 10.0.0.100 from
  3.39 s after their start, for as long as both run; nothing is logged without
  --debug.
  Use the same --vhid on every node.

10.0.0.100: ucarp, VHID 42 and 43
  lb1 advertises every 1 s, and takes over 3 s after the last advertisement of a
      master that crashed or was stopped
  lb2 advertises every 1.39 s, and takes over 3.39 s after the last
      advertisement of a master that crashed or was stopped

1 error, no warning, no note in lb1 and lb2
`,
  );
  const json = await vip(who, ['audit', '--json', 'lb1.sh', 'lb2.sh'], {cwd});
  assertDescribed(t, 'vip audit', json.stdout);
  t.deepEqual(
    jsonLines(json.stdout).map(({kind}) => kind),
    ['finding', 'summary'],
  );
  const sarif = JSON.parse((await vip(who, ['audit', '--sarif', 'lb1.sh', 'lb2.sh'], {cwd})).stdout);
  const [{tool, results}] = sarif.runs;
  t.is(tool.driver.rules[results[0].ruleIndex].id, 'UCARP_VHID_DIFFERS');
  const none = await vip(who, ['audit', 'lb1.sh', 'lb2.sh', '--fail-on', 'UCARP_SRCIP_SAME'], {cwd});
  t.is(none.code, 0);
});

test('files that cannot be read, compared or proved are refused in one line', async t => {
  const cwd = written(t, {'a.sh': UCARP_1, 'a.conf': config(150), 'pod.yaml': 'apiVersion: v1\n'});
  for (const [args, expected, line] of [
    [
      ['pod.yaml'],
      3,
      /^pod\.yaml: expected kube-vip, MetalLB or kube-proxy, got manifests of something else$/,
    ],
    [
      ['a.sh', 'b=a.conf'],
      3,
      /^audit: expected files of one software, got ucarp in a\.sh and keepalived in a\.conf$/,
    ],
    [['a.sh', '--prove'], 2, /^--prove: expected files of keepalived, got ucarp's$/],
    [['a.sh', '--capture', 'x.pcap'], 2, /^--capture: expected files of keepalived, got ucarp's$/],
    [['a.sh', '--release', '2.4'], 2, /^--release: expected files of keepalived, got ucarp's$/],
  ] as const) {
    const {code, stdout, stderr} = await vip(who, ['audit', ...args], {cwd});
    t.deepEqual([code, stdout], [expected, '']);
    t.regex(stderr.replace(/^vip: /, '').trimEnd(), line);
  }
});

test('manifests of a directory are audited together; anything that is not YAML is left out, with exit code 3', async t => {
  const cwd = written(t, {'k/a.yaml': KUBE_VIP, 'k/b.yml': `${METALLB}---\nkind: [Pod\n---\nkind: Pod\n`});
  const {code, stdout, stderr} = await vip(who, ['audit', 'k'], {cwd});
  t.is(code, 3);
  t.regex(stderr, /^vip: k\/b\.yml:\d+: expected YAML, got an error, and this document is left out: .+\n$/);
  t.regex(
    stdout,
    /^k: kube-vip kube-vip, 192\.168\.0\.40 on ens192, announced by ARP, .*\n[\s\S]*\npool first-pool: /,
  );
  t.regex(stdout, /\nno error, no warning, no note in k\n$/);
  const loose = written(t, {'lb1.yaml': KUBE_VIP, 'lb2.yaml': KUBE_VIP.replace('plndr-cp-lock', 'other')});
  const pair = await vip(who, ['audit', '--json', 'lb1.yaml', 'lb2.yaml'], {cwd: loose});
  t.is(pair.code, 1);
  assertDescribed(t, 'vip audit', pair.stdout);
  const [finding] = jsonLines(pair.stdout);
  t.deepEqual([finding?.code, finding?.file, finding?.line], ['KUBE_VIP_LEASE_DIFFERS', 'lb1.yaml', 34]);
});

test('YAML that is not a manifest is refused as a file, and named and skipped in a directory', async t => {
  const scenario = 'name: failover\nsteps: []\n';
  const cwd = written(t, {'k/a.yaml': KUBE_VIP, 'k/scenario.yaml': scenario, 'only/scenario.yaml': scenario});
  const alone = await vip(who, ['audit', 'k/scenario.yaml'], {cwd});
  t.deepEqual([alone.code, alone.stdout], [3, '']);
  t.regex(alone.stderr, /got YAML without an apiVersion, which a manifest has\n$/);
  const among = await vip(who, ['audit', 'k'], {cwd});
  t.is(among.code, 0);
  t.is(among.stderr, 'vip: k/scenario.yaml is not a manifest, and was not read\n');
  const {code, stderr} = await vip(who, ['audit', 'only'], {cwd});
  t.deepEqual([code, stderr], [3, 'vip: only: expected keepalived.conf or manifests in it, found neither\n']);
});

test('a file without any keepalived block is refused, and files that nothing includes are named', async t => {
  const main = 'include vrrp.d/*.conf\n';
  const instance =
    'vrrp_instance V {\ninterface eth0\nvirtual_router_id 7\nvirtual_ipaddress {\n192.0.2.1/24\n}\n}\n';
  const cwd = written(t, {
    'haproxy.cfg': 'global\n  daemon\nlisten web\n  bind :80\n',
    'empty.conf': '# nothing yet\n',
    'eth0.pcapng': '\n\r\r\n\u001c\0\0\0',
    'misspelt.conf': 'vrrp_instnace V {\n}\n',
    'lb1/keepalived.conf': main,
    'lb1/vrrp.d/web.conf': instance,
    'lb1/old.conf': instance,
    'lb1/keepalived.conf.orig': instance,
  });
  const other = await vip(who, ['audit', 'haproxy.cfg'], {cwd});
  t.deepEqual([other.code, other.stdout], [3, '']);
  t.regex(other.stderr, /^vip: haproxy\.cfg: expected .*, got a file with none of their blocks\n$/);
  const capture = await vip(who, ['audit', 'eth0.pcapng'], {cwd});
  t.is(
    capture.stderr,
    'vip: eth0.pcapng cannot be read: expected text, got a capture (vip explain reads it)\n',
  );
  const empty = await vip(who, ['audit', 'empty.conf'], {cwd});
  t.deepEqual([empty.code, empty.stdout], [3, '']);
  t.regex(empty.stderr, /^vip: empty\.conf: expected .*, got nothing but comments\n$/);
  t.regex((await vip(who, ['audit', 'misspelt.conf'], {cwd})).stdout, /UNKNOWN_KEYWORD/);
  const {code, stdout, stderr} = await vip(who, ['audit', 'lb1'], {cwd});
  t.is(code, 0);
  t.regex(stdout, /^V: VRID 7, 192\.0\.2\.1;/m);
  t.is(stderr, 'vip: lb1/old.conf is included by nothing, and was not read\n');
});

test('hostile YAML is refused in one line, be it aliases that multiply or endless brackets', async t => {
  const bomb = Array.from(
    {length: 9},
    (_, n) => `a${n}: &a${n} [${Array(9).fill(n === 0 ? 'x' : `*a${n - 1}`)}]`,
  );
  const cwd = written(t, {
    'bomb.yaml': `apiVersion: v1\n${bomb.join('\n')}\n`,
    'deep.yaml': `apiVersion: ${'['.repeat(50_000)}\n`,
    'nothing.yaml': 'apiVersion: *x\n',
  });
  for (const file of ['bomb.yaml', 'deep.yaml', 'nothing.yaml']) {
    const {code, stdout, stderr} = await vip(who, ['audit', file], {cwd});
    t.deepEqual([code, stdout], [3, ''], file);
    t.regex(stderr, /^(?:vip: \w+\.yaml.*\n){1,2}$/, file);
  }
});

test("crm's output about IPaddr2 is audited as one file of the cluster", async t => {
  const cwd = written(t, {'cluster.conf': CRM.replace('nic=eth0', 'nic=eth0 arp_count=1')});
  const {code, stdout} = await vip(who, ['audit', 'cluster.conf', '--fail-on', 'warning'], {cwd});
  t.is(code, 1);
  t.regex(stdout, /^warning: IPADDR2_ANNOUNCED_ONCE \(cluster\.conf:2\)\n/);
  t.regex(stdout, /\nvip: IPaddr2, 10\.0\.0\.100\/24 on eth0\n {2}announced once at the start/);
  t.regex(stdout, /\nno error, 1 warning, no note in cluster\n$/);
});
