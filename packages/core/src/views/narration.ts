/**
 * A failover told while it happens: each event as no, one or a few lines. Derived from the events alone.
 *
 * @module
 */

import type {
  CountdownEvent,
  FrameEvent,
  ObservationEvent,
  Phase,
  ProbeAnsweredEvent,
  RunEvent,
  StepEvent,
  TimelineEvent,
} from '@vip/analysis';
import {STREAM} from '@vip/analysis';
import {
  claimOf,
  FAILOVER_STEP,
  formatMessage,
  SESSION_STEP,
  STAGE,
  settingsFamily,
  topologyOf,
  wasAnswered,
} from '@vip/analysis/internal';
import type {IpFamily, MacAddress} from '@vip/arp';

/** Tells a run, event by event, in the order in which they come in. */
export function createNarrator(run: RunEvent): (event: TimelineEvent) => string[] {
  const {reader} = topologyOf(run);
  const begun = new Set<Phase>();
  return event => {
    switch (event.kind) {
      case 'step':
        return narrateStep(event, run);
      case 'countdown':
        return narrateCountdown(event, run);
      case 'asked':
        return [`? ${event.question}`];
      case 'told':
        return [`[INFO] ${event.text}`];
      case 'observation': {
        const heading = begun.has(event.phase) ? [] : phaseHeading(event, run);
        begun.add(event.phase);
        return [...heading, formatObservation(event)];
      }
      case 'frame':
        return event.node === reader.node ? narrateFrame(event, run) : [];
      case 'probe-answered':
        return event.stream === STREAM.read ? [formatPing(event)] : [];
      case 'probe-refused':
        return event.stream === STREAM.read
          ? [`From ${event.from} icmp_seq=${event.sequence} ${event.reason}`]
          : [];
      default:
        return [];
    }
  };
}

function narrateStep({step, phase}: StepEvent, {settings, announce}: RunEvent): string[] {
  if (phase !== 'begun') return [];
  const {active, passive, client} = settings;
  const line: Readonly<Record<string, string>> = {
    [STAGE.namespaces]: 'Setting up network namespaces...',
    [STAGE.active]: `Setting up ${active.iface} interface in namespace ${active.node}...`,
    [STAGE.passive]: `Setting up ${passive.iface} interface in namespace ${passive.node}...`,
    [STAGE.client]: `Setting up ${client.iface} interface in default namespace...`,
    [STAGE.clientAddress]: `Bringing up ${client.iface} and assigning IP...`,
    [FAILOVER_STEP.linkDown]: `Bringing down iface ${active.iface}...`,
    [FAILOVER_STEP.move]: `Failing over VIP to ${passive.node}...`,
    [FAILOVER_STEP.announce]: `Sending out ${WORDS[settingsFamily(settings)].announcement}${announce?.form === undefined ? '' : ` (${announce.form})`} from ${passive.iface}:`,
    [FAILOVER_STEP.wait]: `No ${WORDS[settingsFamily(settings)].announcement}: waiting until the clients find out by themselves (8-53 s with Linux defaults)...`,
    [SESSION_STEP.cleanUp]: 'Cleaning up resources...',
  };
  const text = line[step];
  return text === undefined ? [] : [`[INFO] ${text}`];
}

function narrateCountdown({to, seconds}: CountdownEvent, {settings}: RunEvent): string[] {
  const what =
    to === FAILOVER_STEP.announce
      ? `Sending out ${WORDS[settingsFamily(settings)].announcement} for new MAC`
      : 'Performing failover';
  return [`[INFO] ${what} in ${seconds}...`];
}

function phaseHeading({phase}: ObservationEvent, {settings}: RunEvent): string[] {
  const {vip, active, passive} = settings;
  const resolving = (mac: MacAddress) =>
    `You should notice that pings are resolving. The MAC should be ${mac}`;
  switch (phase) {
    case 'before':
      return [
        `[INFO] Initial ${WORDS[settingsFamily(settings)].entry} entry for VIP ${vip.address}: ${active.mac}`,
        resolving(active.mac),
      ];
    case 'gap':
      return [
        `Right now, pings should NOT be going through (${WORDS[settingsFamily(settings)].entry} entry is stale)`,
      ];
    case 'after':
      return [resolving(passive.mac)];
  }
}

function formatObservation({observer, ip, mac, state, sent, answered, asExpected}: ObservationEvent): string {
  const entry = mac === undefined ? `${ip} has no MAC` : `${ip} is-at ${mac}`;
  const pings = `${answered}/${sent} pings`;
  return `  ${asExpected ? 'ok ' : 'NOT'} ${observer.padEnd(10)} ${entry} ${state}, ${pings}`;
}

/** The announcement that heals, as it was captured where the pings come from. */
function narrateFrame(event: FrameEvent, {settings}: RunEvent): string[] {
  const claim = claimOf(event);
  if (claim?.what !== 'announcement' || claim.ip !== settings.vip.address) return [];
  const name = settingsFamily(settings) === 'IPv4' ? 'ARP ' : ''; // the other says so itself
  return [`  ${event.iface}: ${name}${formatMessage(event)}`];
}

/** How each family names its cache entry and its announcement. */
const WORDS: Readonly<Record<IpFamily, {entry: string; announcement: string}>> = {
  IPv4: {entry: 'ARP', announcement: 'gratuitous ARP'},
  IPv6: {entry: 'neighbour', announcement: 'unsolicited neighbour advertisement'},
};

/** As ping(8) prints it. */
export function formatPing({from, size, sequence, ttl, at, sentAt}: ProbeAnsweredEvent): string {
  const late = wasAnswered({sequence, sentAt, answeredAt: at}) ? '' : ' (late)';
  return `${size} bytes from ${from}: icmp_seq=${sequence}${ttl === undefined ? '' : ` ttl=${ttl}`} time=${pingTime(at - sentAt)} ms${late}`;
}

/** Three significant digits, as ping(8) chooses them: 0.163, 1.20, 12.3, 123. */
function pingTime(ns: bigint): string {
  const ms = Number(ns) / 1e6;
  if (ms < 1) return ms.toFixed(3);
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(ms < 100 ? 1 : 0);
}
