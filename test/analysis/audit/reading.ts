/** keepalived's files are read as keepalived 2.2.7 reads them. */

import {type ConfigSource, isCrash, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

function read(text: string, configId?: string) {
  return readConfig('a.conf', textSource('a.conf', text), {configId});
}

function instance(lines: string, configId?: string) {
  const text = `vrrp_instance A {\ninterface eth0\nvirtual_router_id 7\n${lines}\nvirtual_ipaddress {\n10.0.0.9/24\n}\n}\n`;
  const {instances, faults} = read(text, configId);
  const [first] = instances;
  if (first === undefined) throw new Error('no instance');
  return {...first, faults: faults.map(({text, place}) => `${place.line}: ${text}`)};
}

test('# and ! begin a comment, even within a word; double quotes protect them, but a backslash does not', t => {
  const password = (line: string) =>
    instance(`authentication {\nauth_type PASS\nauth_pass ${line}\n}`).auth?.password;
  t.is(password('ab!cd'), 'ab');
  t.is(password('ab#cd'), 'ab');
  t.is(password('ab\\!cd'), 'ab');
  t.is(password('"ab!cd"'), 'ab!cd');
  t.is(instance('priority 150 # 200').basePriority, 150);
});

test('; and // are words, and attached to a value they invalidate it', t => {
  t.is(instance('priority 150;').basePriority, 100);
  t.is(instance('advert_int 3;').advertMs, 1000);
  t.is(instance('garp_master_refresh 30;').announcements.refresh, 30);
  t.is(instance('virtual_router_id 73;').vrid, 7);
  t.deepEqual(instance('priority 150;').faults, ['4: priority: expected 1 to 255, got 150;']);
  t.deepEqual(instance('// priority 150').faults, ['4: unknown keyword //']);
});

test('braces may be on the same line, the next one, or glued', t => {
  for (const text of [
    'vrrp_instance A { priority 7 }',
    'vrrp_instance A\n{\npriority 7\n}',
    'vrrp_instance A{priority 7}',
    'vrrp_instance A\n{ priority 7\n}',
  ]) {
    const {instances, faults} = read(text);
    t.is(instances[0]?.basePriority, 7, text);
    t.false(
      faults.some(({kind}) => kind === 'unknown-keyword'),
      text,
    );
  }
});

test('the lines of an unknown block are tried as keywords, and its brace closes the block around it', t => {
  const text =
    'vrrp_instance A {\ninterface eth0\nvirtual_router_id 7\nvirtual_ipaddresses {\npriority 9\n}\nadvert_int 3\n}\n';
  const {instances, faults} = read(text);
  t.is(instances[0]?.basePriority, 9);
  t.is(instances[0]?.advertMs, 1000);
  t.deepEqual(instances[0]?.vips, []);
  const [first, ...more] = faults.filter(({kind}) => kind.startsWith('un'));
  t.like(first, {kind: 'unknown-keyword', word: 'virtual_ipaddresses', opensBlock: true, place: {line: 4}});
  t.true(more.every(({follows}) => follows === true));
});

test('a block of values that is not closed takes the next block for values', t => {
  const text =
    'vrrp_script c {\nscript "/bin/true"\n}\nvrrp_instance A {\ninterface eth0\nvirtual_router_id 7\nvirtual_ipaddress {\n10.0.0.9/24\ntrack_script {\nc\n}\n}\n';
  const {instances, faults} = read(text);
  t.deepEqual(instances[0]?.tracks, []);
  t.is(instances[0]?.vips.length, 1);
  t.like(faults[0], {kind: 'unclosed-block', word: 'virtual_ipaddress', place: {line: 7}});
});

test('an instance that is not closed takes the next one in: the last VRID and priority, all addresses', t => {
  const one = (name: string, vrid: number) =>
    `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${vrid}\npriority ${vrid}\nvirtual_ipaddress {\n10.0.0.${vrid}/24\n}\n`;
  const {instances} = read(`${one('A', 7)}${one('B', 8)}}\n`);
  t.is(instances.length, 1);
  t.like(instances[0], {name: 'A', vrid: 8, basePriority: 8});
  t.deepEqual(
    instances[0]?.vips.map(({ip}) => String(ip)),
    ['10.0.0.7', '10.0.0.8'],
  );
});

test('an instance without a name is skipped, a second of the same name ignored; two blocks of addresses add up', t => {
  t.deepEqual(read('vrrp_instance {\npriority 7\n}').instances, []);
  const {instances} = read('vrrp_instance A {\npriority 7\n}\nvrrp_instance A {\npriority 8\n}\n');
  t.deepEqual(
    instances.map(({basePriority}) => basePriority),
    [7],
  );
  const twice = 'virtual_ipaddress {\n10.0.0.1\n}\n';
  t.is(read(`vrrp_instance A {\n${twice}${twice}}`).instances[0]?.vips.length, 2);
});

test('a group of virtual servers has a name, and its lines are values', t => {
  const group = 'virtual_server_group VSG {\n10.0.0.1 80\n10.0.0.2-9 80\n}\n';
  t.deepEqual(read(group).faults, []);
  t.like(read(group.replace(' VSG', '')).faults[0], {
    kind: 'missing-value',
    text: 'virtual_server_group: expected a name, got none',
  });
});

test('keywords of 2.4 are read where they matter to the audit; otherwise they are unknown', t => {
  const hmac = (lines: string) => instance(`auth_hmac {\n${lines}\n}`);
  const key = `key 1 hex:${'0f'.repeat(32)}`;
  t.like(hmac(`${key}\nactive_key 1`).hmac, {activeKey: 1, mode: 'enforce'});
  t.is(hmac(`${key}\nactive_key 2`).hmac?.activeKey, undefined);
  t.like(hmac(`${key}\nactive_key 1\nmode receive-only`).hmac, {mode: 'receive-only'});
  t.true(hmac(key).faults.includes('4: unknown keyword auth_hmac'));
  t.true(instance('version 3\nv3_checksum_as_v2').checksumAsV2);
  t.false(instance('version 3\nv3_checksum_as_v2 off').checksumAsV2);
});

test('the name of a definition ends at a brace or a character that no name has, and the last definition before the use counts', t => {
  t.is(instance('$P=150\npriority $P').basePriority, 150);
  t.is(instance(`$P=15\npriority \${P}0`).basePriority, 150);
  t.is(instance('$P=15\npriority $P0').basePriority, 100);
  t.is(instance('$P=1\n$P=2\npriority $P').basePriority, 2);
  t.is(instance('$P =150\npriority $P').basePriority, 100);
  t.is(instance('$B= \\\n  priority 140 \\\n  advert_int 4\n$B').basePriority, 140);
  t.is(instance('$B= \\\n  priority 140 \\\n  advert_int 4\n$B').advertMs, 4000);
});

test('a definition that contains itself does not recurse endlessly', t => {
  t.deepEqual(instance(`$P=\${P}\${P}\npriority $P`).faults, [
    '5: a definition contains itself, and its expansion never ends',
  ]);
});

test('sequences and lists make several lines of one', t => {
  const vips = (line: string) =>
    read(`vrrp_instance A {\nvirtual_ipaddress {\n${line}\n}\n}`).instances[0]?.vips.map(({ip}) =>
      String(ip),
    );
  t.deepEqual(vips(`~SEQ(i,3) 10.0.0.\${i}`), ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  t.deepEqual(vips(`~SEQ(i,8,2,12) 10.0.0.\${i}`), ['10.0.0.8', '10.0.0.10', '10.0.0.12']);
  t.deepEqual(vips(`~SEQx(i,9,11) fd00::\${i}`), ['fd00::9', 'fd00::a', 'fd00::b']);
  t.deepEqual(vips(`~SEQ(i,1,2) ~SEQ(j,3,4) 10.0.\${i}.\${j}`), [
    '10.0.1.3',
    '10.0.1.4',
    '10.0.2.3',
    '10.0.2.4',
  ]);
  t.deepEqual(vips(`~LST({i,j},{10},{7,.8}) 10.0.\${i}\${j}.1`), ['10.0.10.1']);
  t.deepEqual(vips(`~LST({i,j},{1,2},{7,8}) 10.0.\${i}.\${j}`), ['10.0.1.2', '10.0.7.8']);
});

test('@id and @^id choose one line', t => {
  const lines = '@lb1 priority 7\n@^lb1 priority 8';
  t.is(instance(lines, 'lb1').basePriority, 7);
  t.is(instance(lines, 'lb2').basePriority, 8);
});

test('a priority out of range is 100; version 2 rounds intervals to seconds, version 3 to hundredths', t => {
  t.is(instance('priority 300').basePriority, 100);
  t.is(instance('priority 0').basePriority, 100);
  t.is(instance('').basePriority, 100);
  t.is(instance('state MASTER').basePriority, 255);
  t.is(instance('state master').basePriority, 100);
  for (const [given, ms] of [
    ['0.3', 1000],
    ['0.5', 1000],
    ['1.5', 2000],
    ['255', 255_000],
  ] as const) {
    t.is(instance(`advert_int ${given}`).advertMs, ms, given);
  }
  for (const [given, ms] of [
    ['0.3', 300],
    ['0.015', 20],
    ['0.014', 10],
    ['100', 40_950],
  ] as const) {
    t.is(instance(`version 3\nadvert_int ${given}`).advertMs, ms, given);
  }
});

test('vrrp_min_garp does not change later settings, nor refresh repeats of 2 or more', t => {
  const refresh = (lines: string) => read(`global_defs {\n${lines}\n}`).globals.announcements;
  t.like(refresh('vrrp_min_garp'), {repeat: 1, delay: 0, refreshRepeat: 0});
  t.like(refresh('vrrp_garp_master_refresh 10\nvrrp_min_garp'), {refresh: 10, refreshRepeat: 0});
  t.like(refresh('vrrp_garp_master_refresh_repeat 2\nvrrp_min_garp'), {refreshRepeat: 2});
  t.like(refresh('vrrp_min_garp\nvrrp_garp_master_refresh_repeat 1'), {refreshRepeat: 1});
});

test('an address has a default prefix length, and the first address decides the family', t => {
  const vip = (line: string) =>
    read(`vrrp_instance A {\nvirtual_ipaddress {\n${line}\n}\n}`).instances[0]?.vips[0];
  t.like(vip('10.0.0.9'), {prefixLength: 32, hasPrefix: false});
  t.like(vip('10.0.0.9/'), {prefixLength: 0});
  t.like(vip('10.0.0.9/33'), {prefixLength: 32});
  t.like(vip('10.0.0.9/8;'), {prefixLength: 8});
  t.like(vip('fd00::9'), {prefixLength: 128, family: 6});
  t.like(vip('10.0.0.9/24 dev eth1 no_track'), {dev: 'eth1', noTrack: true});
  t.is(vip('gateway'), undefined);
  t.is(vip('10.0.0.1-9'), undefined);
  const mixed = read('vrrp_instance A {\nvirtual_ipaddress {\n10.0.0.9\nfd00::9\n}\n}').instances[0];
  t.deepEqual([mixed?.family, mixed?.vips.length, mixed?.wrongFamily.length], [4, 1, 1]);
});

test('a script is known only after its definition', t => {
  const script = 'vrrp_script c {\nscript /bin/true\n}\n';
  const tracking = 'vrrp_instance A {\ntrack_script {\nc\n}\n}\n';
  t.is(read(script + tracking).instances[0]?.tracks.length, 1);
  t.is(read(tracking + script).instances[0]?.tracks.length, 0);
});

/** Files by name; a pattern is a name with * in it, or with {a,b}. */
function sourceOf(files: Readonly<Record<string, string>>): ConfigSource {
  return {
    read: path => files[path],
    match: pattern => {
      const braces = pattern.replaceAll('{', '(').replaceAll('}', ')').replaceAll(',', '|');
      const expression = new RegExp(`^${braces.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      return Object.keys(files).filter(name => expression.test(name));
    },
  };
}

test('an included file is read in place, inside blocks too, and faults name it', t => {
  const {instances, faults} = readConfig(
    'main.conf',
    sourceOf({
      'main.conf': 'include d/*.conf\nvrrp_instance C {\ninclude part\n}\n',
      'd/a.conf': 'vrrp_instance A {\npriority 1\n}\n',
      'd/b.conf': 'vrrp_instance B {\nprioriy 2\n}\n',
      part: 'priority 3\n',
    }),
  );
  t.deepEqual(
    instances.map(({name, basePriority}) => `${name} ${basePriority}`),
    ['A 1', 'B 100', 'C 3'],
  );
  t.like(
    faults.find(({kind}) => kind === 'unknown-keyword'),
    {word: 'prioriy', place: {file: 'd/b.conf', line: 2}},
  );
});

test('a file that includes itself does not recurse endlessly', t => {
  const {faults} = readConfig('a', sourceOf({a: 'include a\ninclude a\n'}));
  t.like(faults[0], {kind: 'include', text: 'a includes itself'});
});

test('a missing file is reported, and reading continues', t => {
  const {faults, instances} = read('include nowhere\nvrrp_instance A {\n}\n');
  t.like(faults[0], {kind: 'include', text: 'no file nowhere that can be read', place: {line: 1}});
  t.is(instances.length, 1);
});

const faultsOf = (text: string) => read(text).faults.map(({text: told, place}) => `${place.line}: ${told}`);

test('missing names of a pattern are reported, but not a wildcard without matches', t => {
  const missing = (pattern: string) =>
    readConfig('a', sourceOf({a: `include ${pattern}\n`, b: '', d: '', 'd/c': ''})).faults.map(
      ({text}) => text,
    );
  t.deepEqual(missing('b'), []);
  t.deepEqual(missing('{b,e}'), ['no file e that can be read']);
  t.deepEqual(missing('{e,f}'), ['no file {e,f} that can be read']);
  for (const pattern of ['d/*', '{,}', 'e\\\\']) t.deepEqual(missing(pattern), [], pattern);
  t.deepEqual(missing('d/x*'), []);
  t.deepEqual(missing('e/x*'), ['no file e/x* that can be read']);
  t.deepEqual(missing('x*/e'), []);
  t.deepEqual(missing('d*/e'), ['no file d*/e that can be read']);
});

test('a condition that a definition has put before a line takes too little of the line with it', t => {
  t.deepEqual(instance('$A=@lb1\n$A priority 9', 'lb1').faults, ['5: priority: expected 1 to 255, got rity']);
  t.is(instance('$A=@lb1\n$A priority 9', 'lb1').basePriority, 100);
  t.deepEqual(instance('$A=@lb1\n$A priority 9', 'lb2').faults, []);
  t.deepEqual(instance('$A=@lb1 priority 9\n$A', 'lb1').faults, [
    '5: a condition put before a line by a definition: keepalived crashes',
  ]);
  t.deepEqual(instance('$A=5\n@lb1 priority $A', 'lb1').faults, []);
});

test('a keyword without its value makes keepalived exit, with some exceptions', t => {
  const ends = (text: string) => read(text).faults.map(fault => [fault.text, fault.ends === true]);
  const server = (line: string) =>
    `virtual_server 10.0.0.9 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n${line}\n}\n`;
  t.deepEqual(ends('global_defs {\nvrrp_version\n}\n'), [['vrrp_version: expected a value, got none', true]]);
  t.deepEqual(ends('global_defs {\nrouter_id\n}\n'), [['router_id: expected a value, got none', false]]);
  t.deepEqual(ends(server('delay_loop')).slice(0, 1), [['delay_loop: expected a value, got none', true]]);
  t.deepEqual(ends('track_file f {\nfile /x\nweight\n}\n'), [['weight: expected a value, got none', false]]);
  t.deepEqual(ends('vrrp_script f {\nscript /x\nweight\n}\n'), [
    ['weight: expected a value, got none', true],
  ]);
  for (const block of [
    'vrrp_script',
    'track_file',
    'vrrp_track_process',
    'virtual_server',
    'virtual_server_group',
  ])
    t.deepEqual(ends(`${block} {\n}\n`), [[`${block}: expected a name, got none`, true]], block);
  t.deepEqual(ends('vrrp_sync_group {\n}\n').slice(0, 1), [
    ['vrrp_sync_group: expected one name, got 0', false],
  ]);
  t.deepEqual(ends('vrrp_instance {\n}\n'), [['vrrp_instance: expected one name, got 0', false]]);
});

test('an open quote in a command that is split a second time makes keepalived crash', t => {
  const crashes = (text: string) => read(text).faults.filter(({kind}) => isCrash(kind)).length;
  const script = (line: string) => `vrrp_script s {\n${line}\n}\n`;
  for (const line of [
    'script "/bin/true',
    'script /bin/true "x',
    "script /bin/true 'x",
    'script /bin/true \\',
  ])
    t.is(crashes(script(line)), 1, line);
  for (const line of ['script "/bin/true"', `script "/bin/sh -c 'x"`]) t.is(crashes(script(line)), 0, line);
  const check = (text: string) => `virtual_server 10.0.0.9 80 {\nreal_server 10.0.0.1 80 {\n${text}\n}\n}\n`;
  t.is(crashes(check('MISC_CHECK {\nmisc_path "x\n}')), 1);
  t.is(crashes(check('HTTP_GET {\nurl {\npath /\nregex "x\n}\n}')), 1);
  t.is(crashes(check('notify_up "x')), 0);
});

test('a script without { at the end of the file, and each wrong weight, is reported with what is wrong', t => {
  t.deepEqual(faultsOf('vrrp_script x'), ['1: vrrp_script x: expected a script, got none']);
  const tracked = 'vrrp_script c {\nscript /bin/true\nweight 5 x\nweight 6 y\n}\n';
  t.deepEqual(faultsOf(tracked), ['3: weight: unknown option x', '4: weight: unknown option y']);
});

test('a second list of a sync group is skipped, and its brace closes the group', t => {
  const text = 'vrrp_sync_group G {\ngroup {\nA\nB\n}\ngroup {\nC\n}\nsmtp_alert\n}\n';
  t.deepEqual(faultsOf(text).slice(0, 2), ['6: group is there already', '9: unknown keyword smtp_alert']);
});

test('a word before the brace of a block of values is a value, and so is the brace', t => {
  t.deepEqual(faultsOf('global_defs {\nnotification_email\nnopreempt {\nops@example.org\n}\n}\n'), []);
  t.deepEqual(faultsOf('global_defs {\nnotification_email {\nops@example.org {\n}\n}\n}\n').slice(0, 1), [
    '2: notification_email is not closed before { in line 3',
  ]);
});

test('a definition of several lines ends at a blank one, or one with nothing but a comment', t => {
  for (const blank of ['', '  ', '!x', '  # x']) {
    const text = `$TWO= \\\n10.9.8.31/24 \\\n${blank}\n10.9.8.32/24\n`;
    t.deepEqual(faultsOf(text), ['4: unknown keyword 10.9.8.32/24'], blank);
  }
  t.deepEqual(faultsOf('$TWO= \\\n10.9.8.31/24 \\\n10.9.8.32/24\n'), []);
});

test('a definition of several lines goes on beyond the end of a file, and ends before a line that includes one', t => {
  const instanceOf = (line: string) => `vrrp_instance A {\nvirtual_router_id 7\n}\n${line}\n`;
  const names = (files: Readonly<Record<string, string>>) =>
    readConfig('a', sourceOf(files)).instances.map(({name}) => name);
  t.deepEqual(names({a: `include b\n${instanceOf('')}`, b: '$M= \\\n'}), []);
  t.deepEqual(names({a: `include b\n${instanceOf('')}`, b: '$M= \\\n\n'}), ['A']);
  t.deepEqual(faultsOf('$M=x \\\ninclude nowhere \\\nnopreempt\n'), ['3: unknown keyword nopreempt']);
});

test('text behind a random number between limits is left where it was', t => {
  const {basePriority, faults} = instance(`priority \${_RANDOM 7 7}}\nnopreempt`);
  t.is(basePriority, 7);
  t.deepEqual(faults.slice(0, 1), ['4: unknown keyword _RANDOM']);
  t.deepEqual(instance(`priority \${_RANDOM 7 7}`).faults, []);
});

test('a brace in quotes behind the keyword opens its block', t => {
  const {vips, faults} = instance('virtual_ipaddress "{"\n10.0.0.8/24\n}');
  t.is(vips.length, 2);
  t.deepEqual(faults, ['10: a } without {']);
  t.deepEqual(instance('virtual_ipaddress "{" 10.0.0.8/24 "}"').vips.length, 2);
  t.deepEqual(instance('virtual_ipaddress "{"\n{\n10.0.0.8/24\n}').faults, [
    '4: virtual_ipaddress is not closed before { in line 5',
    '5: expected an address, got {',
  ]);
  t.is(instance('authentication "{"\nauth_type PASS\nauth_pass x\n}').auth?.password, 'x');
});

test('a word that elsewhere opens a block may be a value', t => {
  const text = 'global_defs {\nnotification_email {\nvrrp_track_file tf\nops@example.org\n}\n}\n';
  t.deepEqual(faultsOf(text), []);
});

test('a carriage return within a line is a blank', t => {
  t.is(instance('priority\r150').basePriority, 150);
  const files = {'a.conf': 'include\r b.conf\n', 'b.conf': 'vrrp_instance B {\n}\n'};
  t.deepEqual(
    readConfig('a.conf', sourceOf(files)).instances.map(({name}) => name),
    ['B'],
  );
});

test('the value of a keyword is checked: a port must be a number, and a process needs a name', t => {
  const global = (line: string) => faultsOf(`global_defs {\n${line}\n}\n`);
  t.deepEqual(global('smtp_server 127.0.0.1 25'), []);
  t.deepEqual(global('smtp_server 127.0.0.1 x'), ['2: smtp_server: expected a port of 1 to 65535, got x']);
  t.deepEqual(global('smtp_server 127.0.0.1 0'), ['2: smtp_server: expected a port of 1 to 65535, got 0']);
  t.deepEqual(global('process_name'), ['2: process_name: expected a value, got none']);
});

test('a sync group takes the weights of its members, an owner too', t => {
  const scripts = 'vrrp_script c {\nscript /bin/true\nweight -9\n}\n';
  const member = (name: string, more: string) =>
    `vrrp_instance ${name} {\ninterface eth0\n${more}track_script {\nc\n}\n}\n`;
  const group = 'vrrp_sync_group G {\ngroup {\nA\nB\n}\n}\n';
  const grouped = read(scripts + group + member('A', '') + member('B', '')).instances;
  t.deepEqual(
    grouped.map(({tracks, droppedTracks, syncGroup}) => [
      tracks.length,
      droppedTracks[0]?.because,
      syncGroup,
    ]),
    [
      [0, 'sync group', 'G'],
      [0, 'sync group', 'G'],
    ],
  );
  t.is(read(scripts + member('A', 'priority 255\n')).instances[0]?.droppedTracks[0]?.because, 'owner');
});

test('a line is cut after 1023 octets, of which a character may have several', t => {
  t.is(instance(`# ${'é'.repeat(510)} priority 9`).basePriority, 9);
  t.is(instance(`# ${'é'.repeat(400)} priority 9`).basePriority, 100);
});

test('a line of more than 1023 characters is cut, and continues as a line of its own', t => {
  t.is(instance(`# ${'x'.repeat(1021)}priority 9`).basePriority, 9);
});

test('ten thousand lines take a fraction of a second of the processor', t => {
  const block = (index: number) =>
    `vrrp_instance V${index} {\n  interface eth0\n  virtual_router_id ${1 + (index % 255)}\n  priority 100\n  virtual_ipaddress {\n    10.0.${index >> 8}.${index & 255}/24\n  }\n}\n`;
  const text = Array.from({length: 1250}, (_, index) => block(index)).join('');
  const begun = process.cpuUsage();
  t.is(read(text).instances.length, 1250);
  t.true(process.cpuUsage(begun).user < 1_000_000);
});
