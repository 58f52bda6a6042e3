/**
 * The order of the test files: scenarios and pages, which wait for minutes, before the unit tests that fill the gaps;
 * within each the largest first. So no run ends with one long file alone, on a fresh machine too.
 */
const { statSync } = require('node:fs');

/** By what they took; the sizes of these tell nothing. */
const longest = ['killed', 'outages', 'every-button', 'okta', 'burst'];

function rank(file) {
  const isStory = /\/tests\/(scenarios|browser)\//.test(file);
  const known = longest.findIndex((name) => file.includes(`/scenarios/${name}`));
  return isStory ? (known < 0 ? longest.length : known) : longest.length + 1;
}

class LongestFirst {
  sort(tests) {
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((a, b) => rank(a.path) - rank(b.path) || size(b) - size(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  /** The order needs nothing of former runs. */
  cacheResults() {}
}

module.exports = LongestFirst;
