/** How somebody says that it wasn't them: what every mail about an account ends with. */
import type { HelpDeskFacts } from '../../domain/messages';
import { plain } from '../foreign-text';
import { type Language, text } from '../locale';
import { titleOf } from '../titles';
import { webAddress } from '../web-address';
import type { MailContent } from './mail';

/** The help desk's phone and page where the policy names them, and always the bot. */
export function waysToObject(helpDesk: HelpDeskFacts, language: Language): MailContent['ways'] {
  const { phone, url, hours } = helpDesk;
  const call = phone && {
    said: hours
      ? text('mail.object-phone-hours', language, { phone: plain(phone), hours: plain(hours) })
      : text('mail.object-phone', language, { phone: plain(phone) }),
  };
  const link = webAddress(url);
  const said = { notMe: titleOf('not-me', language), product: text('product', language) };
  return [
    ...(call ? [call] : []),
    ...(link ? [{ said: text('mail.object-link', language, { url: link }), link }] : []),
    { said: text('mail.object-teams', language, said) },
  ];
}
