/**
 * Events as lines: for a terminal, a log, a pager. Pure.
 *
 * @module
 */

import {lengthOf} from '../collections/intervals.js';
import {formatDate} from '../explain/words/moment-text.js';
import {servicesText} from '../explain/words/service-text.js';
import {counted, listed, times} from '../text/count-text.js';
import {formatDuration, formatRange} from '../text/duration-text.js';
import {printable} from '../text/printable.js';
import type {
  AdvertGapEvent,
  AdvertGapOverEvent,
  AnnouncementsEvent,
  AskedTimesEvent,
  DarkEvent,
  DarkOverEvent,
  MovedEvent,
  WatchedEvent,
} from './event.js';

/** `2026-11-23 05:28:25.563 UTC 10.3.2.200 on eth0: moved from 02:00:00:00:00:10 to 02:00:00:00:00:11 (failover)` */
export function formatWatched(event: WatchedEvent): string {
  // The last clause of a long sentence is read last.
  const withdrawn = event.isWithdrawn === true ? 'withdrawn, as later frames show otherwise: ' : '';
  return printable(`${formatDate(event.at)} ${subjectOf(event)}: ${withdrawn}${wordsOf(event)}`);
}

function subjectOf(event: WatchedEvent): string {
  const at = event.place === undefined ? '' : ` at ${event.place}`;
  if (event.kind === 'watch')
    return event.what === 'started' || event.what === 'stopped' ? 'watch' : `${event.what}${at}`;
  const on = event.network === '' ? at : ` on ${event.network}${at}`;
  return 'ip' in event ? `${event.ip}${on}` : `${event.protocol} ${event.vrid}${on}`;
}

function wordsOf(event: WatchedEvent): string {
  switch (event.kind) {
    case 'owner':
      return `${event.mac} has it`;
    case 'moved':
      return movedWords(event);
    case 'dark':
      return darkWords(event);
    case 'dark-over':
      return darkOverWords(event);
    case 'two-owners':
      return `TWO_OWNERS: ${event.evidence ?? `${listed(event.owners)} both have it`}`;
    case 'two-owners-over':
      return `one owner again, after ${formatDuration(event.at - event.since)} with two`;
    case 'announced':
      return announcedWords(event);
    case 'asked':
      return askedWords(event);
    case 'fault':
      return `${event.verdict}: ${event.evidence}`;
    case 'advert-gap':
      return gapWords(event);
    case 'advert-gap-over':
      return gapOverWords(event);
    case 'watch':
      return event.text;
  }
}

function movedWords({
  move,
  from,
  to,
  fromRouter,
  toRouter,
  verdict,
  evidence,
  isUnwatched,
  ...event
}: MovedEvent): string {
  const owners =
    toRouter === undefined
      ? `moved ${from === undefined ? '' : `from ${from} `}to ${to}`
      : `master changed ${fromRouter === undefined ? '' : `from ${fromRouter} `}to ${toRouter}, at ${to}`;
  const unwatched = isUnwatched === true ? ', perhaps while vip watch was not running' : '';
  const outage = outageWords(event);
  const judged = verdict === undefined ? '' : `: ${verdict}${evidence === undefined ? '' : `: ${evidence}`}`;
  return `${owners} (${move}${unwatched})${outage}${judged}`;
}

function outageWords({leastNs, mostNs}: Pick<MovedEvent, 'leastNs' | 'mostNs'>): string {
  if (leastNs === undefined) return '';
  if (mostNs === undefined) return `, dark for at least ${formatDuration(leastNs)}`;
  if (leastNs === 0n) return `, dark for less than ${formatDuration(mostNs)}`;
  return `, dark for ${formatRange(leastNs, mostNs)}`;
}

function darkWords({lastAnswer, at, questions, service}: DarkEvent): string {
  const since =
    lastAnswer === undefined ? '' : `, the last answer ${formatDuration(at - lastAnswer)} before that`;
  return `${whose(service)}dark: ${counted(questions, 'question')} not answered since then${since}`;
}

/** `TCP port 443 is ` for a service. */
function whose(service: DarkEvent['service']): string {
  return service === undefined ? '' : `${servicesText([service])} is `;
}

function darkOverWords(event: DarkOverEvent): string {
  const {leastNs, mostNs, questions, isGivenUp, verdict, service} = event;
  const judged = verdict === undefined ? '' : `: ${verdict}`;
  const asked = counted(questions, 'question');
  if (isGivenUp === true)
    return `${whose(service)}dark for at least ${formatDuration(leastNs)} (at least ${asked}); it is no longer asked, so whether it is still dark is unknown${judged}`;
  const length = mostNs === undefined ? `at least ${formatDuration(leastNs)}` : formatRange(leastNs, mostNs);
  return `${whose(service)}answered again, dark for ${length} (${asked})${judged}`;
}

function announcedWords({mac, forms, count}: AnnouncementsEvent): string {
  return `${mac} announces it ${times(count)}: ${forms.join(', ')}`;
}

function askedWords({stretches}: AskedTimesEvent): string {
  const from = stretches[0]?.from ?? 0n;
  const to = stretches.at(-1)?.to ?? from;
  const rest = stretches.length === 1 ? '' : ` (${formatDuration(lengthOf(stretches))} of it)`;
  return `asked at least once a minute for ${formatDuration(to - from)}${rest}`;
}

function gapWords({router, intervalNs, addresses, isAllSilent}: AdvertGapEvent): string {
  const lost = addresses.length === 0 ? '' : ` (${listed(addresses)})`;
  const all =
    isAllSilent === true ? '; nothing else is seen there either, so the watch itself may be cut off' : '';
  return `no advertisement of ${router} any more, which sent one every ${formatDuration(intervalNs)}${lost}${all}`;
}

function gapOverWords({router, lastedNs}: AdvertGapOverEvent): string {
  return `${router} advertises, after ${formatDuration(lastedNs)} without any`;
}
