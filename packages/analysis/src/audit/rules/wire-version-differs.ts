/** Advertised in the other version. */

import {eachVoice, inFiles, ofItsVersion, rejectionText, reloadRemedy} from '../wire/told.js';
import {type Rule, subjectOf, vipsOf} from './rule.js';
import {versionPlace} from './version-differs.js';

export const wireVersionDiffers: Rule = {
  code: 'WIRE_VERSION_DIFFERS',
  severity: 'error',
  title: 'in the capture: the advertised version is not that of the file',
  thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-7.1',
  find: eachVoice(voice => {
    const {candidates, speaker, version, vrid} = voice;
    const [first] = candidates;
    if (first === undefined || ofItsVersion(voice).length > 0) return undefined;
    return {
      subject: subjectOf(candidates),
      where: [...candidates.map(versionPlace), {frame: speaker.frame}],
      evidence: `${speaker.router} advertises VRID ${vrid} in version ${version}; in the files ${inFiles(candidates, ({instance}) => `version ${instance.version}`)}`,
      consequence: rejectionText(vipsOf(first)),
      remedy: reloadRemedy(voice),
    };
  }),
};
