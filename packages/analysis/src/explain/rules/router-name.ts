/**
 * What the stories call a virtual router.
 *
 * @module
 */

import type {RouterFacts} from '../../claims/router-facts.js';

export function routerName({protocol, id}: Pick<RouterFacts, 'protocol' | 'id'>): string {
  return `${protocol} ${id}`;
}
