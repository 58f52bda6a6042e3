/** A parent process that can be killed as kill -9 would kill the start script: it starts one child and says its facts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compiledModule } from '../../local/project-root';

export interface MortalParent {
  /** What the child said when it was ready, and its process id as `childPid`. */
  facts: Record<string, unknown>;
  childPid: number;
  kill(): Promise<void>;
}

/** @param startCall an expression over the module's exports, for example `children.startStorageChild({...})` */
export async function startMortalParent(startCall: string): Promise<MortalParent> {
  const script = `
    const children = require(${JSON.stringify(compiledModule('local/services-children.js'))});
    const started = ${startCall};
    started.ready.then((facts) => console.log(JSON.stringify({ ...facts, childPid: started.child.pid })));`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  const facts = JSON.parse(line) as Record<string, unknown>;
  return {
    facts,
    childPid: Number(facts.childPid),
    kill: async () => {
      const ended = once(parent, 'close');
      parent.kill('SIGKILL');
      await ended;
    },
  };
}
