/** The app settings that the local run gives a Functions host: by environment, and in local.settings.json. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { demoDomain, demoTenantId } from './people/demo-organisation';
import { projectRoot } from './project-root';
import type { RunState } from './run-state';
import { writePrivateJson } from './state-folder';

type Environment = Record<string, string | undefined>;

/** Where the parts of the run listen. */
export interface Whereabouts {
  functionsUrl: string;
  teamsServiceUrl: string;
  openIdMetadataUrl: string;
  smtpUrl: string;
  storageConnection: string;
  databaseUrl: string;
}

/** Settings of connectors: never made here, handed on when the environment has them. */
const handedOn =
  /^(?:OKTA|PINGONE|PINGID|SERVICENOW|GRAPH|SMS|MOBILE)_|^(?:TEAMS_APP_ID|APPLICATIONINSIGHTS_CONNECTION_STRING|OTEL_EXPORTER_OTLP_ENDPOINT)$/;

/** The value of a setting; an empty one counts as none. */
export function setting(environment: Environment, name: string): string | undefined {
  return environment[name] || undefined;
}

/** The policy of the run, absolute: the demo's own, unless the environment names another. */
export function policyFile(environment: Environment): string {
  return path.resolve(
    setting(environment, 'POLICY_FILE') ?? path.join(projectRoot(), 'local', 'policy.yaml'),
  );
}

/**
 * Every setting the host needs. What the environment sets wins over what is made here, so that the same command
 * runs against a real provider.
 */
export function appSettings(
  state: RunState,
  where: Whereabouts,
  environment: Environment,
): Record<string, string> {
  const made: Record<string, string> = {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    AzureWebJobsStorage: where.storageConnection,
    DATABASE_URL: where.databaseUrl,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: state.botAppId,
    MicrosoftAppPassword: state.botAppPassword,
    MicrosoftAppTenantId: demoTenantId,
    TEAMS_SERVICE_URL: where.teamsServiceUrl,
    TEAMS_OPENID_METADATA_URL: where.openIdMetadataUrl,
    TEAMS_LOCAL_KEY: state.teamsLocalKey,
    POLICY_FILE: policyFile(environment),
    PUBLIC_URL: where.functionsUrl,
    SMTP_URL: where.smtpUrl,
    MAIL_FROM: `access@${demoDomain}`,
    LINK_SIGNING_KEY: state.linkSigningKey,
    DIRECTORY_ENCRYPTION_KEY: state.directoryEncryptionKey,
    AUDIT_SEAL_KEY: state.auditSealKey,
    TICKET_WEBHOOK_SECRET: state.ticketWebhookSecret,
    ...remindersFrom(state, policyFile(environment)),
  };
  const chosen = Object.keys(made).map((name) => [name, setting(environment, name) ?? made[name] ?? '']);
  const foreign = Object.keys(environment)
    .filter((name) => handedOn.test(name) && setting(environment, name))
    .map((name) => [name, environment[name] ?? '']);
  return { ...Object.fromEntries([...chosen, ...foreign]), POLICY_FILE: policyFile(environment) };
}

/** Reminders of the day on which the run is made begin tomorrow; whoever sets their hour wants to see them. */
function remindersFrom(state: RunState, policy: string): Record<string, string> {
  const setsHour = existsSync(policy) && /\bsendAt\b/.test(readFileSync(policy, 'utf8'));
  return setsHour ? {} : { REMINDERS_FROM: state.remindersFrom };
}

/** Writes what `func start`, or any other host in the project's root, takes as its environment. */
export function writeLocalSettings(file: string, values: Record<string, string>, port: number): void {
  writePrivateJson(file, { IsEncrypted: false, Values: values, Host: { LocalHttpPort: port } });
}

/** The directory's sign-in page. */
export function signInUrl(functionsUrl: string): string {
  return `${functionsUrl}/api/directory/sign-in`;
}
