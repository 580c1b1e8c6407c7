// What the bundles of the command line have in place of something that takes longer to load.
import {join} from 'node:path';
import {root} from '../bootstrap/checkout.js';

/** @typedef {import('esbuild').Plugin} Plugin */

/**
 * commander loads `node:child_process` for subcommands that are programs of their own. We have none, and loading it
 * takes a twentieth of what `vip garp` takes in all.
 * @type {Plugin}
 */
export const lateChildProcess = {
  name: 'late-child-process',
  setup(build) {
    build.onResolve({filter: /^node:child_process$/}, ({importer}) =>
      importer.includes('/commander/') ? {path: 'spawn', namespace: 'late'} : undefined,
    );
    build.onLoad({filter: /^spawn$/, namespace: 'late'}, () => ({
      contents: `exports.spawn = (...words) => require('node:child_process').spawn(...words);`,
    }));
  },
};

/**
 * A CommonJS bundle has what `createRequire` would make: the same directory's `require`. To load `node:module` for it takes as long as
 * to open a link.
 * @type {Plugin}
 */
export const ownRequire = {
  name: 'own-require',
  setup(build) {
    build.onResolve({filter: /^node:module$/}, () => ({path: 'createRequire', namespace: 'own'}));
    build.onLoad({filter: /^createRequire$/, namespace: 'own'}, () => ({
      contents: 'export const createRequire = () => require;',
    }));
  },
};

/**
 * The addon is where the bundles know it to be.
 * @type {Plugin}
 */
export const ownAddon = {
  name: 'own-addon',
  setup(build) {
    build.onResolve({filter: /\/load-addon\.js$/}, () => ({
      path: join(root, 'packages/cli/build/own-addon.js'),
    }));
  },
};

/**
 * Options and errors are all that `vip garp` takes of commander, whose index loads its parser and its help as well.
 * @type {Plugin}
 */
export const onlyOptions = {
  name: 'only-options',
  setup(build) {
    build.onResolve({filter: /^@commander-js\/extra-typings$/}, () => ({
      path: 'options',
      namespace: 'commander',
    }));
    build.onLoad({filter: /^options$/, namespace: 'commander'}, () => ({
      contents: "export {Option} from './option.js'; export {CommanderError} from './error.js';",
      resolveDir: join(root, 'packages/cli/node_modules/commander/lib'),
    }));
  },
};
