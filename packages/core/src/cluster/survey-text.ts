/**
 * Parsing what a machine of a cluster reports about itself. It is untrusted: lines that do not match are ignored. Pure.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal';
import {
  type IpAddress,
  type IpInterface,
  ipFamilyOf,
  isInNetwork,
  isIpv4,
  isIpv6,
  keyOf,
  type MacAddress,
  parseIp,
  parseIpInterface,
  parseMac,
  VipError,
} from '@vip/arp';
import {isLinkLocalKey} from '@vip/arp/internal';

/** Both ends of a TCP connection. */
export interface TcpConnection {
  readonly ips: readonly [IpAddress, IpAddress];
  readonly ports: readonly [number, number];
}

export interface MachineFacts {
  readonly tools: ReadonlySet<string>;
  readonly isRoot: boolean;
  /** `Linux 6.1.0`. */
  readonly kernel: string;
  /** Undefined if it has no such Ethernet interface. */
  readonly mac: MacAddress | undefined;
  /** What it said instead of an Ethernet interface. */
  readonly insteadOfLink: string;
  /** Every address of the machine, with its interface. */
  readonly addresses: readonly {readonly iface: string; readonly address: IpInterface}[];
  /** By virtual IP: the gateway through which it is reached; absent if it is on the link. */
  readonly gateways: ReadonlyMap<IpAddress, IpAddress>;
  /** By virtual IP: the source address of packets that the machine sends to it. */
  readonly sources: ReadonlyMap<IpAddress, IpAddress>;
  /** By virtual IP: the entry of its cache at the beginning. */
  readonly beliefs: ReadonlyMap<IpAddress, MacAddress>;
  /** Kernel settings of the interface, by path below /proc/sys. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** The TCP connection through which we have reached it, as sshd reports it there (sshd(8), SSH_CONNECTION). */
  readonly connection: TcpConnection | undefined;
  /** An installed vip: its version, and the program of its agent. */
  readonly vip: {readonly version: string; readonly agent: string} | undefined;
  /** Whether its ping is that of iputils. */
  readonly hasIputils: boolean;
  /** The shortest time between two pings that its rights allow. Milliseconds; undefined where it does not observe. */
  readonly leastIntervalMs: number | undefined;
}

const LINK = /link\/ether ([0-9a-f:]{17})(?: |$)/;
const ADDRESS = /^\d+: (\S+) +inet6? (\S+)/;
const SYSCTL = /^(net\/ipv[46]\/[\w./-]{1,80}) (\d{1,12})$/;

export function parseSurvey(lines: readonly string[]): MachineFacts {
  const of = (kind: string) =>
    lines.filter(line => line.startsWith(`${kind} `)).map(line => line.slice(kind.length + 1));
  const link = of('link').join('\n');
  const [, mac] = LINK.exec(link) ?? [];
  const gateways = of('route').flatMap(line => vipAnd(/^(\S+) .* via (?:inet6? )?(\S+)/, line));
  const sources = of('route').flatMap(line => vipAnd(/^(\S+) .* src (\S+)/, line));
  const beliefs = of('neigh').flatMap((line): [IpAddress, MacAddress][] => {
    const [, ip = '', held = ''] = /^(\S+) .*lladdr ([0-9a-f:]{17})/.exec(line) ?? [];
    return isIp(ip) ? [[parseIp(ip), parseMac(held)]] : [];
  });
  const interval = Number(of('interval')[0]);
  return {
    tools: new Set(of('tool')),
    isRoot: of('user')[0] === '0',
    kernel: printable(of('kernel')[0] ?? '').slice(0, 100),
    mac: mac === undefined ? undefined : parseMac(mac),
    insteadOfLink: link === '' ? 'none' : printable(link.split('\n')[0] ?? '').slice(0, 100),
    addresses: of('addr').flatMap(addressOf),
    gateways: new Map(gateways),
    sources: new Map(sources),
    beliefs: new Map(beliefs),
    sysctls: Object.fromEntries(
      of('sysctl').flatMap(line => {
        const [, path, value] = SYSCTL.exec(line) ?? [];
        return path === undefined || value === undefined ? [] : [[path, value]];
      }),
    ),
    connection: of('ssh').map(connectionOf)[0],
    vip: of('vip').map(vipOf)[0],
    hasIputils: of('ping').some(line => line.includes('iputils')),
    leastIntervalMs: interval > 0 ? interval * 1000 : undefined,
  };
}

/**
 * The machine's own address for its traffic with a virtual IP: the source that its kernel chooses, or else one of the interface, preferably in
 * the network of the virtual IP.
 */
export function ownAddress(
  {addresses, sources}: Pick<MachineFacts, 'addresses' | 'sources'>,
  iface: string,
  vip: IpAddress,
  vips: readonly IpAddress[],
): IpInterface | undefined {
  const own = addresses.filter(
    ({address: {address}}) => ipFamilyOf(address) === ipFamilyOf(vip) && !vips.includes(address),
  );
  const fitting = own.filter(one => one.iface === iface);
  const found =
    own.find(({address: {address}}) => address === sources.get(vip)) ??
    fitting.find(({address}) => isInNetwork(vip, address)) ??
    fitting.find(({address: {address}}) => !isLinkLocalKey(keyOf(address))) ??
    fitting[0];
  return found?.address;
}

/** The two addresses of a line of `ip route get`. */
function vipAnd(pattern: RegExp, line: string): [IpAddress, IpAddress][] {
  const [, vip = '', other = ''] = pattern.exec(line) ?? [];
  return isIp(vip) && isIp(other) ? [[parseIp(vip), parseIp(other)]] : [];
}

function addressOf(line: string): {iface: string; address: IpInterface}[] {
  const [, iface, text = ''] = ADDRESS.exec(line) ?? [];
  const [ip = ''] = text.split('/');
  if (iface === undefined || !isIp(ip)) return [];
  const whole = text.includes('/') ? text : `${ip}/${isIpv4(ip) ? 32 : 128}`;
  try {
    return [{iface, address: parseIpInterface(whole)}];
  } catch (error) {
    if (error instanceof VipError) return [];
    throw error;
  }
}

/** `0.2.0 /usr/lib/node_modules/@vip/cli/dist/agent/main.js`. */
function vipOf(text: string): MachineFacts['vip'] {
  const [, version, agent] = /^(\d[\w.+-]{0,40}) (\/.{1,4000})$/.exec(text) ?? [];
  return version === undefined || agent === undefined ? undefined : {version, agent};
}

/** `10.0.0.1 50122 10.0.0.2 22`. */
function connectionOf(text: string): TcpConnection | undefined {
  const [client = '', from = '', server = '', to = ''] = text.split(' ').map(word => word.replace(/%.*/, ''));
  const ports = [Number(from), Number(to)] as const;
  if (
    !isIp(client) ||
    !isIp(server) ||
    !ports.every(port => Number.isInteger(port) && port > 0 && port <= 0xffff)
  )
    return undefined;
  return {ips: [parseIp(client), parseIp(server)], ports};
}

function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}
