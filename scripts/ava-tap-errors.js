// Loaded before AVA itself. AVA 7.0.0 passes plain errors to its TAP reporter where the reporter expects errors
// received from a test file, and then crashes instead of naming the test that hung or called process.exit(). A
// plain error is its own original.
Object.defineProperty(Error.prototype, 'originalError', {
  configurable: true,
  get() {
    return this;
  },
  set(value) {
    Object.defineProperty(this, 'originalError', {
      value,
      configurable: true,
      writable: true,
      enumerable: true,
    });
  },
});
