/** An instance without what it needs. */

import {evidenceOf, isDerailed, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {KEEPALIVED_MANUAL, type Rule} from './rule.js';

export const instanceIncomplete: Rule = {
  code: 'INSTANCE_INCOMPLETE',
  severity: 'error',
  title: 'an instance without VRID, interface or address',
  thread: KEEPALIVED_MANUAL,
  proof: 'start',
  find: cluster =>
    objectionsBy(
      cluster,
      // What follows from a brace or a word is told as that.
      ({node, fault}) =>
        fault.kind === 'missing-value' && fault.text.startsWith('vrrp_instance') && !isDerailed(node),
      ({fault}) => fault.text,
    ).map(objections => ({
      subject: subjectOfAll(objections),
      where: placesOfAll(objections),
      evidence: evidenceOf(objections),
      consequence:
        objections[0]?.fault.ends === true
          ? 'the daemon ends: no address at all'
          : 'it becomes master and advertises 0 addresses',
      remedy: 'add what is missing',
    })),
};
