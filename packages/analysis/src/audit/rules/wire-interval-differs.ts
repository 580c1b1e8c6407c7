/** An advertised interval that differs from the file's. */

import {detectionMs, formatSeconds} from '../calculations/timing.js';
import {healthyPriority} from '../cluster.js';
import {bothSides, eachVoice, inFiles, ofItsVersion, rejectionText, reloadRemedy} from '../wire/told.js';
import {KEEPALIVED_MANUAL, type Rule, subjectOf, vipsOf} from './rule.js';

export const wireIntervalDiffers: Rule = {
  code: 'WIRE_INTERVAL_DIFFERS',
  severity: 'error',
  title: "in the capture: the advertised interval differs from the file's",
  thread: KEEPALIVED_MANUAL,
  find: eachVoice((voice, router) => {
    const members = ofItsVersion(voice);
    const [first] = members;
    const {speaker, intervalMs, vrid} = voice;
    if (first === undefined || members.some(({instance}) => instance.advertMs === intervalMs))
      return undefined;
    const waiting = (router.members.at(-1) ?? first).instance;
    const noticed = detectionMs(waiting, healthyPriority(waiting), {...waiting, advertMs: intervalMs});
    return {
      subject: subjectOf(members),
      where: bothSides(members, 'advert_int', voice),
      evidence: `${speaker.router} advertises an interval of ${formatSeconds(intervalMs)} for VRID ${vrid}; in the files ${inFiles(members, ({instance}) => formatSeconds(instance.advertMs))}`,
      ...(voice.version === 2
        ? {consequence: rejectionText(vipsOf(first))}
        : {
            severity: 'warning',
            consequence: `the files are not what is running: a crash is noticed after ${formatSeconds(noticed)}, whatever the predictions say`,
          }),
      remedy: reloadRemedy(voice),
    };
  }),
};
