/** Says what isn't ready: services that still start, a bot that doesn't answer, a stand-in that went away. */
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import type { PageState } from './shapes.js';
import { on, store } from './store.js';

const steps = ({ starting }: PageState): HTMLElement | undefined => {
  const open = starting.filter(({ done }) => !done);
  if (open.length === 0) return undefined;
  return el(
    'div',
    { class: 'status starting' },
    el('strong', {}, 'Starting'),
    el(
      'ul',
      {},
      ...starting.map(({ name, done }) =>
        el(
          'li',
          { class: done ? 'done' : 'open' },
          done ? icon('check') : el('span', { class: 'spinner' }),
          name,
        ),
      ),
    ),
  );
};

const botProblem = ({ bot, starting }: PageState): HTMLElement | undefined => {
  // While its host is still starting nobody expects it to answer.
  if (starting.some(({ done }) => !done)) return undefined;
  if (bot.state !== 'unreachable' && bot.state !== 'refusing') return undefined;
  const words = bot.state === 'unreachable' ? 'The bot can’t be reached' : 'The bot refuses what Teams sends';
  return el('div', { class: 'status problem' }, el('strong', {}, words), el('span', {}, bot.reason ?? ''));
};

/** Brings the bar to life. */
export const startStatusBar = (): void => {
  const bar = byId('status');
  let connected = true;
  let lost: number | undefined;
  const draw = (): void => {
    const state = store.state();
    if (!connected) {
      const words = el('strong', {}, 'The stand-in went away');
      fill(bar, el('div', { class: 'status problem' }, words, el('span', {}, 'Connecting again by itself…')));
    } else if (state) fill(bar, steps(state), botProblem(state));
  };
  on('state', draw);
  on('connection', (event) => {
    if (event.connected) {
      clearTimeout(lost);
      lost = undefined;
      connected = true;
      draw();
      return;
    }
    // A restart takes a moment; only what lasts is worth a word.
    lost ??= setTimeout(() => {
      connected = false;
      draw();
    }, 1200);
  });
};
