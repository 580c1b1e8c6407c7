/**
 * From public threads and vendor documentation, not measured here.
 *
 * @module
 */

import type {Check} from '../check.js';

const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^Amazon EC2|amazon/i, 'Amazon EC2'],
  [/^Google/i, 'Google Compute Engine'],
  [/7783-7084-3265-9085-8269-3286-77/, 'Microsoft Azure'],
  [/OracleCloud/i, 'Oracle Cloud'],
  [/DigitalOcean/i, 'DigitalOcean'],
];

export const CLOUD: Check = {
  code: 'DOCTOR_CLOUD',
  roles: ['active', 'passive'],
  title: 'the network of this cloud ignores announcements',
  threads: ['FRRouting/frr#5386'],
  look: async (_, host) => {
    const names = ['sys_vendor', 'product_name', 'chassis_asset_tag'];
    const texts = await Promise.all(names.map(name => host.text(`/sys/class/dmi/id/${name}`)));
    const text = texts.filter(each => each !== undefined).join('\n');
    const cloud = CLOUDS.find(([pattern]) => text.split('\n').some(line => pattern.test(line)))?.[1];
    if (cloud === undefined) return [];
    return [
      {
        severity: 'note',
        evidence: `the machine identifies itself as part of ${cloud}`,
        consequence: 'the provider moves addresses there: announcements have no effect',
        mend: [],
        lasting: "move the address through the provider's API, for instance from keepalived's notify script",
      },
    ];
  },
};
