/** Words around the organisation's own instructions: an article's title, then its text when it is asked for. */
import { safeMarkdown } from './safe-markdown';
import type { Writers } from './slots';
import { markdownLink, webAddress } from './web-address';

export type InstructionsKind = 'instructions' | 'answer';

export const instructionsContent: Writers<InstructionsKind> = {
  instructions: ({ about, system, instructions }, { say, show, titleOf }) => {
    const { title, url, text } = instructions;
    const href = webAddress(url);
    const name = show(system);
    const plainAbout = about === 'system' ? 'instructions.title' : (`instructions.title-${about}` as const);
    const hint = text
      ? say('instructions.hint-view', { view: titleOf('view-answer') })
      : say('instructions.hint-link');
    return {
      title: name ? say('instructions.title-system', { system: name }) : say(plainAbout),
      text: say('instructions.text'),
      article: href ? markdownLink(show(title), href) : show(title),
      ...(text || href ? { hint } : {}),
    };
  },
  answer: ({ instructions }, { say, show }) => {
    const { title, url, text = '' } = instructions;
    const href = webAddress(url);
    const { blocks, cut } = safeMarkdown(text);
    return {
      title: show(title) || say('instructions.title'),
      text: say('answer.text'),
      blocks,
      ...(cut ? { hint: say(href ? 'answer.cut-link' : 'answer.cut') } : {}),
      ...(href ? { article: markdownLink(say('link.article'), href) } : {}),
    };
  },
};
