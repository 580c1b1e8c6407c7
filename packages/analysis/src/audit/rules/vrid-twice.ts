/** Two instances with the same VRID. */

import {abridged} from '../../text/count-text.js';
import {vridConflicts} from '../keepalived/model/conflicts.js';
import type {Rule} from './rule.js';

export const vridTwice: Rule = {
  code: 'VRID_TWICE',
  severity: 'error',
  title: 'two instances of a node have the same VRID',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-5.2.3',
  proof: 'start',
  find({nodes}) {
    const found = nodes.flatMap(node => vridConflicts(node.config.instances).map(pair => ({node, pair})));
    const [first] = found;
    if (first === undefined) return [];
    const names = [...new Set(found.map(({pair}) => `${pair[0].name} and ${pair[1].name}`))];
    return [
      {
        subject: `${abridged(names)} (${[...new Set(found.map(({node}) => node.name))].join(', ')})`,
        where: found.flatMap(({pair: [one, other]}) => [
          other.placeOf('virtual_router_id'),
          one.placeOf('virtual_router_id'),
        ]),
        evidence: found
          .map(
            ({node, pair: [one, other]}) =>
              `${one.name} and ${other.name} both have VRID ${one.vrid} on ${one.iface} of ${node.name}`,
          )
          .join('; '),
        consequence: 'the daemon exits: no address at all',
        remedy: 'use a different VRID for each',
      },
    ];
  },
};
