/**
 * The administrator's desk (D): find a user, open their record, act. Everybody else gets the ordinary answer and learns
 * nothing of it. What a card is about stands in the chat's row; a press brings its words, nothing that is trusted.
 */

import type { DeskTopic, OpenQuestion } from '../domain/conversation';
import type { Deps } from '../domain/deps';
import type { DeskReason } from '../domain/desk/act';
import { type DeskCard, rowId, rowOf } from '../domain/desk/card';
import type { DeskMessage, DeskNotice, DeskVerb, RowVerb } from '../domain/desk/messages';
import { isAdministrator, maySeeLog, whyNoCarriers } from '../domain/desk/rights';
import { type DeskAction, resetKeyAtDesk, unlockAtDesk } from '../domain/use-cases/desk/desk-actions';
import type { Administering } from '../domain/use-cases/desk/desk-deps';
import {
  admitted,
  findAccounts,
  openMobileLog,
  openRecord,
  rowsPerPage,
} from '../domain/use-cases/desk/look';
import { type MadePage, makePasswordPage } from '../domain/use-cases/desk/password-page';
import { type DeskActAnswer, formerAct, noteFault, performAct } from '../domain/use-cases/desk/perform-act';
import { recordCard, resultsCard } from './desk-cards';
import { createCarrierSteps } from './desk-carriers';
import { createEditSteps } from './desk-edit';
import { behindOf } from './desk-frame';
import { type Dialog, questionOf, type Step } from './dialog';
import { containsSecret } from './recogniser/secret-guard';
import type { TypedTitles } from './titled-press';
import type { Press, Reply, Turn } from './turn';

type Search = Extract<DeskCard, { card: 'search' }>;
type RecordBehind = Extract<DeskCard, { card: 'record' }>;

export type DeskDialog = Pick<Dialog, 'steps'> & {
  /** What an administrator's words mean at the desk; undefined for any other words, and for anybody else. */
  meant(turn: Turn, questions: readonly OpenQuestion[], said: string): Promise<Reply> | undefined;
};

const longestSearch = 100;

