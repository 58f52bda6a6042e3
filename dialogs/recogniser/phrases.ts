/** Closed lists of what is no wish and still has an answer of its own: compared whole, in normalised form. */
import type { Flag } from './intents';
import { normalise } from './normalise';

const phrases: Readonly<Partial<Record<Flag, string>>> = {
  'not-me': `
    this wasnt me|that wasnt me|it wasnt me|wasnt me|not me|this was not me|that was not me|it was not me|i didnt do this|i did not do that|that isnt me|
    no he sido yo|no fui yo|yo no fui|ce netait pas moi|ce n etait pas moi|cetait pas moi|pas moi|das war ich nicht|ich war das nicht|nicht ich|nao fui eu|eu nao fui`,
  greeting: `
    hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|start|menu|hola|buenos dias|buenas tardes|buenas|bonjour|salut|bonsoir|
    hallo|guten morgen|guten tag|guten abend|moin|servus|ola|oi|bom dia|boa tarde|boa noite|hi bot|hello bot|hola bot|hallo bot|ola bot`,
  'remind-again': `
    remind me again|remind me|start reminding me|start reminding me again|please remind me again|resume reminders|turn reminders back on|reminders on|turn on reminders|i want reminders again|
    recuerdamelo otra vez|vuelve a recordarmelo|recuerdame de nuevo|recuerdame otra vez|vuelve a avisarme|rappelle moi|rappelez moi a nouveau|rappelle moi a nouveau|me rappeler a nouveau|reprendre les rappels|
    erinnere mich wieder|wieder erinnern|erinnern sie mich wieder|erinnerungen wieder einschalten|lembrar novamente|lembre me de novo|lembre me novamente|me lembre de novo|voltar a lembrar|ativar lembretes`,
};

const flagOf: ReadonlyMap<string, Flag> = new Map(
  (Object.entries(phrases) as [Flag, string][]).flatMap(([flag, list]) =>
    list.split('|').map((phrase): [string, Flag] => [normalise(phrase), flag]),
  ),
);

export function plainFlag(text: string): Flag | undefined {
  return text.length > 100 ? undefined : flagOf.get(normalise(text));
}
