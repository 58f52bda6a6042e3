/**
 * Does a message ask for somebody else's account? The bot helps with the sender's own only (G3). Two kinds: words of
 * an administrator ("unlock user bob"), and those of a colleague ("my boss can't log in").
 */
import { givenNames } from '../given-names';
import { normalise, plain } from '../normalise';

const people =
  '(?:co-?workers?|colleagues?|boss|manager|teammates?|team ?mates?|assistants?|secretar(?:y|ies)|interns?|trainees?|contractors?|wife|husband|spouse|partner|son|daughter|brother|sister|mom|mother|dad|father|friends?|buddy|neighbou?r|director|ceo|cfo|supervisor|new hire|new employee|new starter|deputy|report|team member|staff member|employees?|customers?|' +
  'companer[oa]s?|colegas?|jef[ea]|asistente|becari[oa]|espos[oa]|marido|mujer|hij[oa]|herman[oa]|amig[oa]|director[a]?|emplead[oa]s?|gerente|' +
  'collegues?|chef|cheffe|patron|assistant[e]?|stagiaire|femme|mari|fils|fille|frere|soeur|amie?|directeur|directrice|employee?s?|' +
  'kolleg(?:e|en|in|innen)|chefin|vorgesetzte[rn]?|praktikant(?:in|en)?|frau|mann|sohn|tochter|bruder|schwester|freund(?:in)?|mitarbeiter(?:in|s|n)?|azubi|assistentin|' +
  'chefe|estagiari[oa]|irma|irmao|filh[oa]|funcionari[oa]|diretor[a]?|supervisor[a]?)';
const thing =
  '(?:account|accounts|password|passwords|pw|pwd|mfa|2fa|phone|login|access|profile|user|authenticator|factors?|cuenta|contrasena|clave|usuario|movil|acceso|compte|mot de passe|mdp|telephone|acces|konto|passwort|kennwort|zugang|handy|account|conta|senha|acesso|celular)';
/** What stops somebody; "is", "has" and "needs" only with what it is: "my boss is waiting" asks for nothing. */
const stopped =
  '(?:lock(?:ed|s|ing)?|lockedout|blocked|unable|stuck|out|forgotten|lost|suspended|disabled|no access|kicked|bloquead\\w*|sin acceso|olvidado|olvidad[oa]|perdido|gesperrt|ausgesperrt|vergessen|verloren|keinen zugang|bloquee?|oublie|perdu|verrouillee?|esquecid\\w*|travad\\w*|sem acesso)\\b';
const needed =
  '(?:passwords?|pw|mfa|2fa|phone|login|access|reset\\w*|unlock\\w*|help|authenticator|contrasena|clave|acceso|desbloque\\w*|mot de passe|mdp|acces|debloqu\\w*|passwort|kennwort|zugang|entsperr\\w*|handy|senha|acesso|celular)\\b';
/** Up to four words on the way to it, none of which begins a sentence about the writer. */
const onTheWay =
  '(?:(?!(?:i|im|ive|my|and|but|so|waiting|ich|mein\\w*|und|aber|je|mon|ma|et|mais|yo|mi|y|pero|esperando|eu|meu|minha|e|mas)\\b)\\w+ ){0,4}?';
const trouble = `(?:(?:can ?t|cannot|can not|couldn ?t|could not|doesn ?t|forgot|lost|no puede|olvido|perdio|ne peut|a oublie|a perdu|n ?arrive pas|kann (?:sich )?nicht|kommt nicht|nao consegue|esqueceu|perdeu)\\b|(?:is|was|got|has|has been|keeps|esta|ha|se ha|se quedo|est|a ete|a|ist|hat|wurde|foi|ficou) ${onTheWay}${stopped}|(?:needs?|wants|necesita|quiere|a besoin|braucht|precisa|quer) ${onTheWay}${needed})`;
const own =
  '(?:my|our|the|a|this|one of my|mi|mis|nuestr[oa]|un|una|el|la|mon|ma|mes|notre|l|mein|meine|meinen|meiner|meinem|meines|unser[en]?|unserem|der|die|dem|eine[rmn]?|meu|minha|nosso|nossa|o|a|do|da)';

