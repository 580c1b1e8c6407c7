#!/usr/bin/env node
// Builds everything: TypeScript's projects one by one, then the command line as a few files that start fast.
import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as esbuild from 'esbuild';
import {buildInputs, writeBuildStamp} from './bootstrap/build.js';
import {root} from './bootstrap/checkout.js';
import {listFiles} from './bootstrap/stamp.js';
import {bundleForTests} from './bundle/library.js';
import {lateChildProcess, onlyOptions, ownAddon, ownRequire} from './bundle/plugins.js';
import {impurities} from './purity.js';

/** The programs that are bundled, by path below packages/cli/dist. */
const entryPoints = {
  vip: 'packages/cli/src/vip.ts',
  main: 'packages/cli/src/main.ts',
  announce: 'packages/cli/src/announce.ts',
  audit: 'packages/cli/src/audit.ts',
  explain: 'packages/cli/src/explain.ts',
  warm: 'packages/cli/src/warm.ts',
  // Runs inside the lab's namespaces; a relative URL finds it beside the bundle as it does beside core's own output.
  'agent/main': 'packages/core/src/agent/main.ts',
  // Runs in a thread, and is found the same way.
  'page/main': 'packages/core/src/page/main.ts',
};

/** Programs that read their options without commander's parser, and contain only the rest of commander. */
const plainEntryPoints = {garp: 'packages/cli/src/garp.ts'};

const bundleDirectory = 'packages/cli/dist';

/** The parts of a report's page, which the command line writes into every report. */
const pageEntryPoints = {
  'report/page': 'packages/report/src/main.ts',
  'report/style': 'packages/report/src/style.css',
};

/**
 * The bundles are CommonJS, which start 13 ms sooner than modules (of 68 ms, including 54 for Node itself), and every lab starts seven. Their
 * own URL has to be made there, and only on demand, because `node:url` takes a quarter of a millisecond.
 */
const addressBanner =
  "const bundle = {get url() { return require('node:url').pathToFileURL(__filename).href; }};";

/** Where each project's sources are and where TypeScript puts its output. */
const projects = [
  {sources: 'packages/arp/src', output: 'packages/arp/dist'},
  {sources: 'packages/analysis/src', output: 'packages/analysis/dist'},
  {sources: 'packages/core/src', output: 'packages/core/dist'},
  {sources: 'packages/report/src', output: 'packages/report/build'},
  {sources: 'packages/cli/src', output: 'packages/cli/build'},
  {sources: 'test', output: 'test/dist'},
  {sources: 'bench', output: 'bench/dist'},
  {sources: 'fuzz/src', output: 'fuzz/dist'},
  {sources: 'docs/examples/vrrp-speaker', output: 'docs/examples/vrrp-speaker/dist'},
];

const inputs = buildInputs();
compile();
checkPurity();
for (const project of projects) removeOrphans(project);
await Promise.all([bundle(), bundleForTests(['arp', 'analysis', 'core', 'cli'])]);
warm();
writeBuildStamp(inputs);

function compile() {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const {status, error} = spawnSync(tsc, ['-b'], {cwd: root, stdio: 'inherit'});
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(1);
}

function checkPurity() {
  const problems = impurities(root);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exit(1);
}

/**
 * Removes the outputs of sources that are gone, lest their tests still run and their imports still resolve.
 * @param {{sources: string, output: string}} project
 */
function removeOrphans({sources, output}) {
  for (const file of listFiles(join(root, output), ['.'])) {
    const source = /^(.*)\.(?:js|js\.map|d\.ts|d\.ts\.map)$/.exec(file)?.[1];
    if (source !== undefined && !existsSync(join(root, sources, `${source}.ts`)))
      rmSync(join(root, output, file));
  }
}

async function bundle() {
  // V8 recognises an outdated cache only by the text's length, so old caches are removed before there is a new text.
  for (const file of listFiles(root, [bundleDirectory])) {
    if (file.endsWith('.cache')) rmSync(join(root, file));
  }
  const programs = await Promise.all([
    bundlePrograms(entryPoints, []),
    bundlePrograms(plainEntryPoints, [onlyOptions]),
  ]);

  const page = await esbuild.build({
    absWorkingDir: root,
    entryPoints: pageEntryPoints,
    outdir: bundleDirectory,
    bundle: true,
    minify: true,
    charset: 'utf8',
    // A single script that runs at once, because a report cannot load a second one from anywhere.
    format: 'iife',
    platform: 'browser',
    target: ['chrome109', 'firefox115', 'safari16'],
    metafile: true,
    logLevel: 'warning',
  });
  const made = new Set([...programs, page].flatMap(({metafile}) => Object.keys(metafile.outputs)));
  for (const file of listFiles(root, [bundleDirectory])) {
    if (!made.has(file)) rmSync(join(root, file));
  }
  const {manual} = await import('../packages/cli/build/reference.js');
  writeFileSync(join(root, bundleDirectory, 'vip.1'), await manual());
  const {courseSchema, scenarioSchema} = await import('../packages/cli/build/json.js');
  for (const [name, schema] of [
    ['scenario', scenarioSchema()],
    ['course', courseSchema()],
  ])
    writeFileSync(join(root, bundleDirectory, `${name}.schema.json`), JSON.stringify(schema));
  chmodSync(join(root, bundleDirectory, 'vip.js'), 0o755);
  writeFileSync(join(root, bundleDirectory, 'package.json'), '{"type": "commonjs"}\n');
}

/**
 * @param {Record<string, string>} programs the programs, by path below the bundles' directory
 * @param {readonly esbuild.Plugin[]} more plugins besides those of all programs
 */
function bundlePrograms(programs, more) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: bundleDirectory,
    bundle: true,
    format: 'cjs',
    // Half the text to read at every start; names are kept for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    platform: 'node',
    target: 'node20.19',
    // Native, and loaded only where they are used: they cannot be bundled, and `vip --help` needs neither.
    external: ['cap', 'raw-socket'],
    banner: {js: addressBanner},
    define: {'import.meta.url': 'bundle.url', 'import.meta.dirname': '__dirname'},
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    plugins: [lateChildProcess, ownRequire, ownAddon, ...more],
    logLevel: 'warning',
  });
}

/** Makes the program's code cache for this Node. Published packages make theirs when they are installed. */
function warm() {
  const {status} = spawnSync(process.execPath, [join(root, bundleDirectory, 'warm.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
