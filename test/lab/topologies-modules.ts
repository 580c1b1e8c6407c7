/**
 * Topologies that need modules a kernel may lack: `vlan` and `ipvlan`, with the modules of Debian's kernel.
 */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onOtherKernel, otherKernelTest} from '../helpers/other-kernel.js';
import {vipCommand} from '../helpers/product.js';
import {isTorture} from '../helpers/torture.js';
import {readReports} from '../helpers/trial.js';

const vip = (...args: readonly string[]) => vipCommand('root', args).join(' ');

/**
 * The virtual machine's one processor is shared with all other tests. Probes every 100 ms leave it time for
 * what they measure, and advertisements every second let a node die before the other takes over: an ipvlan
 * cannot have an address that another one still has, and keepalived tries only once.
 */
const trial = (topology: string, family: string) =>
  vip(
    ...['trial', '--json', '--topology', topology, '--family', family, '--fault', 'node-crash'],
    ...['--driver', 'keepalived', '--advert-int', '1s', '--probe-interval', '100ms'],
  );

const TRIALS = ['vlan', 'ipvlan'].flatMap(topology =>
  (isTorture ? ['4', '6', 'both'] : [topology === 'vlan' ? 'both' : '4']).map(family => ({topology, family})),
);

/**
 * Shell that prints the types of the lab's interfaces, according to ip(8), and what a node's cable carries,
 * according to tcpdump.
 */
const lab = (topology: string, filter: string) => `
${vip('lab', '--topology', topology, '--json')} >lab-${topology} &
until [ -s lab-${topology} ]; do sleep 0.1; done
${vip('exec', 'ns0', '--', 'sh', '-c')} '
ip -json -details link show >links-${topology}
exec timeout 60 tcpdump -c 2 -nn -e -i mcv0 "${filter}" >wire-${topology}'
kill -INT %1
wait %1
`;

const SCRIPT = `
modprobe 8021q
modprobe ipvlan
${TRIALS.map(({topology, family}) => `${trial(topology, family)} >trial-${topology}-${family}`).join('\n')}
${lab('vlan', 'vlan 10 and icmp')}
${lab('ipvlan', 'icmp')}
`;

const title = 'vlan and ipvlan: measured on a kernel that has their modules, and built as they are called';
otherKernelTest(title, async t => {
  const {directory, said} = await onOtherKernel(t, SCRIPT);
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  for (const {topology, family} of TRIALS) {
    const {report} = readReports(read(`trial-${topology}-${family}`));
    t.is(report?.isMeasured, true, said);
    t.is(report.trial.topology, topology);
    t.deepEqual([report.owners, report.secondOwners ?? ['ns1']], [['ns1'], ['ns1']], said);
    // On a slow processor it may report that the capture lost frames, but nothing else.
    const codes = report.findings.map(({code}) => code);
    t.deepEqual(
      codes.filter(code => code !== 'frames-dropped'),
      [],
    );
    const iface = topology === 'vlan' ? 'mcv1.10' : 'mcv1';
    t.true(report.trial.configurations?.ns1?.includes(`interface ${iface}\n`), said);
  }
  t.regex(read('wire-vlan'), /vlan 10, .* > 10\.3\.2\.200: ICMP echo request/, said);
  t.regex(read('wire-ipvlan'), /> 10\.3\.2\.200: ICMP echo request/, said);
  const kinds = (topology: string) =>
    (JSON.parse(read(`links-${topology}`)) as {ifname: string; linkinfo?: {info_kind: string}}[]).map(
      ({ifname, linkinfo}) => `${ifname} ${linkinfo?.info_kind}`,
    );
  t.true(kinds('vlan').includes('mcv0.10 vlan'), said);
  t.true(kinds('ipvlan').includes('mcv0 ipvlan'), said);
});
