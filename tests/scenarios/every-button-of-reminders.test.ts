/** Every button of reminders, pressed in each of its three ways, typed in two languages (G3; E3, E6, C2, C3). */
import { reminderPolicy, reminderStories, tellEverybody } from './reminder-stories';
import { tellInTests } from './telling';

tellInTests({
  place: 'reminders',
  stories: reminderStories,
  policy: reminderPolicy,
  meanwhile: tellEverybody,
});
