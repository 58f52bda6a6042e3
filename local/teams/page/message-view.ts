/** One message in the conversation: the bot's at the left with its face, one's own at the right in a light tint. */
import { botAvatar } from './avatars.js';
import { drawCard } from './card-view.js';
import { el } from './elements.js';
import { markdownNodes } from './markdown.js';
import type { PageMessage } from './shapes.js';
import { store } from './store.js';

/** Shows words under a message, until something else is to be said there. */
export const showNote = (message: HTMLElement, text: string, error: boolean): void => {
  message.querySelector('.note')?.remove();
  const note = el('p', { class: `note${error ? ' error' : ''}`, role: error ? 'alert' : 'status' }, text);
  message.querySelector('.message-body')?.append(note);
};

const timeOf = (timestamp: string, locale: string): string =>
  new Date(timestamp).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });

/** Draws a message of a person's chat. `follows` is true when the same sender wrote just before. */
export const drawMessage = (person: string, message: PageMessage, follows: boolean): HTMLElement => {
  const { locale } = store.chat(person);
  const botName = store.state()?.botName ?? 'Bot';
  const isBot = message.from === 'bot';
  const time = el('time', { datetime: message.timestamp }, timeOf(message.timestamp, locale));
  const item = el('li', {
    class: `message from-${message.from}${follows ? ' follows' : ''}${message.card ? ' with-card' : ''}`,
    'data-id': message.id,
    tabindex: -1,
  });
  const meta = el(
    'p',
    { class: 'meta' },
    isBot ? el('span', { class: 'sender' }, botName) : el('span', { class: 'visually-hidden' }, 'You'),
    ' ',
    time,
  );
  const bubble = el('div', { class: 'bubble' });
  if (message.text !== undefined) {
    const text = el('div', { class: 'text', lang: locale });
    if (isBot) text.append(...markdownNodes(message.text));
    else text.textContent = message.text;
    bubble.append(text);
  }
  if (message.card) {
    bubble.append(
      drawCard(message.card, { person, messageId: message.id }, ({ problem }) => {
        if (problem) showNote(item, problem, true);
      }),
    );
  }
  if (isBot) item.append(follows ? el('span', { class: 'avatar-space' }) : botAvatar());
  item.append(el('div', { class: 'message-body' }, meta, bubble));
  return item;
};

/** A line between two days. */
export const drawDay = (timestamp: string, locale: string): HTMLElement => {
  const at = new Date(timestamp);
  const today = at.toDateString() === store.now().toDateString();
  const words = today
    ? 'Today'
    : at.toLocaleDateString(locale, { weekday: 'long', month: 'long', day: 'numeric' });
  return el('li', { class: 'day' }, el('span', {}, words));
};
