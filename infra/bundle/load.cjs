/**
 * Runs a bundle from V8's code cache. A cache of another version of Node is refused by V8 itself, and one that is
 * missing is none: then the bundle is compiled, which takes a fifth of a second longer.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const path = require('node:path');
const { constants, Script } = require('node:vm');

/** One per set of options that Node was started with: V8 takes a cache only under the flags that it was made with. */
const cacheOf = (file) => {
  const options = createHash('sha256').update(process.execArgv.join(' ')).digest('hex').slice(0, 8);
  return `${file}.${options}.cache`;
};

/** @param {string} file the bundle; esbuild writes ASCII only, so each byte is a character */
function compile(file) {
  const cache = cacheOf(file);
  return new Script(wrap(readFileSync(file, 'latin1')), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
  });
}

/** @param {Script} script @param {string} file @param {NodeModule} module whose exports the bundle fills */
function run(script, file, module) {
  const evaluate = script.runInThisContext();
  evaluate.call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
}

exports.cacheOf = cacheOf;
exports.compile = compile;
exports.run = run;
exports.load = (file, module) => run(compile(file), file, module);
