/**
 * A week of a watch: how available each address was, where it was not, and every move and outage, the worst first.
 *
 * @module
 */

import type {HistoryBand, HistoryData, IncidentData} from '@vip/core/internal/report';
import {element, svg} from './dom.js';
import {verdictLine} from './headline.js';
import {scrolling, table} from './table.js';

/** Width of a strip, in units of its own, and the least width at which a band is visible. */
const WIDTH = 1000;
const HEIGHT = 14;
const LEAST = 3;

export function historyView(history: HistoryData | undefined): HTMLElement | undefined {
  if (history === undefined) return undefined;
  const {addresses, incidents, gaps} = history;
  return element(
    'section',
    {'aria-labelledby': 'availability', class: 'history'},
    element('h2', {id: 'availability'}, 'Availability'),
    legend(),
    table(
      ['address', 'available', 'dark', 'two owners', 'unknown', 'moves', 'when'],
      addresses.flatMap(({name, availability, dark, service, twoOwners, unknown, moves, bands}) => [
        [
          element('strong', {class: 'figure'}, name),
          ...[availability, dark, twoOwners, unknown, String(moves)],
          strip(bands, name),
        ],
        ...(service === undefined ? [] : [serviceRow(service)]),
      ]),
      {numeric: ['moves'], stacks: true, id: 'availabilities'},
    ),
    incidents.length === 0 ? undefined : element('h2', {}, 'Moves and outages, the worst first'),
    incidents.map(incidentView),
    gaps.length === 0 ? undefined : element('h2', {}, 'Masters that fell silent'),
    gaps.length === 0
      ? undefined
      : scrolling(
          table(['since', 'virtual router', 'silent for', 'router'], gaps, {stacks: true}),
          'Masters',
        ),
  );
}

/** The row below an address: the service that was dark for longest while others were answered. */
function serviceRow([name = '', availability = '', dark = '']: readonly string[]): (string | HTMLElement)[] {
  return [element('span', {class: 'muted'}, name), availability, dark, '', '', '', ''];
}

function legend(): HTMLElement {
  const sample = (what: HistoryBand['what'], text: string) => [
    element('span', {class: `sample sample-${what}`, 'aria-hidden': 'true'}),
    ` ${text}  `,
  ];
  return element(
    'p',
    {class: 'muted small'},
    sample('dark', 'dark'),
    sample('two-owners', 'two owners'),
    sample('unknown', 'not known'),
  );
}

/** Even a band of one second in a week is wide enough to be seen. */
function strip(bands: readonly HistoryBand[], name: string): Element {
  const times = bands.filter(({what}) => what === 'dark').length;
  return svg(
    'svg',
    {
      class: 'strip',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `${name}: dark ${times === 1 ? 'once' : `${times} times`}`,
    },
    bands.map(({from, to, what}) =>
      svg('rect', {
        class: `band-${what}`,
        x: Math.min(WIDTH - LEAST, from * WIDTH).toFixed(2),
        y: 0,
        width: Math.max(LEAST, (to - from) * WIDTH).toFixed(2),
        height: HEIGHT,
      }),
    ),
  );
}

function incidentView({at, address, what, owners, dark, verdict, remedy}: IncidentData): HTMLElement {
  const edge = verdict.held === false ? 'bad-edge' : verdict.held ? 'good-edge' : '';
  return element(
    'div',
    {class: `finding incident ${edge}`},
    element('h3', {}, `${at} ${address}`),
    element(
      'p',
      {},
      element('strong', {}, what),
      owners === '–' ? '' : `, ${owners}`,
      dark === '–' ? '' : `, dark for ${dark}`,
    ),
    verdictLine(verdict),
    remedy === '' ? undefined : element('p', {}, element('strong', {}, 'What to do: '), remedy),
  );
}
