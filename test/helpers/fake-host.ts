/**
 * A host that gives prepared answers, for what no namespace here can provide (bonds, VRFs, full tables,
 * another kernel).
 *
 * @module
 */

import {textSource} from '@vip/analysis/internal/audit';
import type {FileAnswer, HostReader, TrailStep} from '@vip/analysis/internal/doctor';

export interface FakeHost {
  readonly files?: Readonly<Record<string, string>>;
  /** The targets of symbolic links, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Owners and modes other than root's 755, by path, of the files and the directories above them. */
  readonly rights?: Readonly<Record<string, Partial<TrailStep>>>;
  /** Paths that cannot be read. */
  readonly denied?: readonly string[];
  /** The output of commands, by command line; others are not installed. */
  readonly commands?: Readonly<Record<string, unknown>>;
  /** The messages of commands that fail, by command line. */
  readonly failing?: Readonly<Record<string, string>>;
}

/** An owner whose eth0 has 10.0.0.1/24 and 10.0.0.9/24. */
export const OWNER = {
  'ip -j addr': [
    {
      ifname: 'eth0',
      addr_info: [
        {family: 'inet', local: '10.0.0.1', prefixlen: 24, scope: 'global', broadcast: '10.0.0.255'},
        {family: 'inet', local: '10.0.0.9', prefixlen: 24, scope: 'global', secondary: true},
      ],
    },
  ],
  'ip -d -j link': [link('eth0')],
  'nft -j list ruleset': {nftables: []},
  'ss -Hltn': '',
  'ip -j route show table all': [{dst: 'default', gateway: '10.0.0.254', dev: 'eth0'}],
  'ip -j rule': [{priority: 0, src: 'all', table: 'local'}],
  'ip -j route get 10.0.0.9': [{type: 'local', dst: '10.0.0.9', dev: 'lo'}],
  'ip -j route get 192.0.2.1': [{dst: '192.0.2.1', dev: 'eth0'}],
  'ip -j route get 192.0.2.1 from 10.0.0.9': [{dst: '192.0.2.1', dev: 'eth0'}],
  'ip -j route get 10.0.0.2': [{dst: '10.0.0.2', dev: 'eth0'}],
  'ip -j route get 10.0.0.2 from 10.0.0.9': [{dst: '10.0.0.2', dev: 'eth0'}],
  'ip xfrm policy': '',
};

export function link(ifname: string, more: object = {}): object {
  return {
    ifname,
    ifindex: 2,
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    mtu: 1500,
    operstate: 'UP',
    link_type: 'ether',
    address: '02:00:00:00:00:01',
    ...more,
  };
}

function stepAt(path: string, isFile: boolean, rights: Partial<TrailStep> = {}): TrailStep {
  return {path, kind: isFile ? 'file' : 'directory', mode: 0o755, uid: 0, gid: 0, ...rights};
}

export function fakeHost({
  files = {},
  links = {},
  rights = {},
  denied = [],
  commands = {},
  failing = {},
}: FakeHost): HostReader {
  const sysctls = {'/proc/sys/net/ipv4/conf/eth0/promote_secondaries': '1', ...files};
  const file = async (path: string): Promise<FileAnswer> => {
    if (denied.includes(path)) return {denied: 'EACCES'};
    const text = (sysctls as Record<string, string>)[path];
    return text === undefined ? {missing: true} : {text};
  };
  return {
    file,
    head: file,
    trail: async named => {
      const path = links[named] ?? named;
      const below = Object.keys(files).some(each => each.startsWith(`${path}/`));
      if (files[path] === undefined && !below) return {missing: true};
      const names = path.split('/').slice(1);
      const places = ['/', ...names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`)];
      return {steps: places.map(each => stepAt(each, files[each] !== undefined, rights[each]))};
    },
    directory: async path => [
      ...new Set(
        Object.keys(files)
          .filter(file => file.startsWith(`${path}/`))
          .map(file => file.slice(path.length + 1).split('/')[0] ?? ''),
      ),
    ],
    inode: async () => 1,
    configuration: textSource,
    settle: async () => {},
    command: async argv => {
      const words = argv.join(' ');
      const failure = failing[words];
      if (failure !== undefined) return {stdout: '', stderr: failure, exitCode: 2};
      const printed = commands[words];
      if (printed === undefined) return {stdout: '', stderr: '', exitCode: 127};
      return {
        stdout: typeof printed === 'string' ? printed : JSON.stringify(printed),
        stderr: '',
        exitCode: 0,
      };
    },
  };
}
