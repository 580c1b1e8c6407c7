/** What a watch reports about frames, and whether `vip explain` says the same about them. */

import {createCollector, type Explanation, judge} from '@vip/analysis/internal';
import {type Turns, Watch, type WatchedAddressEvent, type WatchedEvent} from '@vip/analysis/internal/watch';
import type {IpAddress} from '@vip/arp';
import type {Made, MadeFrame} from '../kinds/kind.js';

export interface WatchedOptions {
  readonly ips?: readonly IpAddress[] | undefined;
  readonly keys?: readonly Uint8Array[] | undefined;
  /** Whether frames arrive as from an interface. */
  readonly isLive?: boolean;
  readonly turns?: Turns;
}

const seen = (frames: readonly MadeFrame[]) =>
  frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame}));

/** Everything that is reported, in order. */
export function watched(frames: readonly MadeFrame[], options: WatchedOptions = {}): WatchedEvent[] {
  const events: WatchedEvent[] = [];
  const {isLive = false} = options;
  const watch = new Watch({...options, isLive, tell: event => events.push(event)});
  watch.take(seen(frames));
  watch.end();
  return events;
}

/** The last revision of each event that was not withdrawn. */
export function standing(events: readonly WatchedEvent[]): WatchedEvent[] {
  const last = new Map<string, WatchedEvent>();
  for (const event of events)
    last.set(`${event.id} ${event.kind === 'dark-over' ? 'dark' : event.kind}`, event);
  return [...last.values()].filter(({isWithdrawn}) => isWithdrawn !== true);
}

/**
 * Alarms that were withdrawn although nothing in the end's story stands for them: two owners, sessions that hang, and outages of which
 * that story knows nothing; and moves that were reported twice. An outage that a later takeover explains was no false alarm.
 */
export function alarmsForNothing(
  events: readonly WatchedEvent[],
  explanations: readonly Explanation[],
): string[] {
  const stretches = explanations.flatMap(({address}) =>
    [address, ...address.senders, ...address.services].flatMap(({dark}) => dark),
  );
  const known = new Set(
    stretches.flatMap(({lastAnswer, firstUnanswered}) => [lastAnswer?.frame, firstUnanswered.frame]),
  );
  const moves = standing(events).filter(event => event.kind === 'moved');
  return events
    .filter(event => event.isWithdrawn === true)
    .filter(event => {
      if (event.kind === 'two-owners') return true;
      if (event.kind === 'moved') return moves.some(move => isSameMove(move, event));
      if (event.kind !== 'fault') return false;
      return event.verdict === 'SESSIONS_HUNG' || (event.verdict === 'OUTAGE' && !known.has(event.frame));
    })
    .map(event => `${event.kind} at ${event.at}`);
}

function isSameMove(one: Of<'moved'>, other: Of<'moved'>): boolean {
  const apart = one.at - other.at;
  const isNear = apart < 1_000_000_000n && apart > -1_000_000_000n;
  return isNear && one.ip === other.ip && one.network === other.network && one.to === other.to;
}

export function explained(
  {frames, keys}: Pick<Made, 'frames' | 'keys'>,
  ips?: readonly IpAddress[],
): Explanation[] {
  const collector = createCollector({ips, keys});
  collector.take(seen(frames));
  return judge(collector.facts());
}

type Of<Kind extends WatchedEvent['kind']> = Extract<WatchedAddressEvent, {kind: Kind}>;

function of<Kind extends WatchedAddressEvent['kind']>(
  events: readonly WatchedEvent[],
  kind: Kind,
  {address}: Explanation,
): Of<Kind>[] {
  return events.filter(
    (event): event is Of<Kind> =>
      event.kind === kind && 'ip' in event && event.ip === address.ip && event.network === address.network,
  );
}

/** Verdicts that are not faults, or that have events of their own. */
const APART: readonly string[] = ['HEALTHY', 'CANNOT_TELL', 'TWO_OWNERS'];

