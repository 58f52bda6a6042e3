/** Words of the form on which a user's record is edited (R8): each field, and beside it the rule that its value breaks. */
import { type Phone, phoneTypes, type RecordField } from '../domain/account-record';
import { type DeskMessage, noChoice } from '../domain/desk/messages';
import { inert, plain } from './foreign-text';
import type { Choice, EditForm, Writers } from './slots';
import type { Speaker } from './speaker';

type Message = Extract<DeskMessage, { kind: 'desk-edit' }>;

export const deskEditContent: Writers<'desk-edit'> = {
  'desk-edit': (message, speaker) => {
    const { say, show } = speaker;
    const { displayName, userName, fault, alert } = message;
    return {
      title: say('desk-edit.title'),
      text: `${show(displayName)} (${show(userName)})`,
      ...(alert ? { alert: say(`desk-reason.${alert}`) } : fault ? { alert: say('desk-edit.refused') } : {}),
      form: formOf(message, speaker),
      reason: {
        label: say('desk-record.reason'),
        placeholder: say('desk-record.reason-example'),
        error: say('desk-reason.note-missing'),
      },
    };
  },
};

/** There is always room for one phone more, up to as many as a record may have. */
const mostPhones = 10;

function formOf({ values, carriers, fault }: Message, { say }: Speaker): EditForm {
  const said = (field: RecordField, phone?: number): readonly string[] =>
    fault?.field === field && fault.phone === phone ? [say(`record-rule.${fault.rule}`)] : [];
  const { phones } = values;
  const blank: Phone = { areaCode: '', localNumber: '', type: 'mobile', sms: false };
  const rows = phones.length < mostPhones ? [...phones, blank] : phones;
  const none = { title: say('desk-edit.none'), value: noChoice };
  const sms = phones.findIndex((phone) => phone.sms);
  return {
    status: choice('desk.fact-status', values.status, [
      { title: say('desk.status-active'), value: 'active' },
      { title: say('desk.status-disabled'), value: 'disabled' },
    ]),
    email: { label: say('desk.fact-email'), value: values.email ?? '', faults: said('email') },
    phoneFaults: said('phones'),
    phones: rows.map((phone, n) => ({
      n: String(n),
      title: say('desk-edit.phone', { number: String(n + 1) }),
      faults: said('phones', n),
      area: say('desk-edit.area-code'),
      areaCode: phone.areaCode,
      local: say('desk-edit.local-number'),
      localNumber: phone.localNumber,
      type: choice(
        'desk-edit.type',
        phone.type,
        phoneTypes.map((type) => ({ title: say(`desk.phone-${type}`), value: type })),
      ),
    })),
    sms: choice('desk-edit.sms', sms < 0 ? noChoice : String(sms), [
      none,
      ...rows.map((_, n) => ({
        title: say('desk-edit.phone', { number: String(n + 1) }),
        value: String(n),
      })),
    ]),
    carrier: choice(
      'desk.fact-carrier',
      values.carrierId ?? noChoice,
      [none, ...carriers.map(({ id, name }) => ({ title: inert(plain(name)), value: id }))],
      said('carrierId'),
    ),
    mobileReset: { label: say('desk.fact-mobile-reset'), value: String(values.mobileResetAllowed) },
  };

  function choice(
    key: Parameters<typeof say>[0],
    value: string,
    choices: readonly Choice[],
    faults: readonly string[] = [],
  ) {
    return { label: say(key), value, choices, faults };
  }
}
