import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { applySettings, readSettings } from './app/settings'
import './styles/base.css'
import './styles/lists.css'
import './styles/viewer.css'
import './styles/phone.css'
import './styles/review.css'
import './styles/visit.css'
import './styles/management.css'
import './styles/own.css'
import './styles/share.css'

// Before the first paint, so that large text does not jump.
applySettings(readSettings())

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
