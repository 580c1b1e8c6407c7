/** Which bundle carries out a command line. */

import {bundleOf} from '@vip/cli/bundles';
import test from 'ava';

const OF = (line: string) => bundleOf(line.split(' '));

test('a vip garp that only sends is a separate program', t => {
  const call = 'garp --iface eth0 --ip 10.3.2.200';
  for (const more of [
    '',
    ' -c 1',
    ' --form reply --vlan 10',
    ' -i 5ms --pace 1ms --json',
    ' --mac 02:00:00:00:00:0d',
  ])
    t.is(OF(call + more), 'garp', more);
  for (const more of [
    '-n',
    '-D',
    '--dry-run',
    '--detect',
    '--verify seen',
    '--verify=seen',
    '--tickle all.json',
    '--netns ns0',
    '--node ns0',
  ])
    t.is(OF(`${call} ${more}`), 'announce', more);
});

test('an audit of files is a separate program, but not one of captures; explaining files as text is another', t => {
  t.is(OF('audit lb1.conf lb2.conf'), 'audit');
  t.is(OF('audit lb1.conf --capture a.pcap'), 'main');
  t.is(OF('explain lb1.pcapng client=laptop.pcapng --ip 10.3.2.200 --brief'), 'explain');
  t.is(OF('explain - --json'), 'explain');
  for (const more of [
    'a.pcap --report a.html',
    '--iface=eth0',
    '--from here=eth0',
    '--netns ns0',
    '--node ns0',
  ])
    t.is(OF(`explain ${more}`), 'main', more);
  t.is(OF('tickle --ip 10.3.2.200'), 'announce');
  for (const line of ['', 'who 10.3.2.200', '--version', 'constructor']) t.is(OF(line), 'main', line);
});
