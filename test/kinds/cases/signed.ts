/** Advertisements with the trailer of keepalived's `auth_hmac`: only with the key is it known who sent them. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';
import {KEY} from '../wire/advert.js';

export const signedAdvertisements = kind('signed-advertisements', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 20)});
  const {a, vip} = stage;
  const source = stage.sourceOf(a);
  const speaker = stage.speaker(a, {...stage.anyRouter(), source, authentication: 'trailer'});
  const isKnown = random.oneIn(2);
  a.hold(vip);
  stage.talk(4);
  stage.at(0.02, () => speaker.start());
  const made = stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    present: [
      new RegExp(`^\\S+ .*?: HEALTHY, ${a.mac} has it at \\d{4}-\\d\\d-\\d\\d .*? UTC, frame \\d+ capture:`),
      isKnown
        ? new RegExp(`${source} signed its advertisements with the key: \\d+ of \\d+`)
        : new RegExp(`${source} signs its advertisements .* not known without the key`),
    ],
    absent: [isKnown ? /not known without the key/ : /with the key:/],
    ask: [vip],
  }));
  return {...made, ...(isKnown && {keys: [KEY]})};
});
