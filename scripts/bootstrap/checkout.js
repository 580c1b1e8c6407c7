// Paths in the checkout.
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The checkout's root directory, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What set-up keeps for itself: its log, its stamps, its lock and pnpm. Safe to delete. */
export const state = join(root, '.bootstrap');
