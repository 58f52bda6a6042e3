/** The buttons of the strip, and what it needs to see everything: the operator's key. */
import { post } from './api.js';
import { firstName } from './avatars.js';
import { lockAccount, trySignIn } from './doings.js';
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import type { OperatorState } from './shapes.js';
import { on, store } from './store.js';

const operatorWords = ({ state, baseUrl, reason }: OperatorState): string => {
  if (state === 'watching') return `Tickets and audit trail from ${baseUrl}`;
  if (state === 'refused') return `The host at ${baseUrl} refuses the operator’s key.`;
  if (state === 'unreachable')
    return `The operator routes at ${baseUrl} can’t be read: ${reason ?? 'no answer'}.`;
  return 'Tickets and the audit trail are shown here with the operator’s function key. The embedded host prints it as operatorKey; func start lists it under the function keys.';
};

const startOperatorForm = (): void => {
  const form = byId('operator') as HTMLFormElement;
  const key = byId('operator-key') as HTMLInputElement;
  const base = byId('operator-url') as HTMLInputElement;
  const problem = byId('operator-problem');
  on('state', ({ operator }) => {
    byId('operator-words').textContent = operatorWords(operator);
    byId('operator-words').dataset.state = operator.state;
    form.hidden = operator.state === 'watching';
    if (base.value === '') base.value = operator.baseUrl;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void post('/page/operator', { key: key.value, baseUrl: base.value }).then((answer) => {
      problem.textContent = answer.ok ? '' : answer.problem;
      if (answer.ok) key.value = '';
    });
  });
};

/** Brings the buttons to life. */
export const startStripDoings = (): void => {
  const lock = byId('lock') as HTMLButtonElement;
  const signIn = byId('sign-in') as HTMLButtonElement;
  const result = byId('sign-in-result');
  const draw = (): void => {
    const person = store.chosen();
    const state = store.state();
    if (!person || !state) return;
    fill(lock, icon('lock'), `Lock ${firstName(person)}’s account`);
    byId('scope-person').textContent = firstName(person);
    const link = byId('sign-in-page');
    link.hidden = state.signInUrl === undefined;
    if (state.signInUrl !== undefined) link.setAttribute('href', state.signInUrl);
    fill(link, 'Sign-in page', icon('open'));
    lock.hidden = state.signInUrl === undefined;
    signIn.hidden = !state.canSignIn;
  };
  const whileBusy = (button: HTMLButtonElement, doing: () => Promise<void>): void => {
    button.disabled = true;
    button.classList.add('in-flight');
    void doing().finally(() => {
      button.disabled = false;
      button.classList.remove('in-flight');
    });
  };
  lock.addEventListener('click', () => {
    const person = store.chosen();
    if (person) whileBusy(lock, () => lockAccount(person));
  });
  signIn.addEventListener('click', () => {
    const person = store.chosen();
    if (!person) return;
    whileBusy(signIn, async () => {
      const { words, signedIn } = await trySignIn(person);
      result.className = signedIn ? 'result good' : 'result bad';
      fill(result, icon(signedIn ? 'check' : 'lock'), el('span', {}, words));
    });
  });
  on('chosen', () => {
    fill(result);
    draw();
  });
  on('state', draw);
  startOperatorForm();
};
