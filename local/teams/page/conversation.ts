/** The conversation pane: messages in order, kept at the end while somebody reads there, and told to screen readers. */
import { botAvatar } from './avatars.js';
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import { drawDay, drawMessage, showNote } from './message-view.js';
import { onPreferences } from './preferences.js';
import type { PageMessage } from './shapes.js';
import { on, store } from './store.js';
import { drawWelcome } from './welcome.js';

const typingMs = 8000;
const togetherMs = 5 * 60_000;
const nearEndPx = 120;

/** Brings the pane to life. */
export const startConversation = (): void => {
  const list = byId('messages');
  const scroller = byId('scroller');
  const newer = byId('newer');
  const typing = byId('typing');
  fill(typing, botAvatar(), el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')));
  fill(newer, icon('down'), 'New messages');
  // What scrolls must be reachable without a mouse.
  scroller.tabIndex = 0;
  let typingTimer: number | undefined;

  const isNearEnd = (): boolean =>
    scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEndPx;
  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    newer.hidden = true;
  };
  const hideTyping = (): void => {
    clearTimeout(typingTimer);
    typing.classList.remove('shown');
    byId('typing-words').textContent = '';
  };
  const isSameDay = (one: string, other: string): boolean =>
    new Date(one).toDateString() === new Date(other).toDateString();
  const append = (person: string, message: PageMessage, before: PageMessage | undefined): void => {
    const newDay = !before || !isSameDay(before.timestamp, message.timestamp);
    if (newDay) list.append(drawDay(message.timestamp, store.chat(person).locale));
    const gapMs = before ? Date.parse(message.timestamp) - Date.parse(before.timestamp) : 0;
    list.append(drawMessage(person, message, !newDay && before?.from === message.from && gapMs < togetherMs));
  };
  const drawAll = (): void => {
    const person = store.chosen();
    if (!person) return;
    const messages = store.messages(person.aadObjectId);
    fill(list);
    let before: PageMessage | undefined;
    for (const message of messages) {
      append(person.aadObjectId, message, before);
      before = message;
    }
    drawWelcome(messages.length === 0);
    toEnd();
    requestAnimationFrame(toEnd);
  };
  const find = (id: string): HTMLElement | null => list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const isShown = (person: string): boolean => store.chosen()?.aadObjectId === person;

  /** Draws one message anew in its place; the focus stays with the message when its button is gone. */
  const redraw = (person: string, message: PageMessage): void => {
    const old = find(message.id);
    if (!old) return;
    const hadFocus = old.contains(document.activeElement) || old.querySelector('[aria-busy="true"]') !== null;
    const wasNearEnd = isNearEnd();
    const anew = drawMessage(person, message, old.classList.contains('follows'));
    old.replaceWith(anew);
    if (hadFocus) anew.focus({ preventScroll: true });
    if (wasNearEnd) toEnd();
  };

  on('chosen', () => {
    hideTyping();
    fill(list);
    drawWelcome(false);
  });
  on('messages', ({ person }) => {
    if (isShown(person)) drawAll();
  });
  on('message', ({ person, message, isNew }) => {
    if (!isShown(person)) return;
    if (message.from === 'bot') hideTyping();
    if (!isNew) return redraw(person, message);
    const follow = isNearEnd() || message.from === 'person';
    append(person, message, store.messages(person).at(-2));
    drawWelcome(false);
    if (follow) toEnd();
    else newer.hidden = false;
  });
  on('state', () => {
    if (!byId('welcome').hidden) drawWelcome(true);
  });
  on('removed', ({ person, id }) => {
    if (isShown(person)) find(id)?.remove();
  });
  on('typing', ({ person }) => {
    if (!isShown(person)) return;
    typing.classList.add('shown');
    byId('typing-words').textContent = `${store.state()?.botName ?? 'The bot'} is typing`;
    if (isNearEnd()) toEnd();
    clearTimeout(typingTimer);
    typingTimer = setTimeout(hideTyping, typingMs);
  });
  on('note', ({ person, messageId, text, error }) => {
    const message = isShown(person) ? find(messageId) : null;
    if (message) showNote(message, text, error);
  });
  on('undelivered', ({ person, messageId, reason }) => {
    const message = isShown(person) ? find(messageId) : null;
    if (message) showNote(message, `Not delivered: the bot can’t be reached (${reason}).`, true);
  });
  newer.addEventListener('click', toEnd);
  scroller.addEventListener('scroll', () => {
    if (isNearEnd()) newer.hidden = true;
  });
  let theme: string | undefined;
  onPreferences((chosen) => {
    // Cards carry their colours in themselves.
    if (theme !== undefined && theme !== chosen.theme) drawAll();
    theme = chosen.theme;
  });
};
