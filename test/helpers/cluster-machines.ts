/**
 * A cluster: two machines with keepalived and a client on a switch, each in a network namespace, and a way to
 * run `vip` and other commands outside them.
 *
 * @module
 */

import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {assertDescribed} from './json-shapes.js';
import {type Ended, type Running, vipCommand} from './product.js';
import {openSwitchedNodes, type SwitchedNodes} from './switched-nodes.js';
import {temporaryDirectory} from './temporary-directory.js';
import {markedEnvironment, untilGone} from './traces.js';
import {readReports, type TrialRun} from './trial.js';

export const VIP = '10.3.2.200';

export const NODES = ['a', 'b', 'c'] as const;

/** Commands that pull the cable of the first machine, and plug it in again. */
export const PULL = 'ip -n sw link set pa down';
export const PLUG = 'ip -n sw link set pa up';

export interface ClusterMachines extends SwitchedNodes {
  readonly directory: string;
  /** Writes a file in the directory, and returns its path. */
  file(name: string, content: string, mode?: number): string;
  /** The options that name the machines, each reached by a scheme. */
  machines(reach?: (node: string) => string): string[];
  /** Starts `vip` outside the machines, with a mark by which its processes are found wherever they are. */
  startVip(...args: readonly string[]): Running & {readonly mark: string};
  vip(...args: readonly string[]): Promise<Ended & {readonly mark: string}>;
  /** Runs a trial with `--json`, and checks that nothing is left afterwards. */
  trial(...args: readonly string[]): Promise<TrialRun>;
}

export async function openClusterMachines(t: ExecutionContext): Promise<ClusterMachines> {
  const nodes = await openSwitchedNodes(t);
  const directory = temporaryDirectory(t);
  await nodes.ip('host', 'link set lo up');
  for (const [index, node] of ['a', 'b'].entries()) nodes.keepalived(node, directory, configOf(node, index));
  const startVip = (...args: readonly string[]) => {
    const {mark, env} = markedEnvironment();
    const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    return {...nodes.start('host', 'env', ...words, ...vipCommand('root', args)), mark};
  };
  const vip = async (...args: readonly string[]) => {
    const {ended, mark} = startVip(...args);
    return {...(await ended), mark};
  };
  return {
    ...nodes,
    directory,
    file(name, content, mode = 0o600) {
      const path = join(directory, name);
      writeFileSync(path, content);
      chmodSync(path, mode);
      return path;
    },
    machines: (reach = node => `netns://${node}`) => [
      ...['a', 'b'].flatMap(node => ['--on', `${node}=${reach(node)}/v${node}`]),
      ...['--observer', `c=${reach('c')}/vc`, '--vip', VIP],
    ],
    startVip,
    vip,
    async trial(...args) {
      const measure = async () => {
        const ended = await vip('trial', '--json', '--yes', ...args);
        t.deepEqual(await untilGone(ended.mark), []);
        return ended;
      };
      const first = await measure();
      // A very busy machine is not steady for a second.
      const isUnsteady = first.code === 3 && /not steady before the fault/.test(first.stderr);
      const {code, stdout, stderr} = isUnsteady ? await measure() : first;
      if (stdout !== '') assertDescribed(t, 'vip trial', stdout);
      return {code, stdout, stderr, ...readReports(stdout)};
    },
  };
}

/** The configuration that the driver of a hermetic trial would write, so that both can be compared. */
function configOf(node: string, index: number): string {
  return `
global_defs {
  vrrp_version 3
  vrrp_garp_master_delay 1
}
vrrp_instance v {
  state BACKUP
  interface v${node}
  virtual_router_id 51
  priority ${index === 0 ? 150 : 100}
  advert_int 0.2
  virtual_ipaddress {
    ${VIP}/24
  }
}
`;
}
