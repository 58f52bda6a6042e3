/** What each message says: words and facts for the slots of its template. How it looks is the template's matter. */
import type { Message, MessageKind } from '../domain/messages';
import { accessContent } from './content-access';
import { contractorContent } from './content-contractors';
import { deskContent } from './content-desk';
import { deskCarriersContent } from './content-desk-carriers';
import { deskEditContent } from './content-desk-edit';
import { deskLogContent } from './content-desk-log';
import { helpContent } from './content-help';
import { instructionsContent } from './content-instructions';
import { mfaContent } from './content-mfa';
import { passwordContent } from './content-password';
import { reminderContent } from './content-reminder';
import { retiredContent } from './content-retired';
import { runSummaryContent } from './content-run-summary';
import type { Content, Writers } from './slots';
import type { Speaker } from './speaker';

const writers: Writers<MessageKind> = {
  ...accessContent,
  ...helpContent,
  ...passwordContent,
  ...mfaContent,
  ...instructionsContent,
  ...reminderContent,
  ...contractorContent,
  ...runSummaryContent,
  ...retiredContent,
  ...deskContent,
  ...deskEditContent,
  ...deskLogContent,
  ...deskCarriersContent,
};

/** The words of a message as the speaker says them. */
export function contentOf(message: Message, speaker: Speaker): Content {
  const write = writers[message.kind] as (message: Message, speaker: Speaker) => Content;
  return write(message, speaker);
}
