/**
 * From utterance files to examples: lines are expanded, and some of the sentences get a greeting, a word of thanks,
 * or a slip of the finger, in every intent alike, so that none of these is learned as a sign of one.
 */
import { expand, linesOf, oneOf, randomFrom, type Slots, slotsOf } from './grammar';
import { type Language, type LearnedIntent, languages, learnedIntents } from './intents';

/** A file of dialogs/recogniser/utterances: its name (`none.en.txt`) and what stands in it. */
export type UtteranceFile = { readonly name: string; readonly text: string };

export type Utterance = {
  readonly text: string;
  readonly intent: LearnedIntent;
  /** Out of scope in the words of the trade: what stands in the files `near-miss.*.txt`. */
  readonly nearMiss: boolean;
  readonly language: Language;
  /** The line that it comes from: sentences of one line are never split between training and checking. */
  readonly line: string;
  readonly weight: number;
};

const nearMisses = 'near-miss' as const;
const atMostOfLine = { none: 30, others: 26 };
/** What is out of scope is written down more often than it counts. */
const weightOfNone = 0.7;
const shareOfStories = 0.4;

const around: Readonly<
  Record<Language, { readonly before: readonly string[]; readonly after: readonly string[] }>
> = {
  en: {
    before: [
      'hi, ',
      'hello, ',
      'hey ',
      'good morning, ',
      'hi team, ',
      'please ',
      'hi there. ',
      'urgent: ',
      'so ',
      'sorry, ',
      'this is maria from sales, ',
      'hi, tom here. ',
      "hope you're well. ",
      'just got back from vacation. ',
      "i'm working from home today and ",
      'quick question: ',
      'hello team, i have a meeting in ten minutes. ',
      'i already restarted my laptop twice. ',
      "i'm at the airport and my flight leaves soon. ",
      'my manager told me to write here. ',
      'not sure if this is the right place but ',
      'tried google, tried my colleague at the next desk. ',
      'the last weekend was lovely, the monday is not: ',
      'i have to submit my expenses by noon and ',
      'ok so ',
      'omg ',
    ],
    after: [
      ' thanks',
      ' please',
      ' thank you',
      '!!',
      ' asap',
      ' pls',
      ', thanks in advance',
      ' today',
      '?',
      ' :(',
      '. let me know if you need anything from me',
      '. i have a customer call at nine',
      '. regards, tom',
      ' before my next meeting',
      ' and payroll closes today',
      '. my train leaves in twenty minutes',
      ". i'm at home with a sick kid",
      ', this is driving me mad',
      '. the customer is waiting on the phone',
      ' lol',
      ' ty',
    ],
  },
  es: {
    before: [
      'hola, ',
      'buenos días, ',
      'buenas ',
      'hola equipo, ',
      'por favor ',
      'disculpa, ',
      'oye ',
      'soy ana de ventas, ',
      'acabo de volver de vacaciones. ',
      'espero que estén bien. ',
      'ya reinicié el ordenador dos veces. ',
      'estoy en el aeropuerto y ',
      'mi jefe me dijo que escribiera aquí. ',
      'no sé si es el sitio correcto pero ',
    ],
    after: [
      ' gracias',
      ' por favor',
      '!!',
      ' muchas gracias',
      ', gracias de antemano',
      ' hoy',
      '. tengo una reunión con un cliente',
      ', qué desesperación',
      ' antes de que salga mi tren',
    ],
  },
  fr: {
    before: [
      'bonjour, ',
      'salut ',
      'bonjour à tous, ',
      'bonsoir, ',
      'désolé, ',
      'svp ',
      "c'est luc de la compta, ",
      'je rentre de congés. ',
      "j'espère que vous allez bien. ",
      "j'ai déjà redémarré l'ordinateur. ",
      "je suis à l'aéroport et ",
      "mon chef m'a dit d'écrire ici. ",
      'je ne sais pas si je suis au bon endroit mais ',
    ],
    after: [
      ' merci',
      ' svp',
      " s'il vous plaît",
      '!!',
      ' merci d’avance',
      " aujourd'hui",
      '. un client attend au téléphone',
      ', ça me rend fou',
      ' avant que mon train parte',
    ],
  },
  de: {
    before: [
      'hallo, ',
      'guten morgen, ',
      'hi ',
      'moin, ',
      'bitte ',
      'hallo zusammen, ',
      'sorry, ',
      'hier ist anna aus dem vertrieb, ',
      'bin gerade aus dem urlaub zurück. ',
      'ich hoffe, es geht euch gut. ',
      'habe den laptop schon zweimal neu gestartet. ',
      'ich stehe am flughafen und ',
      'mein chef meinte ich soll hier schreiben. ',
      'weiß nicht ob ich hier richtig bin aber ',
    ],
    after: [
      ' danke',
      ' bitte',
      '!!',
      ' vielen dank',
      ' lg',
      ' heute',
      ', danke im voraus',
      '. der kunde wartet am telefon',
      ', ich werde noch verrückt',
      ', mein zug fährt gleich',
    ],
  },
  pt: {
    before: [
      'oi, ',
      'olá, ',
      'bom dia, ',
      'boa tarde, ',
      'por favor ',
      'pessoal, ',
      'desculpa, ',
      'aqui é a ana do comercial, ',
      'acabei de voltar das férias. ',
      'espero que estejam bem. ',
      'já reiniciei o computador duas vezes. ',
      'estou no aeroporto e ',
      'meu chefe disse para escrever aqui. ',
      'não sei se é o lugar certo mas ',
    ],
    after: [
      ' obrigado',
      ' por favor',
      '!!',
      ' obrigada',
      ', obrigado desde já',
      ' hoje',
      '. o cliente está esperando no telefone',
      ', estou ficando louco',
      ' antes do meu trem sair',
    ],
  },
};

