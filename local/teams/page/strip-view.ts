/** "What IT sees": the lines of the strip, newest first, for the chosen person or for everybody. */
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import { onPreferences, prefer, preferences } from './preferences.js';
import type { StripEntry } from './shapes.js';
import { on, store } from './store.js';
import { stageLooks } from './strip-flow.js';

const shownAtMost = 120;

const timeOf = (at: string): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const drawEntry = (entry: StripEntry, everybody: boolean): HTMLElement => {
  const { label, icon: name } = stageLooks[entry.stage];
  const who = everybody && entry.person ? store.person(entry.person)?.name : undefined;
  return el(
    'li',
    { class: `entry stage-${entry.stage}${entry.tone ? ` tone-${entry.tone}` : ''}`, 'data-entry': entry.id },
    el('span', { class: 'stage-icon', title: label }, icon(name)),
    el(
      'div',
      { class: 'entry-lines' },
      el(
        'p',
        { class: 'entry-title' },
        el('span', { class: 'visually-hidden' }, `${label}: `),
        entry.title,
        entry.audited ? el('span', { class: 'chip' }, 'audit trail') : undefined,
      ),
      who ? el('p', { class: 'entry-who' }, who) : undefined,
      entry.detail ? el('p', { class: 'entry-detail' }, entry.detail) : undefined,
    ),
    el('time', { datetime: entry.at }, timeOf(entry.at)),
  );
};

/** Brings the lines to life. */
export const startStripView = (): void => {
  const list = byId('entries');
  const nothing = byId('entries-nothing');
  list.tabIndex = 0;
  const seen = new Set<string>();
  let ready = false;
  const draw = (): void => {
    const person = store.chosen();
    const everybody = preferences().scope === 'everybody';
    const shown = store
      .entries()
      .filter((entry) => everybody || entry.person === person?.aadObjectId)
      .sort((one, other) => one.at.localeCompare(other.at))
      .reverse()
      .slice(0, shownAtMost);
    fill(list, ...shown.map((entry) => drawEntry(entry, everybody)));
    for (const entry of shown) {
      // Only what happens while one looks is lit up.
      const isNew = ready && !seen.has(entry.id);
      if (isNew) list.querySelector(`[data-entry="${CSS.escape(entry.id)}"]`)?.classList.add('fresh');
      seen.add(entry.id);
    }
    ready = true;
    nothing.hidden = shown.length > 0;
  };
  let waiting = false;
  const drawSoon = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
  on('entries', drawSoon);
  on('chosen', drawSoon);
  for (const scope of ['person', 'everybody'] as const) {
    byId(`scope-${scope}`).addEventListener('click', () => prefer({ scope }));
  }
  onPreferences(({ scope }) => {
    for (const each of ['person', 'everybody'])
      byId(`scope-${each}`).setAttribute('aria-pressed', String(each === scope));
    drawSoon();
  });
};
