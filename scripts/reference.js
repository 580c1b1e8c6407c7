#!/usr/bin/env node
// Writes docs/reference.md and docs/json.md anew from the program.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {jsonDocument} from '@vip/cli/json';
import {reference} from '@vip/cli/reference';
import {root} from './bootstrap/checkout.js';

writeFileSync(join(root, 'docs/reference.md'), await reference());
writeFileSync(join(root, 'docs/json.md'), jsonDocument());