export function utterancesOf(files: readonly UtteranceFile[]): readonly Utterance[] {
  return languages.flatMap((language) => {
    const slots = slotsOf(textOf(files, `slots.${language}.txt`));
    const asides = linesOf(textOf(files, `asides.${language}.txt`));
    return [...learnedIntents, nearMisses].flatMap((name) => {
      const nearMiss = name === nearMisses;
      const intent = name === nearMisses ? 'none' : name;
      return linesOf(textOf(files, `${name}.${language}.txt`)).flatMap((line) =>
        ofLine(line, slots, asides, { intent, nearMiss, language }),
      );
    });
  });
}

function ofLine(
  line: string,
  slots: Slots,
  asides: readonly string[],
  kind: Pick<Utterance, 'intent' | 'nearMiss' | 'language'>,
): Utterance[] {
  const { intent, language } = kind;
  const sentences = expand(line, slots, intent === 'none' ? atMostOfLine.none : atMostOfLine.others);
  const draw = randomFrom(`${language} ${line}`);
  const varied = sentences.flatMap((sentence) => {
    const other = variant(sentence, language, draw);
    return other === sentence ? [sentence] : [sentence, other];
  });
  for (const sentence of sentences) if (draw() < shareOfStories) varied.push(story(sentence, asides, draw));
  // A line that stands for many sentences weighs more than one that stands for itself, but not as many times more.
  const weight =
    Math.sqrt(1 / varied.length) * (varied.length > 4 ? 2 : 1) * (intent === 'none' ? weightOfNone : 1);
  return varied.map((text) => ({ text, ...kind, line, weight }));
}

/** A sentence with something beside the point before it, behind it, or both. */
function story(sentence: string, asides: readonly string[], draw: () => number): string {
  const aside = () => oneOf(pick(asides, draw), new Map(), draw).replace(/\s+/g, ' ').trim();
  const end = () => pick(['. ', ', ', ' and ', '... ', '\n', ' - '], draw);
  const place = draw();
  if (place < 0.4) return `${aside()}${end()}${sentence}`;
  if (place < 0.8) return `${sentence}${end()}${aside()}`;
  return `${aside()}${end()}${sentence}${end()}${aside()}`;
}

function variant(sentence: string, language: Language, draw: () => number): string {
  const { before, after } = around[language];
  let text = sentence;
  if (draw() < 0.25) text = `${pick(before, draw)}${text}`;
  if (draw() < 0.2) text = `${text}${pick(after, draw)}`;
  if (draw() < 0.25) text = withSlip(text, draw);
  return text;
}

/** Two letters swapped, one left out, or one doubled, within a longer word. */
function withSlip(text: string, draw: () => number): string {
  const places = [...text.matchAll(/\p{L}{5,}/gu)];
  const word = places[Math.floor(draw() * places.length)];
  if (!word) return text;
  const at = word.index + 1 + Math.floor(draw() * (word[0].length - 2));
  const kind = draw();
  if (kind < 0.4) return `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
  if (kind < 0.75) return text.slice(0, at) + text.slice(at + 1);
  return text.slice(0, at) + text[at] + text.slice(at);
}

function pick(choices: readonly string[], draw: () => number): string {
  return choices[Math.floor(draw() * choices.length)] ?? '';
}

function textOf(files: readonly UtteranceFile[], name: string): string {
  const file = files.find((one) => one.name === name);
  if (!file) throw new TypeError(`the utterance file ${name} is missing`);
  return file.text;
}
