import {mkdtempSync, writeFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {buildPlan, type Lab, openLab} from '@vip/core';
import {macvlanTopology} from '@vip/core/internal';
import test from 'ava';
import {vip} from '../helpers/product.js';

/** A node's state without the random MACs, which differ from lab to lab. */
async function nodeState(lab: Lab, node: string): Promise<string> {
  const parts = await Promise.all(
    [
      ['ip', '-o', 'addr', 'show', 'scope', 'global'],
      ['ip', 'route'],
      ['sh', '-c', 'ip neigh show nud permanent | sort'],
      ['ip', '-br', 'link'],
      ['sh', '-c', 'cd /proc/sys/net/ipv4; cat ip_forward conf/all/arp_notify conf/default/arp_accept'],
    ].map(async argv => (await lab.run(node, argv)).stdout),
  );
  return (
    parts
      .join('\n')
      .split('\n')
      .map(line =>
        /02:00:00:00:00/.test(line) ? line : line.replaceAll(/(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/g, 'MAC'),
      )
      // The kernel may report a moment late that a link is up.
      .map(line => line.replace('NO-CARRIER,', ''))
      .map(line => line.replaceAll(/\s+/g, ' ').replace(/ (UP|DOWN|UNKNOWN|LOWERLAYERDOWN) /, ' '))
      .join('\n')
  );
}

test.serial('lab --print is a script that builds the same lab', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'vip-print-'));
  t.teardown(() => rm(directory, {recursive: true, force: true}));
  const {code, stdout} = await vip('user', ['lab', '--print']);
  t.is(code, 0);
  const script = join(directory, 'lab.sh');
  writeFileSync(script, stdout);
  await using printed = await openLab();
  await printed.run('host', ['sh', script]);
  await using built = await openLab();
  const plan = macvlanTopology({settings: DEFAULT_SETTINGS});
  await buildPlan(built, plan);
  for (const node of plan.nodes) t.is(await nodeState(printed, node), await nodeState(built, node), node);
  await printed.run('ext', ['sh', '-c', 'command -v ping >/dev/null || exit 0; ping -c1 -W2 10.3.2.200']);
});
