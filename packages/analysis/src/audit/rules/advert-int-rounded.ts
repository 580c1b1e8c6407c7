/** Fractions of a second in version 2. */

import {detectionMs, formatSeconds} from '../calculations/timing.js';
import {healthyPriority} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, placesOf, type Rule, subjectOf} from './rule.js';

export const advertIntRounded: Rule = {
  code: 'ADVERT_INT_ROUNDED',
  severity: 'warning',
  title: 'version 2 counts whole seconds: the interval is rounded',
  thread: `${KEEPALIVED_ISSUES}1615`,
  proof: 'node-crash',
  find: eachRouter(({members}) => {
    const rounded = members.filter(
      ({instance: {version, advertMs, advertGivenMs}}) =>
        version === 2 &&
        advertGivenMs !== undefined &&
        advertGivenMs % 1000 !== 0 &&
        advertMs !== advertGivenMs,
    );
    const [first] = rounded;
    if (first === undefined) return undefined;
    const {instance} = first;
    const asked = instance.advertGivenMs as number;
    const priority = healthyPriority((members.at(-1) ?? first).instance);
    const hoped = instance.downTimerAdverts * asked + ((256 - priority) / 256) * asked;
    const real = detectionMs(instance, priority);
    return {
      subject: subjectOf(rounded),
      where: placesOf(rounded, 'advert_int'),
      evidence: `advert_int ${asked / 1000} in version 2 is ${instance.advertMs / 1000}`,
      consequence: `a crash is noticed after ${formatSeconds(real)}, not after ${formatSeconds(hoped)}`,
      remedy: 'use vrrp_version 3 on every node',
    };
  }),
};
