/** The compose box: Enter sends, Shift and Enter make a new line, and the focus stays where one writes. */
import { firstName } from './avatars.js';
import { say } from './doings.js';
import { byId } from './elements.js';
import { on, store } from './store.js';

/** Brings the compose box to life. */
export const startCompose = (): void => {
  const form = byId('compose') as HTMLFormElement;
  const box = byId('compose-text') as HTMLTextAreaElement;
  const send = byId('compose-send') as HTMLButtonElement;
  const drafts = new Map<string, string>();
  let writing: string | undefined;

  const grow = (): void => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
    send.disabled = box.value.trim() === '' || box.disabled;
  };
  const submit = async (): Promise<void> => {
    const person = store.chosen();
    const text = box.value.trim();
    if (!person || text === '') return;
    box.value = '';
    grow();
    // What couldn't be sent stays to be sent again, unless something else was begun meanwhile.
    if (!(await say(person, text)) && box.value === '') box.value = text;
    grow();
    box.focus();
  };
  const draw = (): void => {
    const person = store.chosen();
    if (!person) return;
    const { installed } = store.chat(person.aadObjectId);
    box.disabled = !installed;
    box.placeholder = installed ? `Type a message as ${firstName(person)}` : 'The app is not installed';
    grow();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  box.addEventListener('keydown', (event) => {
    // While a word is being composed (Japanese, accents), Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  box.addEventListener('input', grow);
  on('chosen', ({ person }) => {
    if (writing !== undefined) drafts.set(writing, box.value);
    writing = person.aadObjectId;
    box.value = drafts.get(writing) ?? '';
    draw();
  });
  on('people', draw);
};
