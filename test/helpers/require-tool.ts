/**
 * Tests that start another program run only if it is installed. Otherwise they are skipped, with the name of
 * what to install; with VIP_REQUIRE_LAB=1, as in continuous integration, they fail instead.
 *
 * @module
 */

import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';

type Body = (t: ExecutionContext) => void | Promise<void>;

/** The Debian package of each program that we compare with, or that displays or examines our output. */
const PACKAGES = {
  arping: 'iputils-arping',
  chromium: 'chromium',
  capinfos: 'wireshark-common',
  dumpcap: 'wireshark-common',
  editcap: 'wireshark-common',
  faketime: 'faketime',
  keepalived: 'keepalived',
  'linux.uml': 'user-mode-linux',
  groff: 'groff-base',
  mergecap: 'wireshark-common',
  nft: 'nftables',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'systemd-analyze': 'systemd',
  prove: 'perl',
  tcpdump: 'tcpdump',
  tmux: 'tmux',
  text2pcap: 'wireshark-common',
  tshark: 'tshark',
  xmllint: 'libxml2-utils',
} as const;

export type Tool = keyof typeof PACKAGES;

/** AVA's `test` for a body that starts these programs. */
export function testWith(...tools: readonly Tool[]): (title: string, body: Body) => void {
  const missing = tools.filter(tool => !isInstalled(tool));
  if (missing.length === 0) return (title, body) => test(title, body);
  const packages = [...new Set(missing.map(tool => PACKAGES[tool]))];
  const problem = `${missing.join(', ')} not installed (apt-get install ${packages.join(' ')})`;
  if (process.env.VIP_REQUIRE_LAB === '1') return title => test(title, t => t.fail(problem));
  return (title, body) => test.skip(`${title}: ${problem}`, body);
}

/** Whether all of them are installed. */
export function areInstalled(...tools: readonly Tool[]): boolean {
  return tools.every(isInstalled);
}

/**
 * Whether a program is installed, including in root's directories, whose programs an ordinary user may run.
 */
export function isInstalled(tool: Tool): boolean {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return directories.some(directory => {
    try {
      accessSync(join(directory, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
