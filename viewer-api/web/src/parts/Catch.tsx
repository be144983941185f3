import { Component, type ReactNode } from 'react'
import { useTexts } from '../app/settings'
import { Notice } from './Notice'
import { usePageTitle } from './usePageTitle'

interface Props { path: string, children: ReactNode }

/** A part of the pages that could not be fetched, or that broke, leaves words and a way on, not an empty screen. */
export class Catch extends Component<Props, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidUpdate(before: Props) {
    if (before.path !== this.props.path && this.state.broken) this.setState({ broken: false })
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const t = useTexts()
  usePageTitle(t.failed)
  // A part that failed to arrive is remembered as failed until the document is loaded again.
  return <main className="page"><Notice page icon="warn" title={t.failed} detail={t.failedDetail} action={{ label: t.retry, run: () => location.reload() }} /></main>
}
