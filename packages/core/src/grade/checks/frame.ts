/**
 * Was a frame seen?
 *
 * @module
 */

import type {FrameEvent, Timeline} from '@vip/analysis';
import {announcementsAt, readingOf} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {addressNamed, macNamed, nodeNamed, stationNamed} from '../parameters.js';
import type {CheckKind} from './check.js';

/** The frames of each kind about an address that arrived in a node, with the MAC that each is about. */
const KINDS = {
  announcement: (timeline: Timeline, node: string, ip: IpAddress) =>
    announcementsAt(timeline, node, ip)
      .filter(({event}) => !event.own)
      .map(({event, mac}) => ({event, mac})),
  'who-has': (timeline: Timeline, node: string, ip: IpAddress) =>
    frames(timeline, node).flatMap(event => {
      const {arp, source} = readingOf(event);
      return arp?.operation === 'request' && arp.targetIp === ip ? [{event, mac: source}] : [];
    }),
  echo: (timeline: Timeline, node: string, ip: IpAddress) =>
    frames(timeline, node).flatMap(event => {
      const {echo, source} = readingOf(event);
      return echo?.type === 'echo-request' && echo.target === ip ? [{event, mac: source}] : [];
    }),
} as const;

function frames(timeline: Timeline, node: string): FrameEvent[] {
  return timeline.select('frame', node).filter(event => !event.own);
}

export const frame: CheckKind = {
  name: 'frame',
  means: 'whether a frame arrived at a node since the script was started',
  keys: {
    at: {takes: 'node', means: 'the node at which frames are captured'},
    kind: {
      takes: Object.keys(KINDS),
      means: 'an announcement of the address, a request for it, or a ping to it',
    },
    address: {takes: 'address', standard: 'vip', means: 'the address'},
    from: {
      takes: 'station',
      standard: '',
      means: 'the station whose MAC it is about, or comes from; any by default',
    },
    seen: {takes: 'yes-no', standard: 'yes', means: 'whether one should be seen, or none'},
  },
  expects: ({at, kind, address, from, seen}) => {
    const article = kind === 'who-has' ? 'a' : 'an';
    const what = `${kind} ${kind === 'announcement' ? 'of' : 'for'} ${address}`;
    return `${at} sees ${seen === 'yes' ? article : 'no'} ${what}${from ? ` by ${from}` : ''}`;
  },
  nodes: ({at = ''}) => [at],
  captures: ({at = ''}, settings) => stationNamed(settings, at),
  judge({at = '', kind, address = '', from = '', seen}, {settings, timeline, startedAt}) {
    const node = nodeNamed(settings, at);
    const ip = addressNamed(settings, address);
    const of = KINDS[kind as keyof typeof KINDS];
    const all = ip === undefined ? [] : of(timeline, node, ip).filter(({event}) => event.at >= startedAt);
    const mac = from === '' ? undefined : macNamed(settings, from);
    const meant = mac === undefined ? all : all.filter(one => one.mac === mac);
    const macs = [...new Set(all.map(one => one.mac))].join(', ');
    return {
      held: meant.length > 0 === (seen === 'yes'),
      found: all.length === 0 ? 'none' : `${all.length}, from ${macs}`,
    };
  },
};
