// TypeDoc uses an API of the compiler that TypeScript 7 does not have, so it gets a compiler of its own, TypeScript 6.
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
