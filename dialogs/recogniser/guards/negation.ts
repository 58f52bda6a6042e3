/**
 * "I don't want to reset my password, just unlock it": what is said not to be wished is taken out before the rest
 * is understood. "Can't", "doesn't work" and "no code comes" are symptoms, and stay.
 */
import { plain } from '../normalise';

const wished =
  '(?:reset\\w*|change|changing|chang\\w+|forg[eo]t\\w*|unlock\\w*|lost|lose|new (?:password|pw|phone|mfa)|restablec\\w*|cambi\\w+|olvid\\w+|desbloque\\w*|perdi\\w*|reinitialis\\w*|oubli\\w+|debloqu\\w+|deverrouill\\w*|perdu|zurucksetz\\w*|andern|vergessen|entsperr\\w*|verloren|redefin\\w*|troc\\w+|mudar|esquec\\w+|desbloque\\w*|resetar|locked|gesperrt|bloquead[oa]|bloque|verrouille|password|pw|passwort|kennwort|contrasena|clave|mot de passe|mdp|senha|mfa|2fa|phone|authenticator|ticket)\\b';

/** What is wished not to be done is named after the verb: "to reset my password". */
const named = '(?: (?:my|the|a|your|this) (?:\\w+ (?=password|account|phone))?\\w+)?';

const notWished: readonly RegExp[] = [
  // A wish that is denied: "I don't want to …", "no need to …", "instead of …".
  `\\b(?:i )?(?:dont|do not|didnt|did not|never|dont really|no longer) (?:want|need|wish|ask|asked|like|intend|mean)(?: you)?(?: for)?(?: to| a| my| the)*[^,.;:!?]{0,40}?${wished}${named}`,
  `\\b(?:no need|not necessary|not trying|not asking|not looking|dont have) (?:to|for)[^,.;:!?]{0,30}?${wished}${named}`,
  `\\b(?:without|instead of|rather than|not) (?:resetting|changing|unlocking|losing|forgetting)[^,.;:!?]{0,25}`,
  `(?:^|[,.;:!?] *|\\bplease |\\bbut |\\band )(?:dont|do not|never) (?:please )?(?:reset|change|unlock|touch|delete|remove)\\b[^,.;:!?]{0,30}`,
  // A state that is denied: "I didn't forget my password", "my account isn't locked", "not the password".
  `\\b(?:i )?(?:didnt|did not|havent|have not|never) (?:forget|forgot|forgotten|lose|lost|change|changed|reset)[^,.;:!?]{0,25}?(?:password|pw|phone|mfa|it|codes?)`,
  `\\b(?:my |the )?(?:account|acct|user|login|it) (?:is not|isnt|is no longer|was not|wasnt) (?:locked|blocked|suspended)(?: out)?(?: any ?more)?`,
  `\\b(?:im|i am|am) not locked(?: out)?`,
  `\\b(?:its|it is|this is|problem is|issue is) not (?:about )?(?:my |the |a )?(?:password|pw|mfa|phone|account|authenticator|lock\\w*)(?: reset| problem| issue)?`,
  `\\bnot (?:my|the|a) (?:password|pw|mfa|phone|authenticator|lockout)(?: reset)?`,
  // The same in the other languages.
  `\\bno (?:quiero|necesito|hace falta|deseo)[^,.;:!?]{0,40}?${wished}(?: (?:mi|la|el) \\w+)?`,
  `\\bno (?:he )?(?:olvid\\w+|perdi\\w*)[^,.;:!?]{0,25}?(?:contrasena|clave|movil|telefono|celular)`,
  `\\b(?:mi |la )?cuenta no esta bloqueada|\\bno estoy bloquead[oa]`,
  `\\bje (?:ne )?(?:veux|souhaite|voulais) pas[^,.;:!?]{0,40}?${wished}(?: (?:mon|le|la|ma) [\\w ]{1,15})?`,
  `\\bpas besoin (?:de|d)[^,.;:!?]{0,30}?${wished}`,
  `\\bje n ?ai pas (?:oublie|perdu)[^,.;:!?]{0,25}?(?:mot de passe|mdp|telephone|portable)`,
  `\\b(?:mon |le )?compte n ?est pas (?:bloque|verrouille)|\\bje ne suis pas bloque`,
  `\\b(?:ich )?(?:will|mochte|muss|brauche) (?:mein |das |kein |keinen |keine |mein )?[^,.;:!?]{0,25}?(?:nicht|kein\\w*) ?[^,.;:!?]{0,25}?${wished}`,
  `\\bkein(?:e|en)? (?:neues |neuen |)(?:passwort|kennwort|reset|ticket|mfa)\\b`,
  `\\b(?:passwort|kennwort|handy)[^,.;:!?]{0,15} nicht (?:vergessen|verloren)|\\bkonto ist nicht gesperrt|\\bbin nicht gesperrt`,
  `\\bnao (?:quero|preciso|desejo)[^,.;:!?]{0,40}?${wished}(?: (?:a|minha|o|meu) \\w+)?`,
  `\\bnao (?:esqueci|perdi)[^,.;:!?]{0,25}?(?:senha|celular|telefone)`,
  `\\b(?:minha |a )?conta nao esta bloqueada|\\bnao estou bloquead[oa]`,
].map((pattern) => new RegExp(pattern, 'gu'));

export type Negated = { readonly rest: string; readonly negation: boolean };

export function withoutNegated(text: string): Negated {
  const said = plain(text).replace(/['’‘`´ʼ]/g, '');
  let rest = said;
  for (const pattern of notWished) rest = rest.replace(pattern, ' , ');
  if (rest === said) return { rest: text, negation: false };
  return {
    rest: rest
      .replace(/^[\s,.;:!?]+/, '')
      .replace(
        /^(?:but|just|only|and|so|to|my|the|password|sino|solo|mais|juste|sondern|nur|aber|mas|so) (?=\w+ \w)/u,
        '',
      ),
    negation: true,
  };
}