/** Who only told the person to write is not the one who needs help. */
const messenger = new RegExp(
  `\\b${people} (?:told|said|asked|suggested|recommended|advised|sent|thinks|mentioned|me dijo|me ha dicho|m a dit|ma dit|m a demande|hat gesagt|sagte|meinte|hat mir|disse|me disse|me pediu|pediu)`,
  'u',
);

const asColleague: readonly RegExp[] = [
  new RegExp(`\\b${people}s? (?:(?!wait|wartet|espera|attend|asks|fragt|pergunta)\\w+ )?${thing}\\b`, 'u'),
  new RegExp(
    `\\b${thing} (?:of|for|from|de|del|d|du|von|vom|fur|da|do|para|pour|meiner|meines|unseres|a) (?:${own} )?(?:new )?${people}\\b`,
    'u',
  ),
  new RegExp(
    `\\b(?:on behalf of|for|help|para|pour|fur|ayuda a|aider|hilf) (?:${own} )(?:new )?${people}\\b`,
    'u',
  ),
  new RegExp(
    `\\b${own} (?:new |neue[rn]? |nuev[oa] |nouvelle? |nov[oa] )?${people} (?:(?!i |ich |je |yo |eu )\\w+ )?${trouble}`,
    'u',
  ),
];

/** Those that need no word for a person. */
const asPronoun: readonly RegExp[] = [
  /\b(?:his|her|their|someone elses?|somebody elses?|another persons?|another users?|other peoples?|(?<!\bman .{0,25})(?:sein|seinen)|dessen|deren) (?!own )(?:\w+ )?(?:account|password|pw|mfa|2fa|phone|login|access|profile|authenticator|konto|passwort|kennwort|zugang|handy)\b/u,
  /\b(?:unlock|reset|unblock|help) (?:him|her|them|someone else|somebody else)\b/u,
  /\b(?:he|she|they) (?:is|are|got|cant|cannot|can not|forgot|lost|needs?|was) (?:\w+ )?(?:locked|log ?in|sign in|password|phone|out|access|unlock\w*|reset)/u,
  /\b(?:son|sa) (?:compte|mot de passe|mdp|telephone|acces)\b|\b(?:conta|senha|acesso|celular) (?:dele|dela|deles)\b|\b(?:cuenta|contrasena|clave) de (?:el|ella|ellos|otra persona|otro)\b|\b(?:compte|mot de passe) (?:d un autre|de quelqu un)\b|\bkonto (?:eines anderen|von jemand)\b|\bconta de (?:outra pessoa|outro|alguem)\b/u,
];

const verbs =
  '(?:unlock|unblock|reset|reactivate|re-?enable|enable|disable|deactivate|suspend|lock|find|search(?: for)?|look ?up|show(?: me)?|open|edit|delete|get|unlok|desbloque\\w*|restablec\\w*|busc\\w*|muestra|debloqu\\w*|deverrouill\\w*|reinitialis\\w*|cherch\\w*|trouv\\w*|affich\\w*|entsperr\\w*|sperr\\w*|such\\w*|zeig\\w*|finde|desbloqu\\w*|redefin\\w*|procur\\w*|resetar|destrav\\w*)';
const userWord =
  '(?:users?|usuari[oa]|utilisateur|benutzer|nutzer|utilizador|employee|empleado|employe|mitarbeiter|funcionario|user account)';
/** What follows "user" without being a name. */
const noName =
  '(?:name|names|id|account|is|was|got|has|locked|lock|lockout|blocked|not|and|or|for|in|on|de|del|du|von|do|da|esta|est|ist|wurde|bloquead[oa]|gesperrt|bloque|verrouille|profile|settings|password|login|error|please|pls|konto|entsperren|freischalten|xsystem|unlock|access|ha|fue|foi|ficou|no|a|mi|my|nicht|still|again|sap|okta|windows|manual|guide|por|disabled|suspended|unknown|activ[oa]|ativ[oa]|aparece|continua|sigue|quedo|reste|bleibt|noch|immer|still|invalid|from|to|at|suspendu|e|se|me)';

