/** R6: cell service providers at the desk: the list page by page, one of them as a form, and its test. */
import type { Carrier, CarrierFault } from '../domain/account-record';
import { type CarrierValues, carrierFaults } from '../domain/carrier-values';
import type { DeskReason } from '../domain/desk/act';
import { rowOf } from '../domain/desk/card';
import type { CarrierActKind } from '../domain/desk/carrier-act';
import type { CarrierMessage, CarrierNotice, CarriersMessage } from '../domain/desk/carrier-messages';
import { openCarriers, removeCarrier, saveCarrier } from '../domain/use-cases/desk/carriers';
import type { Administering } from '../domain/use-cases/desk/desk-deps';
import { noteFault } from '../domain/use-cases/desk/perform-act';
import { type CarrierActAnswer, formerCarrierAct } from '../domain/use-cases/desk/perform-carrier-act';
import { testCarrier } from '../domain/use-cases/desk/test-carrier';
import { labelsOf } from './desk-cards';
import { behindOf, type DeskFrame } from './desk-frame';
import { containsSecret } from './recogniser/secret-guard';
import type { Press, Reply, Turn } from './turn';

type Typed = Pick<CarrierMessage, 'values' | 'note' | 'words'>;
type Told = Pick<CarrierMessage, 'faults' | 'testFault' | 'notice'> & Partial<Typed>;
type Form = { readonly carrierId: string; readonly isNew: boolean };

/** Rows of a page of the list. */
const rowsOnPage = 8;

const blank: CarrierValues = { name: '', numberFormat: '{area}{local}' };
const notDone = (reason: DeskReason): CarrierNotice => ({ kind: 'not-done', reason });

