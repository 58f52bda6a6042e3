/** Starts the chat page: every part is brought to life, then the stand-in is asked for what there is. */
import { prepareCards } from './card-view.js';
import { startChatHead } from './chat-head.js';
import { startCompose } from './compose.js';
import { connect } from './connection.js';
import { startConversation } from './conversation.js';
import { byId } from './elements.js';
import { startFrame } from './frame.js';
import { startPeopleList } from './people-list.js';
import { startStatusBar } from './status-bar.js';
import { choose, on, store } from './store.js';
import { startStripDoings } from './strip-doings.js';
import { startStripFlow } from './strip-flow.js';
import { startStripView } from './strip-view.js';
import { startToasts } from './toasts.js';

startFrame();
startStatusBar();
startPeopleList();
startChatHead();
startConversation();
startCompose();
startStripFlow();
startStripView();
startStripDoings();
startToasts();

/** The person of the address (`#` and the object id), so that a reload or a link shows the same chat. */
const personOfAddress = () => store.person(decodeURIComponent(location.hash.slice(1))) ?? store.people()[0];

on('chosen', ({ person }) => history.replaceState(null, '', `#${encodeURIComponent(person.aadObjectId)}`));

await prepareCards();
await connect();
const first = personOfAddress();
if (first) choose(first);
byId('app').dataset.ready = 'true';