const asAdministrator: readonly RegExp[] = [
  new RegExp(
    `\\b${verbs} (?:the |el |al |a |le |l |den |die |o )?(?:\\w+ (?:of|de|von|do|du) )?(?:the |al |del |l |do )?${userWord} (?!${noName}\\b)[\\p{L}\\p{N}]+`,
    'u',
  ),
  new RegExp(
    `\\b(?:of|for|de|del|do|du|von|fur|para|pour) (?:the |el |l |den )?${userWord} (?!${noName}\\b)[\\p{L}\\p{N}]+`,
    'u',
  ),
];
/** Several at once, without a name. */
const asList = new RegExp(
  `\\b(?:locked|blocked|locked out|suspended) (?:users|accounts|people|employees)\\b|\\b(?:usuarios|cuentas|contas|utilizadores) bloquead[oa]s\\b|\\b(?:utilisateurs|comptes) (?:bloques|verrouilles)\\b|\\bgesperrte[nr]? (?:benutzer|konten|nutzer|user)\\b|\\b(?:all|every|todos los|tous les|alle|todos os) ${userWord}\\b`,
  'u',
);

const address = /\b[\w.+-]+@[\w-]+\.[\w.]+/u;
const addressOwn = /\b(?:my|mi|mon|mein\w*|meu|minha|new|i am|im)\b.{0,25}@|@.{0,20}\b(?:is me|is my)\b/u;

const givenName = `(?:${givenNames.join('|')})`;
const byName: readonly RegExp[] = [
  new RegExp(`\\b${verbs} (?:the )?(?:${thing} (?:of|for|de|von|do|da|du|d) )?${givenName}\\b`, 'u'),
  new RegExp(`\\b${givenName}'?s (?:\\w+ )?${thing}\\b`, 'u'),
  new RegExp(`\\b${thing} (?:of|for|de|von|fur|do|da|du) ${givenName}\\b`, 'u'),
  new RegExp(
    `\\b${givenName} (?:\\w+ )?(?:is locked|cant log|cannot log|can not log|cant sign|forgot|lost|needs|is blocked|got locked|no puede entrar|ne peut pas|kann sich nicht|nao consegue|esqueceu|olvido|hat sein|hat ihr)`,
    'u',
  ),
];
const selfNamed =
  /\b(?:i am|i m|im|this is|my name is|soy|me llamo|je suis|je m appelle|ich bin|hier ist|sou|me chamo|aqui e)\b/u;

/** Large patterns cost a fifth of a second at their first use: they are used only where a word of theirs stands. */
const mentions = {
  people: new RegExp(`\\b${people}`),
  user: new RegExp(`\\b${userWord}`),
  name: new RegExp(`\\b${givenName}\\b|\\b${givenName}s\\b`),
  verb: new RegExp(`\\b${verbs}`),
};

export type OtherPerson = 'administrator' | 'colleague';

export function otherPerson(text: string): OtherPerson | undefined {
  const said = normalise(text);
  if (isOfAdministrator(text, said)) return 'administrator';
  const byPeople = mentions.people.test(said);
  if (byPeople && messenger.test(said)) return undefined;
  if (asPronoun.some((pattern) => pattern.test(said))) return 'colleague';
  if (byPeople && asColleague.some((pattern) => pattern.test(said))) return 'colleague';
  if (!mentions.name.test(said) || selfNamed.test(said)) return undefined;
  return byName.some((pattern) => pattern.test(said)) ? 'colleague' : undefined;
}

function isOfAdministrator(text: string, said: string): boolean {
  if (asList.test(said)) return true;
  if (mentions.user.test(said) && asAdministrator.some((pattern) => pattern.test(said))) return true;
  return address.test(text) && !addressOwn.test(plain(text)) && mentions.verb.test(said);
}
