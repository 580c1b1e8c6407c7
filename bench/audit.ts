/**
 * `vip audit` of 10,000 lines from call to exit, compared with a Node that does nothing and keepalived's own check of the file.
 *
 * @module
 */

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {hasProgram, timed, VIP} from './machine.js';
import {printRows, takeTurns} from './measure.js';

const N = 25;
/** Instances of eight lines each. */
const INSTANCES = 1250;
/** VRIDs are 1 to 255 on each interface. */
const PER_INTERFACE = 250;

export async function auditLong(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  try {
    const write = (name: string, count: number, priority: number) => {
      const file = join(directory, name);
      writeFileSync(file, configuration(count, priority));
      return file;
    };
    const alone = write('alone.conf', INSTANCES, 150);
    const pair = [write('lb1.conf', INSTANCES / 2, 150), write('lb2.conf', INSTANCES / 2, 100)];
    const short = [write('short1.conf', 1, 150), write('short2.conf', 1, 100)];
    const audit = (files: readonly string[]) => [process.execPath, VIP, 'audit', ...files];
    const commands = [
      {name: 'node -e 0', argv: [process.execPath, '-e', '0']},
      {name: 'vip audit, a node of 10,000 lines', argv: audit([alone])},
      {name: 'vip audit, two nodes of 5,000 lines', argv: audit(pair)},
      {name: 'vip audit, two nodes of 8 lines', argv: audit(short)},
      ...(hasProgram('keepalived')
        ? [{name: 'keepalived -t, a node of 10,000 lines', argv: ['keepalived', '-t', '-f', alone]}]
        : []),
    ];
    printRows(
      await takeTurns(
        commands.map(({name, argv}) => ({name, run: () => timed(argv)})),
        N,
      ),
    );
  } finally {
    rmSync(directory, {recursive: true});
  }
}

function configuration(count: number, priority: number): string {
  const instances = Array.from({length: count}, (_, index) => instance(index, priority));
  // The interfaces need not exist here.
  return `global_defs {\n  dynamic_interfaces\n}\n${instances.join('')}`;
}

function instance(index: number, priority: number): string {
  return `vrrp_instance V${index} {
  interface eth${Math.floor(index / PER_INTERFACE)}
  virtual_router_id ${1 + (index % PER_INTERFACE)}
  priority ${priority}
  virtual_ipaddress {
    10.0.${index >> 8}.${index & 255}/24
  }
}
`;
}
