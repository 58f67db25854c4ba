import { CopyButton } from './copy-id.tsx'

/** Code to take along. */
export const Snippet = ({ text, what }: { text: string; what: string }) => (
  <div className="relative rounded-lg border border-line bg-panel text-left">
    <CopyButton text={text} what={what} className="absolute top-2 right-2 p-1" />
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
    <pre tabIndex={0} className="overflow-x-auto p-3.5 pr-9 font-mono text-[11.5px] text-text leading-[1.6]">
      {text}
    </pre>
  </div>
)
