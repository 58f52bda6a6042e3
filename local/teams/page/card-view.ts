/** Cards, drawn by Microsoft's own renderer with the Teams host config; a pressed button waits until the bot has answered. */
import type * as Renderer from 'adaptivecards';
import { get, ofPerson, post } from './api.js';
import { el } from './elements.js';
import { markdownHtml, safeAddress } from './markdown.js';
import { preferences } from './preferences.js';

declare const AdaptiveCards: typeof Renderer;

type Fields = Record<string, unknown>;
const hostConfigs: { light?: Renderer.HostConfig; dark?: Renderer.HostConfig } = {};

/** Reads the host configs; cards can be drawn afterwards. */
export const prepareCards = async (): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    const answer = await get<Fields>(`/vendor/host-config/${theme}`);
    if (answer.ok) hostConfigs[theme] = new AdaptiveCards.HostConfig(answer.body);
  }
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownHtml(text);
    result.didProcess = true;
  };
};

/** What happened to a press, for the message to show. */
export type PressOutcome = { problem?: string };

const inputsOf = (card: Renderer.AdaptiveCard): Fields =>
  Object.fromEntries(
    card
      .getAllInputs(true)
      .flatMap((input) => (input.id && input.value !== undefined ? [[input.id, String(input.value)]] : [])),
  );

const press = async (
  person: string,
  messageId: string,
  card: Renderer.AdaptiveCard,
  action: Renderer.Action,
) => {
  const { verb, data } = action.toJSON() as { verb?: string; data?: unknown };
  const is = { ...(verb === undefined ? {} : { verb }), ...(data === undefined ? {} : { data }) };
  const answer = await post(ofPerson('api', person, 'actions'), {
    messageId,
    title: action.title ?? '',
    inputs: inputsOf(card),
    is,
  });
  return answer.ok ? {} : { problem: answer.problem };
};

const setBusy = (root: HTMLElement, action: Renderer.Action, busy: boolean): void => {
  root.setAttribute('aria-busy', String(busy));
  for (const button of root.querySelectorAll<HTMLButtonElement>('button.ac-pushButton'))
    button.disabled = busy;
  action.renderedElement?.classList.toggle('in-flight', busy);
};

/**
 * Draws a card as somebody sees it who may press its buttons. `onOutcome` is told when the bot has answered;
 * a card that is replaced by the answer is drawn anew by whoever holds the message.
 */
export const drawCard = (
  card: Fields,
  owner: { person: string; messageId: string },
  onOutcome: (outcome: PressOutcome) => void,
): HTMLElement => {
  const drawn = new AdaptiveCards.AdaptiveCard();
  const config = hostConfigs[preferences().theme];
  if (config) drawn.hostConfig = config;
  const root = el('div', { class: 'card', 'data-message': owner.messageId });
  drawn.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      const address = safeAddress(action.url ?? '');
      if (address) window.open(address, '_blank', 'noopener,noreferrer');
      return;
    }
    if (root.getAttribute('aria-busy') === 'true') return;
    setBusy(root, action, true);
    void press(owner.person, owner.messageId, drawn, action).then((outcome) => {
      setBusy(root, action, false);
      // A disabled button loses the focus; whoever pressed it by keyboard gets it back.
      if (root.isConnected && document.activeElement === document.body) action.renderedElement?.focus();
      onOutcome(outcome);
    });
  };
  try {
    drawn.parse(card);
    const element = drawn.render();
    if (element) root.append(element);
  } catch {
    root.append(el('p', { class: 'card-broken' }, 'This card can’t be shown.'));
  }
  return root;
};
