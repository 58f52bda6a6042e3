/**
 * Where everything is put together, once per process: settings and policy in, the use-cases' dependencies and the
 * parts that handlers need out. Parts that a start doesn't need are opened when they are first used.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { text } from '../cards/locale';
import type { CallRecord } from '../connectors/http/call';
import {
  administrationOf,
  createProviders,
  policyFaults,
  providerFor,
} from '../connectors/identity/providers';
import { createMail } from '../connectors/mail/mail';
import { createSmsService } from '../connectors/sms/sms-service';
import { createArticleStore } from '../connectors/storage/articles';
import { createAuditTrail } from '../connectors/storage/audit';
import { createConversationStore } from '../connectors/storage/conversations';
import { createCursorStore } from '../connectors/storage/cursors';
import {
  createCarrierActStore,
  createDeskActStore,
  createPasswordPageStore,
} from '../connectors/storage/desk-acts';
import { createHandleStore } from '../connectors/storage/handles';
import { createLimitStore } from '../connectors/storage/limits';
import { createMobileResetStore } from '../connectors/storage/mobile-resets';
import { createRunStore } from '../connectors/storage/reminder-runs';
import { createReminderStore } from '../connectors/storage/reminders';
import { createRequestStore } from '../connectors/storage/requests';
import { createStorage } from '../connectors/storage/storage';
import { createTeamsConnector } from '../connectors/teams/connector';
import { createMessageBucket } from '../connectors/teams/message-bucket';
import { createWire } from '../connectors/teams/wire';
import { openDirectory } from '../directory';
import type { Deps } from '../domain/deps';
import { dueAt } from '../domain/next-step';
import type { Policy } from '../domain/policy/schema';
import type { Clock, Digest, Random } from '../domain/ports/clock';
import type { ProviderWith } from '../domain/ports/identity-provider';
import type { MobileResetStore, PasswordCarrier } from '../domain/ports/mobile-reset';
import { createAnnouncer } from './announcer';
import { createBotAdapter } from './bot-adapter';
import { createCarrierTests } from './carrier-tests';
import { createHelpDesk } from './help-desk';
import { createAddressReader } from './http/client-address';
import { knowledgeOf } from './knowledge';
import { createLinkMaker } from './links';
import { createMessenger } from './messenger';
import { oktaConnection } from './okta-settings';
import { createOrchestrations } from './orchestrations';
import { createPace } from './pace';
import { createPasswordCarrier } from './password-carrier';
import { pingOneConnection } from './ping-settings';
import { createRecordedLinks } from './recorded-links';
import { createReminderMail } from './reminder-mail';
import { createRequesterEmail } from './requester';
import type { Settings } from './settings';
import { createTextSender } from './text-sender';
import { serviceNowOf, ticketingOf } from './ticketing';

export type Product = ReturnType<typeof createProduct>;

const clock: Clock = { now: () => new Date() };
const random: Random = { id: () => randomBytes(16).toString('hex') };
const digest: Digest = {
  of: (...parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
};

/** A turn may not hang on storage: its calls are short, the orchestration's retries are long. */
const storageMs = 3_000;

/**
 * @param log is told of every call to a vendor; commands, whose output is their result, give none.
 * @throws Error with one line per fault when the policy and what is configured don't fit together.
 */
