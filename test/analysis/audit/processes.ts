/**
 * Every process of keepalived reads the whole file, and skips the other processes' blocks by counting braces,
 * as tested with 2.2.7.
 */

import {type ConfigSource, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

const ADDRESSES = 'virtual_ipaddress {\n10.9.8.31/24\n}\n';

function instance(name: string, lines: string): string {
  return `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id 52\npriority 150\n${lines}}\n`;
}

function read(files: Record<string, string> | string) {
  const all = typeof files === 'string' ? {'a.conf': files} : files;
  const source: ConfigSource = {
    read: path => all[path],
    match: pattern => (all[pattern] === undefined ? [] : [pattern]),
  };
  const {instances, faults, globals} = readConfig('a.conf', source, {configId: 'lb1'});
  return {
    names: instances.map(({name}) => name),
    vips: instances.flatMap(({vips}) => vips.map(({ip}) => ip)),
    passwords: instances.map(({auth}) => auth?.password),
    faults: faults.map(
      ({text, place, follows}) => `${place.line}: ${text}${follows === true ? ', which follows' : ''}`,
    ),
    globals,
  };
}

test('with one { too many in global_defs, the VRRP process skips the rest of the file', t => {
  const text = `global_defs {\nnotification_email {\n{\na@example.org\n}\n}\n${instance('A', ADDRESSES)}`;
  const {names, faults} = read(text);
  t.deepEqual(names, []);
  t.deepEqual(faults, [
    '2: notification_email is not closed before { in line 3',
    '14: 1 of the { are not closed at the end of the file, which follows',
  ]);
});

test('with one { too many and one too few, no brace is left over, and the parent rejects the }', t => {
  const lines = 'virtual_ipaddress\n10.9.8.30/24\n10.9.8.31/24\n}\n';
  const {names, faults} = read(
    `global_defs {\nnotification_email {\n{\na@example.org\n}\n}\n${instance('A', lines)}`,
  );
  t.deepEqual(names, []);
  t.deepEqual(faults, [
    '2: notification_email is not closed before { in line 3',
    '12: expected { after virtual_ipaddress, got 10.9.8.30/24',
    '15: unknown keyword }, which follows',
  ]);
});

test('the } of a block of values without { is one too many for the processes that skip it', t => {
  const {vips, faults} = read(instance('A', 'virtual_ipaddress\n10.9.8.31/24\n}\n'));
  t.deepEqual(vips, ['10.9.8.31']);
  t.deepEqual(faults, [
    '6: expected { after virtual_ipaddress, got 10.9.8.31/24',
    '8: a } without {, which follows',
  ]);
});

test('a brace in quotes counts while a block is skipped, so the parent sees no VRRP and starts no process for it', t => {
  const group = 'virtual_server_group G {\n10.9.8.7 80 "{"\n}\n';
  const {names, faults} = read(group + instance('A', ADDRESSES));
  t.deepEqual(names, []);
  t.deepEqual(faults, [
    '2: a { in quotes is counted by the processes that pass over its block, and no } closes it',
  ]);
  const behind = read(instance('A', ADDRESSES) + group);
  t.deepEqual([behind.names, behind.faults], [['A'], []]);
  const script = 'vrrp_script s {\nscript /bin/true "{"\n}\n';
  const passed = read(script + instance('A', `preempt_delay x\n${ADDRESSES}`));
  t.deepEqual(passed.names, []);
  t.true(passed.faults.includes('8: preempt_delay: expected 0 to 1000, got x'));
});

test('a } in quotes ends a block that is skipped, but not one that is read', t => {
  const auth = 'authentication {\nauth_type PASS\nauth_pass "}"\n}\n';
  const {vips, passwords, faults} = read(instance('A', auth + ADDRESSES));
  t.deepEqual(vips, ['10.9.8.31']);
  t.deepEqual(passwords, ['}']);
  t.deepEqual(faults.slice(0, 1), ['9: unknown keyword virtual_ipaddress']);
});

test('a } in quotes at the end of a value ends the block of values', t => {
  const {vips, faults} = read(instance('A', 'virtual_ipaddress {\n10.9.8.31/24 "}"\npriority 9\n'));
  t.deepEqual(vips, ['10.9.8.31']);
  t.true(faults.length > 0);
});

test('what is included after a condition, or by a definition, is read twice by the processes that the parent starts', t => {
  const part = instance('A', ADDRESSES);
  const why = 'keepalived includes a file twice after a condition or through a definition';
  for (const line of ['@lb1 include part', '$I=include part\n$I'])
    t.deepEqual(
      read({'a.conf': `${line}\n`, part}).faults,
      [`1: vrrp_instance A is read twice: ${why}`],
      line,
    );
  for (const line of ['include part', '$I=part\ninclude $I', '@lb2 include part'])
    t.deepEqual(read({'a.conf': `${line}\n`, part}).faults, [], line);
});

test('what a file that is read twice includes itself is read once each time', t => {
  const files = {'a.conf': '@lb1 include outer\n', outer: 'include inner\n', inner: instance('A', ADDRESSES)};
  t.is(read(files).faults.filter(text => text.includes('is read twice')).length, 1);
});

test('# begins a line of a file that is read twice, or an escaped ! any line: keepalived crashes', t => {
  const told = (line: string, part: string) => {
    const {faults} = read({'a.conf': instance('A', `${line}\n${ADDRESSES}`), part});
    return faults.map(text => text.replace(': keepalived crashes', ''));
  };
  const twice = '1: # begins a line of a file that is included after a condition, or by a definition';
  t.deepEqual(told('@lb1 include part', '# as agreed\npriority 9\n'), [twice]);
  t.deepEqual(told('@lb2 include part', '# as agreed\npriority 9\n'), []);
  t.deepEqual(told('include part', '# as agreed\npriority 9\n'), []);
  for (const comment of ['\t# as agreed', '! as agreed', '#! as agreed'])
    t.deepEqual(told('@lb1 include part', `${comment}\npriority 9\n`), [], comment);
  t.deepEqual(told(' \\! as agreed', ''), ['5: \\! begins a line']);
});

test('a ! that begins a line ends the second reading of a file', t => {
  const files = {'a.conf': '@lb1 include part\n', part: `! as agreed\n${instance('A', ADDRESSES)}`};
  t.deepEqual(read(files).faults, []);
});

test('the parent takes comments out of a line once, its children twice', t => {
  t.deepEqual(read(`\\#priority 9\n${instance('A', ADDRESSES)}`).faults, ['1: unknown keyword #priority']);
  t.deepEqual(read(instance('A', `\\#priority 9\n${ADDRESSES}`)).faults, []);
});

test('a definition of several lines that a comment ends goes on for the parent', t => {
  const text = `$ID= \\\n# as agreed\nrouter_id lb9\nglobal_defs {\n$ID\n}\n${instance('A', ADDRESSES)}`;
  const {names, faults} = read(text);
  t.deepEqual(names, ['A']);
  t.deepEqual(faults, ['3: unknown keyword router_id']);
});

test('a line ends at a NUL', t => {
  const {faults, vips} = read(instance('A', `nopreempt\0 for ever\n${ADDRESSES}\0}\n`));
  t.deepEqual(vips, ['10.9.8.31']);
  t.deepEqual(faults, []);
});

test('a well-formed file is read once, whatever its blocks', t => {
  const asked: string[] = [];
  const text = `global_defs {\nrouter_id lb1\n}\nuse_pid_dir\n${instance('A', ADDRESSES)}static_routes {\n}\n`;
  const source = textSource('a.conf', text);
  readConfig('a.conf', {
    ...source,
    read(path) {
      asked.push(path);
      return source.read(path);
    },
  });
  t.deepEqual(asked, ['a.conf']);
});

test('a line that a definition would make too long keeps what is over as it is; a random number is the lowest', t => {
  const text = `$L=${'l'.repeat(900)}\nglobal_defs {\nnotification_email {\n$L $L\n}\n}\n`;
  t.deepEqual(read(text + instance('A', ADDRESSES)).faults, []);
  t.deepEqual(read(instance('A', `priority \${_RANDOM 7 9}\n${ADDRESSES}`)).faults, []);
});