/** @param ordinary the answer to whoever is no administrator */
export function createDeskDialog(deps: Deps, titles: TypedTitles['desk'], ordinary: () => Reply): DeskDialog {
  const newId = (): string => `desk-${deps.random.id()}`;

  /** A card with what stands behind it; the former one of its kind loses its buttons. */
  const show = (turn: Turn, message: DeskMessage, topic: DeskTopic, desk: DeskCard): Reply => {
    const former = turn.conversation?.value.questions.filter((question) => question.topic === topic) ?? [];
    const question = { ...questionOf(deps, message, { id: message.id, topic }), desk };
    const retire = former.map((one) => ({
      question: one,
      message: {
        kind: 'retired',
        template: one.template as DeskMessage['kind'],
        ending: 'superseded',
        at: deps.clock.now().toISOString(),
      } as const,
    }));
    const pressed = retire.find(
      ({ question: { id } }) => turn.said.kind === 'press' && id === turn.said.press.id,
    );
    return { say: [{ message, question }], retire, ...(pressed ? { pressed: pressed.message } : {}) };
  };

  const refuse = (reason: DeskReason): Reply => ({
    say: [{ message: { kind: 'desk-refused', id: newId(), reason } }],
  });

  const searchCard = (
    turn: Turn,
    of: { text?: string; onlyLocked?: boolean; alert?: boolean } = {},
  ): Reply => {
    const { text = '', onlyLocked = false, alert = false } = of;
    const behind: Search = { card: 'search', text, onlyLocked, pages: [], rows: [] };
    return show(
      turn,
      {
        kind: 'desk-search',
        id: newId(),
        text,
        onlyLocked,
        alert,
        log: hasLog(turn),
        carriers: hasCarriers(turn),
      },
      'desk-search',
      behind,
    );
  };

  /** @param pages where the pages so far began; the last one is shown */
  const results = async (
    turn: Turn,
    by: Administering,
    { text, onlyLocked, pages }: Pick<Search, 'text' | 'onlyLocked' | 'pages'>,
  ): Promise<Reply> => {
    turn.busy();
    const after = pages.at(-1) ?? '';
    const found = await findAccounts(deps, by, { text, onlyLocked, ...(after ? { after } : {}) });
    if (found.kind !== 'found') return refuse(found.kind);
    const from = (pages.length - 1) * rowsPerPage + 1;
    const message = resultsCard(newId(), { text, onlyLocked, from }, found);
    const rows = found.accounts.map(({ ref }, n) => ({ id: ref.id, label: message.rows[n]?.label ?? '' }));
    const { next } = found;
    return show(turn, message, 'desk-search', {
      ...{ card: 'search', text, onlyLocked, pages, rows },
      ...(next ? { next } : {}),
    });
  };

  const record = async (turn: Turn, by: Administering, id: string, notice?: DeskNotice): Promise<Reply> => {
    const opened = await openRecord(deps, by, id);
    if (opened.kind !== 'record') return refuse(opened.kind);
    const { account } = opened.record;
    const message = recordCard(deps.policy, by.person, newId(), opened.record, notice);
    const behind: RecordBehind = { card: 'record', account: account.ref, accountName: account.displayName };
    return show(turn, message, 'desk-record', behind);
  };

  const search = (turn: Turn, by: Administering, press: Press): Promise<Reply> | Reply => {
    const text = (press.inputs?.deskText ?? '').trim().slice(0, longestSearch);
    const onlyLocked = press.inputs?.deskOnlyLocked === 'true';
    if (text === '' && !onlyLocked) return searchCard(turn, { alert: true });
    return results(turn, by, { text, onlyLocked, pages: [''] });
  };

  const page = (to: 'next' | 'previous') => (turn: Turn, by: Administering, press: Press) => {
    if (behindOf(turn, press, 'carriers')) return carriers.page(to)(turn, by, press);
    const behind = behindOf(turn, press, 'search');
    if (!behind) return refuse('card-closed');
    const { next, pages } = behind;
    if (to === 'next' && next === undefined) return refuse('card-closed');
    return results(turn, by, {
      ...behind,
      pages: to === 'next' ? [...pages, next ?? ''] : pages.slice(0, -1),
    });
  };

  const open = (turn: Turn, by: Administering, press: Press): Promise<Reply> | Reply => {
    const row = rowOf(press.id);
    const behind = row && behindOf(turn, { ...press, id: row.cardId }, 'search');
    const id = row && behind?.rows[row.row]?.id;
    return id === undefined ? refuse('card-closed') : record(turn, by, id);
  };

  /** What was done, or why not, on the record as it is now. */
  const actDone = async (
    turn: Turn,
    by: Administering,
    action: DeskAction,
    accountId: string,
    answer: DeskActAnswer,
  ): Promise<Reply> => {
    const notice: DeskNotice =
      'act' in answer ? { kind: answer.kind, act: action.kind } : { kind: 'not-done', reason: answer.reason };
    const reply = await record(turn, by, accountId, notice);
    return 'act' in answer ? { ...reply, settle: answer.act.id } : reply;
  };

  /** An act with its reason: what is wrong with the reason is said on the record, which asks again. */
  const act = (action: DeskAction) => async (turn: Turn, by: Administering, press: Press) => {
    turn.busy();
    const behind = behindOf(turn, press, 'record');
    if (!behind) {
      const former = await formerAct(deps, action, press.id, by.person);
      return former ? actDone(turn, by, action, former.account.id, former.answer) : refuse('card-closed');
    }
    const note = press.inputs?.deskReason ?? '';
    const fault = containsSecret(note) ? 'note-secret' : noteFault(note);
    const { account, accountName } = behind;
    if (fault) return record(turn, by, account.id, { kind: 'not-done', reason: fault });
    const pressed = { ...by, cardId: press.id, account, accountName, note };
    return actDone(turn, by, action, account.id, await performAct(deps, action, pressed));
  };

  /** R5: never on a card. The record stays open, and pressing again makes a newer page. */
  const passwordPage = async (turn: Turn, by: Administering, press: Press): Promise<Reply> => {
    turn.busy();
    const behind = behindOf(turn, press, 'record');
    if (!behind) return refuse('card-closed');
    const note = press.inputs?.deskReason ?? '';
    const { account, accountName } = behind;
    const wanted = { ...by, cardId: press.id, account, accountName, note };
    const made: MadePage = containsSecret(note)
      ? { kind: 'refused', reason: 'note-secret' }
      : await makePasswordPage(deps, wanted);
    if (made.kind === 'refused')
      return record(turn, by, account.id, { kind: 'not-done', reason: made.reason });
    const { displayName, userName, url, expiresAt } = made;
    return {
      say: [{ message: { kind: 'desk-password', id: newId(), displayName, userName, url, expiresAt } }],
    };
  };

  const editing = createEditSteps({ deps, newId, show, refuse, record, actDone });

  const carriers = createCarrierSteps({ deps, newId, show, refuse });

  /** R6: for those who look after everybody and may edit. */
  const hasCarriers = ({ person }: Turn): boolean =>
    deps.providers.administration !== undefined && whyNoCarriers(deps.policy, person) === undefined;

  /** R7: for those who look after everybody, where people may ask for temporary passwords at all. */
  const hasLog = ({ person }: Turn): boolean => deps.mobile !== undefined && maySeeLog(deps.policy, person);

  const log = async (turn: Turn, by: Administering, after?: string): Promise<Reply> => {
    turn.busy();
    const opened = await openMobileLog(deps, by, after);
    if (opened.kind !== 'log') return refuse(opened.kind);
    const { entries, next } = opened;
    const behind: DeskCard = { card: 'log', ...(next ? { next } : {}) };
    const card = { kind: 'desk-log', id: newId(), entries, hasOlder: next !== undefined } as const;
    return show(turn, card, 'desk-log', behind);
  };

  const older = (turn: Turn, by: Administering, press: Press): Promise<Reply> | Reply => {
    const next = behindOf(turn, press, 'log')?.next;
    return next === undefined ? refuse('card-closed') : log(turn, by, next);
  };

  /** Rights are looked at afresh at every press. */
  const forAdministrators =
    (step: (turn: Turn, by: Administering, press: Press) => Promise<Reply> | Reply): Step =>
    async (turn, press) => {
      const by = { person: turn.person, via: press.via };
      return (await admitted(deps, by)) ? step(turn, by, press) : ordinary();
    };

  const steps: Readonly<Record<DeskVerb, Step>> = {
    'desk-find': forAdministrators((turn) => searchCard(turn)),
    'desk-search': forAdministrators(search),
    'desk-open': forAdministrators(open),
    'desk-previous': forAdministrators(page('previous')),
    'desk-next': forAdministrators(page('next')),
    'desk-unlock': forAdministrators(act(unlockAtDesk)),
    'desk-reset-key': forAdministrators(act(resetKeyAtDesk)),
    'desk-password': forAdministrators(passwordPage),
    'desk-edit': forAdministrators(editing.edit),
    'desk-save': forAdministrators(editing.save),
    'desk-back': forAdministrators(editing.back),
    'desk-log': forAdministrators((turn, by) => log(turn, by)),
    'desk-older': forAdministrators(older),
    'desk-carriers': forAdministrators((turn, by) => carriers.list(turn, by)),
    'desk-carrier-add': forAdministrators(carriers.add),
    'desk-carrier-open': forAdministrators(carriers.open),
    'desk-carrier-save': forAdministrators(carriers.save),
    'desk-carrier-remove': forAdministrators(carriers.remove),
    'desk-carrier-test': forAdministrators(carriers.test),
  };

  const meant: DeskDialog['meant'] = (turn, questions, said) => {
    if (!isAdministrator(deps.policy, turn.person)) return undefined;
    const by = { person: turn.person, via: 'typed' as const };
    const wanted = titles.searchOf(said);
    if (wanted === '') return Promise.resolve(searchCard(turn));
    if (wanted)
      return results(turn, by, { text: wanted.slice(0, longestSearch), onlyLocked: false, pages: [''] });
    const verbs = titles.verbsOf(said);
    const place = verbs.find((verb) => verb === 'desk-log' || verb === 'desk-carriers');
    if (place) return steps[place](turn, typed(place, 'none-typed'));
    for (const { id, desk, verbs: offered } of questions.toReversed()) {
      const opening = desk && rowVerbs[desk.card];
      const labels = desk && 'rows' in desk ? desk.rows.map(({ label }) => label) : [];
      const row = opening && titles.rowOf(said, labels, opening);
      if (opening && row !== undefined) return steps[opening](turn, typed(opening, rowId(id, row)));
      const verb = desk && verbs.find((one) => offered.includes(one));
      if (verb) return steps[verb](turn, typed(verb, id));
    }
    return undefined;
  };

  return { steps, meant };
}

/** What opens a row of a card. */
const rowVerbs: { readonly [K in DeskCard['card']]?: RowVerb } = {
  search: 'desk-open',
  carriers: 'desk-carrier-open',
};

function typed(verb: DeskVerb, id: string): Press {
  return { verb, id, via: 'typed' };
}
