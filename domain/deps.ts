/** What the use-cases are given. Each takes the part that it needs of this one record. */
import type { ProviderId } from './account';
import type { Policy } from './policy/schema';
import type { AuditTrail } from './ports/audit-trail';
import type { Clock, Digest, LinkMaker, Pace, Random } from './ports/clock';
import type { CarrierActStore, DeskActStore, PasswordPageStore } from './ports/desk-acts';
import type { IdentityProvider, ProviderWith } from './ports/identity-provider';
import type { ArticleStore, KnowledgeBase } from './ports/knowledge';
import type { MobileResetOrchestrations, MobileResetStore, PasswordCarrier } from './ports/mobile-reset';
import type {
  Announcer,
  HelpDesk,
  Messenger,
  Orchestrations,
  ReminderMail,
  RunOrchestrations,
} from './ports/outward';
import type { RecordedLinks } from './ports/recorded-links';
import type { ReminderStore, RunStore } from './ports/reminder-store';
import type { ConversationStore, CursorStore, HandleStore, LimitStore, RequestStore } from './ports/stores';
import type { CarrierTests } from './ports/text-messages';

/** Which provider serves what; decided by the policy at start. */
export type Providers = {
  readonly lockouts?: IdentityProvider;
  readonly unlock?: IdentityProvider;
  readonly passwordReset?: IdentityProvider;
  readonly factors?: IdentityProvider;
  /** Absent also where the policy has switched the reminders off. */
  readonly passwordExpiry?: ProviderWith<'passwordExpiry'>;
  readonly contractors?: ProviderWith<'contractors'>;
  /** Whose accounts are looked after at the administrator's desk. */
  readonly administration?: ProviderWith<'accountAdministration'>;
  byId(id: ProviderId): IdentityProvider | undefined;
};

export type Deps = {
  readonly tenantId: string;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  readonly digest: Digest;
  readonly providers: Providers;
  readonly requests: RequestStore;
  readonly conversations: ConversationStore;
  readonly limits: LimitStore;
  readonly cursors: CursorStore;
  readonly audit: AuditTrail;
  readonly messenger: Messenger;
  readonly helpDesk: HelpDesk;
  readonly announcer: Announcer;
  readonly orchestrations: Orchestrations & RunOrchestrations & MobileResetOrchestrations;
  readonly handles: HandleStore;
  readonly links: LinkMaker;
  readonly knowledge: KnowledgeBase;
  readonly articles: ArticleStore;
  readonly recordedLinks: RecordedLinks;
  readonly reminders: ReminderStore;
  readonly reminderRuns: RunStore;
  readonly reminderMail: ReminderMail;
  readonly reminderPace: Pace;
  /** Runs whose hour lies before it are not made up for: the day's that had begun when the product came. */
  readonly remindersFrom?: Date;
  readonly deskActs: DeskActStore;
  readonly carrierActs: CarrierActStore;
  readonly carrierTests: CarrierTests;
  readonly passwordPages: PasswordPageStore;
  /** Links to the page where an administrator enters a password. */
  readonly passwordPageLinks: LinkMaker;
  /** R: absent where there is no directory. */
  readonly mobile?: {
    readonly provider: ProviderWith<'temporaryPassword'>;
    readonly requests: MobileResetStore;
    readonly carrier: PasswordCarrier;
  };
};