/** The contradictions between the two; empty if they agree. */
export function contradictions(events: readonly WatchedEvent[], explanation: Explanation): string[] {
  const {address, handovers, findings, finding, first} = explanation;
  const owners = of(events, 'owner', explanation).map(({mac}) => mac);
  const moves = of(events, 'moved', explanation).map(({frame, to, verdict}) => `${frame} ${to} ${verdict}`);
  const changes = handovers.map(({handover, finding: {code}}) => `${handover.frame} ${handover.to} ${code}`);
  const faults = of(events, 'fault', explanation).map(({verdict}) => verdict);
  const codes = findings.map(({code}) => code).filter(code => !APART.includes(code));
  const darks = of(events, 'dark-over', explanation)
    .filter(({service}) => service === undefined)
    .map(boundsText);
  const known = address.dark.map(
    ({firstUnanswered, questions, bounds}) =>
      `${firstUnanswered.frame} ${questions} ${bounds.leastNs} ${bounds.mostNs}`,
  );
  const isDisputed = of(events, 'two-owners', explanation).length > 0;
  return [
    ...differences('first owner', owners, first === undefined ? [] : [first.mac]),
    ...differences('moves', moves, changes),
    ...differences('faults', [...new Set(faults)], [...new Set(codes)]),
    ...darks.filter(dark => !known.includes(dark)).map(dark => `dark: ${dark} is not in ${known.join('; ')}`),
    ...serviceContradictions(events, explanation),
    ...(isDisputed === (finding.code === 'TWO_OWNERS') ? [] : [`two owners: ${isDisputed}, ${finding.code}`]),
  ].map(text => `${address.ip} ${address.network}: ${text}`);
}

function boundsText({frame, questions, leastNs, mostNs}: Of<'dark-over'>): string {
  return `${frame} ${questions} ${leastNs} ${mostNs}`;
}

/**
 * Services that explain finds dark but the watch does not report with the same bounds. If two gaps of a
 * service overlap, one must be reported.
 */
function serviceContradictions(events: readonly WatchedEvent[], explanation: Explanation): string[] {
  const gaps = explanation.services.flatMap(({outage, finding}) =>
    outage.gaps
      .filter(({isLone}) => !isLone)
      .map(({service, dark}) => {
        const {firstUnanswered, lastUnanswered, firstAnswer, isGivenUp, questions, bounds} = dark;
        const [from, to] = [firstUnanswered.frame, lastUnanswered.frame];
        const isOver = firstAnswer !== undefined || isGivenUp === true;
        const length = isOver ? ` ${questions} ${bounds.leastNs} ${bounds.mostNs} ${finding.code}` : '';
        return {name: `${service.protocol} ${service.port}`, from, to, text: `${from}${length}`};
      }),
  );
  const told = [...of(events, 'dark', explanation), ...of(events, 'dark-over', explanation)].flatMap(
    event => {
      if (event.service === undefined) return [];
      const text = event.kind === 'dark' ? `${event.frame}` : `${boundsText(event)} ${event.verdict}`;
      return [`${event.service.protocol} ${event.service.port}: ${text}`];
    },
  );
  const isTold = ({name, text}: (typeof gaps)[number]) => told.includes(`${name}: ${text}`);
  const known = gaps.map(({name, text}) => `${name}: ${text}`);
  return [
    ...told
      .filter(text => !known.includes(text))
      .map(text => `service ${text} is not in ${known.join('; ')}`),
    ...gaps
      .filter(
        gap =>
          !gaps.some(one => one.name === gap.name && one.from <= gap.to && gap.from <= one.to && isTold(one)),
      )
      .map(({name, text}) => `service ${name}: ${text} is not told`),
  ];
}

function differences(what: string, told: readonly string[], right: readonly string[]): string[] {
  const [a, b] = [[...told].sort().join('; '), [...right].sort().join('; ')];
  return a === b ? [] : [`${what}: told ${a || 'nothing'}, explained ${b || 'nothing'}`];
}