export function createProduct(settings: Settings, policy: Policy, log?: (record: CallRecord) => void) {
  const storage = createStorage({ connection: storageConnection(settings), timeoutMs: storageMs });
  const directory = settings.DATABASE_URL
    ? openDirectory({
        databaseUrl: settings.DATABASE_URL,
        clock,
        failedAttempts: policy.directory.failedAttempts,
        linkKey: settings.LINK_SIGNING_KEY,
        temporaryPasswords: policy.directory.mobileReset.enabled,
        ...(settings.DIRECTORY_ENCRYPTION_KEY ? { encryptionKey: settings.DIRECTORY_ENCRYPTION_KEY } : {}),
        maximumPasswordAgeMs: policy.directory.passwordMaximumAge,
        issuer: text('product', policy.organisation.languages[0] ?? 'en'),
      })
    : undefined;
  const publicUrl = settings.PUBLIC_URL;
  const okta = oktaConnection(settings);
  const pingOne = pingOneConnection(settings);
  const pingId = settings.PINGID_PROPERTIES;
  const providers = createProviders({
    policy,
    clock,
    publicUrl,
    ...(log ? { log } : {}),
    ...(directory ? { directory } : {}),
    ...(okta ? { okta } : {}),
    ...(pingOne ? { pingOne } : {}),
    ...(pingId ? { pingId } : {}),
  });
  const lockouts = providerFor('lockouts', providers, policy);
  const unlock = providerFor('unlock', providers, policy);
  const passwordReset = providerFor('passwordReset', providers, policy);
  const factors = providerFor('factors', providers, policy);
  const passwordExpiry = providerFor('passwordExpiry', providers, policy);
  const contractors = providerFor('contractors', providers, policy);
  const serviceNow = serviceNowOf(settings, clock, log);
  const ticketing = ticketingOf(policy, { tables: storage, clock, serviceNow });
  const choices = [lockouts, unlock, passwordReset, factors, passwordExpiry, contractors];
  const faults = [
    ...policyFaults(providers, policy),
    ...choices.flatMap((choice) => (choice.kind === 'fault' ? [choice.fault] : [])),
  ];
  const knowledge = knowledgeOf(policy, settings, serviceNow);
  if ('faults' in knowledge) throw new Error([...faults, ...knowledge.faults].join('\n'));
  if ('fault' in ticketing) throw new Error([...faults, ticketing.fault].join('\n'));
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const adapter = createBotAdapter(settings);
  const connector = createTeamsConnector({
    wire: createWire(adapter.sign),
    bucket: createMessageBucket(policy.messages.perSecond),
    appId: settings.MicrosoftAppId,
    serviceUrl: settings.TEAMS_SERVICE_URL,
    now: clock.now,
  });
  const conversations = createConversationStore({ storage });
  const audit = createAuditTrail({ storage, clock, key: settings.LINK_SIGNING_KEY });
  const mail =
    settings.SMTP_URL && settings.MAIL_FROM
      ? createMail({ smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM })
      : undefined;

  const mobileMail = mobileMailOf(settings) ?? mail;
  const texts = createTextSender(mobileMail, smsServiceOf(settings, clock, log));

  const tenantId = settings.MicrosoftAppTenantId.toLowerCase();
  const requesterEmail = ticketing.knowsPeople
    ? createRequesterEmail({ policy, conversations, tenantId }, providers)
    : undefined;

  const base: Omit<Deps, 'orchestrations'> = {
    tenantId,
    policy,
    clock,
    random,
    digest,
    providers: {
      ...(lockouts.kind === 'provider' ? { lockouts: lockouts.provider } : {}),
      ...(unlock.kind === 'provider' ? { unlock: unlock.provider } : {}),
      ...(passwordReset.kind === 'provider' ? { passwordReset: passwordReset.provider } : {}),
      ...(factors.kind === 'provider' ? { factors: factors.provider } : {}),
      ...(passwordExpiry.kind === 'provider' ? { passwordExpiry: passwordExpiry.provider } : {}),
      ...(contractors.kind === 'provider' ? { contractors: contractors.provider } : {}),
      ...administrationOf(providers),
      byId: (id) => providers.get(id),
    },
    requests: createRequestStore({ storage, dueAt: (request) => dueAt(request, clock.now()) }),
    conversations,
    limits: createLimitStore({ storage }),
    cursors: createCursorStore({ storage }),
    handles: createHandleStore({ storage }),
    links: createLinkMaker(settings.LINK_SIGNING_KEY, settings.PUBLIC_URL),
    knowledge,
    articles: createArticleStore({ storage }),
    deskActs: createDeskActStore({ storage }),
    passwordPages: createPasswordPageStore({ storage }),
    passwordPageLinks: createLinkMaker(settings.LINK_SIGNING_KEY, settings.PUBLIC_URL, 'password-page'),
    audit,
    messenger: createMessenger({ conversations, connector, policy }),
    helpDesk: createHelpDesk(ticketing, policy, requesterEmail),
    announcer: createAnnouncer(mail, policy),
    recordedLinks: createRecordedLinks(settings.LINK_SIGNING_KEY, settings.PUBLIC_URL),
    reminders: createReminderStore({ storage }),
    reminderRuns: createRunStore({ storage }),
    reminderMail: createReminderMail(mail, policy),
    ...(settings.REMINDERS_FROM ? { remindersFrom: new Date(settings.REMINDERS_FROM) } : {}),
    reminderPace: createPace(Math.min(policy.passwordExpiry.perSecond, policy.messages.perSecond)),
    carrierTests: createCarrierTests(texts, policy),
    carrierActs: createCarrierActStore({ storage }),
    ...mobileOf(
      providers,
      createMobileResetStore({ storage }),
      createPasswordCarrier(mobileMail, policy, texts),
    ),
  };
  return {
    settings,
    policy,
    clock,
    storage,
    directory,
    providers,
    adapter,
    connector,
    audit,
    ticketing,
    knowledge,
    mail,
    /** Whose lockouts are told. */
    lockoutProvider: lockouts.kind === 'provider' ? lockouts.provider.id : undefined,
    /** From where a call comes. */
    addressOf: createAddressReader(settings.WEBSITE_INSTANCE_ID !== undefined),
    /** The use-cases' dependencies with the durable client of the present invocation. */
    depsFor: (context: InvocationContext): Deps => ({
      ...base,
      orchestrations: createOrchestrations(() => df.getClient(context)),
    }),
  };
}

/** Temporary passwords may go another way than all other mail. */
function mobileMailOf({ MOBILE_SMTP_URL: smtpUrl, MOBILE_MAIL_FROM, MAIL_FROM }: Settings) {
  const from = MOBILE_MAIL_FROM ?? MAIL_FROM;
  return smtpUrl && from ? createMail({ smtpUrl, from }) : undefined;
}

function smsServiceOf(
  { SMS_URL: url, SMS_TOKEN: token }: Settings,
  clock: Clock,
  log: ((record: CallRecord) => void) | undefined,
) {
  return url && token ? createSmsService({ url, token, clock, ...(log ? { log } : {}) }) : undefined;
}

function mobileOf(
  providers: ReturnType<typeof createProviders>,
  requests: MobileResetStore,
  carrier: PasswordCarrier,
): Pick<Deps, 'mobile'> {
  const provider = [...providers.values()].find(
    (one): one is ProviderWith<'temporaryPassword'> => one.temporaryPassword !== undefined,
  );
  return provider ? { mobile: { provider, requests, carrier } } : {};
}

function storageConnection(settings: Settings) {
  const { AzureWebJobsStorage: connection, AzureWebJobsStorage__accountName: accountName } = settings;
  if (connection) return connection.reveal();
  return { accountName: accountName ?? '' };
}
