// TypeDoc asks the compiler through an API that TypeScript 7 does not have: it gets a compiler of its own, TypeScript 6.
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (manifest.name === 'typedoc') {
        manifest.peerDependencies = {};
        manifest.dependencies.typescript = '6.0.3';
      }
      return manifest;
    },
  },
};
