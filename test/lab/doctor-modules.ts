/** The doctor's rows for what a kernel may have been built without: bonds, VRFs and the filtering of VLANs, with the modules of Debian's. */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Found} from '../helpers/doctor-lab.js';
import {onOtherKernel} from '../helpers/other-kernel.js';
import {vipCommand} from '../helpers/product.js';
import {rootTestWith} from '../helpers/require-lab.js';
import {isTorture} from '../helpers/torture.js';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly severity: string;
  readonly args: string;
  readonly breaks: string;
  /** Where no command is printed that mends it. */
  readonly mends?: string;
  /** Another way to break the same, with `npm run torture`. */
  readonly isRare?: boolean;
}

const VIP = '10.77.0.100';

/** Two cables in one bond, which has the address. */
const bond = (options: string) => `
ip link add b0 type bond mode active-backup ${options}
for n in 1 2; do ip link add c$n type veth peer name d$n; ip link set d$n up; ip link set c$n master b0; done
ip link set b0 up
ip addr add 10.77.0.11/24 dev b0; ip addr add ${VIP}/24 dev b0`;

const ROWS: readonly Row[] = [
  {
    ...{code: 'BOND', name: 'unmonitored', severity: 'error', args: `--ip ${VIP}`},
    breaks: bond('miimon 0 num_grat_arp 1'),
  },
  {
    ...{code: 'BOND', name: 'silent', severity: 'warning', args: `--ip ${VIP}`},
    breaks: bond('miimon 100 num_grat_arp 0'),
    isRare: true,
  },
  {
    ...{code: 'VRF', name: 'vrf', severity: 'warning', args: `--ip ${VIP}`},
    breaks: `
ip link add red type vrf table 100; ip link set red up
ip link add e0 type veth peer name f0; ip link set f0 up; ip link set e0 up; ip link set e0 master red
ip addr add 10.77.0.11/24 dev e0; ip addr add ${VIP}/24 dev e0
${process.execPath} -e 'require("node:net").createServer().listen(8080, "0.0.0.0")' & echo $! >pid
until ss -Hltn | grep -q :8080; do sleep 0.1; done`,
  },
  {
    ...{code: 'PORT_VLAN', name: 'vlans', severity: 'warning', args: '--role switch --iface br0'},
    breaks: `
ip link add br0 type bridge vlan_filtering 1; ip link set br0 up
for n in 1 2; do ip link add g$n type veth peer name h$n; ip link set h$n up; ip link set g$n up; ip link set g$n master br0; done
bridge vlan del dev g2 vid 1; bridge vlan add dev g2 vid 20 pvid untagged`,
    mends: 'bridge vlan add dev g2 vid 1 pvid untagged',
  },
];

const TRIED = ROWS.filter(({isRare = false}) => isTorture || !isRare);

/** Each in a namespace of its own; the printed commands are run as they are. */
const script = ({code, name, args, breaks, mends = ''}: Row) => {
  const doctor = vipCommand('root', ['doctor', '--json', ...args.split(' ')]).join(' ');
  const commands = `${process.execPath} -e 'for (const line of require("node:fs").readFileSync(0, "utf8").trim().split("\\n")) { const {code, commands = []} = JSON.parse(line); if (code === "DOCTOR_${code}") console.log(commands.join("\\n")); }'`;
  return `
cat >run-${name} <<'END'
ip link set lo up${breaks}
${doctor} >before-${name}; echo $? >code-${name}
${commands} <before-${name} >commands-${name}
sh -ec "$(cat commands-${name})
${mends}"
${doctor} >after-${name}
[ ! -s pid ] || kill $(cat pid); rm -f pid
END
unshare --net --mount bash -c 'mount -t sysfs sysfs /sys; . ./run-${name}'
`;
};

const SCRIPT = `for module in bonding vrf veth bridge 8021q; do modprobe $module; done
${TRIED.map(script).join('')}`;

const title = 'bonds, VRFs and VLANs of ports: found, mended as printed, and gone, on a kernel that has them';
rootTestWith('linux.uml')(title, async t => {
  const {directory, said} = await onOtherKernel(t, SCRIPT);
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  const found = (when: string, {name, code}: Row) =>
    read(`${when}-${name}`)
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Found)
      .filter(each => each.code === `DOCTOR_${code}`);
  for (const row of TRIED) {
    t.deepEqual(
      found('before', row).map(({severity}) => severity),
      [row.severity],
      `${row.name}: ${said}`,
    );
    t.is(read(`code-${row.name}`), '1\n', row.name);
    t.is(read(`commands-${row.name}`).trim() === '', row.mends !== undefined, row.name);
    t.deepEqual(found('after', row), [], `${row.name}: ${said}`);
  }
});
