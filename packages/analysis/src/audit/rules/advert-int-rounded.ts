/** Fractions of a second in version 2, and more than 40.95 s in version 3. */

import {detectionMs, formatSeconds} from '../calculations/timing.js';
import {healthyPriority} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {KEEPALIVED_ISSUES, placesOf, type Rule, subjectOf} from './rule.js';

/** The unit of version 3. Rounding to it has no noticeable effect. */
const HUNDREDTH_MS = 10;

export const advertIntRounded: Rule = {
  code: 'ADVERT_INT_ROUNDED',
  severity: 'warning',
  title: 'version 2 counts whole seconds, version 3 up to 40.95 s: the actual interval differs',
  thread: `${KEEPALIVED_ISSUES}1615`,
  proof: 'node-crash',
  find: eachRouter(({members}) => {
    const rounded = members.filter(
      ({instance: {version, advertMs, advertGivenMs}}) =>
        advertGivenMs !== undefined &&
        advertMs !== advertGivenMs &&
        (version === 2 ? advertGivenMs % 1000 !== 0 : advertMs < advertGivenMs - HUNDREDTH_MS),
    );
    const [first] = rounded;
    if (first === undefined) return undefined;
    const {instance} = first;
    const asked = instance.advertGivenMs as number;
    const priority = healthyPriority((members.at(-1) ?? first).instance);
    const hoped = detectionMs({...instance, version: 3, advertMs: asked}, priority);
    const real = detectionMs(instance, priority);
    return {
      subject: subjectOf(rounded),
      where: placesOf(rounded, 'advert_int'),
      evidence: `advert_int ${asked / 1000} in version ${instance.version} is ${instance.advertMs / 1000}`,
      consequence: `a crash is noticed after ${formatSeconds(real)}, not after ${formatSeconds(hoped)}`,
      ...(instance.version === 2
        ? {remedy: 'use vrrp_version 3 on every node'}
        : {remedy: 'use 40.95 or less on every node', severity: 'note' as const}),
    };
  }),
};
