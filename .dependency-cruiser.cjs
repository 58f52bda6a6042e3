/** The import rules of the house (docs/architecture.md), checked in `npm test`. */
const rooms = [
  'domain',
  'functions',
  'dialogs',
  'cards',
  'connectors',
  'directory',
  'commands',
  'local',
  'manifest',
  'tests',
  'bench',
];
const only = (from, allowed, comment) => ({
  name: `${from.replaceAll('/', '-')}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  comment,
  from: { path: `^${from}/` },
  to: {
    path: `^(${rooms.filter((room) => room !== from.split('/')[0] && !allowed.includes(room)).join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    only('domain', [], 'The rules know nobody.'),
    only('cards', ['domain'], 'Words know only the rules they speak of.'),
    only('dialogs', ['cards', 'domain'], 'Conversation reaches the world through ports.'),
    only('connectors', ['domain', 'directory'], "The outside world implements the domain's ports."),
    only('directory', ['domain'], 'The built-in identity provider stands by itself.'),
    only(
      'functions',
      ['dialogs', 'cards', 'domain', 'connectors', 'directory'],
      'The composition root knows all rooms of the product, and nothing of local or tests.',
    ),
    only(
      'commands',
      ['functions', 'dialogs', 'cards', 'domain', 'connectors', 'directory'],
      "Operators' commands may use what the composition root uses.",
    ),
    {
      name: 'only-the-directory-connector-opens-the-directory',
      severity: 'error',
      from: { path: '^connectors/(?!identity/directory/|identity/providers)' },
      to: { path: '^directory/' },
    },
    {
      name: 'connectors-do-not-know-each-other',
      severity: 'error',
      comment:
        'One folder each; connectors/http serves them all, identity/providers is the table of providers.',
      from: { path: '^connectors/(?!identity/providers)((?:identity/)?[^/]+)/' },
      to: { path: '^connectors/', pathNot: '^connectors/(http/|$1/|identity/[^/]+\\.ts$)' },
    },
    {
      name: 'orchestrators-know-names-and-types-only',
      severity: 'error',
      from: { path: '^functions/orchestrators/' },
      to: {
        path: '.',
        pathNot:
          '^(functions/orchestrators/|functions/contract\\.ts$|domain/|node_modules/(durable-functions|@azure/functions)/)',
      },
    },
    {
      name: 'botbuilder-lives-in-three-places',
      severity: 'error',
      comment: 'Its support has ended: one day it is replaced there and nowhere else.',
      from: {
        path: '^(domain|cards|dialogs|connectors|functions|directory|commands)/',
        pathNot: '^(dialogs/bot\\.ts|functions/bot-adapter\\.ts|connectors/teams/)',
      },
      to: { path: 'node_modules/(botbuilder|botframework)' },
    },
    {
      name: 'axios-lives-on-the-wires',
      severity: 'error',
      comment: 'Its errors carry the credentials of the request: they are caught where they arise.',
      from: {
        path: '^(domain|cards|dialogs|connectors|functions|directory|commands)/',
        pathNot: '^connectors/(http|teams)/wire\\.ts$',
      },
      to: { path: 'node_modules/axios/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'the-product-ships-without-its-workshop',
      severity: 'error',
      from: { path: '^(domain|cards|dialogs|connectors|functions|directory|commands)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.local|node_modules/\\.cache)' },
    includeOnly: `^(${rooms.join('|')}|node_modules)/`,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['node', 'require', 'import', 'default'],
    },
  },
};
