/**
 * The unit of `vip watch` from docs/watch.md, run by systemd: its privileges, a reload, and a takeover while
 * it was down.
 */

import {fileURLToPath} from 'node:url';
import {bootedMachine} from '../helpers/booted-machine.js';
import {rootTestWith} from '../helpers/require-lab.js';

const UNIT = fileURLToPath(new URL('../../../docs/watch/vip-watch.service', import.meta.url));

/**
 * Its output goes to a file because there is no journal, and the network has a machine at the other end of
 * the cable.
 */
const COMMANDS = [
  `install -m 644 'old${UNIT}' /etc/systemd/system/`,
  'mkdir /etc/systemd/system/vip-watch.service.d',
  "printf '[Service]\\nStandardOutput=append:/said\\nStandardError=append:/said\\n' >/etc/systemd/system/vip-watch.service.d/said.conf",
  'ip link add va address 02:00:00:00:00:11 type veth peer name eth0',
  'for end in va eth0; do ip link set $end addrgenmode none; ip link set $end up; done',
];

const ANNOUNCE = 'vip garp --iface va --ip 10.3.2.200 --count 1';
const PID = '$(systemctl show --property MainPID --value vip-watch)';

const TITLE =
  'the unit: one capability and no root, a reload, and what happened while it was killed is told by its successor';

rootTestWith('systemd-analyze')(TITLE, async t => {
  const {sh, until} = await bootedMachine(t, COMMANDS);
  const metrics =
    'node -e \'fetch("http://127.0.0.1:9798/metrics").then(async page => process.stdout.write(await page.text()))\'';
  sh('install -d /etc/vip && echo 10.3.2.200 > /etc/vip/addresses && chmod 644 /etc/vip/addresses');
  sh('systemctl enable --now vip-watch');
  await until('grep "metrics at" /said');
  sh(ANNOUNCE);
  await until(`${metrics} | grep 'vip_owner_info{ip="10.3.2.200",iface="eth0",mac="02:00:00:00:00:11"} 1'`);

  const status = sh(`cat /proc/${PID}/status`);
  t.regex(status, /^Uid:\t(?!0\t)(\d+)\t\1\t\1\t\1$/m);
  // CAP_NET_RAW and no other capability (capabilities(7)).
  for (const set of ['Prm', 'Eff', 'Bnd']) t.regex(status, new RegExp(`^Cap${set}:\\t0{12}2000$`, 'm'));
  t.regex(status, /^NoNewPrivs:\t1$/m);
  t.regex(status, /^Seccomp:\t2$/m);

  sh('echo 10.3.2.201 >> /etc/vip/addresses && systemctl reload vip-watch');
  await until('grep "the list was read again: 2 addresses" /said');

  // The state is saved as soon as something changes.
  await until('grep 02:00:00:00:00:11 /var/lib/vip/watch.json');
  const killed = sh(`echo ${PID}`).trim();
  sh(`kill -KILL ${killed} && ip link set va address 02:00:00:00:00:99 && ${ANNOUNCE}`);
  await until(`test ${PID} != 0 && test ${PID} != ${killed} && test "$(grep -c 'metrics at' /said)" = 2`);
  sh(ANNOUNCE);
  const moved = await until('grep "moved from" /said');
  t.regex(
    moved,
    /10\.3\.2\.200 on eth0: moved from 02:00:00:00:00:11 to 02:00:00:00:00:99 \(\w+, perhaps while vip watch was not running\)/,
  );

  sh('systemctl stop vip-watch');
  t.is(
    sh('systemctl show --property Result --property ExecMainStatus vip-watch'),
    'Result=success\nExecMainStatus=0\n',
  );
  t.regex(sh('cat /var/lib/vip/watch.json'), /"owner":"02:00:00:00:00:99"/);
});
