/**
 * The IPaddr2 resources in a file.
 *
 * @module
 */

import type {NodeFile} from '../node-file.js';
import {readCrm} from './crm.js';
import {readPcs} from './pcs.js';
import {readPcsCreate} from './pcs-create.js';
import type {IpResource} from './resource.js';

export function readResources(file: NodeFile): IpResource[] {
  return [...readCrm(file), ...readPcs(file), ...readPcsCreate(file)];
}
