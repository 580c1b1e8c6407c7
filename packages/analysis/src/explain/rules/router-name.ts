/**
 * The name of a virtual router in stories.
 *
 * @module
 */

import type {RouterFacts} from '../../claims/router-facts.js';

export function routerName({protocol, id}: Pick<RouterFacts, 'protocol' | 'id'>): string {
  return `${protocol} ${id}`;
}
