/**
 * The order of the test files: scenarios and pages, which start much and wait long, evenly among the unit tests, which
 * keep a core busy each; the longest first, so that no run ends with one long file alone, on a fresh machine too.
 */
const { statSync } = require('node:fs');

/** By what they took; the sizes of these tell nothing. */
const longest = [
  'killed',
  'outages',
  'reminders',
  'vendor-faults',
  'okta',
  'every-button',
  'mobile',
  'burst',
];

const isStory = ({ path }) => /\/tests\/(scenarios|browser)\//.test(path);

function rank({ path }) {
  const known = longest.findIndex((name) => path.includes(`/scenarios/${name}`));
  return known < 0 ? longest.length : known;
}

const size = ({ path }) => statSync(path).size;
const inOrder = (tests) => tests.toSorted((a, b) => rank(a) - rank(b) || size(b) - size(a));
const withPlace = (test, index, { length }) => ({ test, place: index / length });

class LongestFirst {
  sort(tests) {
    const stories = inOrder(tests.filter(isStory)).map(withPlace);
    const others = inOrder(tests.filter((test) => !isStory(test))).map(withPlace);
    return [...stories, ...others].toSorted((a, b) => a.place - b.place).map(({ test }) => test);
  }

  allFailedTests(tests) {
    return tests;
  }

  /** The order needs nothing of former runs. */
  cacheResults() {}
}

module.exports = LongestFirst;
