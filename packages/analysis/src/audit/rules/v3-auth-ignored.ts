/** Version 3 has no authentication. */

import {eachRouter} from './pairs.js';
import {memberName, type Rule, subjectOf} from './rule.js';

export const v3AuthIgnored: Rule = {
  code: 'V3_AUTH_IGNORED',
  severity: 'warning',
  title: 'version 3 ignores the authentication',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-9',
  find: eachRouter(({members}) => {
    const ignoring = members.filter(({instance}) => instance.authIgnored !== undefined);
    const [first] = ignoring;
    if (first === undefined) return undefined;
    return {
      subject: subjectOf(ignoring),
      where: ignoring.flatMap(({instance}) => instance.authIgnored ?? []),
      evidence: `${ignoring.map(memberName).join(' and ')}: authentication with version 3`,
      consequence: 'advertisements are unprotected; nothing else changes',
      remedy: 'remove the authentication',
    };
  }),
};
