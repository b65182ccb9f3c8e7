// Mounts the real screens on a fake bridge. `?case=` chooses a state worth looking at; `?step=` the pace of a run.
import '../../../src/renderer/app/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { App } from '../../../src/renderer/app/app.tsx'
import { attachBridge } from '../../../src/renderer/app/engine.ts'
import { createFakeBridge } from '../../fakes/fake-bridge.ts'
import { fakeParts } from './cases.ts'

const query = new URLSearchParams(location.search)
attachBridge(createFakeBridge(fakeParts(query.get('case') ?? 'usual', Number(query.get('step') ?? 250))))
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
