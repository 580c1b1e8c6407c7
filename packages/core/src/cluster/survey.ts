/**
 * Examining a machine of a cluster before anything begins: its tools, its interface, its addresses, its rights.
 *
 * @module
 */

import {type IpAddress, VipError} from '@vip/arp';
import {Channel} from './channel.js';
import type {SourceOptions} from './source.js';
import {type MachineFacts, parseSurvey} from './survey-text.js';
import type {Reach} from './transports/transport.js';

/** How long all of it may take. Milliseconds. */
const SURVEY_MS = 30_000;

/** Enough for a machine with very many addresses. Octets. */
const MOST_OCTETS = 1 << 20;

/** How fast a rootless ping may be differs; the fastest that works is found by trying. Seconds. */
const INTERVALS = ['0.001', '0.002', '0.005', '0.01', '0.02', '0.05', '0.1', '0.2', '0.5', '1'];

const SETTINGS = [
  ...[
    'base_reachable_time_ms',
    'delay_first_probe_time',
    'locktime',
    'mcast_solicit',
    'retrans_time_ms',
    'ucast_solicit',
  ].map(name => ['neigh', name]),
  ...['arp_accept', 'arp_ignore', 'arp_announce', 'arp_notify', 'drop_gratuitous_arp'].map(name => [
    'conf',
    name,
  ]),
  ...['drop_unsolicited_na', 'accept_untracked_na', 'ndisc_notify'].map(name => ['conf', name]),
];

/**
 * Each line begins with its subject. `$1` is the interface, `$2` whether it observes, the rest are virtual IPs. Of sysctls
 * only the interface's own and those of `all` are read.
 */
const SCRIPT = `
survey() {
  iface=$1 observes=$2; shift 2
  for tool in tcpdump ping fping date; do command -v $tool >/dev/null 2>&1 && echo "tool $tool"; done
  # BusyBox's ip cannot monitor.
  case $(ip -V 2>&1) in *iproute2*) echo 'tool ip' ;; esac
  id -u | sed 's/^/user /'
  uname -sr | sed 's/^/kernel /'
  [ -z "$SSH_CONNECTION" ] || echo "ssh $SSH_CONNECTION"
  ip -o link show dev "$iface" 2>&1 | sed 's/^/link /'
  ip -o addr show 2>/dev/null | sed 's/^/addr /'
  for vip; do
    ip -o route get "$vip" oif "$iface" 2>/dev/null | sed "s/^/route $vip /"
    ip neigh show to "$vip" dev "$iface" 2>/dev/null | sed 's/^/neigh /'
  done
  for family in ipv4 ipv6; do
    for setting in ${SETTINGS.map(([kind, name]) => `${kind}/IFACE/${name}`).join(' ')}; do
      for which in "$iface" all; do
        path=net/$family/\${setting%%/*}/$which/\${setting##*/}
        [ -r /proc/sys/$path ] && echo "sysctl $path $(cat /proc/sys/$path)"
      done
    done
  done
  if [ $observes = yes ]; then
    ping -V 2>&1 | sed 's/^/ping /'
    for interval in ${INTERVALS.join(' ')}; do
      ping -n -q -c 2 -i $interval 127.0.0.1 >/dev/null 2>&1 && { echo "interval $interval"; break; }
    done
    vip=$(readlink -f "$(command -v vip)" 2>/dev/null); agent=\${vip%/*}/agent/main.js; own=\${vip%/dist/*}/package.json
    if [ -r "$agent" ] && [ -r "$own" ] && grep -q '"name": "@vip/cli"' "$own"; then
      sed -n 's/^ *"version": "\\([^"]*\\)".*/\\1/p' "$own" | while read -r version; do echo "vip $version $agent"; done
    fi
  fi
  echo complete
}
run survey "$@"
`;

/**
 * Asks a machine.
 *
 * @throws VipError with the machine's name: `NOT_POSSIBLE` when it cannot be reached or says nothing useful
 */
export async function surveyMachine(
  {node, reach, signal}: SourceOptions,
  {
    iface,
    vips,
    observes,
  }: {readonly iface: string; readonly vips: readonly IpAddress[]; readonly observes: boolean},
): Promise<MachineFacts> {
  const body = {script: SCRIPT, args: [iface, observes ? 'yes' : 'no', ...vips]};
  const channel = await Channel.open({node, reach, what: 'its survey', body, signal});
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    channel.abandon();
  }, SURVEY_MS);
  try {
    const lines: string[] = [];
    let octets = 0;
    for await (const line of channel.lines()) {
      octets += line.length;
      if (octets > MOST_OCTETS)
        throw problem(node, reach, `expected at most ${MOST_OCTETS} octets, got more`);
      if (line === 'complete') return parseSurvey(lines);
      lines.push(line);
    }
    if (late)
      throw problem(node, reach, `expected it to identify itself within ${SURVEY_MS / 1000} s, got no end`);
    throw (await channel.ended) ?? problem(node, reach, 'it ended before it had identified itself');
  } finally {
    clearTimeout(timer);
    await channel.end();
  }
}

function problem(node: string, reach: Reach, what: string): VipError {
  return new VipError('NOT_POSSIBLE', `${node}: ${reach.text}: ${what}`);
}
