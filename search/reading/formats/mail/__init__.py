"""Mail: messages, mailboxes, and pages that browsers save as messages (MHTML)."""
