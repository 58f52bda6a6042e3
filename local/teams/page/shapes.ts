/** What the stand-in tells its page: the one list of shapes that both sides agree on. Types only. */

/** A person as `GET /api/people` gives them. */
export type PagePerson = {
  aadObjectId: string;
  name: string;
  userPrincipalName: string;
  email: string;
  role: 'employee' | 'manager' | 'contractor' | 'administrator';
  managerId?: string;
  secretKey?: boolean;
};

/** A message as `GET /api/people/{id}/messages` gives it. */
export type PageMessage = {
  id: string;
  from: 'bot' | 'person';
  text?: string;
  card?: Record<string, unknown>;
  timestamp: string;
};

/** One of the services that the start brings up. */
export type StartingStep = { name: string; done: boolean };

/** The stages that an incident goes through, in order. */
export type StripStage = 'event' | 'notice' | 'press' | 'act' | 'ticket' | 'audit';

/** One line of "What IT sees"; an entry with a known id replaces it. */
export type StripEntry = {
  id: string;
  /** ISO, by the stand-in's clock or the audit trail's own. */
  at: string;
  stage: StripStage;
  /** `aadObjectId`; absent where it is about nobody in the organisation. */
  person?: string;
  title: string;
  detail?: string;
  tone?: 'good' | 'bad' | 'waiting';
  /** True for a record of the audit trail. */
  audited?: boolean;
  /** What starts and stops the stopwatch. */
  mark?: 'locked' | 'notice' | 'signed-in';
};

/** What the page knows about the operator's view of the product. */
export type OperatorState = {
  state: 'no-key' | 'watching' | 'refused' | 'unreachable';
  baseUrl: string;
  reason?: string;
};

/** Everything about the stand-in as a whole. */
export type PageState = {
  botName: string;
  starting: StartingStep[];
  clockOffsetMs: number;
  mailUrl?: string;
  signInUrl?: string;
  canSignIn: boolean;
  operator: OperatorState;
  /** `unknown` until the bot was called once. */
  bot: { state: 'unknown' | 'answering' | 'unreachable' | 'refusing'; reason?: string };
};

/** What a person has set, and the last thing said in their chat. */
export type PageChat = {
  person: string;
  installed: boolean;
  locale: string;
  last?: { from: 'bot' | 'person'; text: string; timestamp: string };
};

/** The answer of `GET /page/state`. */
export type PageOverview = { state: PageState; chats: PageChat[]; entries: StripEntry[] };

/** The events of `GET /page/stream`, by name. */
export type PageEvents = {
  state: PageState;
  /** `headline` is one line that stands for the message: its words, or the first of its card. */
  message: { person: string; message: PageMessage; headline: string };
  updated: { person: string; message: PageMessage; headline: string };
  deleted: { person: string; id: string };
  person: { person: string; installed: boolean; locale: string };
  typing: { person: string };
  /** What the bot says to a press beside the card, shown to whoever pressed only. */
  note: { person: string; messageId: string; text: string; error: boolean };
  /** A message that the bot didn't take. */
  undelivered: { person: string; messageId: string; reason: string };
  entry: StripEntry;
};
