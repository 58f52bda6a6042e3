/**
 * "When does my password expire?" (E): a question about a date, told apart from "is my account locked?" and from "my
 * password has expired", which wants a new one. A question, a password and its end must stand together, in one language.
 */
import { normalise } from '../normalise';

const longest = 160;

type Words = { readonly question: string; readonly password: string; readonly ends: string };

/** Each is normalised: no accents, apostrophes and punctuation. What is over already ("expired") is no such question. */
const languages: readonly Words[] = [
  {
    question:
      'when|what (day|date|time)|which day|how (long|many days|many weeks|much time|soon)|until when|till when|(is|will) (my|the) \\w+ (still|about|going|due)|does (my|the) \\w+ ever',
    password: '(my|the) (\\w+ )?(password|passwort|passwd|pwd|pw)',
    ends: 'expires?|expiring|expiration|expiry|runs? out|running out|valid|due|lapses?|expire',
  },
  {
    question:
      'cuando|(cuantos|cuantas) (dias|semanas)|cuanto (tiempo|falta|queda)|hasta cuando|que dia|que fecha',
    password: '(mi|la) (\\w+ )?(contrasena|clave|password)',
    ends: 'caduca|caducara|caducar|caducidad|caduque|vence|vencera|vencer|vencimiento|venza|expira|expirara|expirar|expire|valida|vale|sirve',
  },
  {
    question: 'quand|combien de (jours|temps|semaines)|jusqu ?a quand|quelle date|quel jour|dans combien',
    password: '(mon|le) (\\w+ )?(mot de passe|mdp|password)',
    ends: 'expire|expirera|expirer|[ld]?expiration|arrive a echeance|echeance|valable|valide|perime',
  },
  {
    question: 'wann|wie (lange|viele tage|viele wochen|viel zeit)|bis wann|welche[mns]? (tag|datum)|wie lang',
    password: '(mein\\w*|das) (\\w+ )?(\\w*passworts?|\\w*kennworts?|pw)',
    ends: 'ablauft|ablaufen|ablauf|lauft|verfallt|ungultig|gultig|gilt',
  },
  {
    question:
      'quando|quantos dias|quantas semanas|quanto (tempo|falta)|ate quando|que dia|qual (e )?(o |a )?(dia|data|validade)|que data',
    password: '(minha|a|da) (\\w+ )?(senha|palavra passe|password)',
    ends: 'expira|expirara|expirar|expiracao|expire|vence|vencera|vencer|vencimento|venca|validade|valida|vale|caduca|caducara',
  },
];

/** Something else that ends, a password of something else, or a wish beside the question. */
const otherThings =
  /\b(what \w+ i do|link|mail|email|e mail|code|codigo|token|certificate|certificado|certificat|zertifikat|licen[sc]e|card|karte|reset|temporary|temporal|temporaria|provisoire|vorlaufig\w*|wifi|wlan|wi fi|policy|richtlinie|(un)?lock\w*|\w*sperr\w*|(des)?bloque\w*|\w*verrouill\w*)\b/u;

const patterns = languages.map(({ question, password, ends }) => ({
  question: new RegExp(`\\b(${question})\\b`, 'u'),
  password: new RegExp(`\\b(${password})\\b`, 'u'),
  ends: new RegExp(`\\b(${ends})\\b`, 'u'),
}));

export function asksForPasswordDate(text: string): boolean {
  if (text.length > longest) return false;
  const said = normalise(text);
  if (otherThings.test(said)) return false;
  return patterns.some(
    // The question comes first: "it is valid, but when I am at home …" is none.
    ({ question, password, ends }) =>
      ends.test(said) && question.test(said) && said.search(question) < said.search(password),
  );
}
