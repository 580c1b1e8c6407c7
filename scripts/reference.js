#!/usr/bin/env node
// Writes docs/reference.md, docs/json.md and docs/arp.md anew from the program.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {jsonDocument} from '@vip/cli/json';
import {reference} from '@vip/cli/reference';
import {root} from './bootstrap/checkout.js';
import {surfaceDocument} from './package-surface.js';

writeFileSync(join(root, 'docs/reference.md'), await reference());
writeFileSync(join(root, 'docs/json.md'), jsonDocument());
writeFileSync(join(root, 'docs/arp.md'), surfaceDocument());
