/** A stranger advertises a VRID from the files. */

import {grouped} from '../../collections/grouped.js';
import {abridged} from '../../text/count-text.js';
import type {Router} from '../cluster.js';
import type {RouterVoices, Stranger} from '../wire/hear.js';
import {bothSides} from '../wire/told.js';
import {type FindingDraft, KEEPALIVED_ISSUES, type Rule, subjectOf, vipsOf} from './rule.js';

export const vridShared: Rule = {
  code: 'VRID_SHARED',
  severity: 'error',
  title: 'in the capture: a router that is not one of the nodes advertises their VRID',
  thread: `${KEEPALIVED_ISSUES}2444`,
  find: ({wire}) =>
    (wire?.routers ?? []).flatMap(heard => [
      ...heard.strangers.map(stranger => foreign(heard.router, stranger)),
      ...oneTooMany(heard),
    ]),
};

function foreign({members}: Router, stranger: Stranger): FindingDraft {
  const {speaker, vrid, version, isAlike} = stranger;
  const sharing = members.filter(({instance}) => instance.vrid === vrid);
  const isHeard = sharing.some(({instance}) => instance.version === version);
  const addresses = [...new Set(speaker.lists.flat())];
  const from = speaker.mac === undefined ? speaker.router : `${speaker.router} at ${speaker.mac}`;
  return {
    subject: subjectOf(sharing),
    where: bothSides(sharing, 'virtual_router_id', stranger),
    evidence: `${from} advertises VRID ${vrid} at priority ${speaker.firstPriority} in version ${version}, for ${abridged(addresses, 3)}, and is not one of the nodes`,
    ...consequenceOf(isAlike, isHeard, sharing.map(vipsOf)[0] ?? ''),
    remedy: isAlike
      ? 'give its file as well if it is a node of yours; otherwise remove the addresses from it'
      : 'use a VRID that nothing else uses in that network',
  };
}

function consequenceOf(
  isAlike: boolean,
  isHeard: boolean,
  vips: string,
): Pick<FindingDraft, 'consequence' | 'severity'> {
  if (isAlike)
    return {
      severity: 'warning',
      consequence: `the statements here about ${vips} omit a router that takes part`,
    };
  if (!isHeard)
    return {
      severity: 'warning',
      consequence: 'the nodes reject its advertisements, which use the other version',
    };
  return {
    consequence: `a node with a lower priority takes over and yields, again and again, with keepalived 2.2 (6 times in 40 s), and with 2.4 never has ${vips}`,
  };
}

/** Without known addresses, it is unknown which of them is the stranger. */
function oneTooMany({router, own}: RouterVoices): FindingDraft[] {
  const {members} = router;
  const crowds = [...grouped(own, ({network}) => network).values()];
  return crowds.flatMap(voices => {
    const sources = [...new Set(voices.map(({speaker}) => speaker.router))];
    if (sources.length <= members.length) return [];
    const firsts = sources.map(
      source => voices.find(({speaker}) => speaker.router === source)?.speaker.frame ?? 0,
    );
    return {
      severity: 'warning',
      subject: subjectOf(members),
      where: [
        ...members.map(({instance}) => instance.placeOf('virtual_router_id')),
        ...firsts.map(frame => ({frame})),
      ],
      evidence: `${abridged(sources, 4)} advertise the addresses of ${router.name}, and there are files of ${members.length === 1 ? 'one node' : `${members.length} nodes`}`,
      consequence: 'one of them is unknown here, or a stranger: the statements here omit it',
      remedy:
        'give the files of all nodes; with unicast_src_ip or mcast_src_ip in them, vip can tell them apart',
    };
  });
}
