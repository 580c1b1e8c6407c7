/**
 * Whether advertisements were signed with a key that is known here. Pure.
 *
 * @module
 */

import type {Speaker} from '../../claims/router-facts.js';
import type {AddressFacts} from '../facts.js';
import {routersOf} from '../handovers/router-index.js';
import {type Note, type NoteContext, note} from './note.js';

export function signatures({capture, address}: NoteContext): Note[] {
  return routersOf(address, capture.routers).flatMap(({speakers}) =>
    speakers.flatMap(speaker => signaturesOf(address, speaker)),
  );
}

function signaturesOf(
  address: AddressFacts,
  {router, signed, count, foreignSignatures, firstForeign, frame}: Speaker,
): Note[] {
  if (foreignSignatures === undefined) {
    if (signed === 0) return [];
    const text = `${router} signs its advertisements (auth_hmac, ${signed} of ${count}); whether the signatures are genuine is not known without the key (--key).`;
    return note(address, 'SIGNATURE_UNVERIFIED', text, [frame]);
  }
  if (firstForeign === undefined)
    return note(
      address,
      'SIGNED',
      `${router} signed its advertisements with the key: ${signed} of ${signed}.`,
      [frame],
    );
  const text =
    `Of ${signed} signed advertisements of ${router}, ${foreignSignatures} match none of the given keys, the first in ` +
    `frame ${firstForeign.frame}: it has another key, or another machine sent them.`;
  return note(address, 'SIGNATURE_UNKNOWN', text, [firstForeign.frame]);
}
