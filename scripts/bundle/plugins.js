// Replacements in the command line's bundles for modules that take longer to load.
import {join} from 'node:path';
import {root} from '../bootstrap/checkout.js';

/** @typedef {import('esbuild').Plugin} Plugin */

/**
 * commander loads `node:child_process` for subcommands that are programs of their own. We have none, and loading it
 * takes a twentieth of the whole time of `vip garp`.
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
 * A CommonJS bundle already has the result of `createRequire`: its directory's `require`. Loading `node:module` for that takes as long as
 * opening a link.
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
 * The addon is loaded from its known place.
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
 * `vip garp` uses only commander's options and errors, but commander's index loads its parser and its help as well.
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
