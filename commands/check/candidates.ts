/** Which connectors there are to try, as the app itself has put them together, and what of each the policy needs. */
import { providerFor } from '../../connectors/identity/providers';
import { inspectChannel } from '../../connectors/teams/inspection';
import { CodedError } from '../../domain/errors';
import type { IdentityProvider } from '../../domain/ports/identity-provider';
import type { Probe, Served } from '../../domain/ports/inspection';
import { articlesNamedBy } from '../../functions/knowledge';
import type { Product } from '../../functions/product';
import { type Candidate, linkProbe } from './try-out';

export function candidatesOf(product: Product): readonly Candidate[] {
  const { inspection: tickets } = product.ticketing;
  return [
    storage(product),
    ...[...product.providers.values()].map((provider) => identity(product, provider)),
    bot(product),
    ...mail(product),
    ...(tickets ? [{ connector: product.policy.ticketing.system, ...tickets }] : []),
    ...articles(product),
  ];
}

/** One read is all there is to try. */
const single = (connector: string, probe: Omit<Probe, 'run'>, run: () => Promise<unknown>): Candidate => ({
  connector,
  probes: [{ ...probe, run: async () => run().then(() => 'seen' as const) }],
  untried: [],
});

function storage({ storage: account, settings }: Product): Candidate {
  const run: Probe['run'] = async () => ((await account.look()) === 'there' ? 'seen' : 'nothing-there');
  const needs =
    'The app’s identity needs Storage Table Data Contributor, Storage Queue Data Contributor and Storage Blob Data Owner.';
  return {
    connector: 'storage',
    probes: [{ what: 'read a table', run }],
    untried: settings.AzureWebJobsStorage ? [] : [{ what: 'write', needs }],
  };
}

function bot({ adapter, settings }: Product): Candidate {
  const { TEAMS_SERVICE_URL: serviceUrl, MicrosoftAppType, WEBSITE_INSTANCE_ID, TEAMS_LOCAL_KEY } = settings;
  const isLocal = TEAMS_LOCAL_KEY !== undefined;
  const what = isLocal ? 'the stand-in takes the key' : 'get a token';
  if (!isLocal && MicrosoftAppType === 'UserAssignedMSI' && WEBSITE_INSTANCE_ID === undefined) {
    const needs =
      'The app’s managed identity exists in Azure only: look at /api/health and a first chat there.';
    return { connector: 'bot', probes: [], untried: [{ what, needs }] };
  }
  const deps = { sign: adapter.sign, serviceUrl, isLocal };
  const run: Probe['run'] = async (options) => inspectChannel(deps, options).then(() => 'seen' as const);
  return { connector: 'bot', probes: [{ what, run }], untried: [] };
}

function mail({ mail: server }: Product): readonly Candidate[] {
  return server ? [single('mail', { what: 'connect, sign in' }, () => server.check())] : [];
}

/** Each article that the policy names, looked for as a reader's press would. */
function articles({ policy, knowledge }: Product): readonly Candidate[] {
  const probes = articlesNamedBy(policy).map(
    ({ key, query }): Probe => ({
      what: `the article of ${key}`,
      async run(options) {
        if (await knowledge.find(query, options)) return 'seen';
        throw new CodedError('not-found', 'there is no such article');
      },
      advice: {
        'not-found': `Nothing of the kind is published for the OAuth client’s user. Correct ${key}, publish the article, or let that user read its knowledge base (docs/servicenow.md).`,
        refused:
          'The OAuth client’s user may not read kb_knowledge: give it that right (docs/servicenow.md).',
      },
    }),
  );
  return probes.length > 0 ? [{ connector: 'servicenow', probes, untried: [] }] : [];
}

const capabilities = [
  ...(['lockouts', 'unlock', 'passwordReset', 'factors', 'passwordExpiry'] as const),
] as const satisfies readonly Served[];

/** What the policy gives to others needs no rights here. */
function identity({ policy, providers }: Product, provider: IdentityProvider): Candidate {
  const { id, inspection } = provider;
  if (!inspection) {
    const advice = {
      'not-found': 'The database has no tables of the directory (docs/connectors.md#the-built-in-directory).',
    };
    const run: Probe['run'] = async (options) => provider.check(options).then(() => 'seen' as const);
    return { connector: id, probes: [{ what: 'read accounts', run, advice }], untried: [] };
  }
  const given = capabilities.filter((capability) => {
    const choice = providerFor(capability, providers, policy);
    return choice.kind === 'provider' && choice.provider.id === id;
  });
  const isNeeded = ({ serves }: { readonly serves?: Served }): boolean =>
    serves === undefined || given.includes(serves);
  const { link = 'objectId' } = policy.providers[id];
  const { sample } = inspection;
  return {
    connector: id,
    probes: [...inspection.probes.filter(isNeeded), ...(sample ? [linkProbe(id, link, sample)] : [])],
    untried: inspection.untried.filter(isNeeded),
  };
}
