/**
 * Writes V8's code cache of a bundle: `node code-cache.cjs <bundle>`. All modules are evaluated first, so that the
 * cache holds what a start really runs. Without settings the app then refuses to start, as it should.
 */
const { writeFileSync } = require('node:fs');
const Module = require('node:module');
const { cacheOf, compile, run } = require('./load.cjs');

const [file] = process.argv.slice(2);
const requireAsBefore = Module.prototype.require;
/** The worker's own module isn't to be had here: whatever is asked of it does nothing. */
const nothing = new Proxy(function nothing() {}, { get: (_, key) => (key === 'then' ? undefined : nothing) });
Module.prototype.require = function (id) {
  return id === '@azure/functions-core' ? nothing : Reflect.apply(requireAsBefore, this, [id]);
};

const script = compile(file);
let refusal;
try {
  run(script, file, { exports: {} });
} catch (error) {
  refusal = error;
}
if (!/MicrosoftAppId/.test(String(refusal)))
  throw refusal ?? new Error('The bundle started without settings.');
writeFileSync(cacheOf(file), script.createCachedData());
