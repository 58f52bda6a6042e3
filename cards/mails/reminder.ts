/**
 * Reminders by mail, for whoever Teams can't reach: what runs out and when, the way to the portal, and how to reach IT.
 * A mail has no buttons, so its words name none.
 */
import type { HelpDeskFacts } from '../../domain/messages';
import type { MailedReminder, ReminderMessage } from '../../domain/reminder/messages';
import { contractorLines, contractorValues } from '../content-contractors';
import { daysOf } from '../content-reminder';
import { unlinked } from '../foreign-text';
import { languageFor, type Reader } from '../locale';
import { ownWords, withoutMarkdown } from '../own-words';
import { safeMarkdown } from '../safe-markdown';
import type { Of } from '../slots';
import { createSpeaker, type Speaker } from '../speaker';
import { webAddress } from '../web-address';
import { type Mail, type MailContent, writeMail } from './mail';

type Core = Pick<MailContent, 'subject' | 'text' | 'facts' | 'people' | 'paragraphs' | 'link'>;

/** Whether a message is one that has a form as mail. */
export function isMailed(message: ReminderMessage): message is MailedReminder {
  return ['password-expiry', 'password-expired', 'contractor-expiry'].includes(message.kind);
}

/** Renders the mail in the reader's language; all foreign text is harmless in subject, text and HTML. */
export function renderReminderMail(
  about: {
    readonly message: MailedReminder;
    readonly displayName: string;
    readonly helpDesk: HelpDeskFacts;
  },
  reader: Reader,
): Mail {
  const speaker = createSpeaker(reader, unlinked);
  const { say, show } = speaker;
  const name = show(about.displayName);
  const { paragraphs = [], ...core } = coreOf(about.message, name, speaker);
  const product = say('product');
  return writeMail({
    language: languageFor(reader),
    greeting: name ? say('mail.greeting', { name }) : say('mail.greeting-nameless'),
    ...core,
    paragraphs,
    objection: say('mail.reminder.reach'),
    ways: waysTo(about.helpDesk, speaker),
    footer: [say('mail.reminder.why', { product }), say('mail.footer')].join(' '),
  });
}

function coreOf(message: MailedReminder, name: string, speaker: Speaker): Core {
  if (message.kind === 'contractor-expiry') return contracts(message, speaker);
  return message.kind === 'password-expiry' ? expiry(message, name, speaker) : expired(message, speaker);
}

function expiry(message: Of<'password-expiry'>, name: string, speaker: Speaker): Core {
  const { say, show, facts } = speaker;
  const { accountName, expiresAt, isLast, url, instructions } = message;
  const daysBefore = daysOf(message, speaker);
  const account = show(accountName);
  const when = speaker.when(daysBefore);
  const values = {
    name: name || account,
    account,
    date: speaker.moment(expiresAt),
    days: speaker.counted('count.days', daysBefore),
  };
  const advice = webAddress(url)
    ? say('password-expiry.advice-link')
    : say(instructions ? 'password-expiry.advice-instructions' : 'mail.reminder.no-way');
  const own = ownWords(message.text, values, withoutMarkdown);
  return {
    subject: say('mail.reminder.subject', { when }),
    text: say('password-expiry.text', { account, when }),
    facts: facts({ account: accountName, expires: expiresAt }),
    paragraphs: [
      ...(isLast ? [say('password-expiry.last')] : []),
      ...(own.length > 0 ? own : [advice]),
      ...written(message, speaker),
    ],
    ...linkTo(message, speaker),
  };
}

function expired(message: Of<'password-expired'>, speaker: Speaker): Core {
  const { say, show, facts } = speaker;
  const { accountName, expiredAt, url, instructions } = message;
  const how = webAddress(url)
    ? say('mail.reminder.renew-link')
    : say(instructions ? 'password-expired.how-instructions' : 'mail.reminder.renew-none');
  return {
    subject: say('password-expired.title'),
    text: say('password-expired.text', { account: show(accountName) }),
    facts: facts({ account: accountName, expired: expiredAt }),
    paragraphs: [how, ...written(message, speaker)],
    ...linkTo(message, speaker),
  };
}

/** Nothing can be pressed here, so everybody is listed at once. */
function contracts(message: Of<'contractor-expiry'>, speaker: Speaker): Core {
  const { contractors, fields } = message;
  const own = ownWords(message.text, contractorValues(message, speaker), withoutMarkdown);
  const { people, unlisted } = contractorLines({ ...message, listed: contractors.length }, fields, speaker);
  const [first, ...rest] =
    own.length > 0 ? own : [speaker.counted('mail.reminder.contracts', contractors.length)];
  return {
    subject: speaker.counted('contractor-expiry.title', contractors.length),
    text: first ?? '',
    facts: [],
    people,
    paragraphs: [...rest, ...(unlisted > 0 ? [speaker.counted('contractor-expiry.unlisted', unlisted)] : [])],
  };
}

/** The organisation's instructions, where there is no portal to lead to. */
function written(
  { url, instructions }: Of<'password-expiry'> | Of<'password-expired'>,
  { show }: Speaker,
): readonly string[] {
  if (webAddress(url) || !instructions) return [];
  const blocks = safeMarkdown(instructions.text ?? '').blocks.map(withoutMarkdown);
  return webAddress(instructions.url) ? blocks : [show(instructions.title), ...blocks];
}

/** The portal, or else the page of the instructions. */
function linkTo(
  { url, instructions }: Of<'password-expiry'> | Of<'password-expired'>,
  { say, show }: Speaker,
): Pick<Core, 'link'> {
  const href = webAddress(url);
  if (href) return { link: { title: say('link.change-password'), url: href } };
  const article = webAddress(instructions?.url);
  return article && instructions ? { link: { title: show(instructions.title), url: article } } : {};
}

function waysTo({ phone, url, hours }: HelpDeskFacts, { say, show, titleOf }: Speaker): MailContent['ways'] {
  const link = webAddress(url);
  const called = phone
    ? hours
      ? say('mail.object-phone-hours', { phone: show(phone), hours: show(hours) })
      : say('mail.object-phone', { phone: show(phone) })
    : undefined;
  return [
    ...(called ? [{ said: called }] : []),
    ...(link ? [{ said: say('mail.object-link', { url: link }), link }] : []),
    { said: say('mail.reminder.teams', { help: titleOf('get-help'), product: say('product') }) },
  ];
}
