'use client'

/** When even the root layout failed: neither styles nor theme can be counted on. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const { digest } = (error ?? {}) as { digest?: string }
  return (
    <html lang="en" style={{ colorScheme: 'light dark' }}>
      <body
        style={{
          font: '13px/1.5 system-ui, sans-serif',
          display: 'grid',
          placeContent: 'center',
          minHeight: '90vh',
        }}
      >
        <title>Isola</title>
        <h1 style={{ fontSize: 14 }}>Isola could not show this page</h1>
        <p>Try again; if it stays, the server’s log says what happened{digest ? ` under ${digest}` : ''}.</p>
        <p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </p>
      </body>
    </html>
  )
}
