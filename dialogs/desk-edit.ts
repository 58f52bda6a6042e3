/** R8: a user's record as a form: the values that it is opened with, what comes back in its fields, and saving them. */
import { type EditAnswer, type Phone, phoneTypes, type RecordValues } from '../domain/account-record';
import type { DeskCard } from '../domain/desk/card';
import { noChoice } from '../domain/desk/messages';
import { editAtDesk } from '../domain/use-cases/desk/desk-actions';
import { type Administering, valuesOf } from '../domain/use-cases/desk/desk-deps';
import { openForm } from '../domain/use-cases/desk/look';
import { formerAct, noteFault, performAct } from '../domain/use-cases/desk/perform-act';
import { behindOf, type DeskFrame, type Of } from './desk-frame';
import { containsSecret } from './recogniser/secret-guard';
import type { Press, Reply, Turn } from './turn';

/** At most so many phones are on a record; the form always has room for one more. */
const mostPhones = 10;

/** What was written into the fields; a phone whose numbers were both emptied is taken off the record. */
export function typedValues(inputs: Readonly<Record<string, string>>): RecordValues {
  const text = (name: string): string => (inputs[name] ?? '').trim();
  const phones = Array.from({ length: mostPhones }, (_, n): Phone[] => {
    const [areaCode, localNumber] = [text(`deskArea${n}`), text(`deskLocal${n}`)];
    if (areaCode === '' && localNumber === '') return [];
    const type = phoneTypes.find((one) => one === text(`deskType${n}`)) ?? 'other';
    return [{ areaCode, localNumber, type, sms: text('deskSms') === String(n) }];
  }).flat();
  const [email, carrierId] = [text('deskEmail'), text('deskCarrier')];
  return {
    status: text('deskStatus') === 'disabled' ? 'disabled' : 'active',
    ...(email ? { email } : {}),
    phones,
    ...(carrierId && carrierId !== noChoice ? { carrierId } : {}),
    mobileResetAllowed: text('deskMobileReset') === 'true',
  };
}

/** Edit, Save and the way back. */
export function createEditSteps({ deps, newId, show, refuse, record, actDone }: DeskFrame) {
  /** R8: the form, with what was typed before where something of it was refused. */
  const editForm = async (
    turn: Turn,
    by: Administering,
    accountId: string,
    of: Pick<Of<'desk-edit'>, 'fault' | 'alert'> & { values?: RecordValues; version?: string } = {},
  ): Promise<Reply> => {
    const opened = await openForm(deps, by, accountId);
    if (opened.kind !== 'form') return refuse(opened.kind);
    const { account, version } = opened.record;
    const { values = valuesOf(opened.record), version: seen = version, ...said } = of;
    const { displayName, userName } = account;
    const message: Of<'desk-edit'> = {
      ...{ kind: 'desk-edit', id: newId(), displayName, userName, values, carriers: opened.carriers },
      ...said,
    };
    const behind: DeskCard = { card: 'edit', account: account.ref, accountName: displayName, version: seen };
    return show(turn, message, 'desk-record', behind);
  };

  const edit = (turn: Turn, by: Administering, press: Press): Promise<Reply> | Reply => {
    turn.busy();
    const behind = behindOf(turn, press, 'record');
    return behind ? editForm(turn, by, behind.account.id) : refuse('card-closed');
  };

  const save = async (turn: Turn, by: Administering, press: Press): Promise<Reply> => {
    turn.busy();
    const behind = behindOf(turn, press, 'edit');
    if (!behind) {
      const former = await formerAct(deps, editAtDesk(), press.id, by.person);
      return former
        ? actDone(turn, by, editAtDesk(), former.account.id, former.answer)
        : refuse('card-closed');
    }
    const { account, accountName, version } = behind;
    if (!press.inputs) return editForm(turn, by, account.id, { alert: 'note-missing' });
    const values = typedValues(press.inputs);
    const note = press.inputs.deskReason ?? '';
    const alert = containsSecret(note) ? 'note-secret' : noteFault(note);
    if (alert) return editForm(turn, by, account.id, { values, version, alert });
    let told: EditAnswer | undefined;
    const action = editAtDesk(values, (answer) => {
      told = answer;
    });
    const pressed = { ...by, cardId: press.id, account, accountName, note, version };
    const answer = await performAct(deps, action, pressed);
    const refusal = told as EditAnswer | undefined;
    if (refusal?.kind === 'refused') {
      const { kind: _kind, ...fault } = refusal;
      return editForm(turn, by, account.id, { values, version, fault });
    }
    return actDone(turn, by, action, account.id, answer);
  };

  const back = (turn: Turn, by: Administering, press: Press): Promise<Reply> | Reply => {
    const behind = behindOf(turn, press, 'edit');
    return behind ? record(turn, by, behind.account.id) : refuse('card-closed');
  };

  return { edit, save, back };
}