export function createCarrierSteps({
  deps,
  newId,
  show,
  refuse,
}: Pick<DeskFrame, 'deps' | 'newId' | 'show' | 'refuse'>) {
  const isReachable = ({ smsDomain }: CarrierValues): boolean =>
    deps.carrierTests.has(smsDomain ? 'text-by-mail' : 'text-service');

  const list = async (turn: Turn, by: Administering, from = 1, notice?: CarrierNotice): Promise<Reply> => {
    turn.busy();
    const opened = await openCarriers(deps, by, 'list');
    if (opened.kind !== 'carriers') return refuse(opened.kind);
    const { carriers } = opened;
    const start = from > carriers.length ? 1 : from;
    const shown = carriers.slice(start - 1, start - 1 + rowsOnPage);
    const labels = labelsOf(shown.map(({ name }) => name));
    const message: CarriersMessage = {
      ...{ kind: 'desk-carriers', id: newId(), from: start },
      rows: shown.map(({ id: _id, ...values }, n) => ({
        ...values,
        label: labels[n] ?? '',
        isReachable: isReachable(values),
      })),
      hasNext: start - 1 + rowsOnPage < carriers.length,
      ...(notice ? { notice } : {}),
    };
    const rows = shown.map(({ id }, n) => ({ id, label: labels[n] ?? '' }));
    return show(turn, message, 'desk-carriers', { card: 'carriers', from: start, rows });
  };

  const page = (to: 'next' | 'previous') => (turn: Turn, by: Administering, press: Press) => {
    const behind = behindOf(turn, press, 'carriers');
    if (!behind) return refuse('carrier-card-closed');
    return list(turn, by, Math.max(1, behind.from + (to === 'next' ? rowsOnPage : -rowsOnPage)));
  };

  /** The form as the list has it, with what was typed before where something of it was refused. */
  const form = async (
    turn: Turn,
    by: Administering,
    { carrierId, isNew }: Form,
    { values, note = '', words = '', ...told }: Told = {},
  ): Promise<Reply> => {
    const opened = await openCarriers(deps, by, isNew ? 'add' : carrierId);
    if (opened.kind !== 'carriers') return refuse(opened.kind);
    const found = opened.carriers.find(({ id }) => id === carrierId);
    if (!found && !isNew) return list(turn, by, 1, told.notice ?? notDone('carrier-gone'));
    const saved = found && withoutId(found);
    const message: CarrierMessage = {
      ...{ kind: 'desk-carrier', id: newId(), values: values ?? saved ?? blank, note, words },
      ...(saved ? { saved } : {}),
      ...told,
    };
    return show(turn, message, 'desk-carriers', { card: 'carrier', carrierId, isNew: !found });
  };

  const add = (turn: Turn, by: Administering): Promise<Reply> => {
    turn.busy();
    return form(turn, by, { carrierId: deps.random.id(), isNew: true });
  };

  const open = (turn: Turn, by: Administering, press: Press): Promise<Reply> | Reply => {
    const row = rowOf(press.id);
    const behind = row && behindOf(turn, { ...press, id: row.cardId }, 'carriers');
    const carrierId = row && behind?.rows[row.row]?.id;
    if (carrierId === undefined) return refuse('carrier-card-closed');
    turn.busy();
    return form(turn, by, { carrierId, isNew: false });
  };

  /** What has come of an act, on the form or, of one that is gone, on the list. */
  const ended = (
    turn: Turn,
    by: Administering,
    answer: CarrierActAnswer,
    typed: Told,
  ): Promise<Reply> | Reply => {
    if (answer.kind === 'pending') return refuse('carrier-pending');
    if (answer.kind === 'refused') return refuse(answer.reason);
    const { act, outcome } = answer;
    const { kind, carrierId, before, after, test } = act;
    const name = (after ?? before)?.name ?? '';
    const isDone = outcome.result === 'done';
    if (kind === 'test') {
      const notice: CarrierNotice =
        outcome.handover && test
          ? { kind: 'tested', target: test, handover: outcome.handover }
          : notDone(outcome.result === 'done' ? 'outcome-unknown' : outcome.reason);
      return form(turn, by, { carrierId, isNew: false }, { ...typed, notice });
    }
    const notice: CarrierNotice =
      outcome.result === 'done' ? { kind: 'done', act: kind, name } : notDone(outcome.reason);
    if (kind === 'remove' && isDone) return list(turn, by, 1, notice);
    const isNew = kind === 'add' && !isDone;
    return form(turn, by, { carrierId, isNew }, { ...(isDone ? {} : typed), notice });
  };

  /** An act on a form: pressed again, what has become of it is told, on a closed one too. */
  const acting =
    (
      kindOf: (form: Pick<Form, 'isNew'>) => CarrierActKind,
      doing: (turn: Turn, by: Administering, press: Press, form: Form) => Promise<Reply>,
    ) =>
    async (turn: Turn, by: Administering, press: Press): Promise<Reply> => {
      turn.busy();
      const behind = behindOf(turn, press, 'carrier');
      const kinds = (behind ? [behind.isNew] : [true, false]).map((isNew) => kindOf({ isNew }));
      for (const kind of kinds) {
        const former = await formerCarrierAct(deps, { cardId: press.id, person: by.person }, kind);
        if (former) return ended(turn, by, former, {});
      }
      return behind ? doing(turn, by, press, behind) : refuse('carrier-card-closed');
    };

  /** The answer to an act with a reason; what is wrong with the reason is said on the form, which asks again. */
  const withNote = async (
    turn: Turn,
    by: Administering,
    press: Press,
    behind: Form,
    doing: (typed: Typed) => Promise<Reply>,
    faultsOf: (typed: Typed) => readonly CarrierFault[] = () => [],
  ): Promise<Reply> => {
    if (!press.inputs) return form(turn, by, behind, { notice: notDone('note-missing') });
    const typed = typedOf(press.inputs);
    const isSecret = containsSecret(typed.note);
    const fault = isSecret ? 'note-secret' : noteFault(typed.note);
    if (!fault) return doing(typed);
    const told = { notice: notDone(fault), faults: faultsOf(typed) };
    return form(turn, by, behind, { ...typed, ...(isSecret ? { note: '' } : {}), ...told });
  };

  const save = acting(
    ({ isNew }) => (isNew ? 'add' : 'edit'),
    (turn, by, press, behind) =>
      withNote(
        turn,
        by,
        press,
        behind,
        async (typed) => {
          const pressed = { ...by, ...behind, cardId: press.id };
          const answer = await saveCarrier(deps, pressed, typed.values, typed.note);
          if (answer.kind === 'faults') return form(turn, by, behind, { ...typed, faults: answer.faults });
          return ended(turn, by, answer, typed);
        },
        ({ values }) => carrierFaults(values),
      ),
  );

  const remove = acting(
    () => 'remove',
    (turn, by, press, behind) =>
      withNote(turn, by, press, behind, async (typed) =>
        ended(turn, by, await removeCarrier(deps, { ...by, ...behind, cardId: press.id }, typed.note), typed),
      ),
  );

  /** The number is on no card again: it is typed for one test. */
  const test = acting(
    () => 'test',
    async (turn, by, press, behind) => {
      if (!press.inputs) return form(turn, by, behind, { testFault: 'number-missing' });
      const typed = typedOf(press.inputs);
      const withoutSecrets = { ...typed, ...(containsSecret(typed.note) ? { note: '' } : {}) };
      if (containsSecret(typed.words))
        return form(turn, by, behind, { ...withoutSecrets, words: '', testFault: 'words-secret' });
      const { deskTestArea: areaCode = '', deskTestLocal: localNumber = '' } = press.inputs;
      const asked = { areaCode, localNumber, words: typed.words, locale: turn.person.locale };
      const answer = await testCarrier(deps, { ...by, ...behind, cardId: press.id }, asked);
      switch (answer.kind) {
        case 'fault':
          return form(turn, by, behind, { ...withoutSecrets, testFault: answer.rule });
        case 'no-way':
        case 'limit':
          return form(turn, by, behind, { ...withoutSecrets, notice: answer });
        default:
          return ended(turn, by, answer, withoutSecrets);
      }
    },
  );

  return { list, page, add, open, save, remove, test };
}

/** What was written into the fields. */
function typedOf(inputs: Readonly<Record<string, string>>): Typed {
  const {
    deskName = '',
    deskSmsDomain = '',
    deskNumberFormat = '',
    deskReason = '',
    deskTestWords = '',
  } = inputs;
  const smsDomain = deskSmsDomain.trim();
  return {
    values: { name: deskName, numberFormat: deskNumberFormat, ...(smsDomain ? { smsDomain } : {}) },
    note: deskReason,
    words: deskTestWords,
  };
}

function withoutId({ id: _id, ...values }: Carrier): CarrierValues {
  return values;
}
