/** The owner dies and no node takes over: every question remains unanswered to the end. */

import type {Random} from '../../helpers/random.js';
import {type Kind, kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';
import type {Sort} from '../traffic/talk.js';

function begin(random: Random, addresses: Random, length: number) {
  const asks = random.oneIn(2);
  const stage = new Stage(random, addresses, {length, whole: !asks});
  const {a, vip} = stage;
  a.hold(vip);
  if (!asks) a.announce(vip, stage.anyAnnouncement());
  return {stage, asked: asks ? {ask: [vip]} : {}};
}

const dead = (name: string, sort?: Sort): Kind =>
  kind(name, (random, addresses) => {
    const dark = between(random, 5, 30);
    const before = between(random, 3, 12);
    const {stage, asked} = begin(random, addresses, before + dark);
    stage.talk(dark, sort === undefined ? {} : {sort});
    stage.at(before, () => stage.a.crash());
    return stage.tell(() => ({
      exit: 1,
      addresses: [stage.about('OUTAGE', {changes: 0})],
      absent: [/HEALTHY/],
      ...asked,
    }));
  });

export const longOutage = dead('long-outage');
export const downloadDead = dead('download-dead', 'download');
export const uploadDead = dead('upload-dead', 'upload');

/** The same without the fault. */
export const steady = kind('steady', (random, addresses) => {
  const {stage, asked} = begin(random, addresses, between(random, 5, 40));
  stage.talk(4);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/unanswered/i, /nothing answered/i],
    ...asked,
  }));
});
