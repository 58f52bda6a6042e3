/** Words of the administrator's desk: the search, the grid, an account's record and what was done. */
import type { Phone } from '../domain/account-record';
import type { DeskActKind, DeskReason } from '../domain/desk/act';
import { type DeskMessage, type DeskNotice, type DeskVerb, deskVerbsOf } from '../domain/desk/messages';
import type { Content, Writers } from './slots';
import type { Fact, Speaker } from './speaker';

/** The card with a link stands with the others that give one away: content-password.ts. */
export const deskContent: Writers<'desk-search' | 'desk-results' | 'desk-record' | 'desk-refused'> = {
  'desk-search': (message, speaker) => ({
    title: speaker.say('desk-search.title'),
    text: speaker.say('desk-search.text'),
    ...(message.alert ? { alert: speaker.say('desk-search.alert') } : {}),
    fields: searchFields(message, speaker),
  }),
  'desk-results': (message, speaker) => {
    const { rows, from, text, onlyLocked } = message;
    const { say, show } = speaker;
    const words = show(text);
    const range = { from: String(from), to: String(from + rows.length - 1) };
    return {
      title: say('desk-results.title'),
      text:
        rows.length > 0
          ? say('desk-results.range', range)
          : words
            ? say(onlyLocked ? 'desk-results.none-locked' : 'desk-results.none', { text: words })
            : say('desk-results.nobody-locked'),
      fields: searchFields(message, speaker),
      grid: rows.map((row) => ({
        name: show(row.name),
        userName: show(row.userName),
        department: show(row.department) || '–',
        status: say(`desk.status-${row.status}`),
        color: row.status === 'locked' ? 'Attention' : 'Default',
      })),
    };
  },
  'desk-record': (message, speaker) => ({
    title: speaker.say('desk-record.title'),
    text: speaker.show(message.displayName),
    ...noticeOf(message.notice, speaker),
    facts: recordFacts(message, speaker),
    lists: [
      {
        text: speaker.say(message.factors.length > 0 ? 'desk-record.factors' : 'desk-record.no-factors'),
        items: message.factors.map(speaker.factor),
      },
    ],
    notes: Object.entries(message.barred).map(([act, reason]) =>
      speaker.say('desk-record.barred', {
        act: speaker.titleOf(verbOf[act as DeskActKind]),
        reason: speaker.say(`desk-reason.${reason as DeskReason}`),
      }),
    ),
    ...(deskVerbsOf(message).some((verb) => !withoutReason.includes(verb))
      ? { reason: reasonField(speaker) }
      : {}),
  }),
  'desk-refused': ({ reason }, { say }) => ({
    title: say('desk-refused.title'),
    text: say(`desk-reason.${reason}`),
  }),
};

const verbOf: Readonly<Record<DeskActKind, DeskVerb>> = {
  unlock: 'desk-unlock',
  'reset-secret-key': 'desk-reset-key',
  'enter-password': 'desk-password',
  edit: 'desk-edit',
};

/** Edit asks for it on its form. */
const withoutReason: readonly DeskVerb[] = ['desk-find', 'desk-edit'];

function reasonField({ say }: Speaker): Content['reason'] {
  return {
    label: say('desk-record.reason'),
    placeholder: say('desk-record.reason-example'),
    error: say('desk-reason.note-missing'),
  };
}

type SearchFacts = { readonly text: string; readonly onlyLocked: boolean };

/** The fields show again what was looked for: plain, since inputs know no Markdown. */
function searchFields({ text, onlyLocked }: SearchFacts, { say }: Speaker): Content['fields'] {
  return {
    deskText: { label: say('desk-search.label'), placeholder: say('desk-search.example'), value: text },
    deskOnlyLocked: { label: say('desk-search.only-locked'), value: String(onlyLocked) },
  };
}

function noticeOf(notice: DeskNotice | undefined, { say }: Speaker): Pick<Content, 'alert' | 'done'> {
  if (!notice) return {};
  if (notice.kind === 'not-done') return { alert: say(`desk-reason.${notice.reason}`) };
  return { done: say(notice.kind === 'done' ? `desk-done.${notice.act}` : 'desk-done.pending') };
}

function recordFacts(
  message: Extract<DeskMessage, { kind: 'desk-record' }>,
  { say, show, moment }: Speaker,
): readonly Fact[] {
  const { userName, email, department, status, lockedAt, lockReason, unlockedBy } = message;
  const none = '–';
  const reason = lockReason === 'Failures' ? say('desk.lock-reason-failures') : show(lockReason);
  return [
    { title: say('desk.fact-user-name'), value: show(userName) },
    { title: say('desk.fact-email'), value: show(email) || none },
    { title: say('desk.fact-department'), value: show(department) || none },
    { title: say('desk.fact-status'), value: say(`desk.status-${status}`) },
    { title: say('desk.fact-locked-date'), value: lockedAt ? moment(lockedAt) : none },
    { title: say('desk.fact-lock-reason'), value: reason || none },
    { title: say('desk.fact-unlocked-by'), value: show(unlockedBy) || none },
    { title: say('desk.fact-phones'), value: message.phones.map(phoneOf).join(', ') || none },
    { title: say('desk.fact-carrier'), value: show(message.carrier) || none },
    {
      title: say('desk.fact-mobile-reset'),
      value: say(message.mobileResetAllowed ? 'desk.yes' : 'desk.no'),
    },
  ];

  /** "(555) 0100, mobile, text messages". */
  function phoneOf({ areaCode, localNumber, type, sms }: Phone): string {
    const words = [say(`desk.phone-${type}`), ...(sms ? [say('desk.phone-sms')] : [])];
    return `${show(areaCode)} ${show(localNumber)} (${words.join(', ')})`;
  }
}
