/** One runner for unit, scenario and browser tests; each kind is a project so that `npm test` can name what it ran. */
const compiled = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
/** Packages of ES modules, which Node can require and jest can't yet. */
const modulesOnly = 'temporal-polyfill|temporal-utils|openid-client|oauth4webapi|jose|qr';

const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/tests/harness/node-flags.cjs'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', compiled],
    [`/node_modules/(${modulesOnly})/.+\\.js$`]: ['@swc/jest', compiled],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${modulesOnly})/)`],
  moduleFileExtensions: ['ts', 'js', 'json'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
};

/** Tests over a running product share what can be shared. */
const overRuns = {
  globalSetup: '<rootDir>/tests/harness/start-shared.ts',
  globalTeardown: '<rootDir>/tests/harness/end-shared.ts',
};

module.exports = {
  // Machines that do something else as well are slow, and slow is not wrong.
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: [...base.testPathIgnorePatterns, '/tests/scenarios/', '/tests/browser/'],
    },
    { ...base, ...overRuns, displayName: 'scenario', testMatch: ['<rootDir>/tests/scenarios/**/*.test.ts'] },
    { ...base, ...overRuns, displayName: 'browser', testMatch: ['<rootDir>/tests/browser/**/*.test.ts'] },
  ],
};
