/**
 * `vip garp` from call to exit, compared with a Node that does nothing and the programs that others use.
 *
 * @module
 */

import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {hasProgram, openCable, VIP} from './machine.js';
import {printRows, type Row} from './measure.js';

const N = 25;
const TURNS = fileURLToPath(new URL('./turns.js', import.meta.url));
const ADDRESS = '10.3.2.200';

export async function garpStart(): Promise<void> {
  await using lab = await openCable();
  const node = process.execPath;
  const garp = [node, VIP, 'garp', '--iface', 'va', '--ip', ADDRESS, '--count', '1'];
  const commands = [
    {name: 'node -e 0', argv: [node, '-e', '0']},
    {name: 'vip garp --count 1 (a request and a reply)', argv: garp},
    {name: 'vip garp --dry-run', argv: [...garp, '--dry-run']},
    {name: 'vip --version', argv: [node, VIP, '--version']},
    ...arpings(),
  ];
  const {stdout} = await lab.run('a', [node, TURNS, String(N), JSON.stringify(commands)]);
  printRows(JSON.parse(stdout) as Row[]);
}

/** Both programs of that name, as far as they are installed. */
export function arpings(): {name: string; argv: string[]; expected?: number[]}[] {
  const version = spawnSync(
    'sh',
    ['-c', 'PATH=$PATH:/usr/sbin:/sbin; arping -V 2>&1; arping --help 2>&1 | head -n 3'],
    {
      encoding: 'utf8',
    },
  ).stdout;
  const isIputils = /iputils/.test(version);
  const isHabets = /Habets/.test(version);
  if (!isIputils) console.log('  (iputils arping is not installed: skipped)');
  if (!isHabets) console.log("  (Habets' arping is not installed: skipped)");
  if (!hasProgram('arping')) return [];
  return [
    ...(isIputils
      ? [{name: 'iputils arping -U -c 1', argv: ['arping', '-q', '-U', '-c', '1', '-I', 'va', ADDRESS]}]
      : []),
    ...(isHabets
      ? [
          {
            name: "Habets' arping -U -c 1",
            argv: ['arping', '-q', '-U', '-c', '1', '-i', 'va', ADDRESS],
            expected: [1], // nobody answered
          },
        ]
      : []),
  ];
}
