/** The parts that a local run starts: those that keep its data, in processes of their own, and those that people see. */
import path from 'node:path';
import { setting, signInUrl } from './app-settings';
import { createMailbox } from './mailbox/mailbox';
import { type DemoAccount, demoPerson } from './people/demo-account';
import { demoTenantId } from './people/demo-organisation';
import { freePort, type Ports } from './ports';
import type { RunState } from './run-state';
import { startDatabaseChild, startStorageChild } from './services-children';
import { createStartingSteps } from './starting-steps';
import { createTeamsStandIn } from './teams/teams-stand-in';
import type { WatchedChild } from './watched-child';

export type Environment = Record<string, string | undefined>;

/** What is under way while a run starts, so that a failed start ends it again. */
export interface Building {
  environment: Environment;
  folder: string;
  state: RunState;
  ports: Ports;
  accounts: DemoAccount[];
  children: WatchedChild[];
  closers: (() => Promise<void>)[];
}

const botName = 'Account Access';

/** Storage and database; where the environment brings its own, none is started. */
export async function startKeeping({ environment, folder, state, children }: Building) {
  const storage = setting(environment, 'AzureWebJobsStorage')
    ? undefined
    : startStorageChild({
        state: folder,
        account: { name: 'accountaccess', key: state.storageKey },
        wishes: state.storagePorts,
      });
  if (storage) children.push(storage.child);
  const database = setting(environment, 'DATABASE_URL')
    ? undefined
    : startDatabaseChild({ state: folder, wish: state.databasePort });
  if (database) children.push(database.child);
  const [storageFacts, databaseFacts] = await Promise.all([storage?.ready, database?.ready]);
  return { storage: storageFacts, database: databaseFacts };
}

/** What people see: the chat and the mails, on one clock. */
export async function startChannels(
  { environment, folder, state, ports, accounts, closers }: Building,
  functionsUrl: string,
) {
  const teams = await createTeamsStandIn({
    port: ports.teams,
    stateFolder: path.join(folder, 'teams'),
    people: accounts.map(demoPerson),
    bot: {
      appId: setting(environment, 'MicrosoftAppId') ?? state.botAppId,
      tenantId: setting(environment, 'MicrosoftAppTenantId') ?? demoTenantId,
      messagesUrl: `${functionsUrl}/api/messages`,
      name: botName,
    },
    localKey: setting(environment, 'TEAMS_LOCAL_KEY') ?? state.teamsLocalKey,
    directorySignInUrl: signInUrl(functionsUrl),
    demoPassword: state.demoPassword,
  });
  closers.push(teams.close);
  const mailbox = await createMailbox({
    port: ports.mail,
    smtpPort: await freePort(state.smtpPort, Object.values(ports)),
    stateFolder: path.join(folder, 'mailbox'),
    clock: teams.clock,
  });
  closers.push(mailbox.close);
  teams.configure({ mailUrl: mailbox.url });
  return { teams, mailbox, steps: createStartingSteps(teams) };
}
