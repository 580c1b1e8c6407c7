/**
 * The doctor's rows that need what a kernel may lack (bonds, VRFs and VLAN filtering), with the modules of
 * Debian's kernel.
 */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Found} from '../helpers/doctor-lab.js';
import {MODULE_ROWS, type ModuleRow} from '../helpers/doctor-module-rows.js';
import {onOtherKernel, otherKernelTest} from '../helpers/other-kernel.js';
import {vipCommand} from '../helpers/product.js';
import {isTorture} from '../helpers/torture.js';

const TRIED = MODULE_ROWS.filter(({isRare = false}) => isTorture || !isRare);

/** Runs a row in its own namespace, and the printed commands unchanged. */
const script = ({code, name, args, breaks, mends = ''}: ModuleRow) => {
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
otherKernelTest(title, async t => {
  const {directory, said} = await onOtherKernel(t, SCRIPT);
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  const found = (when: string, {name, code}: ModuleRow) =>
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
