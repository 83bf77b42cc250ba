/** What somebody sees who opens the bare address. `mailbox`: whether the built-in one runs. */
export function FrontPage({ mailbox }: { mailbox: boolean }) {
  return (
    <>
      <h1>Meet the people you would not have met</h1>
      <p>
        Acquaint plans the informal gatherings that build networks inside an organisation: town halls, peer
        assists, knowledge fairs, coffee rounds and more. It mixes units and locations on purpose, when people
        are invited and when tables are formed. It remembers who met whom, so that the next round brings new
        people together, and it never ranks anybody.
      </p>
      <div class="actions">
        <a class="button primary" href="/sign-in">
          Sign in
        </a>
        <a class="button" href="/docs">
          API documentation
        </a>
        {mailbox && (
          <a class="button" href="/mailbox">
            Mailbox
          </a>
        )}
      </div>
      {mailbox && (
        <p class="soft">
          No mail server is configured: every mail stays in this service’s own mailbox, which opens on the
          machine that the service runs on.
        </p>
      )}
    </>
  );
}
