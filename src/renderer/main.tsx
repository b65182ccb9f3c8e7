// Starts the screens in whichever shell they find themselves: Electron's preload, or a browser with a token.
import './app/without-eval.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { connect } from './app/engine.ts'

connect()
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
