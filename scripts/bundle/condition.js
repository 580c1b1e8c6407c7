/**
 * The condition in our packages' manifests that leads to their bundled scripts: `scripts/test.js` sets it, and `scripts/pack/stage.js` removes
 * it from what is published. AVA run by itself takes the compiled modules, whose names in a stack trace are those of the sources.
 */
export const CONDITION = 'vip-bundled';
